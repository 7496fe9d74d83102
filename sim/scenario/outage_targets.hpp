// What an outage strikes beside single servers: zones, and groups of servers, sites and zones.
#pragma once

#include <string>

#include "sim/scenario/build.hpp"

namespace mxsim::scenario {

// A zone is a name and every name below it: mail domains, and the names of servers. Reported if there are none.
failure::ZoneFault zone_fault(Builder& to, const Node& zone, failure::ZoneMode mode);

// Adds the members of the group that `outage` names, each with the mode that `parts`, or `mode`, gives its kind:
// silent if nothing does, and unanswered if it is a zone. A server that is in the group by itself and by its site
// has the mode of servers.
void add_group(Builder& to, const Node& outage, failure::OutageSpec& spec);
// The names in groups of which nothing is said to fail must exist, too.
void check_idle_groups(Builder& to);

// Every server of a site, by rising number; reported if there is none.
std::vector<std::uint32_t> servers_at(Builder& to, const Node& site);

// A mode that a server can have, or nothing, reported.
std::optional<failure::Effect> server_mode(Builder& to, const Node& mode);
// One that it stays in: not the loss of a queue.
std::optional<failure::Effect> lasting_mode(Builder& to, const Node& mode);
// That a zone can have.
std::optional<failure::ZoneMode> zone_mode(Builder& to, const Node& mode);

}  // namespace mxsim::scenario
