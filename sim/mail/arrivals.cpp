// A Poisson population has exponential gaps of mean 1/rate; a regular one sends message k at k/rate; a batch
// of N comes at Poisson instants of rate/N; gaps of any shape are scaled to the mean rate; a modulated one
// (MMPP) is a Poisson process whose rate moves from one to the next of a ring of rates, after an exponential
// stay in each; a list says every instant.
//
// The hours of the day or week, and changes of the rate, make time run faster or slower for them (pace.cpp).
//
// Model: where a rate changes, the stays of an MMPP become shorter or longer with the gaps.
#include "sim/mail/arrivals.hpp"

#include <algorithm>
#include <cmath>

#include "sim/engine/elementary.hpp"

namespace mxsim::mail {

namespace {

constexpr double ns_per_s = 1e9;

engine::Distribution gap_shape(const ArrivalSpec& spec, double per_second) {
    switch (spec.kind) {
        case ArrivalKind::gaps: return spec.gaps;
        case ArrivalKind::batch: return engine::Distribution::exponential(ns_per_s * spec.batch / per_second);
        case ArrivalKind::poisson: return engine::Distribution::exponential(ns_per_s / per_second);
        default: return engine::Distribution::constant(0);
    }
}

std::int64_t rounded(double ns) noexcept { return static_cast<std::int64_t>(std::floor(ns + 0.5)); }

// The factor that brings the mean over all states, weighted by their mean stays, to the population's rate.
double mmpp_scale(const ArrivalSpec& spec) {
    double messages = 0, time = 0;
    for (std::size_t i = 0; i < spec.rates.size(); ++i) {
        messages += spec.rates[i] * engine::seconds(spec.dwell[i]);
        time += engine::seconds(spec.dwell[i]);
    }
    return spec.per_second * time / messages;
}

}  // namespace

Arrivals::Arrivals(const SenderSpec& spec, engine::Key key, const std::vector<RateFrom>& changes)
    : spec_{&spec.arrivals},
      pace_{spec.arrivals, changes},
      gaps_{key, engine::stream_id("arrivals", spec.name)},
      dwells_{key, engine::stream_id("arrival rates", spec.name)},
      drawn_gaps_{gap_shape(spec.arrivals, pace_.per_second()), gaps_} {
    if (spec_->kind == ArrivalKind::gaps) scale_ = ns_per_s / pace_.per_second() / spec_->gaps.mean();
    if (spec_->kind != ArrivalKind::mmpp) return;
    scale_ = mmpp_scale(*spec_);
    state_ = spec_->rates.size() - 1;  // the first stay begins at time zero
}

engine::Duration Arrivals::gap() {
    const std::int64_t ns = drawn_gaps_.next();
    return engine::Duration{scale_ == 1 ? ns : rounded(static_cast<double>(ns) * scale_)};
}

engine::Time Arrivals::next_at_mean_rate() {
    ++index_;
    switch (spec_->kind) {
        case ArrivalKind::poisson:
        case ArrivalKind::gaps: return now_ += gap();
        case ArrivalKind::regular:
            return engine::time_zero +
                   engine::Duration{rounded(static_cast<double>(index_) * (ns_per_s / spec_->per_second))};
        case ArrivalKind::batch: return next_in_batch();
        case ArrivalKind::mmpp: return next_modulated();
        case ArrivalKind::listed: return next_listed();
    }
    return engine::never;
}

// From the last arrival, or the start, to the next in nanoseconds of their own clock, which may run much faster than time.
double Arrivals::own_gap() {
    if (spec_->kind == ArrivalKind::regular) {
        const double spacing = ns_per_s / pace_.per_second();
        const auto index = static_cast<double>(++index_);
        return index == 0 ? 0 : index * spacing - (index - 1) * spacing;
    }
    const engine::Duration gap = next_at_mean_rate() - engine::time_zero;
    now_ = engine::time_zero;
    if (spec_->kind == ArrivalKind::mmpp) state_ends_ -= gap;
    return static_cast<double>(gap.count());
}

engine::Time Arrivals::next_in_batch() {
    if (index_ % spec_->batch == 0) now_ += gap();
    return now_;
}

engine::Time Arrivals::next_listed() {
    return index_ < spec_->times.size() ? spec_->times[index_].at : engine::never;
}

// A unit exponential is used up at the rate in force: time runs on through as many states as it takes.
engine::Time Arrivals::next_modulated() {
    double left = engine::standard_exponential(gaps_, index_);
    for (;;) {
        const double per_ns = spec_->rates[state_] * scale_ / ns_per_s;
        const double stay = static_cast<double>((state_ends_ - now_).count());
        if (left < per_ns * stay) return now_ += engine::Duration{rounded(left / per_ns)};
        left -= per_ns * stay;
        now_ = state_ends_;
        state_ = (state_ + 1) % spec_->rates.size();
        const double mean = static_cast<double>(spec_->dwell[state_].count());
        state_ends_ = now_ + engine::Duration{1 + rounded(mean * engine::standard_exponential(dwells_, dwells_drawn_++))};
    }
}

namespace {

engine::Chooser chooser_of(const std::vector<double>& shares) { return engine::Chooser{shares}; }

engine::Chooser mtas_of(const Member& member) {
    if (member.mtas == ~std::uint32_t{0}) return engine::Chooser{1};
    if (member.zipf == 0) return engine::Chooser{member.mtas};
    std::vector<double> shares;
    for (std::uint32_t k = 1; k <= member.mtas; ++k) shares.push_back(engine::pow(k, -member.zipf));
    return engine::Chooser{shares};
}

}  // namespace

PartyDraw::PartyDraw(const SenderSpec& spec, engine::Key key)
    : draws_{key, engine::stream_id("parties", spec.name)} {
    std::vector<double> to, members;
    for (const DomainShare& domain : spec.to) to.push_back(domain.share);
    for (const Member& member : spec.members) {
        members.push_back(member.share);
        mta_.push_back(mtas_of(member));
        one_per_message_.push_back(member.mtas == ~std::uint32_t{0});
    }
    to_ = chooser_of(to);
    member_ = chooser_of(members);
    certain_ = to_.size() == 1 && member_.size() == 1 && mta_[0].size() == 1 && !one_per_message_[0];
}

void PartyDraw::draw_ahead(std::uint64_t message) noexcept {
    drawn_ = message / at_once * at_once;
    draws_.four_at(drawn_, ahead_.data());
}

Parties PartyDraw::parties(std::uint64_t message, const engine::Block& whom) const noexcept {
    Parties parties;
    parties.to = to_.pick(engine::first_word(whom));
    parties.member = member_.pick(engine::second_word(whom));
    if (one_per_message_[parties.member])
        parties.mta = static_cast<std::uint32_t>(message);
    else if (mta_[parties.member].size() > 1)
        parties.mta = mta_[parties.member].pick(engine::first_word(draws_.at(message, 1)));
    return parties;
}

}  // namespace mxsim::mail
