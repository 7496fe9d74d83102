// A message's parties are drawn by its number within the population; a list names the domain itself.
#include "sim/mail/submissions.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

std::vector<RateFrom> rate_changes(const WorldSpec& spec, std::uint32_t population) {
    std::vector<RateFrom> changes;
    for (const ChangeSpec& change : spec.changes)
        if (const auto* rate = std::get_if<ChangeOfRate>(&change.what); rate && rate->sender == population)
            changes.push_back({change.at, rate->per_second});
    return changes;
}

}  // namespace

Submissions::Submissions(const WorldSpec& spec, const Flows& flows, const Mtas& mtas, engine::Key key)
    : spec_{spec}, flows_{flows}, mtas_{mtas}, key_{key}, end_{engine::time_zero + spec.duration} {
    for (std::uint32_t p = 0; p < spec.senders.size(); ++p) {
        arrivals_.emplace_back(spec.senders[p], key, rate_changes(spec, p));
        parties_.emplace_back(spec.senders[p], key);
    }
}

Custody Submissions::message(std::uint32_t population, std::uint32_t number, engine::Time now) {
    const std::uint64_t arrival = arrivals_[population].index();
    Parties parties = parties_[population].draw(arrival);
    if (spec_.senders[population].arrivals.kind == ArrivalKind::listed)
        parties.to = flows_.listed_to(population, arrival);
    return {.submitted = now,
            .since = now,
            .message = number,
            .flow = flows_.flow(population, parties.to, arrival),
            .mta = mtas_.sender(population, parties.member, parties.mta),
            .marks = live};
}

// An age is drawn by the number of the message among those of its population; whose it is, like that of one submitted.
Custody Submissions::waiting(std::uint32_t population, const Waiting& some, const engine::Stream& ages, std::uint64_t number) {
    constexpr std::uint64_t beside_arrivals = std::uint64_t{1} << 48;
    const SenderSpec& sender = spec_.senders[population];
    const bool stored = sender.queued_at != no_server;
    const double part = engine::unit(engine::first_word(ages.at(number)));
    const auto span = static_cast<double>((some.oldest - some.youngest).count());
    const engine::Time since = engine::time_zero - some.youngest - engine::Duration{static_cast<std::int64_t>(part * span)};
    const Parties parties = parties_[population].draw(beside_arrivals + number);
    return {.submitted = since,
            .since = since,
            .flow = flows_.known_flow(population, some.to),
            .mta = stored ? mtas_.relay(sender.queued_at) : mtas_.sender(population, parties.member, parties.mta),
            .hop = stored,
            .marks = live};
}

std::vector<Custody> Submissions::waiting() {
    std::vector<Custody> all;
    for (std::uint32_t p = 0; p < spec_.senders.size(); ++p) {
        const engine::Stream ages{key_, engine::stream_id("ages of queued mail", spec_.senders[p].name)};
        std::uint64_t number = 0;
        for (const Waiting& some : spec_.senders[p].queued)
            for (std::uint64_t i = 0; i < some.messages; ++i) all.push_back(waiting(p, some, ages, number++));
    }
    std::stable_sort(all.begin(), all.end(), [](const Custody& a, const Custody& b) { return a.since < b.since; });
    for (std::size_t i = 0; i < all.size(); ++i) all[i].message = static_cast<std::uint32_t>(i);
    return all;
}

std::int64_t Submissions::listed_size(std::uint32_t population) const noexcept {
    const ArrivalSpec& arrivals = spec_.senders[population].arrivals;
    return arrivals.kind == ArrivalKind::listed ? arrivals.times[arrivals_[population].index()].size : -1;
}

}  // namespace mxsim::mail
