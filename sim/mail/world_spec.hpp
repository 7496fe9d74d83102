// Everything a world is made of, with names resolved to indices: what one replication simulates.
#pragma once

#include <optional>
#include <vector>

#include "sim/dns/zone_spec.hpp"
#include "sim/failure/outage_spec.hpp"
#include "sim/mail/change_spec.hpp"
#include "sim/mail/profile.hpp"
#include "sim/mail/sender_spec.hpp"
#include "sim/mail/server_spec.hpp"
#include "sim/network/network_spec.hpp"

namespace mxsim::mail {

struct WorldSpec {
    network::NetworkSpec network;
    std::vector<dns::ZoneSpec> domains;
    std::vector<ServerSpec> servers;
    std::vector<Profile> profiles;
    std::vector<SenderSpec> senders;
    std::vector<failure::OutageSpec> outages;
    std::vector<ChangeSpec> changes;                     // by time; at one instant in the order of the file
    engine::Duration duration = std::chrono::hours{24};  // messages are submitted in [0, duration)
    std::optional<engine::Time> until;                   // none: until every message has ended, at most
                                                         // 40 days after the last submission
    bool steady = false;
    engine::Duration warmup{0};                          // left out of the figures (steady only)
    engine::Duration on_time = std::chrono::minutes{5};
};

// Nothing in it is drawn: one replication says all.
bool is_deterministic(const WorldSpec& spec);

}  // namespace mxsim::mail
