// Worlds made up at random from a seed: small and crowded. What goes wrong in them is added by troubles.hpp.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sim/mail/world_spec.hpp"

namespace mxsim::properties {

class Generator {  // of a world whose servers refuse, or say nothing, now and then
  public:
    explicit Generator(std::uint64_t seed) : word_{seed} {}

    mail::WorldSpec world() {
        spec_.duration = std::chrono::minutes{pick<int>({20, 60, 120})};
        spec_.network.round_trip = std::chrono::milliseconds{pick<int>({0, 1, 50})};
        spec_.network.connect = std::chrono::milliseconds{pick<int>({0, 0, 50, 50, 50, 2000, 40'000})};
        if (chance(10)) spec_.network.kernel_connect_timeout = engine::forever;
        for (std::size_t n = 1 + below(4); n > 0; --n) spec_.profiles.push_back(profile());
        const std::size_t servers = 1 + below(6);
        const std::size_t domains = 1 + below(4);
        for (std::size_t s = 0; s < servers; ++s) spec_.servers.push_back(server(s, domains));
        for (std::size_t d = 0; d < domains; ++d) spec_.domains.push_back(domain(d));
        for (std::size_t n = 1 + below(3); n > 0; --n) spec_.senders.push_back(sender(n));
        for (std::size_t n = below(5); n > 0; --n) spec_.outages.push_back(outage(n));
        if (chance(20)) spec_.until = engine::time_zero + std::chrono::minutes{1 + below(240)};
        return std::move(spec_);
    }

  private:
    using Duration = engine::Duration;

    std::size_t below(std::size_t n) { return static_cast<std::size_t>(word_() % n); }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class T>
    T pick(std::vector<T> from) {
        return from[below(from.size())];
    }
    // The zone above a name: one of two.
    const char* provider() { return chance(50) ? ".alpha.example" : ".beta.example"; }
    Duration minutes(std::size_t most) { return std::chrono::seconds{1 + below(60 * most)}; }

    mail::Profile profile() {
        mail::Profile p;
        p.name = "profile " + std::to_string(spec_.profiles.size());
        if (chance(30)) p.first = pick<Duration>({std::chrono::seconds{1}, std::chrono::minutes{15}});
        for (std::size_t n = 1 + below(3); n > 0; --n) p.intervals.push_back(minutes(40));
        p.lifetime =
            pick<Duration>({std::chrono::minutes{30}, std::chrono::hours{2}, std::chrono::hours{120}});
        if (chance(20)) p.passes = static_cast<std::uint32_t>(1 + below(4));
        if (chance(30)) p.address_limit = static_cast<std::uint32_t>(1 + below(3));
        if (chance(30)) p.delay_notice = minutes(60);
        if (chance(20)) p.timeouts = no_timeouts();
        if (chance(20)) p.timeouts.banner = std::chrono::seconds{5};
        if (chance(20)) {  // each pass may leave a copy behind: a few are enough
            p.timeouts.eod = std::chrono::seconds{2};
            p.passes = static_cast<std::uint32_t>(1 + below(4));
        }
        if (chance(40)) make_postfix(p);
        return p;
    }
    static mail::Timeouts no_timeouts() {
        constexpr Duration never = engine::forever;
        return {never, never, never, never, never, never, never, never};
    }
    void make_postfix(mail::Profile& p) {
        p.first = Duration{0};
        p.clock = mail::RetryClock::message_age;
        p.whole_seconds = true;
        p.minimal_backoff = std::chrono::seconds{300};
        p.maximal_backoff = std::chrono::seconds{4000};
        p.queue_runs.every = std::chrono::seconds{300};
        p.queue_runs.slack = std::chrono::seconds{1};
        if (chance(50)) p.queue_runs.phase = std::chrono::seconds{below(300)};
        if (chance(40)) {
            p.destination.most = static_cast<std::uint32_t>(below(4));
            p.destination.first = static_cast<std::uint32_t>(1 + below(p.destination.most > 0 ? p.destination.most : 5));
            p.destination.failed_cohorts = static_cast<std::uint32_t>(below(3));
            p.destination.dead_for = p.minimal_backoff;
        }
        p.shuffles = chance(80);
        p.balances_families = chance(70);
        p.greeting_rejects = chance(20);
        if (chance(50)) p.session_limit = static_cast<std::uint32_t>(1 + below(3));
    }

    std::uint32_t any_profile() { return static_cast<std::uint32_t>(below(spec_.profiles.size())); }

    engine::Distribution service() {
        const double s = 1e9 * pick<double>({0.001, 1, 5, 30, 120});
        switch (below(4)) {
            case 0: return engine::Distribution::constant(0);
            case 1: return engine::Distribution::constant(static_cast<std::int64_t>(s));
            case 2: return engine::Distribution::exponential(s);
            default: return engine::Distribution::lognormal_mean_cv(s, 2);
        }
    }
    mail::ServerSpec server(std::size_t number, std::size_t domains) {
        mail::ServerSpec s;
        s.name = "mx" + std::to_string(number) + provider();
        if (chance(60)) {
            s.mailbox = true;
        } else {
            s.relay.emplace();
            s.relay->profile = any_profile();
            for (std::uint32_t d = 0; d < domains; ++d)
                if (chance(80)) s.relay->domains.push_back(d);
        }
        for (std::size_t n = pick<std::size_t>({0, 1, 1, 1, 1, 2, 3}); n > 0; --n)
            s.addresses.push_back("192.0.2." + std::to_string(10 * number + n));
        s.sessions = pick<std::uint32_t>({1, 2, 5, mail::unlimited});
        s.waiting = pick<std::uint32_t>({0, 1, 3, mail::unlimited});
        s.when_full =
            pick<mail::WhenFull>({mail::WhenFull::reply_421, mail::WhenFull::refuse, mail::WhenFull::silent});
        s.service = service();
        if (chance(20)) s.bandwidth = 1e4;
        return s;
    }
    dns::ZoneSpec domain(std::size_t number) {
        dns::ZoneSpec zone;
        zone.name = "domain" + std::to_string(number) + provider();
        zone.null_mx = chance(3);
        if (zone.null_mx) return zone;
        if (number > 0 && chance(5)) {
            zone.alias_of = static_cast<std::uint32_t>(number - 1);
            return zone;
        }
        const auto own = static_cast<std::uint32_t>(below(spec_.servers.size()));
        if (chance(5) && !spec_.servers[own].addresses.empty()) {
            zone.implicit = {own};
            return zone;
        }
        std::vector<std::uint32_t> servers(spec_.servers.size());
        for (std::uint32_t s = 0; s < servers.size(); ++s) servers[s] = s;
        std::shuffle(servers.begin(), servers.end(), word_);
        servers.resize(1 + below(servers.size()));
        for (const std::uint32_t s : servers) zone.mx.push_back({pick<std::uint16_t>({10, 10, 20, 30}), s});
        return zone;
    }
    mail::SenderSpec sender(std::size_t number) {
        mail::SenderSpec s;
        s.name = "sender " + std::to_string(number);
        for (std::size_t n = chance(25) ? 2 : 1; n > 0; --n)
            s.members.push_back({any_profile(), 1.0, pick<std::uint32_t>({1, 1, 7, mail::unlimited}), 0});
        for (std::uint32_t d = 0; d < spec_.domains.size(); ++d)
            if (d == 0 || chance(60)) s.to.push_back({d, 1.0 + static_cast<double>(below(3))});
        s.arrivals.kind = pick<mail::ArrivalKind>(
            {mail::ArrivalKind::poisson, mail::ArrivalKind::regular, mail::ArrivalKind::batch});
        s.arrivals.per_second =
            static_cast<double>(pick<int>({20, 100, 300})) / engine::seconds(spec_.duration);
        if (s.arrivals.kind == mail::ArrivalKind::batch) s.arrivals.batch = 10;
        s.wanted = chance(80);
        return s;
    }
    failure::OutageSpec outage(std::size_t number) {
        failure::OutageSpec o;
        o.name = "outage " + std::to_string(number);
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s)
            if (s == number % spec_.servers.size() || chance(25)) o.servers.push_back(s);
        o.each = chance(30);
        o.effect.mode = pick<failure::Mode>({failure::Mode::refused, failure::Mode::silent});
        o.sessions = pick<failure::Sessions>({failure::Sessions::cut, failure::Sessions::finish});
        const engine::Time begin =
            engine::time_zero +
            std::chrono::seconds{below(static_cast<std::size_t>(engine::seconds(spec_.duration)))};
        failure::Occurrence occurrence{begin, std::nullopt};
        if (chance(90)) occurrence.lasts = engine::Distribution::constant(minutes(30).count());
        if (chance(30)) occurrence.lasts = engine::Distribution::exponential(1e9 * 600);
        if (chance(30) && occurrence.lasts) o.every = std::chrono::minutes{31};
        o.occurrences.push_back(std::move(occurrence));
        return o;
    }

    std::mt19937_64 word_;
    mail::WorldSpec spec_;
};

}  // namespace mxsim::properties
