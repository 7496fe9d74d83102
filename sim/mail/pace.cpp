// The rate of a population is its mean rate times the weight of the hour, of a day or of a week, where the weights are
// scaled to a mean of one; a planned change puts another mean rate in its place. Where the rate is half of another, the
// arrivals' own clock runs half as fast: a Poisson process stays one, a regular one stays regular.
#include "sim/mail/pace.hpp"

#include <algorithm>
#include <cmath>

namespace mxsim::mail {

namespace {

constexpr engine::Duration one_hour = std::chrono::hours{1};
// Where no rate comes any more, arrivals come after every end.
constexpr engine::Time far_away{engine::Duration{std::int64_t{1} << 61}};  // 73 years

// Where the mean gap at first is years long, the own clock runs as if messages came every second: it holds whole nanoseconds.
// (The stays of an MMPP pass on it, too: they would become too short.)
double own_rate(const ArrivalSpec& spec) noexcept {
    constexpr double one_in_years = 1e-8;
    return spec.per_second < one_in_years && spec.kind != ArrivalKind::mmpp ? 1 : spec.per_second;
}

}  // namespace

Pace::Pace(const ArrivalSpec& spec, std::vector<RateFrom> changes)
    : spec_{&spec}, changes_{std::move(changes)}, per_second_{own_rate(spec)} {
    enter(engine::time_zero);
}

void Pace::enter(engine::Time from) noexcept {
    now_ = from;
    part_ = 0;
    while (changed_ < changes_.size() && changes_[changed_].at <= from) ++changed_;
    pace_ = (changed_ > 0 ? changes_[changed_ - 1].per_second : spec_->per_second) / per_second_;
    until_ = changed_ < changes_.size() ? changes_[changed_].at : engine::never;
    if (!spec_->hours.empty()) by_the_hour();
}

void Pace::by_the_hour() noexcept {
    const engine::Duration into = spec_->into_hours + (now_ - engine::time_zero);
    const auto hour = into / one_hour;
    pace_ *= spec_->hours[static_cast<std::size_t>(hour) % spec_->hours.size()];
    until_ = std::min(until_, now_ + ((hour + 1) * one_hour - into));
}

engine::Time Pace::after(double own) noexcept {
    for (;;) {
        const double left = (static_cast<double>((until_ - now_).count()) - part_) * pace_;
        if (until_ == engine::never || own < left) break;
        if (now_ >= far_away) return far_away;
        own -= left;
        enter(until_);
    }
    const double later = part_ + own / pace_;
    if (!(later < 0x1p61)) return now_ = far_away;
    const double whole = std::floor(later);
    now_ += engine::Duration{static_cast<std::int64_t>(whole)};
    part_ = later - whole;
    return now_ + engine::Duration{part_ >= 0.5};
}

}  // namespace mxsim::mail
