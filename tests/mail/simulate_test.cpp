// Figures of small worlds that can be worked out by hand: regular arrivals, constant services.
#include "sim/mail/simulate.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include "tests/catch.hpp"

namespace mxsim::mail {

namespace {

using namespace std::chrono_literals;
using engine::Distribution;
using engine::Duration;
using engine::Int128;

// One mailbox server of one slot and 1 s a message, without network delays; a message every two seconds for
// 100 s.
WorldSpec quiet() {
    WorldSpec w;
    w.network = {0s, 0s, 127s};
    w.domains.resize(1);
    w.domains[0].name = "example.org";
    w.domains[0].mx = {{10, 0}};
    ServerSpec mx1;
    mx1.name = "mx1.example.org";
    mx1.mailbox = true;
    mx1.addresses = {"192.0.2.1"};
    mx1.sessions = 1;
    mx1.service = Distribution::constant(1'000'000'000);
    w.servers = {mx1};
    w.profiles.resize(1);
    w.profiles[0].intervals = {15min};
    w.senders.resize(1);
    w.senders[0].name = "ann";
    w.senders[0].members = {{0, 1, 1, 0}};
    w.senders[0].to = {{0, 1}};
    w.senders[0].arrivals.kind = ArrivalKind::regular;
    w.senders[0].arrivals.per_second = 0.5;
    w.senders[0].size = Distribution::constant(1000);
    w.duration = 100s;
    return w;
}

void add_backup(WorldSpec& w) {
    ServerSpec backup;
    backup.name = "backup.example.net";
    backup.relay = RelaySpec{{0}, 0};
    backup.addresses = {"192.0.2.2"};
    backup.sessions = unlimited;
    backup.service = Distribution::constant(0);
    w.servers.push_back(backup);
    w.domains[0].mx.push_back({20, 1});
}

void add_outage(WorldSpec& w, Duration at, Duration lasts) {
    failure::OutageSpec outage;
    outage.name = "crash";
    outage.servers = {0};
    outage.sessions = failure::Sessions::finish;
    outage.occurrences = {{engine::time_zero + at, Distribution::constant(lasts.count())}};
    w.outages.push_back(outage);
}

measure::RunResult run(const WorldSpec& w) { return simulate(w, plan_for(w), 1, 0); }

Int128 seconds_of(std::int64_t s) { return Int128{s} * 1'000'000'000; }

}  // namespace

TEST_CASE("a quiet server: every message at once, half of the slot in use") {
    const measure::RunResult r = run(quiet());
    CHECK(r.wanted.fates.submitted == 50);
    CHECK(r.wanted.fates.delivered == 50);
    CHECK(r.wanted.on_time == 50);
    CHECK(r.wanted.latency.max() == 1s);
    CHECK((r.servers[0].busy == seconds_of(50)));
    CHECK(r.averaged == 100s);
    CHECK(r.servers[0].sessions_peak == 1);
    CHECK(r.servers[0].waiting_peak == 0);
    CHECK(r.backlog_peak == 0);
    CHECK(r.ended == engine::time_zero + 99s);
}

TEST_CASE("in a steady study what was submitted, and what happened, in the warm-up is left out") {
    WorldSpec w = quiet();
    w.steady = true;
    w.warmup = 41s;
    const measure::RunResult r = run(w);
    CHECK(r.wanted.fates.submitted == 29);  // at 42, 44, ... 98 s
    CHECK(r.wanted.latency.count() == 29);
    CHECK(r.servers[0].accepted == 30);  // that of 40 s was accepted at 41 s, when counting had begun
    CHECK((r.servers[0].busy == seconds_of(29)));
    CHECK(r.averaged == 59s);
}

TEST_CASE("an outage's block has the mail submitted while it lasted, whatever it met") {
    WorldSpec w = quiet();
    add_backup(w);
    add_outage(w, 20s, 20s);
    const measure::RunResult r = run(w);
    const measure::OutageFigures& crash = r.outages[0];
    CHECK(crash.mail.fates.submitted == 10);  // at 20, 22, ... 38 s
    CHECK(crash.mail.fates.delivered == 10);
    CHECK(crash.mail.through_relay == 10);
    CHECK(crash.mail.on_time == 0);  // the backup tries again after 15 min
    CHECK(r.wanted.on_time == 40);
    CHECK(crash.backlog_peak == 10);
    CHECK(r.servers[1].queue_peak_messages == 10);
    CHECK(r.servers[1].queue_peak_bytes == 10'000);
    CHECK(r.servers[1].queue_peak_at == engine::time_zero + 38s);
    CHECK(r.servers[1].accepted_bytes == 10'000);
    CHECK(r.servers[1].attempts_made == 20);  // each at once, in vain, and once more
    CHECK(r.servers[0].refused == 20);        // ten of the sender, ten of the backup
    CHECK(r.servers[0].attempts == 70);
}

TEST_CASE("the drain ends with the last message that the outage held up") {
    WorldSpec w = quiet();
    add_backup(w);
    add_outage(w, 20s, 20s);
    const measure::OutageFigures crash = run(w).outages[0];
    // Stored at 20 + 2 k s, tried again 900 s later, served for 1 s: the ninth ends at 937 s, the last at 939.
    CHECK(crash.drain_90 == 897s);
    CHECK(crash.drain_100 == 899s);
    CHECK(crash.normal_after == 899s);
    REQUIRE(crash.ages.rows.size() == 1);
    CHECK(crash.ages.rows[0].relay == 1);
    CHECK(crash.ages.rows[0].count[0] == 10);
}

TEST_CASE("unwanted mail stands beside, and not in an outage's block") {
    WorldSpec w = quiet();
    w.senders[0].wanted = false;
    add_outage(w, 20s, 20s);
    const measure::RunResult r = run(w);
    CHECK(r.wanted.fates.submitted == 0);
    CHECK(r.other.fates.submitted == 50);
    CHECK(r.outages[0].mail.fates.submitted == 0);
}

TEST_CASE("a run is over 40 days after the last submission at the latest") {
    WorldSpec w = quiet();
    w.profiles[0].intervals = {24h};
    add_outage(w, 0s, 24h * 1000);
    const measure::RunResult r = run(w);
    CHECK(r.wanted.fates.queued == 50);
    CHECK(r.servers[0].attempts == 50 * 41);  // at once, and after 1 to 40 days
}

TEST_CASE("an outage of several servers lasts while any of them is down") {
    WorldSpec w = quiet();
    add_backup(w);
    add_outage(w, 20s, 20s);
    w.outages[0].servers = {0, 1};
    w.outages[0].each = true;
    w.outages[0].occurrences[0].lasts = Distribution::exponential(30e9);
    for (std::uint32_t replication = 0; replication < 20; ++replication) {
        const auto windows = simulate(w, plan_for(w), 1, replication).outages[0].windows;
        REQUIRE(windows.size() == 1);
        CHECK(windows[0].first == engine::time_zero + 20s);
    }
}

TEST_CASE("a world in which nothing is drawn is said to be deterministic") {
    CHECK(is_deterministic(quiet()));
    const auto with = [](auto&& change) {
        WorldSpec w = quiet();
        add_backup(w);
        add_outage(w, 20s, 20s);
        change(w);
        return is_deterministic(w);
    };
    CHECK(with([](WorldSpec&) {}));
    CHECK_FALSE(with([](WorldSpec& w) { w.senders[0].arrivals.kind = ArrivalKind::poisson; }));
    CHECK_FALSE(with([](WorldSpec& w) { w.servers[0].service = Distribution::exponential(1e9); }));
    CHECK_FALSE(
        with([](WorldSpec& w) { w.senders[0].size = Distribution::exponential(1e4); }));  // a queue's bytes
    CHECK_FALSE(with([](WorldSpec& w) { w.domains[0].mx[1].preference = 10; }));
    CHECK_FALSE(with([](WorldSpec& w) { w.servers[0].addresses.push_back("192.0.2.3"); }));
    CHECK_FALSE(
        with([](WorldSpec& w) { w.outages[0].occurrences[0].lasts = Distribution::exponential(1e9); }));
    CHECK_FALSE(
        with([](WorldSpec& w) { w.profiles[0].queue_runs.every = 5min; }));  // at a phase that is drawn
    CHECK(with([](WorldSpec& w) {
        w.profiles[0].queue_runs.every = 5min;
        w.profiles[0].queue_runs.phase = 7s;
    }));
}

TEST_CASE("a deterministic world is the same in every replication") {
    WorldSpec w = quiet();
    add_backup(w);
    add_outage(w, 20s, 20s);
    const measure::RunResult a = simulate(w, plan_for(w), 1, 0), b = simulate(w, plan_for(w), 99, 7);
    CHECK((a.wanted.latency.sum_ns() == b.wanted.latency.sum_ns()));
    CHECK(a.events == b.events);
}

TEST_CASE("of a large world what outages strike and the most loaded domains and servers are kept") {
    WorldSpec w = quiet();
    w.domains.resize(1500);
    w.servers.resize(1500, w.servers[0]);
    w.senders[0].to.clear();
    for (std::uint32_t d = 0; d < 1500; ++d) {
        w.domains[d].mx = {{10, d}};
        w.servers[d].name = "mx" + std::to_string(d);
        w.senders[0].to.push_back({d, d % 100 == 7 ? 50.0 : 1.0});
    }
    add_outage(w, 20s, 20s);
    w.outages[0].servers = {1200};
    const measure::Plan plan = plan_for(w);
    CHECK(plan.domains.size() == 50);
    CHECK(std::count(plan.domains.begin(), plan.domains.end(), 1200) == 1);
    CHECK(std::count(plan.servers.begin(), plan.servers.end(), 1200) == 1);
    CHECK(std::count(plan.series.begin(), plan.series.end(), 1200) == 1);
    for (std::uint32_t d = 7; d < 1500; d += 100)
        CHECK(std::count(plan.domains.begin(), plan.domains.end(), d) == 1);
    const measure::RunResult r = run(w);
    CHECK(r.domains.size() == plan.domains.size());
    CHECK(r.servers.size() == plan.servers.size());
    CHECK(r.wanted.fates.submitted == 50);
}

}  // namespace mxsim::mail
