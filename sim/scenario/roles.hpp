// Which exchanger is a mailbox server and which a relay.
#pragma once

#include "sim/scenario/assumptions.hpp"
#include "sim/scenario/draft.hpp"

namespace mxsim::scenario {

// Gives every exchanger its table and its role, or reports that nothing says which it has, with the lines
// to paste. Servers that nothing uses are told to `unused`.
void decide_roles(Draft& draft, const Values& silent, Findings& findings, Findings& unused, Assumptions& assumptions);

// Whether a server's table says that its name has no address.
bool leads_nowhere(const Node& server);

// The server behind a domain without MX records (RFC 5321 section 5.1): the one that holds the domain's
// address, else the one named like the domain; -1 if there is none.
std::int64_t implicit_server(const Draft& draft, std::size_t domain, const Values& silent);

// Every address literal ("[192.0.2.1]") a sender's `to` and `times` name, canonical, without brackets.
std::vector<std::string> literals_of(const Node& sender);

}  // namespace mxsim::scenario
