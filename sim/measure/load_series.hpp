// A level over time in at most 2048 bins from time zero, whose width doubles when they are full:
// minimum, maximum and integral for each bin, all integers, so that series merge exactly.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/int128.hpp"
#include "sim/engine/time.hpp"

namespace mxsim::measure {

class LoadSeries {
  public:
    static constexpr std::size_t most_bins = 2048;

    struct Bin {
        std::int64_t lowest = 0;
        std::int64_t highest = 0;
        engine::Int128 integral = 0;  // level times nanoseconds
    };

    // The level is `level` from `now` on; instants never go back.
    void set(engine::Time now, std::int64_t level) {
        if (now >= bin_end_) close_bins(now);
        moments_ += static_cast<engine::Int128>(level - level_) * (now - bin_begin_).count();
        level_ = level;
        if (level > highest_) highest_ = level;
        if (level < lowest_) lowest_ = level;
    }
    // Ends the series at `end`; the last bin may be shorter than the others.
    void finish(engine::Time end);

    // Adds another finished series bin by bin (lowest of lowest, highest of highest, sum of integrals).
    void merge(LoadSeries other);

    engine::Duration width() const noexcept { return width_; }
    engine::Time end() const noexcept { return end_; }
    const std::vector<Bin>& bins() const noexcept { return bins_; }

  private:
    void close_bins(engine::Time now);
    Bin open_bin(engine::Time until) const noexcept;
    void halve();

    std::vector<Bin> bins_;
    engine::Duration width_ = std::chrono::seconds{1};
    engine::Time bin_end_ = engine::time_zero + std::chrono::seconds{1};
    engine::Time bin_begin_{};
    engine::Time end_{};
    std::int64_t level_ = 0;
    std::int64_t lowest_ = 0;
    std::int64_t highest_ = 0;
    engine::Int128 moments_ = 0;  // sum of every step in the open bin times its distance from the bin's begin
};

}  // namespace mxsim::measure
