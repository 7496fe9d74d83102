// The window begins at a first size. A delivery that the destination answered raises it by one, up to the most, as long as
// it is less than the first size above what is under way. One that found no host to talk to lowers it by one (by two the
// first time, an effect of Postfix's rounding), and is a part of a failed cohort: one over the window of that moment. When a
// whole cohort has failed without an answer in between, the destination is dead: it is left alone for a while, and so are
// the messages that wait for it. A delivery still under way that is answered ends that at once.
#include "sim/mail/destinations.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

// Parts of a cohort are whole numbers: this has every window up to twenty as a divisor.
constexpr std::uint64_t cohort = 232'792'560;

// Postfix's timers know no finer times.
engine::Time whole_second(engine::Time now) noexcept {
    return engine::time_zero + std::chrono::floor<std::chrono::seconds>(now - engine::time_zero);
}

}  // namespace

bool Destination::is_dead(engine::Time now, const DestinationWindow& rules) noexcept {
    if (dead_until_ != alive && now >= dead_until_) revive(rules);
    return dead_until_ != alive;
}

void Destination::revive(const DestinationWindow& rules) noexcept {
    dead_until_ = alive;
    window_ = busy_ > 0 ? busy_ : rules.first;
    failed_parts_ = 0;
    going_down_ = false;
}

void Destination::answered(const DestinationWindow& rules) noexcept {
    failed_parts_ = 0;
    if (dead_until_ != alive) {
        revive(rules);
    } else if ((rules.most == 0 || window_ < rules.most) && window_ < busy_ + rules.first) {
        ++window_;
        going_down_ = false;
    }
    --busy_;
}

bool Destination::failed(engine::Time now, const DestinationWindow& rules) noexcept {
    --busy_;
    if (dead_until_ != alive) return false;
    failed_parts_ += cohort / window_;
    if (rules.failed_cohorts > 0 && failed_parts_ >= rules.failed_cohorts * cohort) {
        dead_until_ = whole_second(now) + rules.dead_for;
        return true;
    }
    const std::uint32_t down = going_down_ ? 1 : 2;
    window_ = window_ > down ? window_ - down : 1;
    going_down_ = true;
    return false;
}

Destination& Destinations::at(std::uint32_t mta, std::uint32_t domain, const DestinationWindow& rules) {
    Destination& one = all_[key(mta, domain)];
    if (one.window_ == 0) one.window_ = rules.first;
    return one;
}

void Destinations::revive_all(std::uint32_t mta, const DestinationWindow& rules) noexcept {
    for (auto& [of, one] : all_)
        if (of >> 32 == mta && one.dead_until_ != Destination::alive) one.revive(rules);
}

void Destinations::forget_if_idle(std::uint32_t mta, std::uint32_t domain, engine::ChunkPool& pool) {
    const auto at = all_.find(key(mta, domain));
    if (at == all_.end() || !at->second.is_idle()) return;
    at->second.waiting.release(pool);
    all_.erase(at);
}

}  // namespace mxsim::mail
