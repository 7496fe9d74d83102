// What became of one message, in a row.
#pragma once

#include <cstdint>

#include "sim/engine/time.hpp"

namespace mxsim::measure {

enum class Fate : std::uint8_t { queued, delivered, bounced, lost };

// Indices are those of WorldSpec.
struct MessageRow {
    static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

    engine::Time submitted{};
    engine::Time ended = engine::never;  // never: it is still queued
    std::uint32_t population = 0;
    std::uint32_t domain = 0;
    std::uint32_t attempts = 0;           // over all hops and copies
    std::uint32_t last_server = nowhere;  // tried last
    std::uint32_t hops = 1;               // custodies: 1 while the sender holds it; of the copy that came furthest
    Fate fate = Fate::queued;
};

}  // namespace mxsim::measure
