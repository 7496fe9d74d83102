// Makes a world fail in every way there is: modes at stages, shares, origins, addresses, chance; failing zones, lost
// queues, planned changes, verdicts, bounded queues, families, routes, and mail to nobody.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sim/failure/mode_text.hpp"
#include "sim/mail/world_spec.hpp"
#include "tests/properties/generator.hpp"

namespace mxsim::properties {

class Troubles {
  public:
    Troubles(mail::WorldSpec spec, std::uint64_t seed) : spec_{std::move(spec)}, word_{seed * 7919 + 1} {}

    mail::WorldSpec spoilt() {
        be_brief();
        for (mail::ServerSpec& server : spec_.servers) spoil(server);
        for (mail::SenderSpec& sender : spec_.senders) {
            if (chance(15)) sender.unknown_recipients = 0.3;
            if (chance(15)) sender.families = {pick_family()};
        }
        for (std::size_t more = below(5); more > 0; --more) spec_.outages.push_back(another(more));
        for (failure::OutageSpec& outage : spec_.outages) spoil(outage);
        if (chance(30)) some_changes();
        calm_rings();
        return std::move(spec_);
    }

  private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(word_() % n); }
    bool chance(unsigned percent) { return below(100) < percent; }
    dns::Family pick_family() { return chance(50) ? dns::Family::v4 : dns::Family::v6; }
    engine::Time some_time() {
        return engine::time_zero +
               std::chrono::seconds{below(static_cast<std::size_t>(engine::seconds(spec_.duration)))};
    }

    // Many worlds, rather than long ones.
    void be_brief() {
        for (mail::Profile& profile : spec_.profiles) {
            profile.lifetime = std::min<engine::Duration>(profile.lifetime, std::chrono::hours{5});
            for (engine::Duration& wait : profile.intervals)
                wait = std::max<engine::Duration>(wait, std::chrono::minutes{6});
        }
        for (mail::SenderSpec& sender : spec_.senders) sender.arrivals.per_second *= 0.25;
    }

    // Where a relay hands mail to itself, copies of copies would make a world of millions.
    void calm_rings() {
        const bool ring = std::any_of(spec_.servers.begin(), spec_.servers.end(),
                                      [](const auto& server) { return server.relay && !server.relay->knows_itself; });
        if (!ring) return;
        for (mail::Profile& profile : spec_.profiles) profile.timeouts.eod = engine::forever;
        for (failure::OutageSpec& outage : spec_.outages)
            if (outage.effect.mode == failure::Mode::ack_lost) outage.effect.mode = failure::Mode::refused;
    }

