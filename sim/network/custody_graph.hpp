// Who may hand the mail of one domain to whom, and what becomes of it: whether it can reach a server that
// keeps it, where it can go no further, and where it could go round.
//
// Custody is what RFC 5321 section 2.1 calls responsibility for a message: it passes from the sender to an
// exchanger, from a relay to another server, and ends at a mailbox server. Servers are plain numbers.
#pragma once

#include <cstdint>
#include <vector>

namespace mxsim::network {

// Server `from` may hand the domain's mail to server `to`.
struct Handover {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

struct CustodyGraph {
    std::vector<std::uint32_t> entries;    // that senders hand the mail to
    std::vector<Handover> handovers;       // of relays; taken as given, whatever brought them about
    std::vector<std::uint32_t> mailboxes;  // that keep it; a handover of theirs is never used
};

// Server numbers in rising order.
struct CustodyReport {
    bool mailbox_reached = false;          // from some entry
    std::vector<std::uint32_t> dead_ends;  // reached from an entry, no mailbox, with nobody to hand mail to
    // Servers that can hand a message back to each other, or one to itself; in order of their first server.
    std::vector<std::vector<std::uint32_t>> rings;
};

// Takes time and memory for the servers that `graph` names, however large their numbers are.
CustodyReport examine(const CustodyGraph& graph);

}  // namespace mxsim::network
