// A host that accepts SMTP: a mailbox server (final) or a relay (backup MX).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/distribution.hpp"
#include "sim/engine/time.hpp"
#include "sim/failure/effect.hpp"

namespace mxsim::mail {

inline constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

// What a connection meets when all slots are taken and the waiting line is full.
enum class WhenFull : std::uint8_t { reply_421, refuse, silent };

// What a relay's queue holds at most.
struct QueueBounds {
    std::int64_t messages = std::numeric_limits<std::int64_t>::max();
    std::int64_t bytes = std::numeric_limits<std::int64_t>::max();
};

struct RelaySpec {
    std::vector<std::uint32_t> domains;  // accepted recipients' domains, sorted indices; others get 550 at RCPT
    std::uint32_t profile = 0;           // index into WorldSpec::profiles
    std::optional<QueueBounds> queue = std::nullopt;  // none: no bound
};

// A reply that a share of the mail meets at a server, whatever its state.
struct VerdictSpec {
    failure::Effect effect;
    double share = 0;
};

struct ServerSpec {
    std::string name;
    bool mailbox = false;
    std::optional<RelaySpec> relay;
    std::vector<std::string> addresses;  // empty: the name does not resolve
    std::uint32_t sessions = 100;        // slots
    engine::Distribution service = engine::Distribution::constant(500'000'000);  // ns a message
    double bandwidth = 0;                // bytes per second; 0: size costs no time
    std::uint32_t waiting = 100;         // connections that wait for a slot
    WhenFull when_full = WhenFull::reply_421;
    engine::Duration ttl = std::chrono::hours{1};  // of its address records
    std::vector<VerdictSpec> verdicts;             // shares add up to at most 1
    std::string site;                              // where it stands; empty: alone
};

}  // namespace mxsim::mail
