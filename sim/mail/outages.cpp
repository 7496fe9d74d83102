// An outage concerns every domain that names one of its servers, whatever the preference. As a whole it
// lasts while any of its servers is down; each server goes down and comes back by its own windows.
#include "sim/mail/outages.hpp"

#include <algorithm>

#include "sim/failure/windows.hpp"

namespace mxsim::mail {

namespace {

std::vector<std::uint32_t> domains_naming(const WorldSpec& spec, const std::vector<std::uint32_t>& servers) {
    std::vector<bool> struck(spec.servers.size(), false);
    for (const std::uint32_t server : servers) struck[server] = true;
    std::vector<std::uint32_t> domains;
    for (std::uint32_t d = 0; d < spec.domains.size(); ++d) {
        const dns::ZoneSpec& zone = spec.domains[d];
        const bool by_mx = std::any_of(zone.mx.begin(), zone.mx.end(),
                                       [&](const dns::MxRecord& record) { return struck[record.exchange]; });
        const bool by_address = zone.mx.empty() && std::any_of(zone.implicit.begin(), zone.implicit.end(),
                                                               [&](std::uint32_t server) { return struck[server]; });
        if (by_mx || by_address) domains.push_back(d);
    }
    return domains;
}

void add_server(std::vector<Transition>& to, std::uint32_t outage, std::uint32_t server,
                const std::vector<failure::Window>& windows) {
    for (const failure::Window& w : windows) {
        to.push_back({w.begin, w.end, outage, true, false, server});
        if (w.end != engine::never) to.push_back({w.end, w.end, outage, false, false, server});
    }
}

// Of all transitions of one outage, the first at each beginning and the last at each end of the whole.
void mark_whole(std::vector<Transition>& transitions, std::size_t outages) {
    std::vector<std::uint32_t> down(outages, 0);
    for (Transition& t : transitions) {
        if (t.begins) t.first = down[t.outage]++ == 0;
        if (!t.begins) t.first = --down[t.outage] == 0;
    }
}

}  // namespace

Outages::Outages(const WorldSpec& spec, engine::Key key) {
    for (std::uint32_t o = 0; o < spec.outages.size(); ++o) {
        const failure::OutageSpec& outage = spec.outages[o];
        const auto lists = failure::unroll(outage, spec.duration, key);
        for (std::size_t i = 0; i < lists.size(); ++i) add_server(transitions, o, outage.servers[i], lists[i]);
        measure::OutageScope scope;
        for (const failure::Window& w : failure::unite(lists)) scope.windows.emplace_back(w.begin, w.end);
        scope.domains = domains_naming(spec, outage.servers);
        scope.servers = outage.servers;
        scopes.push_back(std::move(scope));
    }
    std::stable_sort(transitions.begin(), transitions.end(), [](const Transition& a, const Transition& b) {
        return a.at != b.at ? a.at < b.at : a.begins < b.begins;
    });
    mark_whole(transitions, spec.outages.size());
}

}  // namespace mxsim::mail
