// The outages of one replication: every change of a server's or a zone's state, in order, and which mail they concern.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"
#include "sim/mail/mx_order.hpp"
#include "sim/mail/world_spec.hpp"
#include "sim/measure/drains.hpp"

namespace mxsim::mail {

// At one instant one outage begins or ends for one of its servers, or for its zones.
struct Transition {
    engine::Time at{};
    engine::Time until = engine::never;   // of a beginning: when it ends
    std::uint32_t outage = 0;
    bool begins = false;
    bool first = false;                   // the outage as a whole begins or ends here, not only for this server
    std::uint32_t server = no_server;     // none: its zones
};

// Domains whose mail an outage may hit, by rising number.
std::vector<std::uint32_t> domains_concerned(const WorldSpec& spec, const failure::OutageSpec& outage);

struct Outages {
    std::vector<Transition> transitions;  // by time; at one instant ends come before beginnings
    std::vector<measure::OutageScope> scopes;

    Outages(const WorldSpec& spec, engine::Key key);
};

}  // namespace mxsim::mail
