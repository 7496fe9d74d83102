// A level that moves in steps (a queue, busy slots): its peak and when, and its mean over a time.
//
// The integral of the level over [0, t) is level * t minus the sum of every step times its instant,
// so a step costs one addition. All integers: merging and comparing is exact.
#pragma once

#include <cstdint>

#include "sim/engine/int128.hpp"
#include "sim/engine/time.hpp"

namespace mxsim::measure {

class Gauge {
  public:
    void step(engine::Time now, std::int64_t by) noexcept {
        level_ += by;
        moments_ += static_cast<engine::Int128>(by) * now.time_since_epoch().count();
        if (level_ > peak_) {
            peak_ = level_;
            peak_at_ = now;
        }
    }

    std::int64_t level() const noexcept { return level_; }
    std::int64_t peak() const noexcept { return peak_; }
    engine::Time peak_at() const noexcept { return peak_at_; }

    // Level times nanoseconds over [0, now); no step may be later than `now`.
    engine::Int128 integral(engine::Time now) const noexcept {
        return static_cast<engine::Int128>(level_) * now.time_since_epoch().count() - moments_;
    }
    // Forgets the peak so far: the level is now the highest seen.
    void restart_peak(engine::Time now) noexcept {
        peak_ = level_;
        peak_at_ = now;
    }

  private:
    std::int64_t level_ = 0;
    std::int64_t peak_ = 0;
    engine::Time peak_at_{};
    engine::Int128 moments_ = 0;
};

}  // namespace mxsim::measure
