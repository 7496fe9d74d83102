// Each run gives each figure one number. What has no meaning in a run (the quantile of no messages, the
// instant of a peak of zero) is not a number; an instant that never came is infinite.
#include "analysis/report/extract.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace mxsim::report {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::uint64_t enough_for_p999 = 10'000;

double seconds_or_infinite(engine::Duration span) {
    return span == engine::forever ? infinite : engine::seconds(span);
}

double seconds_or_infinite(engine::Time instant) {
    return instant == engine::never ? infinite : engine::seconds(instant);
}

// Of the delivered messages and `beyond` others that count as infinitely late.
Latency<double> latency_of(const measure::Histogram& delivered, std::uint64_t beyond) {
    const std::uint64_t all = delivered.count() + beyond;
    if (all == 0) return {undefined, undefined, undefined, undefined, undefined, undefined, undefined};
    const auto quantile = [&](double share) {
        const auto found = delivered.quantile(share, beyond);
        return found ? engine::seconds(*found) : infinite;
    };
    return {beyond > 0 ? infinite : delivered.mean_s(),
            quantile(0.5),
            quantile(0.9),
            quantile(0.95),
            quantile(0.99),
            all < enough_for_p999 ? undefined : quantile(0.999),
            beyond > 0 ? infinite : engine::seconds(delivered.max())};
}

double mean_level(engine::Int128 level_ns, const measure::RunResult& run) {
    const auto ns = run.averaged.count();
    return ns > 0 ? static_cast<double>(level_ns) / static_cast<double>(ns) : undefined;
}

double ratio(std::uint64_t part, std::uint64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : undefined;
}

}  // namespace

Counts<std::uint64_t> counts_of(const measure::MailFigures& mail) {
    const auto& f = mail.fates;
    return {f.submitted,     mail.on_time,       f.delivered - mail.on_time,
            f.delivered,     mail.through_relay, f.bounced,
            f.lost,          f.queued,           f.duplicates,
            f.delay_notices, f.false_bounces};
}

Mail<double> mail_of(const measure::MailFigures& mail) {
    Mail<double> result;
    const auto counts = counts_of(mail);
    Counts<double>::visit(
        [](const char*, double& to, const std::uint64_t& from) { to = static_cast<double>(from); },
        result.counts, counts);
    result.latency = latency_of(mail.latency, 0);
    result.latency_or_worse = latency_of(mail.latency, counts.bounced + counts.lost + counts.queued);
    return result;
}

double bounced_share_of(const measure::MailFigures& mail) {
    return ratio(mail.fates.bounced, mail.fates.submitted);
}

Backlog<double> backlog_of(const measure::RunResult& run) {
    if (run.backlog_peak == 0) return {0, undefined, undefined};
    return {static_cast<double>(run.backlog_peak), engine::seconds(run.backlog_peak_at),
            seconds_or_infinite(run.backlog_empty_at)};
}

// A server counts what it accepts from the end of the warm-up on, also of messages submitted before it, so more may
// be accepted than was submitted. Each message is accepted by one mailbox server at most, and by any server once.
std::uint64_t messages_carried(const measure::RunResult& run, const std::vector<bool>& finals, bool steady) {
    const auto& wanted = run.wanted.fates;
    const auto& other = run.other.fates;
    const std::uint64_t submitted = wanted.submitted + other.submitted;
    if (!steady) return submitted;
    std::uint64_t delivered = 0, most = submitted;
    for (std::size_t i = 0; i < run.servers.size(); ++i) {
        if (finals[i]) delivered += run.servers[i].accepted;
        most = std::max(most, run.servers[i].accepted);
    }
    const std::uint64_t undelivered = submitted - wanted.delivered - other.delivered;
    const std::uint64_t duplicates = wanted.duplicates + other.duplicates;
    return std::max(most, delivered - std::min(delivered, duplicates) + undelivered);
}

double mean_slots(const mail::WorldSpec& world, std::uint32_t server, engine::Time until, engine::Duration averaged) {
    std::uint32_t slots = world.servers.at(server).sessions;
    bool limited = slots != mail::unlimited;
    engine::Time from = until - averaged;
    double slot_s = 0;
    const auto lasts_to = [&](engine::Time to) {
        slot_s += engine::seconds(std::max(to - from, engine::Duration{0})) * slots;
        from = std::max(from, to);
    };
    for (const mail::ChangeSpec& change : world.changes) {  // in order of time
        const auto* sessions = std::get_if<mail::ChangeOfSessions>(&change.what);
        if (!sessions || sessions->server != server || change.at >= until) continue;
        lasts_to(change.at);
        slots = sessions->sessions;
        limited = limited && slots != mail::unlimited;
    }
    lasts_to(until);
    return limited && averaged.count() > 0 ? slot_s / engine::seconds(averaged) : 0;
}

Load<double> load_of(const measure::ServerFigures& s, double slots, const measure::RunResult& run, std::uint64_t carried) {
    const auto number = [](auto n) { return static_cast<double>(n); };
    Load<double> load;
    load.attempts = number(s.attempts);
    load.accepted = number(s.accepted);
    load.rejected = number(s.rejected);
    load.refused = number(s.refused);
    load.share = ratio(s.accepted, carried);
    load.sessions_peak = number(s.sessions_peak);
    load.utilization = slots > 0 ? mean_level(s.busy, run) / slots : undefined;
    load.connections_waiting_peak = number(s.waiting_peak);
    load.connections_waiting_peak_at_s = s.waiting_peak > 0 ? engine::seconds(s.waiting_peak_at) : undefined;
    load.connections_waiting_mean = mean_level(s.waiting, run);
    load.queue_peak_messages = number(s.queue_peak_messages);
    load.queue_peak_bytes = number(s.queue_peak_bytes);
    load.queue_peak_at_s = s.queue_peak_messages > 0 ? engine::seconds(s.queue_peak_at) : undefined;
    load.queue_mean_messages = mean_level(s.queue, run);
    return load;
}

Relaying<double> relaying_of(const measure::ServerFigures& server) {
    return {static_cast<double>(server.attempts_made), static_cast<double>(server.accepted_bytes)};
}

Drain<double> drain_of(const measure::OutageFigures& outage) {
    Drain<double> drain;
    drain.windows_count = static_cast<double>(outage.windows.size());
    for (const auto& [from, to] : outage.windows) drain.down_s += engine::seconds(to - from);
    drain.windows_not_measured = static_cast<double>(outage.windows_not_measured);
    if (outage.windows.size() <= outage.windows_not_measured) {
        drain.drain_90_s = drain.drain_100_s = drain.normal_after_s = drain.normal_at_s = undefined;
        drain.backlog_peak = drain.drain_rate_peak_per_min = undefined;
        return drain;
    }
    drain.drain_90_s = seconds_or_infinite(outage.drain_90);
    drain.drain_100_s = seconds_or_infinite(outage.drain_100);
    drain.normal_after_s = seconds_or_infinite(outage.normal_after);
    drain.normal_at_s = drain.normal_after_s == infinite ? infinite : seconds_or_infinite(outage.normal_at);
    drain.backlog_peak = static_cast<double>(outage.backlog_peak);
    drain.drain_rate_peak_per_min = static_cast<double>(outage.drain_rate_peak);
    return drain;
}

}  // namespace mxsim::report
