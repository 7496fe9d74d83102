// A small scenario and its runs, made up by hand: a primary down for four hours, a backup that queues.
#pragma once

#include <chrono>
#include <string>

#include "analysis/report/collector.hpp"
#include "analysis/report/expectations.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/text.hpp"

namespace mxsim::made_up {

using namespace std::chrono_literals;

inline engine::Time at(engine::Duration since_start) { return engine::time_zero + since_start; }

inline scenario::Scenario primary_down() {
    scenario::Scenario s;
    s.title = "Primary down for four hours, queueing backup";
    s.question = "Does the backup MX save any mail, or only move the queue?";
    s.text = "format = 1\n";
    s.seed = 7;
    auto& w = s.world;
    w.duration = 54h;
    w.domains.resize(1);
    w.domains[0].name = "example.org";
    w.domains[0].mx = {{10, 0}, {20, 1}};
    w.servers.resize(2);
    w.servers[0].name = "mx1.example.org";
    w.servers[0].mailbox = true;
    w.servers[0].sessions = 40;
    w.servers[1].name = "backup.example.net";
    w.servers[1].relay = mail::RelaySpec{{0}, 0};
    w.profiles.resize(1);
    w.senders.resize(1);
    w.senders[0].name = "internet";
    w.senders[0].members.resize(1);
    w.senders[0].to = {{0, 1.0}};
    w.outages.emplace_back();
    w.outages.back().name = "crash";
    w.outages.back().servers = {0};
    s.assumed = {{"network.round_trip", "50ms", "stated default"},
                 {"servers.mx1.example.org.service", "0.5 s", "stated default"}};
    return s;
}

inline measure::Plan whole() { return {{0}, {0, 1}, {0, 1}}; }

// `scale` messages on time at once, as many late through the backup, two bounced, one queued.
inline measure::MailFigures some_mail(std::uint64_t scale) {
    measure::MailFigures mail;
    mail.fates = {2 * scale + 3, 2 * scale, 2, 0, 1, 0, 0, 0};
    mail.on_time = scale;
    mail.through_relay = scale;
    for (std::uint64_t i = 0; i < scale; ++i) {
        mail.latency.add(2s);
        mail.latency.add(2h);
    }
    return mail;
}

inline measure::LoadSeries rising_and_falling(std::int64_t peak) {
    measure::LoadSeries series;
    for (int step = 0; step <= 24; ++step) series.set(at(30h + 10min * step), peak * step / 24);
    series.set(at(34h + 30min), peak / 2);
    series.set(at(35h), 0);
    series.finish(at(54h));
    return series;
}

// The figures grow with `scale`, so runs differ in a known way.
inline measure::RunResult run(std::uint32_t replication, std::uint64_t scale) {
    measure::RunResult r;
    const auto level = static_cast<std::int64_t>(scale);
    r.replication = replication;
    r.ended = at(60h);
    r.averaged = 54h;
    r.wanted = some_mail(scale);
    r.domains = {some_mail(scale)};
    r.senders = {some_mail(scale)};
    r.servers.resize(2);
    auto& primary = r.servers[0];
    primary.attempts = 3 * scale;
    primary.accepted = 2 * scale;
    primary.refused = scale;
    primary.sessions_peak = 12;
    primary.busy = static_cast<engine::Int128>(10) * engine::Duration(54h).count();  // ten of 40 slots
    primary.waiting_peak = 7;
    primary.waiting_peak_at = at(34h + 2min);
    primary.waiting = static_cast<engine::Int128>(7) * engine::Duration(1h).count();
    auto& backup = r.servers[1];
    backup.attempts = backup.accepted = scale;
    backup.attempts_made = scale + 1;
    backup.accepted_bytes = 30'000 * scale;
    backup.queue_peak_messages = level;
    backup.queue_peak_bytes = 30'000 * level;
    backup.queue_peak_at = at(34h);
    backup.queue = static_cast<engine::Int128>(level) * engine::Duration(27h).count();
    backup.queue_series = rising_and_falling(level);
    backup.has_series = true;
    r.outages.resize(1);
    auto& crash = r.outages[0];
    crash.mail = some_mail(scale);
    crash.windows = {{at(30h), at(34h)}};
    crash.ages.at = at(34h);
    crash.ages.rows.push_back({1, 0, {1, 2, 3, 4, 5, 6, scale, 0, 0, 0}});
    crash.ages.rows.push_back({-1, 0, {0, 0, 0, 0, 0, 0, 2, 0, 0, 0}});
    crash.drain_90 = 12min;
    crash.drain_100 = 31min;
    crash.normal_after = 1h;
    crash.normal_at = at(35h);
    crash.backlog_peak = level + 2;
    crash.drain_rate_peak = 100;
    r.backlog_peak = level + 2;
    r.backlog_peak_at = at(34h);
    r.backlog_empty_at = at(35h);
    r.backlog = rising_and_falling(level + 2);
    return r;
}

inline report::Result result_of(const scenario::Scenario& scenario, std::uint32_t runs,
                                std::uint64_t scale = 100) {
    report::Collector collector(scenario, whole());
    for (std::uint32_t i = 0; i < runs; ++i) collector.add(run(i, scale + i));
    return collector.result({"0.1.0", "scenarios/primary-down.toml", {}, runs, true});
}

}  // namespace mxsim::made_up
