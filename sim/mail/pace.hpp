// How fast time runs for the arrivals of a population: by the hours of its day or week, and since planned changes of its
// rate.
#pragma once

#include <vector>

#include "sim/engine/time.hpp"
#include "sim/mail/sender_spec.hpp"

namespace mxsim::mail {

// From `at` on messages come at this rate.
struct RateFrom {
    engine::Time at{};
    double per_second = 0;
};

class Pace {
  public:
    // The changes are in order of time. Holds a reference to `spec`.
    Pace(const ArrivalSpec& spec, std::vector<RateFrom> changes);

    // A second of the arrivals' is one of everybody else's throughout.
    bool is_even() const noexcept { return pace_ == 1 && spec_->hours.empty() && changes_.empty(); }

    // The mean rate by the arrivals' own clock: it depends on the rate before all changes only, so that what comes later
    // never moves what was before.
    double per_second() const noexcept { return per_second_; }

    // The instant at which the arrivals' own clock shows so many nanoseconds more than at the last one that was returned;
    // first, than at the start.
    engine::Time after(double own) noexcept;

  private:
    void enter(engine::Time from) noexcept;
    void by_the_hour() noexcept;

    const ArrivalSpec* spec_;
    std::vector<RateFrom> changes_;
    double per_second_;
    std::size_t changed_ = 0;  // so many of them
    engine::Time now_{};       // of the last instant, and what is left to it, less than a nanosecond
    double part_ = 0;
    engine::Time until_{};     // the pace is constant
    double pace_ = 1;
};

}  // namespace mxsim::mail
