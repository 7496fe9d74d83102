// The reference model, "primary outage" of peers/model.hpp, as a world of the simulator proper, with its
// larger forms and its variants. All of them are described as a scenario file would describe them; the one
// of a single domain is scenarios/reference.toml.
//
// Units: rates in messages per second over all domains, hours of submissions, everything else as WorldSpec.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>

#include "sim/mail/world_spec.hpp"

namespace mxsim::bench {

struct Form {
    std::uint32_t domains = 1;
    double rate = 10;
    double hours = 24;
};

inline constexpr double slots = 4;
inline constexpr double load = 0.5;  // of each mx1, while it is up
inline constexpr auto outage_begins = std::chrono::hours{6};
inline constexpr auto outage_lasts = std::chrono::hours{4};

// The mean service time at which the load is as stated.
inline double mean_service_s(const Form& form) { return load * slots * form.domains / form.rate; }

namespace detail {

// Profile `fixed` with interval = "15m" and timeouts = "none"; a relay's has first = "15m", too.
inline mail::Profile every_quarter_hour(const std::string& name, engine::Duration first) {
    mail::Profile profile;
    profile.name = name;
    profile.first = first;
    profile.intervals = {std::chrono::minutes{15}};
    profile.lifetime = std::chrono::hours{30 * 24};
    const engine::Duration none = engine::forever;
    profile.timeouts = {none, none, none, none, none, none, none, none};
    return profile;
}

inline mail::ServerSpec server(const std::string& name, const Form& form) {
    mail::ServerSpec server;
    server.name = name;
    server.addresses = {"192.0.2.1"};
    server.sessions = static_cast<std::uint32_t>(slots);
    server.service = engine::Distribution::exponential(mean_service_s(form) * 1e9);
    server.waiting = mail::unlimited;
    return server;
}

inline mail::SenderSpec sender(const Form& form) {
    mail::SenderSpec sender;
    sender.name = "internet";
    sender.members = {{.profile = 0}};
    sender.arrivals.per_second = form.rate;
    sender.size = engine::Distribution::constant(30'000);
    for (std::uint32_t d = 0; d < form.domains; ++d) sender.to.push_back({d, 1});
    return sender;
}

}  // namespace detail

// Profile 0 is the senders', profile 1 the backups'. Domain d has the servers 2 d (mx1) and 2 d + 1 (backup).
// There is one outage, of every mx1.
inline mail::WorldSpec reference_world(const Form& form) {
    mail::WorldSpec world;
    world.network.round_trip = engine::Duration{0};
    world.network.connect = std::chrono::milliseconds{50};
    world.network.kernel_connect_timeout = engine::forever;
    world.duration = engine::Duration{static_cast<std::int64_t>(std::llround(form.hours * 3600e9))};
    world.profiles = {detail::every_quarter_hour("sender", engine::Duration{0}),
                      detail::every_quarter_hour("backup", std::chrono::minutes{15})};
    failure::OutageSpec outage;
    outage.name = "crash";
    outage.sessions = failure::Sessions::finish;
    outage.occurrences = {{engine::time_zero + outage_begins,
                           engine::Distribution::constant(std::chrono::nanoseconds{outage_lasts}.count())}};
    for (std::uint32_t d = 0; d < form.domains; ++d) {
        const std::string number = std::to_string(d);
        const std::uint32_t mx1 = 2 * d, backup = 2 * d + 1;
        world.servers.push_back(detail::server("mx1.domain" + number + ".example", form));
        world.servers.back().mailbox = true;
        world.servers.push_back(detail::server("backup.domain" + number + ".example", form));
        world.servers.back().relay = mail::RelaySpec{.domains = {d}, .profile = 1};
        dns::ZoneSpec zone;
        zone.name = "domain" + number + ".example";
        zone.mx = {{10, mx1}, {20, backup}};
        world.domains.push_back(zone);
        outage.servers.push_back(mx1);
    }
    world.senders = {detail::sender(form)};
    world.outages = {outage};
    return world;
}

// Service times at all servers lognormal with the same mean, coefficient of variation 1.5.
inline mail::WorldSpec with_lognormal_service(const Form& form) {
    mail::WorldSpec world = reference_world(form);
    for (mail::ServerSpec& server : world.servers)
        server.service = engine::Distribution::lognormal_mean_cv(mean_service_s(form) * 1e9, 1.5);
    return world;
}

inline constexpr double second_outage_s = 600;  // from 18 h on

inline mail::WorldSpec with_second_outage(const Form& form) {
    mail::WorldSpec world = reference_world(form);
    failure::OutageSpec second = world.outages.front();
    second.name = "again";
    const auto ns = static_cast<std::int64_t>(second_outage_s * 1e9);
    second.occurrences = {{engine::time_zero + std::chrono::hours{18}, engine::Distribution::constant(ns)}};
    world.outages.push_back(second);
    return world;
}

// Senders and backups keep the clock of scenarios/profiles/postfix.toml; like the reference's they have no
// time-outs, so that the same mail meets the same servers.
inline mail::WorldSpec with_postfix_clock(const Form& form) {
    mail::WorldSpec world = reference_world(form);
    for (mail::Profile& profile : world.profiles) {
        profile.clock = mail::RetryClock::message_age;
        profile.first = engine::Duration{0};
        profile.intervals.clear();
        profile.minimal_backoff = std::chrono::seconds{300};
        profile.maximal_backoff = std::chrono::seconds{4000};
        profile.whole_seconds = true;
        profile.queue_runs.every = std::chrono::seconds{300};
        profile.queue_runs.slack = std::chrono::seconds{1};
        profile.lifetime = std::chrono::hours{5 * 24};
    }
    return world;
}

// The whole of postfix.toml. Whoever waits five minutes for a banner leaves, so the returning mail meets a
// server that many leave again: more attempts and more mail through the backup than in the reference.
inline mail::WorldSpec with_postfix(const Form& form) {
    mail::WorldSpec world = with_postfix_clock(form);
    for (mail::Profile& profile : world.profiles) profile.timeouts = mail::Timeouts{};
    return world;
}

}  // namespace mxsim::bench