    void spoil(mail::ServerSpec& server) {
        if (server.relay) {
            if (chance(50)) server.relay->queue = mail::QueueBounds{static_cast<std::int64_t>(below(20)), 1'000'000};
            server.relay->knows_recipients = chance(30);
            server.relay->knows_itself = chance(97);
            if (chance(5)) route(server);
        }
        if (chance(20))
            server.verdicts = {{*failure::mode_of("452 at rcpt"), 0.1}, {*failure::mode_of("550 at mail"), 0.1}};
        if (chance(15)) server.addresses.push_back("2001:db8::" + std::to_string(++v6_));
    }
    // To a mailbox server, so that no ring of routes comes about.
    void route(mail::ServerSpec& relay) {
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s)
            if (spec_.servers[s].mailbox) relay.relay->route = s;
    }

    failure::Effect effect() {
        static const std::vector<std::string> alone = {"refused", "silent", "unreachable", "ack-lost", "slow", "up"};
        static const std::vector<std::string> staged = {"hang", "close", "close", "late", "late",
                                                        "421",  "450",   "502",   "554"};
        const auto& stages = failure::stages();
        failure::Effect e =
            chance(20) ? *failure::mode_of(alone[below(alone.size())])
                       : *failure::mode_of(staged[below(staged.size())] + " at " + stages[below(stages.size())]);
        if (e.mode == failure::Mode::late) e.by = std::chrono::seconds{1 + below(900)};
        if (e.mode == failure::Mode::slow) e.factor = 1.5 + static_cast<double>(below(50));
        return e;
    }
    failure::OutageSpec another(std::size_t number) {
        failure::OutageSpec outage;
        outage.name = "more " + std::to_string(number);
        outage.servers = {static_cast<std::uint32_t>(below(spec_.servers.size()))};
        outage.sessions = chance(50) ? failure::Sessions::cut : failure::Sessions::finish;
        outage.occurrences = {{some_time(), engine::Distribution::constant(std::int64_t{600'000'000'000})}};
        return outage;
    }
    void spoil(failure::OutageSpec& outage) {
        outage.effect = effect();
        if (chance(30)) outage.share = 0.5;
        if (chance(20)) some_origins(outage);
        if (chance(20)) some_addresses(outage);
        if (chance(15)) {
            outage.occurrences.clear();
            outage.every.reset();
            outage.on_and_off =
                failure::OnAndOff{engine::Distribution::exponential(6e11), engine::Distribution::exponential(3e11)};
        } else if (chance(14)) {
            lose_a_queue(outage);
        }
        if (outage.effect.mode != failure::Mode::queue_lost && chance(15)) some_zones(outage);
    }
    void lose_a_queue(failure::OutageSpec& outage) {
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s) {
            if (!spec_.servers[s].relay) continue;
            outage.servers = {s};
            outage.addresses.clear();
            outage.effect = {};
            outage.effect.mode = failure::Mode::queue_lost;
            outage.every.reset();
            outage.occurrences = {{some_time(), engine::Distribution::constant(1)}};
        }
    }
    void some_zones(failure::OutageSpec& outage) {
        const std::vector<std::string> above{"alpha.example", "beta.example", "example"};
        const std::size_t kind = below(4);
        const std::string zone = kind == 0   ? spec_.domains[below(spec_.domains.size())].name
                                 : kind == 1 ? spec_.servers[below(spec_.servers.size())].name
                                             : above[below(above.size())];
        failure::ZoneFault fault;
        fault.mode = static_cast<failure::ZoneMode>(below(5));
        fault.mx = chance(70);
        fault.address = !fault.mx || chance(70);
        name_zone(fault, zone);
        if (fault.domains.empty() && fault.hosts.empty()) return;
        outage.servers.clear();
        outage.addresses.clear();
        outage.zones.push_back(std::move(fault));
    }
    void name_zone(failure::ZoneFault& fault, const std::string& zone) const {
        const auto lies_in = [&](const std::string& name) {
            const std::size_t size = std::min(name.size(), zone.size());
            return name == zone || name.substr(name.size() - size) == zone;
        };
        fault.zone = zone;
        fault.labels = static_cast<std::uint32_t>(1 + std::count(zone.begin(), zone.end(), '.'));
        for (std::uint32_t d = 0; d < spec_.domains.size(); ++d)
            if (lies_in(spec_.domains[d].name)) fault.domains.push_back(d);
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s)
            if (lies_in(spec_.servers[s].name)) fault.hosts.push_back({s, 0});
    }
    void some_origins(failure::OutageSpec& outage) {
        outage.from.emplace();
        for (std::uint32_t p = 0; p < spec_.senders.size(); ++p)
            if (chance(50)) outage.from->populations.push_back(p);
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s)
            if (spec_.servers[s].relay && chance(50)) outage.from->relays.push_back(s);
    }
    void some_addresses(failure::OutageSpec& outage) {
        for (const std::uint32_t server : outage.servers) {
            auto& struck = outage.addresses.emplace_back();
            for (std::uint16_t a = 0; a < spec_.servers[server].addresses.size(); ++a)
                if (chance(60)) struck.push_back(a);
        }
    }

    void some_changes() {
        for (std::size_t n = 1 + below(4); n > 0; --n)
            spec_.changes.push_back({"change " + std::to_string(n), some_time(), change()});
        std::stable_sort(spec_.changes.begin(), spec_.changes.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
    }
    decltype(mail::ChangeSpec::what) change() {
        const auto server = static_cast<std::uint32_t>(below(spec_.servers.size()));
        const bool relay = spec_.servers[server].relay.has_value();
        switch (below(7)) {
            case 0: return records();
            case 1: return mail::ChangeOfAddresses{server, some_numbers(spec_.servers[server].addresses.size())};
            case 2: return mail::ChangeOfSessions{server, static_cast<std::uint32_t>(1 + below(5))};
            case 3: return mail::ChangeOfService{server, engine::Distribution::exponential(2e9), 0};
            case 4:
                if (relay) return mail::ChangeOfQueue{server, {static_cast<std::int64_t>(below(20)), 1'000'000}};
                break;
            case 5:
                if (relay) return mail::Flush{server};
                break;
            default: break;
        }
        return mail::ChangeOfRate{0, 0.001 * static_cast<double>(1 + below(200))};
    }
    mail::ChangeOfRecords records() {
        const auto domain = static_cast<std::uint32_t>(below(spec_.domains.size()));
        dns::ZoneSpec zone = spec_.domains[domain];
        zone.mx.clear();
        zone.implicit.clear();
        zone.alias_of.reset();
        zone.null_mx = chance(5);
        for (std::uint32_t s = 0; s < spec_.servers.size() && !zone.null_mx; ++s)
            if (chance(60)) zone.mx.push_back({static_cast<std::uint16_t>(10 * (1 + below(3))), s});
        return {domain, zone};
    }
    std::vector<std::uint16_t> some_numbers(std::size_t most) {
        std::vector<std::uint16_t> numbers;
        for (std::uint16_t n = 0; n < most; ++n)
            if (chance(60)) numbers.push_back(n);
        return numbers;
    }

    mail::WorldSpec spec_;
    std::mt19937_64 word_;
    int v6_ = 0;
};

inline mail::WorldSpec world_of(std::uint64_t seed) { return Troubles{Generator{seed}.world(), seed}.spoilt(); }

}  // namespace mxsim::properties
