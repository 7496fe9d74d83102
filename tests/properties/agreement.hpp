// What the counters of a run say and what its trace says, compared figure by figure.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/mail/simulate.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

using mail::TraceEvent;
using mail::TraceRow;

// What does not agree, as it was put.
using Differences = std::vector<std::string>;

inline void hold(Differences& differ, bool holds, const char* what) {
    if (!holds) differ.emplace_back(what);
}

struct Tally {
    std::uint64_t submitted = 0, delivered = 0, bounced = 0, lost = 0, queued = 0, notices = 0, on_time = 0,
                  relayed = 0, rejected = 0, duplicates = 0, false_bounces = 0;
    engine::Int128 latency = 0;
    engine::Duration slowest{0};

    void add(const TraceRow& row, const mail::WorldSpec& spec) {
        const engine::Duration age = row.at - row.submitted;
        if (row.event == TraceEvent::submitted) ++submitted;
        if (row.event == TraceEvent::bounced) ++bounced;
        if (row.event == TraceEvent::bounced && row.reason == measure::Reason::rejected) ++rejected;
        if (row.event == TraceEvent::queued) ++queued;
        if (row.event == TraceEvent::lost) ++lost;
        if (row.event == TraceEvent::notice) ++notices;
        if (row.event == TraceEvent::duplicate) ++duplicates;
        if (row.event == TraceEvent::false_bounce) ++false_bounces;
        if (row.event != TraceEvent::delivered) return;
        ++delivered;
        if (age < spec.on_time) ++on_time;
        if (row.hop > 0) ++relayed;
        latency += age.count();
        slowest = std::max(slowest, age);
    }
};

inline void check_same(Differences& differ, const measure::MailFigures& counted, const Tally& told) {
    hold(differ, counted.fates.submitted == told.submitted, "submitted");
    hold(differ, counted.fates.delivered == told.delivered, "delivered");
    hold(differ, counted.fates.bounced == told.bounced, "bounced");
    hold(differ, counted.fates.queued == told.queued, "queued");
    hold(differ, counted.fates.lost == told.lost, "lost");
    hold(differ, counted.fates.duplicates == told.duplicates, "duplicates");
    hold(differ, counted.fates.false_bounces == told.false_bounces, "false bounces");
    hold(differ, counted.fates.delay_notices == told.notices, "delay notices");
    hold(differ, counted.on_time == told.on_time, "on time");
    hold(differ, counted.through_relay == told.relayed, "through relay");
    hold(differ, counted.rejected == told.rejected, "rejected");
    hold(differ, counted.latency.count() == told.delivered, "latency counted");
    hold(differ, counted.latency.sum_ns() == told.latency, "latency in all");
    hold(differ, counted.latency.max() == told.slowest, "latency at most");
}

template <class Counts>
Tally tally(const Watched& run, Counts&& counts) {
    Tally told;
    for (const TraceRow& row : run.messages)
        if (counts(row)) told.add(row, run.spec);
    return told;
}

inline bool is_wanted(const Watched& run, const TraceRow& row) {
    return run.spec.senders[row.population].wanted && !row.unknown;
}

inline bool submitted_in(const std::vector<std::pair<engine::Time, engine::Time>>& windows, engine::Time t) {
    return std::any_of(windows.begin(), windows.end(),
                       [t](const auto& w) { return w.first <= t && t < w.second; });
}

// Does the domain, as its data ever are, name one of the outage's servers, or lie or name somebody in its zones? (Of an
// alias, the data of the name that it stands for at first.)
inline bool concerns(const mail::WorldSpec& spec, const failure::OutageSpec& outage, std::uint32_t domain) {
    std::uint32_t data = domain;
    while (spec.domains[data].alias_of) data = *spec.domains[data].alias_of;
    const auto struck = [&](std::uint32_t server) {
        const bool in_zone = std::any_of(outage.zones.begin(), outage.zones.end(), [&](const failure::ZoneFault& fault) {
            return std::any_of(fault.hosts.begin(), fault.hosts.end(),
                               [&](const failure::HostName& host) { return host.server == server; });
        });
        return in_zone || std::count(outage.servers.begin(), outage.servers.end(), server) > 0;
    };
    const auto names = [&](const dns::ZoneSpec& zone) {
        if (zone.mx.empty()) return std::any_of(zone.implicit.begin(), zone.implicit.end(), struck);
        return std::any_of(zone.mx.begin(), zone.mx.end(), [&](const auto& record) { return struck(record.exchange); });
    };
    const bool lies_in = std::any_of(outage.zones.begin(), outage.zones.end(), [&](const failure::ZoneFault& fault) {
        return std::count(fault.domains.begin(), fault.domains.end(), domain) > 0 ||
               std::count(fault.domains.begin(), fault.domains.end(), data) > 0;
    });
    const bool later = std::any_of(spec.changes.begin(), spec.changes.end(), [&](const mail::ChangeSpec& change) {
        const auto* records = std::get_if<mail::ChangeOfRecords>(&change.what);
        return records && (records->domain == domain || records->domain == data) && names(records->zone);
    });
    return lies_in || later || names(spec.domains[data]);
}

