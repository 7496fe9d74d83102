// A scenario between reading and building: its tree, the names in it, and who is an exchanger of what.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/failure/zone_fault.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/name.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/values.hpp"

namespace mxsim::scenario {

struct Draft {
    Node root;
    NameList domains;                     // index = place among the items of [domains], as in WorldSpec
    NameList servers;                     // likewise
    std::vector<std::vector<MxLine>> mx;  // of each domain, as far as it could be read
    std::unordered_map<std::string, std::uint32_t> server_at;  // by address
    std::unordered_map<std::string, failure::HostName> aliases;  // further names of servers

    // The named tables of a section ("domains", "servers", "senders", "outages"), in order of the file.
    std::vector<Node>& section(std::string_view name);
    // Does a domain lack the records that its zone file should have?
    bool lacks_zone_data();
    // The server of a name, its own or an alias; nothing if there is none.
    std::optional<failure::HostName> host(std::string_view canonical_name) const;
    // Adds a server's table and its name; returns its index.
    std::uint32_t add_server(const std::string& canonical_name, Node table);
};

// Takes out what the walk has already reported as no table; reports names that occur twice, and
// addresses that two servers claim.
Draft make_draft(Node root, const Values& silent, Findings& findings);

// Names without `*`, and patterns, to indices in `known`; each once, in order of mention. Reports what is
// not known, with the nearest, and a pattern that matches nothing; `what` is "server" or "domain".
class NameResolver {
  public:
    // `some_unread`: a zone file, which may name further servers, could not be read.
    NameResolver(Findings& findings, bool some_unread) : findings_{findings}, some_unread_{some_unread} {}
    std::vector<std::uint32_t> resolve(const std::vector<const Node*>& names, const NameList& known,
                                       std::string_view what);
    std::optional<std::uint32_t> resolve_one(std::string_view name, Spot at, const NameList& known,
                                             std::string_view what);

  private:
    Findings& findings_;
    bool some_unread_;
    int suggestions_left_ = 200;  // looking for the nearest of many names takes time
};

}  // namespace mxsim::scenario
