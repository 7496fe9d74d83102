// A message's parties are drawn by its number within the population; a list names the domain itself.
#include "sim/mail/submissions.hpp"

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
    : spec_{spec}, flows_{flows}, mtas_{mtas}, end_{engine::time_zero + spec.duration} {
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

std::int64_t Submissions::listed_size(std::uint32_t population) const noexcept {
    const ArrivalSpec& arrivals = spec_.senders[population].arrivals;
    return arrivals.kind == ArrivalKind::listed ? arrivals.times[arrivals_[population].index()].size : -1;
}

}  // namespace mxsim::mail
