// Simulated time: 64-bit integer nanoseconds, as a type.
//
// `Time` is an instant since the start of the run (time zero), `Duration` a span; the compiler keeps
// them apart. Integer time adds without rounding, so two machines agree to the last bit. The range
// is 292 years; `never` stands for an instant that does not come.
#pragma once

#include <chrono>
#include <cstdint>

namespace mxsim::engine {

struct SimClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<SimClock, duration>;
    static constexpr bool is_steady = true;
};

using Duration = SimClock::duration;
using Time = SimClock::time_point;

inline constexpr Time time_zero{};
inline constexpr Time never = Time::max();
inline constexpr Duration forever = Duration::max();

// Seconds as a floating-point number, for printing and statistics only; never feeds back into a run.
constexpr double seconds(Duration d) noexcept { return std::chrono::duration<double>(d).count(); }
constexpr double seconds(Time t) noexcept { return seconds(t.time_since_epoch()); }

// now + span, but `never` if either has no end.
constexpr Time after(Time now, Duration span) noexcept {
    return span == forever || now == never || span > never - now ? never : now + span;
}

}  // namespace mxsim::engine
