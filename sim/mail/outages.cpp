// An outage concerns every domain that names one of its servers, whatever the preference, and every domain in
// one of its zones, or with an exchanger in it. As a whole it lasts while any of its servers is down; each server goes
// down and comes back by its own windows.
#include "sim/mail/outages.hpp"

#include <algorithm>

#include "sim/failure/windows.hpp"

namespace mxsim::mail {

namespace {

bool names(const dns::ZoneSpec& zone, const std::vector<bool>& struck) {
    const auto is_struck = [&](std::uint32_t server) { return struck[server]; };
    if (zone.mx.empty()) return std::any_of(zone.implicit.begin(), zone.implicit.end(), is_struck);
    return std::any_of(zone.mx.begin(), zone.mx.end(), [&](const auto& record) { return is_struck(record.exchange); });
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

std::vector<std::uint32_t> domains_concerned(const WorldSpec& spec, const failure::OutageSpec& outage) {
    std::vector<bool> servers(spec.servers.size(), false), concerned(spec.domains.size(), false);
    for (const std::uint32_t server : outage.servers) servers[server] = true;
    for (const failure::ZoneFault& fault : outage.zones) {
        for (const failure::HostName& host : fault.hosts) servers[host.server] = true;
        for (const std::uint32_t domain : fault.domains) concerned[domain] = true;
    }
    for (const ChangeSpec& change : spec.changes)
        if (const auto* records = std::get_if<ChangeOfRecords>(&change.what); records && names(records->zone, servers))
            concerned[records->domain] = true;
    std::vector<std::uint32_t> domains;
    for (std::uint32_t d = 0; d < spec.domains.size(); ++d) {
        std::uint32_t data = d;
        for (std::size_t steps = 0; spec.domains[data].alias_of && steps < spec.domains.size(); ++steps)
            data = *spec.domains[data].alias_of;
        if (concerned[d] || concerned[data] || names(spec.domains[data], servers)) domains.push_back(d);
    }
    return domains;
}

Outages::Outages(const WorldSpec& spec, engine::Key key) {
    for (std::uint32_t o = 0; o < spec.outages.size(); ++o) {
        const failure::OutageSpec& outage = spec.outages[o];
        const auto lists = failure::unroll(outage, spec.duration, key);
        for (std::size_t i = 0; i < lists.size(); ++i)
            add_server(transitions, o, i < outage.servers.size() ? outage.servers[i] : no_server, lists[i]);
        measure::OutageScope scope;
        for (const failure::Window& w : failure::unite(lists)) scope.windows.emplace_back(w.begin, w.end);
        scope.domains = domains_concerned(spec, outage);
        scope.servers = outage.servers;
        scopes.push_back(std::move(scope));
    }
    std::stable_sort(transitions.begin(), transitions.end(), [](const Transition& a, const Transition& b) {
        return a.at != b.at ? a.at < b.at : a.begins < b.begins;
    });
    mark_whole(transitions, spec.outages.size());
}

}  // namespace mxsim::mail
