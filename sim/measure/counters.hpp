// The sink of `run`: turns what happens into the integers of a RunResult as it happens.
//
// A message is counted once, when it ends, in the cell of its flow (population and domain); totals, domains
// and senders are sums of cells, made when the run is over. Only counters and sums live here, so a run
// needs the same memory however many messages pass through it.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/measure/drains.hpp"
#include "sim/measure/gauge.hpp"
#include "sim/measure/load_series.hpp"
#include "sim/measure/rows.hpp"
#include "sim/measure/run_result.hpp"

namespace mxsim::measure {

struct Flow {
    static constexpr std::uint32_t last_domain = 0x7fff'ffff;
    std::uint32_t population = 0;
    std::uint32_t domain : 31 = 0;  // up to last_domain
    std::uint32_t unknown : 1 = 0;  // nobody is there to receive it
};
static_assert(sizeof(Flow) == 8);  // looked at for every session

// What the counters must know of a world, as plain indices.
struct CountersPlan {
    Plan keep;
    std::uint32_t domains = 0;
    std::uint32_t servers = 0;
    std::vector<bool> wanted;   // by population
    std::vector<bool> relay;    // by server
    std::vector<Flow> flows;
    std::vector<OutageScope> outages;
    engine::Time counted_from = engine::Time::min();  // end of the warm-up; what was submitted before is not counted
    engine::Time averaged_until{};  // end of submissions
    engine::Duration on_time{};
};

class Counters {
  public:
    static constexpr bool hears_beginnings = false;

    explicit Counters(const CountersPlan& plan);

    void submitted(engine::Time, const Subject&) { ++submitted_; }
    // `relay` is the server whose outbound side made the attempt, or no server's number.
    void attempt(engine::Time now, const Subject&, std::uint32_t at, const Ending& ending, std::uint32_t relay) {
        ServerCounts& server = servers_[at];
        ++server.attempts;
        if (relay < servers_.size()) ++servers_[relay].attempts_made;
        if (ending.outcome == Outcome::accepted || ending.outcome == Outcome::ack_lost)
            accepted(now, server, at);
        else if (ending.outcome == Outcome::reply)
            ++server.rejected;
        else if (ending.stage == Stage::connect)
            ++server.refused;
    }
    // By a server whose sender had given up waiting.
    void accepted_unseen(engine::Time now, std::uint32_t at) { accepted(now, servers_[at], at); }
    void deferred(engine::Time, const Subject&, engine::Time) {}
    void relayed(engine::Time, const Subject&, std::uint32_t) {}
    void delivered(engine::Time now, const Subject& who, std::uint32_t) {
        ++ended_.delivered;
        if (who.submitted < counted_from_) return;
        const engine::Duration latency = now - who.submitted;
        add_to_cell({flows_[who.flow].cell, who.hop > 0, latency});
        if (any_outage_) for_fates(who, [&](MailFigures& mail) { add_delivery(mail, latency, who.hop > 0); });
    }
    void bounced(engine::Time, const Subject& who, Reason reason);
    void lost(engine::Time, const Subject& who);
    // A further copy of a delivered message was delivered; a sender of one was told that it was not.
    void duplicate(engine::Time, const Subject& who, std::uint32_t);
    void false_bounce(engine::Time, const Subject& who);
    void queued(const Subject& who);
    void noticed(engine::Time, const Subject& who);

    void backlog(engine::Time now, std::uint32_t flow, std::int64_t by) {
        backlog_.step(now, by);
        backlog_series_.set(now, backlog_.level());
        if (by < 0 && backlog_.level() == 0) backlog_empty_at_ = now;
        if (any_outage_) drains_.backlog(now, flows_[flow].domain, by);
    }
    void sessions(engine::Time now, std::uint32_t server, std::int64_t by) { servers_[server].sessions.step(now, by); }
    void waiting(engine::Time now, std::uint32_t server, std::int64_t by) {
        ServerCounts& counts = servers_[server];
        counts.waiting.step(now, by);
        if (counts.series != no_series && !counts.relay) series_[counts.series].set(now, counts.waiting.level());
    }
    void queue(engine::Time now, std::uint32_t server, std::int64_t by, std::int64_t bytes) {
        ServerCounts& counts = servers_[server];
        if (bytes > 0) counts.accepted_bytes += static_cast<std::uint64_t>(bytes);
        hold(now, counts, by, bytes);
    }
    // A message that the relay has stored before the run.
    void queued_before(engine::Time now, std::uint32_t server, std::int64_t bytes) { hold(now, servers_[server], 1, bytes); }

    void fetch_server(std::uint32_t server) const noexcept { __builtin_prefetch(&servers_[server], 1); }

