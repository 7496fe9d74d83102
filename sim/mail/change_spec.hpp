// What is changed during a run, as planned: records, addresses, capacity, a rate; or an operator's action.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/dns/zone_spec.hpp"
#include "sim/engine/distribution.hpp"
#include "sim/engine/time.hpp"
#include "sim/mail/server_spec.hpp"

namespace mxsim::mail {

struct ChangeOfRecords {
    std::uint32_t domain = 0;
    dns::ZoneSpec zone;  // from then on
};
struct ChangeOfAddresses {
    std::uint32_t server = 0;
    std::vector<std::uint16_t> resolves_to;  // numbers of ServerSpec::addresses
};
struct ChangeOfSessions {
    std::uint32_t server = 0;
    std::uint32_t sessions = 0;
};
struct ChangeOfService {
    std::uint32_t server = 0;
    engine::Distribution service = engine::Distribution::constant(0);
    double bandwidth = 0;
};
struct ChangeOfQueue {
    std::uint32_t server = 0;
    QueueBounds queue;
};
struct ChangeOfRate {
    std::uint32_t sender = 0;
    double per_second = 0;  // of the whole class
};
// Everything a relay holds is tried at once.
struct Flush {
    std::uint32_t server = 0;
};

struct ChangeSpec {
    std::string name;
    engine::Time at{};
    std::variant<ChangeOfRecords, ChangeOfAddresses, ChangeOfSessions, ChangeOfService, ChangeOfQueue, ChangeOfRate,
                 Flush>
        what;
};

}  // namespace mxsim::mail
