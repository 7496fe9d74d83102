// The figures of a result, named once: the same struct holds one run's numbers (double), those of all
// runs (Samples), what is estimated from them (stats::Estimate), or exact sums (std::uint64_t).
//
// visit(f, groups...) calls f(key, member of each group...) for every figure, in printed order; `key` is
// the name in the JSON and carries the unit. A figure that has no meaning in a run is not a number there;
// a time that never came is +infinity.
#pragma once

#include <vector>

namespace mxsim::report {

using Samples = std::vector<double>;  // one a run, in order of the runs

// Messages under one heading; submitted = delivered + bounced + lost + queued.
template <class T>
struct Counts {
    T submitted{};
    T on_time{};        // delivered within the scenario's `on_time`
    T late{};           // delivered after it
    T delivered{};      // on_time + late
    T through_relay{};  // delivered after a relay had stored it
    T bounced{};
    T lost{};
    T queued{};  // still, when the run ended
    T duplicates{};
    T delay_notices{};
    T false_bounces{};

    template <class F, class... Group>
    static void visit(F&& f, Group&... g) {
        f("submitted", g.submitted...);
        f("on_time", g.on_time...);
        f("late", g.late...);
        f("delivered", g.delivered...);
        f("through_relay", g.through_relay...);
        f("bounced", g.bounced...);
        f("lost", g.lost...);
        f("queued", g.queued...);
        f("duplicates", g.duplicates...);
        f("delay_notices", g.delay_notices...);
        f("false_bounces", g.false_bounces...);
    }
};

// Submission to acceptance by a final server. A p999 needs 10 000 messages in every run.
template <class T>
struct Latency {
    T mean_s{};
    T p50_s{};
    T p90_s{};
    T p95_s{};
    T p99_s{};
    T p999_s{};
    T max_s{};

    template <class F, class... Group>
    static void visit(F&& f, Group&... g) {
        f("mean_s", g.mean_s...);
        f("p50_s", g.p50_s...);
        f("p90_s", g.p90_s...);
        f("p95_s", g.p95_s...);
        f("p99_s", g.p99_s...);
        f("p999_s", g.p999_s...);
        f("max_s", g.max_s...);
    }
};

// What became of some mail.
template <class T>
struct Mail {
    Counts<T> counts;
    Latency<T> latency;           // of delivered messages
    Latency<T> latency_or_worse;  // bounced, lost and queued messages count as infinitely late
};

// Copies that are late: deferred, stored at a relay, or waiting for a slot.
template <class T>
struct Backlog {
    T peak{};
    T peak_at_s{};
    T empty_at_s{};  // when it last became zero

    template <class F, class... Group>
    static void visit(F&& f, Group&... g) {
        f("peak", g.peak...);
        f("peak_at_s", g.peak_at_s...);
        f("empty_at_s", g.empty_at_s...);
    }
};

template <class T>
struct Load {
    T attempts{};  // made at it
    T accepted{};  // messages
    T rejected{};  // replies of 4xx or 5xx
    T refused{};   // connections refused or not answered
    T share{};     // accepted / submitted, of all mail; steady: of what was under way at the warm-up's end, too
    T sessions_peak{};
    T utilization{};  // slots in use / slots, over the time of submissions; none if slots are unlimited
    T connections_waiting_peak{};
    T connections_waiting_peak_at_s{};
    T connections_waiting_mean{};
    T queue_peak_messages{};  // stored at a relay
    T queue_peak_bytes{};
    T queue_peak_at_s{};
    T queue_mean_messages{};

    template <class F, class... Group>
    static void visit(F&& f, Group&... g) {
        f("attempts", g.attempts...);
        f("accepted", g.accepted...);
        f("rejected", g.rejected...);
        f("refused", g.refused...);
        f("share", g.share...);
        f("sessions_peak", g.sessions_peak...);
        f("utilization", g.utilization...);
        f("connections_waiting_peak", g.connections_waiting_peak...);
        f("connections_waiting_peak_at_s", g.connections_waiting_peak_at_s...);
        f("connections_waiting_mean", g.connections_waiting_mean...);
        f("queue_peak_messages", g.queue_peak_messages...);
        f("queue_peak_bytes", g.queue_peak_bytes...);
        f("queue_peak_at_s", g.queue_peak_at_s...);
        f("queue_mean_messages", g.queue_mean_messages...);
    }
};

// What only relays have.
template <class T>
struct Relaying {
    T attempts_made{};  // by its own outbound side
    T accepted_bytes{};

    template <class F, class... Group>
    static void visit(F&& f, Group&... g) {
        f("attempts_made", g.attempts_made...);
        f("accepted_bytes", g.accepted_bytes...);
    }
};

// How an outage ended; drains and the return to normal are the longest over its windows.
template <class T>
struct Drain {
    T windows_count{};
    T down_s{};  // length of its windows together
    T drain_90_s{};
    T drain_100_s{};
    T normal_after_s{};
    T normal_at_s{};
    T backlog_peak{};             // of the domains it hit
    T drain_rate_peak_per_min{};  // most messages its servers accepted in a minute while draining
    T windows_not_measured{};

    template <class F, class... Group>
    static void visit(F&& f, Group&... g) {
        f("windows_count", g.windows_count...);
        f("down_s", g.down_s...);
        f("drain_90_s", g.drain_90_s...);
        f("drain_100_s", g.drain_100_s...);
        f("normal_after_s", g.normal_after_s...);
        f("normal_at_s", g.normal_at_s...);
        f("backlog_peak", g.backlog_peak...);
        f("drain_rate_peak_per_min", g.drain_rate_peak_per_min...);
        f("windows_not_measured", g.windows_not_measured...);
    }
};

}  // namespace mxsim::report
