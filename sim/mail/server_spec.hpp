// A host that accepts SMTP: a mailbox server (final) or a relay (backup MX).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/dns/zone_spec.hpp"
#include "sim/engine/distribution.hpp"
#include "sim/engine/time.hpp"
#include "sim/failure/effect.hpp"

namespace mxsim::mail {

inline constexpr std::uint32_t no_server = ~std::uint32_t{0};
inline constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

// What a connection meets when all slots are taken and the waiting line is full.
enum class WhenFull : std::uint8_t { reply_421, refuse, silent };

// The default address order of a host with both (RFC 6724 section 2.1).
inline std::vector<dns::Family> both_families() { return {dns::Family::v6, dns::Family::v4}; }

// What a relay's queue holds at most.
struct QueueBounds {
    std::int64_t messages = std::numeric_limits<std::int64_t>::max();
    std::int64_t bytes = std::numeric_limits<std::int64_t>::max();
};

struct RelaySpec {
    std::vector<std::uint32_t> domains;  // accepted recipients' domains, sorted indices; others get 550 at RCPT
    std::uint32_t profile = 0;           // index into WorldSpec::profiles
    std::optional<QueueBounds> queue = std::nullopt;  // none: no bound
    bool knows_recipients = false;       // refuses unknown ones at RCPT, in place of bouncing them later
    std::optional<std::uint32_t> route = std::nullopt;  // the server that it hands all mail to, in place of MX
    bool knows_itself = true;            // among the MX records
    std::vector<dns::Family> families = both_families();  // of the addresses it uses, in order
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
    std::vector<std::string> addresses;  // all that it ever has; empty: the name does not resolve
    std::optional<std::vector<std::uint16_t>> resolves_to = std::nullopt;  // at the start, by number; none: to all
    std::vector<std::string> aliases;    // further names
    std::uint32_t sessions = 100;        // slots
    engine::Distribution service = engine::Distribution::constant(500'000'000);  // ns a message
    double bandwidth = 0;                // bytes per second; 0: size costs no time
    std::uint32_t waiting = 100;         // connections that wait for a slot
    WhenFull when_full = WhenFull::reply_421;
    engine::Duration ttl = std::chrono::hours{1};  // of its address records
    std::vector<VerdictSpec> verdicts;             // shares add up to at most 1
    std::string site;                              // where it stands; empty: alone
};

// An address, or the family that stands for one.
inline dns::Family family_of(const std::string& address) noexcept {
    return address == "v6" || address.find(':') != std::string::npos ? dns::Family::v6 : dns::Family::v4;
}

}  // namespace mxsim::mail
