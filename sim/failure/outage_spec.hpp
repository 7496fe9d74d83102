// What an outage is: which servers and zones fail, how, and when.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/distribution.hpp"
#include "sim/engine/time.hpp"
#include "sim/failure/effect.hpp"
#include "sim/failure/zone_fault.hpp"

namespace mxsim::failure {

// What happens to connections accepted before the outage began, waiting ones among them.
enum class Sessions : std::uint8_t { cut, finish };

// One planned interval: from `at`, for a drawn or constant time (nanoseconds), or to the end of the run.
struct Occurrence {
    engine::Time at{};
    std::optional<engine::Distribution> lasts;
};

// Up at time zero, then down and up in turn, for times drawn anew while messages are submitted.
struct OnAndOff {
    engine::Distribution up, down;
};

// Where connections come from: sender populations and the outbound sides of relays.
struct Origins {
    std::vector<std::uint32_t> populations;  // indices into WorldSpec::senders
    std::vector<std::uint32_t> relays;       // indices into WorldSpec::servers

    // Is the sender of this population (hop 0), or this relay, one of them?
    bool include(std::uint8_t hop, std::uint32_t population, std::uint32_t relay) const noexcept {
        const auto& all = hop == 0 ? populations : relays;
        return std::find(all.begin(), all.end(), hop == 0 ? population : relay) != all.end();
    }
};

struct OutageSpec {
    std::string name;                    // empty: not reported (a server's own states, a withdrawn address)
    std::vector<std::uint32_t> servers;  // indices into WorldSpec::servers
    std::vector<ZoneFault> zones;        // all fail together with the servers
    bool each = false;                   // every server draws its own lengths
    Effect effect;                       // what connections meet
    std::vector<Effect> effects;         // by server as above; empty: `effect` at all of them
    Sessions sessions = Sessions::cut;
    std::vector<Occurrence> occurrences;  // in order of `at`
    std::optional<engine::Duration> every;  // all occurrences again and again while messages are submitted
    std::optional<OnAndOff> on_and_off;   // in place of occurrences
    // Narrowed to some addresses of the servers (by server as above; numbers of its addresses, from 0), to a
    // share of the connections (or look-ups), to those that come from some senders.
    std::vector<std::vector<std::uint16_t>> addresses;  // empty: all
    double share = 1;
    std::optional<Origins> from;

    // What connections to the server at `place` of `servers` meet.
    const Effect& effect_at(std::size_t place) const noexcept { return effects.empty() ? effect : effects[place]; }
    bool loses_queues() const noexcept { return effect.mode == Mode::queue_lost; }
    // Does every connection to its servers meet it?
    bool strikes_all() const noexcept { return addresses.empty() && share >= 1 && !from; }
};

}  // namespace mxsim::failure
