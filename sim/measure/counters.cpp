// The ledger of messages: submitted = delivered + bounced + lost + queued, checked at the end of every run
// against a count of submissions made independently of the endings. Averages over time are integrals read
// at the end of the warm-up and at the end of submissions.
#include "sim/measure/counters.hpp"

#include <algorithm>

#include "sim/engine/check.hpp"

namespace mxsim::measure {

namespace {

void add(Fates& to, const Fates& from) {
    to.submitted += from.submitted;
    to.delivered += from.delivered;
    to.bounced += from.bounced;
    to.lost += from.lost;
    to.queued += from.queued;
    to.duplicates += from.duplicates;
    to.delay_notices += from.delay_notices;
    to.false_bounces += from.false_bounces;
}

void add(MailFigures& to, const MailFigures& from) {
    add(to.fates, from.fates);
    to.on_time += from.on_time;
    to.through_relay += from.through_relay;
    to.rejected += from.rejected;
    to.backscatter += from.backscatter;
    to.latency.merge(from.latency);
}

void close(Fates& fates) { fates.submitted = fates.delivered + fates.bounced + fates.lost + fates.queued; }

}  // namespace

Counters::Counters(const CountersPlan& plan)
    : keep_{plan.keep},
      wanted_{plan.wanted},
      servers_(plan.servers),
      from_(plan.servers),
      until_(plan.servers),
      series_(plan.keep.series.size()),
      drains_{plan.outages, plan.domains, plan.servers},
      any_outage_{!plan.outages.empty()},
      counted_from_{plan.counted_from},
      averaged_until_{plan.averaged_until},
      on_time_{plan.on_time} {
    kinds_ = static_cast<std::uint32_t>(keep_.domains.size() + 1);
    const bool any_unknown = std::any_of(plan.flows.begin(), plan.flows.end(), [](const Flow& f) { return f.unknown; });
    for (const bool unknown : {false, true})
        for (std::uint32_t p = 0; p < wanted_.size() && (!unknown || any_unknown); ++p)
            for (std::uint32_t k = 0; k < kinds_; ++k) cell_meaning_.push_back({p, k & Flow::last_domain, unknown});
    cells_.resize(cell_meaning_.size());
    for (const Flow& flow : plan.flows) flows_.push_back({cell_of(flow), flow.domain, wanted_[flow.population] && !flow.unknown});
    for (std::uint32_t i = 0; i < plan.keep.series.size(); ++i) servers_[plan.keep.series[i]].series = i;
    for (std::size_t s = 0; s < servers_.size(); ++s) servers_[s].relay = plan.relay[s];
}

std::uint32_t Counters::cell_of(const Flow& flow) const {
    const auto kept = std::lower_bound(keep_.domains.begin(), keep_.domains.end(), flow.domain);
    const bool found = kept != keep_.domains.end() && *kept == flow.domain;
    const std::uint32_t kind = found ? static_cast<std::uint32_t>(kept - keep_.domains.begin()) : kinds_ - 1;
    const auto populations = static_cast<std::uint32_t>(wanted_.size());
    return ((flow.unknown ? populations : 0) + flow.population) * kinds_ + kind;
}

void Counters::bounced(engine::Time, const Subject& who, Reason reason) {
    ++ended_.bounced;
    if (who.submitted < counted_from_) return;
    const auto count = [&](MailFigures& mail) {
        ++mail.fates.bounced;
        if (reason == Reason::rejected) ++mail.rejected;
        if (!flows_[who.flow].wanted && who.hop > 0) ++mail.backscatter;
    };
    count(cells_[flows_[who.flow].cell]);
    if (any_outage_) for_fates(who, count);
}

void Counters::queued(const Subject& who) {
    ++ended_.queued;
    if (who.submitted < counted_from_) return;
    ++cells_[flows_[who.flow].cell].fates.queued;
    if (any_outage_) for_fates(who, [](MailFigures& mail) { ++mail.fates.queued; });
}

void Counters::duplicate(engine::Time, const Subject& who, std::uint32_t) {
    if (who.submitted < counted_from_) return;
    ++cells_[flows_[who.flow].cell].fates.duplicates;
    if (any_outage_) for_fates(who, [](MailFigures& mail) { ++mail.fates.duplicates; });
}

void Counters::false_bounce(engine::Time, const Subject& who) {
    if (who.submitted < counted_from_) return;
    ++cells_[flows_[who.flow].cell].fates.false_bounces;
    if (any_outage_) for_fates(who, [](MailFigures& mail) { ++mail.fates.false_bounces; });
}

void Counters::lost(engine::Time, const Subject& who) {
    ++ended_.lost;
    if (who.submitted < counted_from_) return;
    ++cells_[flows_[who.flow].cell].fates.lost;
    if (any_outage_) for_fates(who, [](MailFigures& mail) { ++mail.fates.lost; });
}

void Counters::noticed(engine::Time, const Subject& who) {
    if (who.submitted < counted_from_) return;
    ++cells_[flows_[who.flow].cell].fates.delay_notices;
    if (any_outage_) for_fates(who, [](MailFigures& mail) { ++mail.fates.delay_notices; });
}

void Counters::enlist(std::size_t follower, std::uint32_t outage, std::int64_t relay, std::uint32_t flow,
                      engine::Duration age) {
    const std::uint32_t kind = cell_meaning_[flows_[flow].cell].domain;
    drains_.enlist(follower, outage, relay, kind < keep_.domains.size() ? std::int64_t{keep_.domains[kind]} : -1, age);
}

void Counters::start_counting(engine::Time now) {
    for (std::size_t s = 0; s < servers_.size(); ++s) {
        ServerCounts& server = servers_[s];
        server.attempts = server.accepted = server.rejected = server.refused = server.attempts_made = 0;
        server.accepted_bytes = 0;
        for (Gauge* gauge : {&server.sessions, &server.waiting, &server.queue, &server.queue_bytes})
            gauge->restart_peak(now);
        from_[s] = integrals(server, now);
    }
    backlog_.restart_peak(now);
}

void Counters::stop_averaging(engine::Time now) {
    averaged_until_ = now;
    for (std::size_t s = 0; s < servers_.size(); ++s) until_[s] = integrals(servers_[s], now);
}

Counters::Integrals Counters::integrals(const ServerCounts& server, engine::Time now) const {
    return {server.sessions.integral(now), server.waiting.integral(now), server.queue.integral(now)};
}

ServerFigures Counters::figures(std::size_t index, engine::Time end) const {
    const ServerCounts& server = servers_[index];
    ServerFigures f;
    f.attempts = server.attempts;
    f.accepted = server.accepted;
    f.rejected = server.rejected;
    f.refused = server.refused;
    f.attempts_made = server.attempts_made;
    f.accepted_bytes = server.accepted_bytes;
    f.sessions_peak = server.sessions.peak();
    f.busy = until_[index].busy - from_[index].busy;
    f.waiting_peak = server.waiting.peak();
    f.waiting_peak_at = server.waiting.peak_at();
    f.waiting = until_[index].waiting - from_[index].waiting;
    f.queue_peak_messages = server.queue.peak();
    f.queue_peak_bytes = server.queue_bytes.peak();
    f.queue_peak_at = server.queue.peak_at();
    f.queue = until_[index].queue - from_[index].queue;
    if (server.series != no_series) {
        f.queue_series = series_[server.series];
        f.queue_series.finish(end);
        f.has_series = true;
    }
    return f;
}

void Counters::sum_cells(RunResult& result) {
    result.domains.resize(keep_.domains.size());
    result.senders.resize(wanted_.size());
    for (std::size_t c = 0; c < cells_.size(); ++c) {
        MailFigures& cell = cells_[c];
        close(cell.fates);
        const Flow& meaning = cell_meaning_[c];
        const bool wanted = wanted_[meaning.population] && !meaning.unknown;
        add(wanted ? result.wanted : result.other, cell);
        add(result.senders[meaning.population], cell);
        if (wanted && meaning.domain < keep_.domains.size()) {
            MailFigures& domain = result.domains[meaning.domain];
            if (domain.fates.submitted == 0)
                domain = std::move(cell);
            else
                add(domain, cell);
        }
    }
}

void Counters::empty_ring() {
    const std::size_t filled = std::min(ring_next_, ring_size);
    for (std::size_t i = ring_next_ - filled; i < ring_next_; ++i) {
        const Delivery& delivery = ring_[i % ring_size];
        add_delivery(cells_[delivery.cell], delivery.latency, delivery.relayed);
    }
    ring_next_ = 0;
}

RunResult Counters::result(engine::Time now, std::uint64_t created) {
    empty_ring();
    RunResult result;
    result.ended = now;
    result.averaged_until = averaged_until_;
    result.averaged = averaged_until_ - std::clamp(counted_from_, engine::time_zero, averaged_until_);
    sum_cells(result);
    for (const std::uint32_t server : keep_.servers) result.servers.push_back(figures(server, now));
    result.outages = drains_.figures(averaged_until_);
    for (OutageFigures& outage : result.outages) close(outage.mail.fates);
    result.backlog_peak = backlog_.peak();
    result.backlog_peak_at = backlog_.peak_at();
    result.backlog_empty_at = backlog_.level() == 0 ? backlog_empty_at_ : engine::never;
    backlog_series_.finish(now);
    result.backlog = backlog_series_;
    check_ledgers(result, now, created);
    return result;
}

void Counters::check_ledgers(const RunResult& result, engine::Time now, std::uint64_t created) const {
    const std::uint64_t ended = ended_.delivered + ended_.bounced + ended_.lost + ended_.queued;
    if (created != ended) throw engine::Bug{now, "end of run", "copies created are not the copies that ended"};
    if (submitted_ != ended) throw engine::Bug{now, "end of run", "messages submitted are not the messages that ended"};
    const Fates& a = result.wanted.fates;
    const Fates& b = result.other.fates;
    if (counted_from_ == engine::Time::min() && a.submitted + b.submitted != submitted_)
        throw engine::Bug{now, "end of run", "the cells do not add up to the messages submitted"};
}

}  // namespace mxsim::measure