inline void check_mail(Differences& differ, const Watched& run, const measure::RunResult& counted) {
    check_same(differ, counted.wanted, tally(run, [&](const TraceRow& row) { return is_wanted(run, row); }));
    check_same(differ, counted.other, tally(run, [&](const TraceRow& row) { return !is_wanted(run, row); }));
    for (std::uint32_t d = 0; d < run.spec.domains.size(); ++d)
        check_same(differ, counted.domains[d],
                   tally(run, [&](const TraceRow& row) { return is_wanted(run, row) && row.domain == d; }));
    for (std::uint32_t s = 0; s < run.spec.senders.size(); ++s)
        check_same(differ, counted.senders[s], tally(run, [&](const TraceRow& row) { return row.population == s; }));
    for (std::uint32_t o = 0; o < run.spec.outages.size(); ++o) {
        const auto concerned = [&](const TraceRow& row) {
            const bool names_it = concerns(run.spec, run.spec.outages[o], row.domain);
            return is_wanted(run, row) && names_it &&
                   submitted_in(run.outages.scopes[o].windows, row.submitted);
        };
        check_same(differ, counted.outages[o].mail, tally(run, concerned));
    }
}

inline void check_server(Differences& differ, const Watched& run, const measure::ServerFigures& counted,
                         std::uint32_t server) {
    std::uint64_t attempts = 0, accepted = 0, rejected = 0, refused = 0, made = 0;
    const std::uint64_t unseen = run.seen.unseen.count(server) ? run.seen.unseen.at(server) : 0;
    for (const TraceRow& row : run.seen.rows()) {
        if (row.event != TraceEvent::attempt) continue;
        if (row.holder == server) ++made;
        if (row.server != server) continue;
        ++attempts;
        const auto outcome = row.ending.outcome;
        if (outcome == measure::Outcome::accepted || outcome == measure::Outcome::ack_lost) ++accepted;
        if (row.ending.outcome == measure::Outcome::reply) ++rejected;
        if (row.ending.stage == measure::Stage::connect) ++refused;
    }
    hold(differ, counted.attempts == attempts, "attempts");
    hold(differ, counted.accepted == accepted + unseen, "accepted");
    hold(differ, counted.rejected == rejected, "rejected");
    hold(differ, counted.refused == refused, "refused");
    hold(differ, counted.attempts_made == made, "attempts made");
    hold(differ, counted.sessions_peak == run.seen.busy[server].peak, "sessions peak");
    hold(differ, counted.waiting_peak == run.seen.line[server].peak, "waiting peak");
    hold(differ, counted.queue_peak_messages == run.seen.stored[server].peak, "queue peak messages");
    hold(differ, counted.busy == run.seen.busy[server].integral, "busy");
    hold(differ, counted.waiting == run.seen.line[server].integral, "waiting");
    hold(differ, counted.queue == run.seen.stored[server].integral, "queue");
}

// A row a message says what the trace tells of it; of several copies the one that came furthest counts the hops.
inline void check_messages(Differences& differ, const Watched& run) {
    measure::Plan plan = mail::plan_for(run.spec);
    plan.messages = true;
    const measure::RunResult counted = mail::simulate(run.spec, plan, 1, 0);
    std::vector<measure::MessageRow> told(counted.messages.size());
    std::map<std::uint32_t, bool> left_to_server;  // then nothing tells when the message ended, if it was not accepted
    for (const TraceRow& row : run.messages) {
        if (row.message >= told.size()) return hold(differ, false, "a message that was not counted");
        measure::MessageRow& message = told[row.message];
        message.submitted = row.submitted;
        message.population = row.population;
        message.domain = row.domain;
        if (row.event == TraceEvent::attempt) ++message.attempts;
        if (row.event == TraceEvent::attempt) message.last_server = row.server;
        if (row.event == TraceEvent::relayed) message.hops = std::max<std::uint32_t>(message.hops, row.hop + 2u);
        if (row.event == TraceEvent::delivered) message.fate = measure::Fate::delivered;
        if (row.event == TraceEvent::bounced) message.fate = measure::Fate::bounced;
        if (row.event == TraceEvent::lost) message.fate = measure::Fate::lost;
        if (row.event == TraceEvent::delivered || row.event == TraceEvent::bounced || row.event == TraceEvent::lost)
            message.ended = row.at;
        if (row.ending.stage == measure::Stage::eod && row.ending.outcome == measure::Outcome::hang)
            left_to_server[row.message] = true;
    }
    for (const auto& [number, left] : left_to_server)
        if (told[number].fate != measure::Fate::delivered) told[number].ended = counted.messages[number].ended;
    const auto same = [](const measure::MessageRow& a, const measure::MessageRow& b) {
        return a.submitted == b.submitted && a.ended == b.ended && a.population == b.population &&
               a.domain == b.domain && a.attempts == b.attempts && a.last_server == b.last_server &&
               a.hops == b.hops && a.fate == b.fate;
    };
    hold(differ, std::equal(told.begin(), told.end(), counted.messages.begin(), same), "a row a message");
}

inline Differences disagreements(const Watched& run) {
    Differences differ;
    const measure::RunResult counted = mail::simulate(run.spec, mail::plan_for(run.spec), 1, 0);
    check_mail(differ, run, counted);
    for (std::uint32_t s = 0; s < run.spec.servers.size(); ++s) check_server(differ, run, counted.servers[s], s);
    hold(differ, counted.backlog_peak == run.seen.late.peak, "backlog peak");
    hold(differ, (counted.backlog_empty_at == engine::never) == (run.seen.late.now > 0), "backlog empty at");
    check_messages(differ, run);
    return differ;
}

}  // namespace mxsim::properties
