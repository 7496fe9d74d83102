// What happens to a copy of a message, as a sink hears of it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/engine/time.hpp"

namespace mxsim::measure {

// How far an attempt came (RFC 5321 section 4.5.3.2 names the same steps for its time-outs).
enum class Stage : std::uint8_t { dns, connect, banner, ehlo, mail, rcpt, data, block, eod };

inline constexpr std::array<std::string_view, 9> stage_words{"dns",  "connect", "banner", "ehlo", "mail",
                                                             "rcpt", "data",    "block",  "eod"};
constexpr std::string_view word(Stage stage) noexcept { return stage_words[static_cast<std::size_t>(stage)]; }

// What ended an attempt. `reply` stands for the server's reply code, which is given beside it.
enum class Outcome : std::uint8_t {
    accepted, refused, unreachable, timeout, hang, closed, dropped, ack_lost, reply
};

enum class Reason : std::uint8_t {
    expired,       // a pass failed at the end of the lifetime
    passes,        // as many passes failed as the profile makes
    rejected,      // a reply of 5xx
    null_mx,       // the domain takes no mail (RFC 7505)
    no_address,    // no exchanger resolves
    no_such_domain,  // NXDOMAIN
    loops_back,    // the relay is itself the best exchanger (RFC 5321 section 5.1)
    too_many_hops,
    queue_lost,    // of a lost message: with what the relay had stored
};

// Traffic of one sender population to one domain is a flow; a message belongs to exactly one.
struct Subject {
    std::uint32_t message = 0;
    std::uint32_t flow = 0;
    std::uint32_t mta = 0;  // who holds it
    std::uint8_t hop = 0;
    engine::Time submitted{};
    std::uint32_t copy = 0;  // of the message, from 0 (told to sinks that hear of beginnings only)
};

// How an attempt at one address ended.
struct Ending {
    Stage stage = Stage::eod;
    Outcome outcome = Outcome::accepted;
    std::uint16_t code = 0;  // of a reply
};

}  // namespace mxsim::measure
