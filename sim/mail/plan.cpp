// A world of up to 1000 domains and servers is kept whole. Of a larger one the servers struck by outages and
// the most loaded are shown, by how much mail their domains get and at which preference they stand. The same
// order says whose load is recorded over time.
#include <algorithm>
#include <numeric>

#include "sim/mail/outages.hpp"
#include "sim/mail/simulate.hpp"

namespace mxsim::mail {

namespace {

constexpr std::size_t kept_whole = 1000;
constexpr std::size_t most_loaded = 50;

// Messages per second to each domain.
std::vector<double> domain_rates(const WorldSpec& spec) {
    std::vector<double> rates(spec.domains.size(), 0.0);
    for (const SenderSpec& sender : spec.senders) {
        double all = 0;
        for (const DomainShare& to : sender.to) all += to.share;
        const double rate =
            sender.arrivals.kind == ArrivalKind::listed
                ? static_cast<double>(sender.arrivals.times.size()) / engine::seconds(spec.duration)
                : sender.arrivals.per_second;
        for (const DomainShare& to : sender.to) rates[to.domain] += rate * to.share / all;
    }
    return rates;
}

// A server of the best preference counts with its domain's whole rate, one behind it with less.
std::vector<double> server_weights(const WorldSpec& spec, const std::vector<double>& rates) {
    std::vector<double> weights(spec.servers.size(), 0.0);
    for (std::size_t d = 0; d < spec.domains.size(); ++d) {
        for (const dns::MxRecord& record : spec.domains[d].mx) {
            const auto better =
                std::count_if(spec.domains[d].mx.begin(), spec.domains[d].mx.end(),
                              [&](const dns::MxRecord& r) { return r.preference < record.preference; });
            weights[record.exchange] += rates[d] / static_cast<double>(1 + better);
        }
        if (!spec.domains[d].mx.empty()) continue;
        for (const std::uint32_t server : spec.domains[d].implicit) weights[server] += rates[d];
    }
    return weights;
}

// What outages strike comes before all else, then the heaviest.
std::vector<std::uint32_t> foremost(const std::vector<bool>& struck, const std::vector<double>& weights,
                                    std::size_t count) {
    std::vector<std::uint32_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return struck[a] != struck[b] ? struck[a] : weights[a] > weights[b];
    });
    order.resize(std::min(order.size(), count));
    std::sort(order.begin(), order.end());
    return order;
}

std::vector<bool> struck_servers(const WorldSpec& spec) {
    std::vector<bool> struck(spec.servers.size(), false);
    for (const failure::OutageSpec& outage : spec.outages)
        for (const std::uint32_t server : outage.servers) struck[server] = true;
    return struck;
}

std::vector<bool> struck_domains(const WorldSpec& spec) {
    std::vector<bool> struck(spec.domains.size(), false);
    for (const failure::OutageSpec& outage : spec.outages)
        for (const std::uint32_t domain : domains_concerned(spec, outage)) struck[domain] = true;
    return struck;
}

}  // namespace

measure::Plan plan_for(const WorldSpec& spec) {
    const std::vector<double> rates = domain_rates(spec);
    const std::vector<double> weights = server_weights(spec, rates);
    const std::vector<bool> struck = struck_servers(spec);
    measure::Plan plan;
    plan.domains =
        foremost(struck_domains(spec), rates, rates.size() > kept_whole ? most_loaded : kept_whole);
    plan.servers = foremost(struck, weights, weights.size() > kept_whole ? most_loaded : kept_whole);
    plan.series = foremost(struck, weights, most_loaded);
    return plan;
}

}  // namespace mxsim::mail