    void window_began(engine::Time now, std::uint32_t outage) { drains_.window_began(now, outage); }
    std::size_t window_ended(engine::Time now, std::uint32_t outage) { return drains_.window_ended(now, outage); }
    bool hits(std::uint32_t outage, std::uint32_t flow) const noexcept {
        return drains_.hits(outage, flows_[flow].domain);
    }
    void enlist(std::size_t follower, std::uint32_t outage, std::int64_t relay, std::uint32_t flow,
                engine::Duration age);
    void enlisted(std::size_t follower) { drains_.enlisted(follower); }
    void ended(engine::Time now, unsigned followers) { drains_.ended(now, followers); }

    // At the end of the warm-up: what happened so far is forgotten.
    void start_counting(engine::Time now);
    // At the end of submissions (or of the run): integrals are read.
    void stop_averaging(engine::Time now);
    // After `queued` was told for every message that is left. Throws engine::Bug if the ledgers do not add up.
    RunResult result(engine::Time now, std::uint64_t created);

  private:
    static constexpr std::uint32_t no_series = ~std::uint32_t{0};

    struct Integrals {
        engine::Int128 busy = 0, waiting = 0, queue = 0;
    };
    // What every attempt counts is one cache line.
    struct alignas(64) ServerCounts {
        std::uint64_t attempts = 0, accepted = 0, rejected = 0, refused = 0, attempts_made = 0, accepted_bytes = 0;
        std::uint32_t series = no_series;
        bool relay = false;
        Gauge sessions, waiting, queue, queue_bytes;
    };

    struct FlowFacts {
        std::uint32_t cell = 0;
        std::uint32_t domain = 0;
        bool wanted = true;  // and somebody is there to receive it
    };

    void hold(engine::Time now, ServerCounts& relay, std::int64_t by, std::int64_t bytes) {
        relay.queue.step(now, by);
        relay.queue_bytes.step(now, bytes);
        if (relay.series != no_series) series_[relay.series].set(now, relay.queue.level());
    }
    void accepted(engine::Time now, ServerCounts& server, std::uint32_t index) {
        ++server.accepted;
        if (any_outage_) drains_.accepted(now, index);
    }
    void add_delivery(MailFigures& mail, engine::Duration latency, bool relayed) {
        ++mail.fates.delivered;
        if (latency < on_time_) ++mail.on_time;
        if (relayed) ++mail.through_relay;
        mail.latency.add(latency);
    }
    // With many domains every delivery needs cold memory. A delivery therefore waits its turn in a short
    // ring while its cell, and then its bucket, is fetched; the ring is emptied before anything is read.
    struct Delivery {
        std::uint32_t cell = 0;
        bool relayed = false;
        engine::Duration latency{};
    };
    static constexpr std::size_t ring_size = 16;

    void add_to_cell(const Delivery& delivery) {
        const std::size_t place = ring_next_++ % ring_size;
        const Delivery oldest = std::exchange(ring_[place], delivery);
        __builtin_prefetch(&cells_[delivery.cell], 1);
        const Delivery& halfway = ring_[(place + ring_size / 2) % ring_size];
        cells_[halfway.cell].latency.fetch(halfway.latency);
        if (ring_next_ > ring_size) add_delivery(cells_[oldest.cell], oldest.latency, oldest.relayed);
    }
    void empty_ring();

    template <class Add>
    void for_fates(const Subject& who, Add&& add) {
        const FlowFacts& flow = flows_[who.flow];
        if (flow.wanted) drains_.for_outages_at(flow.domain, who.submitted, add);
    }
    std::uint32_t cell_of(const Flow& flow) const;
    Integrals integrals(const ServerCounts& server, engine::Time now) const;
    ServerFigures figures(std::size_t server, engine::Time end) const;
    void sum_cells(RunResult& result);
    void check_ledgers(const RunResult& result, engine::Time now, std::uint64_t created) const;

    Plan keep_;
    std::vector<bool> wanted_;
    std::vector<FlowFacts> flows_;
    std::vector<Flow> cell_meaning_;  // domain: index into keep_.domains, or their number for all others
    std::uint32_t kinds_ = 1;         // of cells' domains
    std::vector<MailFigures> cells_;
    std::array<Delivery, ring_size> ring_{};
    std::size_t ring_next_ = 0;  // deliveries so far
    std::vector<ServerCounts> servers_;
    std::vector<Integrals> from_, until_;
    std::vector<LoadSeries> series_;
    Gauge backlog_;
    LoadSeries backlog_series_;
    engine::Time backlog_empty_at_{};
    Drains drains_;
    bool any_outage_ = false;
    engine::Time counted_from_;
    engine::Time averaged_until_{};
    engine::Duration on_time_{};
    std::uint64_t submitted_ = 0;
    Fates ended_;
};

}  // namespace mxsim::measure
