// The same world with its tables in another order, and under other names.
#pragma once

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "sim/mail/trace_row.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::properties {

// By place in the new world, the place in the old one.
struct Order {
    std::vector<std::uint32_t> servers, domains, senders;

    static Order as_it_is(const mail::WorldSpec& spec) {
        const auto all = [](std::size_t n) {
            std::vector<std::uint32_t> places(n);
            std::iota(places.begin(), places.end(), 0u);
            return places;
        };
        return {all(spec.servers.size()), all(spec.domains.size()), all(spec.senders.size())};
    }
};

class Renumbering {
  public:
    Renumbering(mail::WorldSpec spec, const Order& order)
        : spec_{std::move(spec)},
          servers_{turned(order.servers)},
          domains_{turned(order.domains)},
          senders_{turned(order.senders)} {
        arrange(spec_.servers, order.servers);
        arrange(spec_.domains, order.domains);
        arrange(spec_.senders, order.senders);
    }

    mail::WorldSpec world() {
        for (mail::ServerSpec& server : spec_.servers)
            if (server.relay) relay(*server.relay);
        for (dns::ZoneSpec& zone : spec_.domains) records(zone);
        for (mail::SenderSpec& sender : spec_.senders) {
            for (mail::DomainShare& to : sender.to) to.domain = domains_[to.domain];
            for (mail::Submission& time : sender.arrivals.times) time.domain = domains_[time.domain];
        }
        for (failure::OutageSpec& one : spec_.outages) outage(one);
        for (mail::ChangeSpec& change : spec_.changes)
            std::visit([this](auto& what) { renumber(what); }, change.what);
        return std::move(spec_);
    }

  private:
    using Places = std::vector<std::uint32_t>;

    static Places turned(const Places& order) {
        Places places(order.empty() ? 0 : 1 + *std::max_element(order.begin(), order.end()), mail::no_server);
        for (std::uint32_t i = 0; i < order.size(); ++i) places[order[i]] = i;
        return places;
    }
    template <class List>
    static void arrange(List& list, const Places& order) {
        List arranged;
        for (const std::uint32_t place : order) arranged.push_back(std::move(list[place]));
        list = std::move(arranged);
    }
    static void renumber(Places& list, const Places& places) {
        for (std::uint32_t& one : list) one = places[one];
    }

    void relay(mail::RelaySpec& relay) {
        renumber(relay.domains, domains_);
        std::sort(relay.domains.begin(), relay.domains.end());
        if (relay.route) relay.route = servers_[*relay.route];
    }
    void records(dns::ZoneSpec& zone) {
        for (dns::MxRecord& record : zone.mx) record.exchange = servers_[record.exchange];
        renumber(zone.implicit, servers_);
        if (zone.alias_of) zone.alias_of = domains_[*zone.alias_of];
    }
    void outage(failure::OutageSpec& outage) {
        renumber(outage.servers, servers_);
        for (failure::ZoneFault& fault : outage.zones) {
            renumber(fault.domains, domains_);
            for (failure::HostName& host : fault.hosts) host.server = servers_[host.server];
        }
        if (!outage.from) return;
        renumber(outage.from->populations, senders_);
        renumber(outage.from->relays, servers_);
    }
    void renumber(mail::ChangeOfRecords& change) {
        change.domain = domains_[change.domain];
        records(change.zone);
    }
    void renumber(mail::ChangeOfRate& change) { change.sender = senders_[change.sender]; }
    template <class OfServer>
    void renumber(OfServer& change) {
        change.server = servers_[change.server];
    }

    mail::WorldSpec spec_;
    Places servers_, domains_, senders_;  // by old place, the new one
};

inline mail::WorldSpec renumbered(const mail::WorldSpec& spec, const Order& order) {
    return Renumbering{spec, order}.world();
}

// A row of the new world in the numbers of the old one. (MTAs are numbered by senders; their numbers are left alone.)
inline mail::TraceRow numbered_back(mail::TraceRow row, const Order& order) {
    row.population = order.senders[row.population];
    row.domain = order.domains[row.domain];
    if (row.holder != mail::no_server) row.holder = order.servers[row.holder];
    if (row.server != mail::no_server) row.server = order.servers[row.server];
    for (mail::ListedCandidate& listed : row.candidates)
        listed.candidate.server = order.servers[listed.candidate.server];
    return row;
}

// Gives another name to all that draws nothing under the one it has.
inline void rename(mail::WorldSpec& spec) {
    const auto draws_phase = [&](std::uint32_t profile) {
        const mail::QueueRuns& runs = spec.profiles[profile].queue_runs;
        return runs.every.count() > 0 && !runs.phase;
    };
    for (std::uint32_t s = 0; s < spec.servers.size(); ++s) {
        mail::ServerSpec& server = spec.servers[s];
        bool draws = !server.service.is_constant() || !server.verdicts.empty() ||
                     (server.relay && draws_phase(server.relay->profile));
        for (const mail::ChangeSpec& change : spec.changes)
            if (const auto* service = std::get_if<mail::ChangeOfService>(&change.what); service && service->server == s)
                draws = draws || !service->service.is_constant();
        if (!draws) server.name = "renamed-" + server.name;
    }
    for (failure::OutageSpec& outage : spec.outages) {
        const bool draws = outage.share < 1 || outage.on_and_off ||
                           std::any_of(outage.occurrences.begin(), outage.occurrences.end(),
                                       [](const auto& o) { return o.lasts && !o.lasts->is_constant(); });
        if (!draws) outage.name = "renamed " + outage.name;
        for (failure::ZoneFault& fault : outage.zones) fault.zone = "renamed." + fault.zone;
    }
    for (dns::ZoneSpec& zone : spec.domains) zone.name = "renamed-" + zone.name;
    for (mail::ChangeSpec& change : spec.changes) change.name = "renamed " + change.name;
    for (std::uint32_t p = 0; p < spec.profiles.size(); ++p)
        if (!draws_phase(p)) spec.profiles[p].name = "renamed " + spec.profiles[p].name;
}

}  // namespace mxsim::properties
