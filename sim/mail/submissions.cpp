// A message's parties are drawn by its number within the population; a list names the domain itself.
#include "sim/mail/submissions.hpp"

namespace mxsim::mail {

Submissions::Submissions(const WorldSpec& spec, const Flows& flows, const Mtas& mtas, engine::Key key)
    : spec_{spec}, flows_{flows}, mtas_{mtas}, end_{engine::time_zero + spec.duration} {
    for (const SenderSpec& sender : spec.senders) {
        arrivals_.emplace_back(sender, key);
        parties_.emplace_back(sender, key);
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
            .flow = flows_.flow(population, parties.to),
            .mta = mtas_.sender(population, parties.member, parties.mta),
            .marks = live};
}

std::int64_t Submissions::listed_size(std::uint32_t population) const noexcept {
    const ArrivalSpec& arrivals = spec_.senders[population].arrivals;
    return arrivals.kind == ArrivalKind::listed ? arrivals.times[arrivals_[population].index()].size : -1;
}

}  // namespace mxsim::mail
