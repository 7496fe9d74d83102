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

std::int64_t rounded(double ns) noexcept { return static_cast<std::int64_t>(std::floor(ns + 0.5)); }

double highest_rate(const ArrivalSpec& spec, const std::vector<RateFrom>& changes) {
    double highest = spec.per_second;
    for (const RateFrom& change : changes) highest = std::max(highest, change.per_second);
    return highest;
}

}  // namespace

Pace::Pace(const ArrivalSpec& spec, std::vector<RateFrom> changes)
    : spec_{&spec}, changes_{std::move(changes)}, per_second_{highest_rate(spec, changes_)} {
    if (!is_even()) enter(engine::time_zero);
}

void Pace::enter(engine::Time from) noexcept {
    from_ = from;
    while (changed_ < changes_.size() && changes_[changed_].at <= from) ++changed_;
    pace_ = (changed_ > 0 ? changes_[changed_ - 1].per_second : spec_->per_second) / per_second_;
    until_ = changed_ < changes_.size() ? changes_[changed_].at : engine::never;
    if (!spec_->hours.empty()) by_the_hour();
    const engine::Duration length = until_ - from_;
    const double own = static_cast<double>(length.count()) * pace_;
    own_until_ = until_ == engine::never ? engine::forever : own_from_ + engine::Duration{rounded(own)};
}

void Pace::by_the_hour() noexcept {
    const engine::Duration into = spec_->into_hours + (from_ - engine::time_zero);
    const auto hour = into / one_hour;
    pace_ *= spec_->hours[static_cast<std::size_t>(hour) % spec_->hours.size()];
    until_ = std::min(until_, from_ + ((hour + 1) * one_hour - into));
}

engine::Time Pace::at(engine::Duration own) noexcept {
    while (own >= own_until_) {
        if (from_ >= far_away) return far_away;
        own_from_ = own_until_;
        enter(until_);
    }
    if (pace_ == 1) return engine::after(from_, own - own_from_);
    if (pace_ == 0) return far_away;
    const double later = static_cast<double>((own - own_from_).count()) / pace_;
    return engine::after(from_, engine::Duration{rounded(std::min(later, 0x1p61))});
}

}  // namespace mxsim::mail
