// What can only be said of the whole. Two outages that certainly meet on one server must agree on what a
// connection meets there. An MX record that names a relay which does not relay for the domain is legal
// DNS and a common slip: the relay says 550 at rcpt, and the mail comes back.

#include <algorithm>

#include "sim/scenario/build.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

struct Interval {
    std::uint32_t server;
    engine::Time begin, end;
    std::uint32_t outage;
};

// The windows that are certain: of constant length, or without an end, and not recurring.
std::vector<Interval> certain_intervals(const mail::WorldSpec& world) {
    std::vector<Interval> all;
    for (std::uint32_t o = 0; o < world.outages.size(); ++o) {
        const failure::OutageSpec& outage = world.outages[o];
        if (outage.every) continue;
        for (const failure::Occurrence& occurrence : outage.occurrences) {
            if (occurrence.lasts && !occurrence.lasts->is_constant()) continue;
            const engine::Duration lasts{occurrence.lasts
                                             ? static_cast<std::int64_t>(occurrence.lasts->mean())
                                             : engine::forever.count()};
            for (const std::uint32_t server : outage.servers)
                all.push_back({server, occurrence.at, engine::after(occurrence.at, lasts), o});
        }
    }
    std::sort(all.begin(), all.end(), [](const Interval& a, const Interval& b) {
        if (a.server != b.server) return a.server < b.server;
        return a.begin != b.begin ? a.begin < b.begin : a.outage < b.outage;
    });
    return all;
}

// Two that strike every connection at the same stage must be the same thing.
bool disagree(const failure::OutageSpec& a, const failure::OutageSpec& b) {
    return a.strikes_all() && b.strikes_all() && !(a.effect == b.effect) &&
           failure::strikes_at(a.effect) == failure::strikes_at(b.effect);
}

// Sweeps over each server's intervals, keeping those that still last.
void check_overlaps(Builder& to) {
    const mail::WorldSpec& world = to.scenario.world;
    std::vector<bool> told(world.outages.size(), false);
    std::vector<const Interval*> lasting;
    const std::vector<Interval> all = certain_intervals(world);
    for (const Interval& interval : all) {
        const auto over = [&](const Interval* o) { return o->server != interval.server || o->end <= interval.begin; };
        lasting.erase(std::remove_if(lasting.begin(), lasting.end(), over), lasting.end());
        const failure::OutageSpec& outage = world.outages[interval.outage];
        const auto other = std::find_if(lasting.begin(), lasting.end(), [&](const Interval* o) {
            return disagree(world.outages[o->outage], outage);
        });
        if (other != lasting.end() && !told[interval.outage]) {
            told[interval.outage] = true;
            to.findings.error(to.draft.section("outages")[interval.outage].key_at,
                              wording::outages_disagree(outage.name, world.outages[(*other)->outage].name,
                                                        world.servers[interval.server].name));
        }
        lasting.push_back(&interval);
    }
}

// A message has a number of 32 bits.
void check_rates(Builder& to) {
    double messages = 0;
    const auto& senders = to.scenario.world.senders;
    for (std::size_t s = 0; s < senders.size(); ++s) {
        if (senders[s].arrivals.kind == mail::ArrivalKind::listed) continue;
        messages += senders[s].arrivals.per_second * engine::seconds(to.scenario.world.duration);
        if (messages < 4e9) continue;
        const Node& table = to.draft.section("senders")[s];
        const Node* rate = table.find("rate");
        return to.findings.error(rate ? rate->at : table.key_at, wording::too_many_messages(messages));
    }
}

void check_relays_relay(Builder& to) {
    const mail::WorldSpec& world = to.scenario.world;
    for (std::size_t d = 0; d < to.draft.mx.size(); ++d)
        for (const MxLine& line : to.draft.mx[d]) {
            const std::int64_t index = to.draft.servers.find(line.host);
            if (index < 0) continue;
            const mail::ServerSpec& server = world.servers[static_cast<std::size_t>(index)];
            if (!server.relay || server.mailbox || server.relay->domains.empty()) continue;
            const auto& domains = server.relay->domains;
            if (!std::binary_search(domains.begin(), domains.end(), static_cast<std::uint32_t>(d)))
                to.findings.warning(line.at,
                                    wording::relay_does_not_relay(server.name, world.domains[d].name));
        }
}

}  // namespace

void check_world(Builder& to) {
    check_overlaps(to);
    check_rates(to);
    check_relays_relay(to);
    check_custody(to);
}

}  // namespace mxsim::scenario
