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

    // The mean rate by the arrivals' own clock: the highest that there ever is, so that this clock, which has to hold
    // every instant, is never far ahead of everybody else's.
    double per_second() const noexcept { return per_second_; }

    // A second of the arrivals' is one of everybody else's throughout.
    bool is_even() const noexcept { return spec_->hours.empty() && changes_.empty(); }

    // The instant at which the arrivals' own clock, zero at the start, shows `own`; asked in rising order.
    engine::Time at(engine::Duration own) noexcept;

  private:
    void enter(engine::Time from) noexcept;
    void by_the_hour() noexcept;

    const ArrivalSpec* spec_;
    std::vector<RateFrom> changes_;
    double per_second_;
    std::size_t changed_ = 0;     // so many of them
    engine::Time from_{};         // of the piece of constant pace that was reached
    engine::Time until_{};
    engine::Duration own_from_{0}, own_until_{0};  // on the arrivals' clock
    double pace_ = 1;
};

}  // namespace mxsim::mail
