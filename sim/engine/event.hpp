// An event: when, in which order among simultaneous ones, and what (a word the model reads).
#pragma once

#include <cstdint>

#include "sim/engine/time.hpp"

namespace mxsim::engine {

// Events run in order of (time, order). `order` is the number of the insertion, counted modulo 2^32 and
// compared by distance: exact while fewer than 2^31 insertions lie between two events of one instant.
struct Event {
    Time time{};
    std::uint32_t order = 0;
    std::uint32_t what = 0;
};
static_assert(sizeof(Event) == 16);

inline bool before(const Event& a, const Event& b) noexcept {
    return a.time != b.time ? a.time < b.time : static_cast<std::int32_t>(a.order - b.order) < 0;
}

}  // namespace mxsim::engine
