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

// Sweeps over each server's intervals, keeping for each mode the one that lasts longest.
void check_overlaps(Builder& to) {
    const mail::WorldSpec& world = to.scenario.world;
    const std::vector<Interval> all = certain_intervals(world);
    std::vector<bool> told(world.outages.size(), false);
    const Interval* longest[2] = {nullptr, nullptr};  // refused, silent
    for (const Interval& interval : all) {
        for (const Interval*& one : longest)
            if (one && one->server != interval.server) one = nullptr;
        const bool silent = world.outages[interval.outage].mode == failure::Mode::silent;
        const Interval* other = longest[silent ? 0 : 1];
        if (other && other->end > interval.begin && !told[interval.outage]) {
            told[interval.outage] = true;
            to.findings.error(to.draft.section("outages")[interval.outage].key_at,
                              wording::outages_disagree(world.outages[interval.outage].name,
                                                        world.outages[other->outage].name,
                                                        world.servers[interval.server].name));
        }
        const Interval*& mine = longest[silent ? 1 : 0];
        if (!mine || mine->end < interval.end) mine = &interval;
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
    check_relays_relay(to);
    check_custody(to);
}

}  // namespace mxsim::scenario
