// When things happen: durations from the start, days of the week, dates.
#pragma once

#include <optional>
#include <string_view>

#include "sim/engine/time.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// Time zero as a wall clock shows it; without a `start` it is a Monday, 00:00, of no date.
class Clock {
  public:
    Clock() = default;
    explicit Clock(const Moment& start) : start_{start} {}

    bool has_date() const noexcept { return start_.has_value(); }
    std::int64_t start_unix_s() const noexcept;
    std::int32_t utc_offset_s() const noexcept { return start_ ? start_->utc_offset_s : 0; }

    // "30h" from the start, or "Sat 22:00": the first at or after the start, by the wall clock.
    Parsed<engine::Time> parse(std::string_view text) const;
    // A date; one without an offset is read on the wall clock of `start`.
    Parsed<engine::Time> at(const Moment& moment) const;

    // From Monday, 00:00, to time zero.
    engine::Duration into_week() const noexcept;

    // "Sat 22:00", as against "30h".
    static bool is_weekday(std::string_view text);

  private:
    std::int64_t start_wall_ns() const noexcept;
    std::optional<Moment> start_;
};

}  // namespace mxsim::scenario
