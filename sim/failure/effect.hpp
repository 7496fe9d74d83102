// What a connection meets at a server that fails: which mode, at which stage of the session.
#pragma once

#include <cstdint>

#include "sim/engine/time.hpp"
#include "sim/measure/rows.hpp"

namespace mxsim::failure {

enum class Mode : std::uint8_t {
    up,           // nothing: a member of a group that is spared
    refused,      // the connection is refused
    silent,       // nothing answers it
    unreachable,  // the network says that nobody is there
    hang,         // no reply at `stage`
    close,        // the connection is closed in place of the reply at `stage`; nothing is accepted
    reply,        // `code` at `stage`
    late,         // the reply at `stage` comes `by` later
    ack_lost,     // accepted, and the connection closes in place of the reply
    slow,         // the service takes `factor` times as long
    queue_lost,   // what a relay has stored is lost when the outage begins; no connection meets it
};

struct Effect {
    Mode mode = Mode::refused;
    measure::Stage stage = measure::Stage::connect;
    std::uint16_t code = 0;
    engine::Duration by{0};
    double factor = 1;

    friend bool operator==(const Effect&, const Effect&) = default;
};

// Before there is a session.
constexpr bool strikes_before_session(Mode mode) noexcept {
    return mode == Mode::refused || mode == Mode::silent || mode == Mode::unreachable;
}

constexpr bool strikes_connections(Mode mode) noexcept { return mode != Mode::up && mode != Mode::queue_lost; }

// Which of two effects a session meets: the one that strikes at the earlier stage.
constexpr measure::Stage strikes_at(const Effect& effect) noexcept {
    if (effect.mode == Mode::ack_lost || effect.mode == Mode::slow) return measure::Stage::eod;
    return strikes_before_session(effect.mode) ? measure::Stage::connect : effect.stage;
}

}  // namespace mxsim::failure
