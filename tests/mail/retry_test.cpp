#include "sim/mail/retry.hpp"

#include <chrono>
#include <vector>

#include "tests/catch.hpp"

namespace mxsim::mail {

namespace {

using namespace std::chrono_literals;
using engine::Duration;
using engine::Time;

Time at(Duration t) { return engine::time_zero + t; }

Profile every(std::vector<Duration> intervals) {
    Profile p;
    p.intervals = std::move(intervals);
    return p;
}

Profile postfix() {
    Profile p;
    p.clock = RetryClock::message_age;
    p.whole_seconds = true;
    p.minimal_backoff = 300s;
    p.maximal_backoff = 4000s;
    p.queue_runs.every = 300s;
    p.queue_runs.slack = 1s;
    p.lifetime = 5h * 24;
    return p;
}

Time next(const Profile& profile, Duration now, Duration since, std::uint32_t passes = 1,
          Duration phase = 0s) {
    return next_pass(profile, {at(now), at(since), passes, phase});
}

}  // namespace

TEST_CASE("the n-th failed pass is followed by the n-th interval, the last one repeating") {
    const Profile p = every({1min, 5min, 20min});
    CHECK(next(p, 7s, 0s, 1) == at(67s));
    CHECK(next(p, 7s, 0s, 2) == at(307s));
    CHECK(next(p, 7s, 0s, 3) == at(1207s));
    CHECK(next(p, 7s, 0s, 99) == at(1207s));
}

TEST_CASE("Postfix waits for as long as the message is old, within its bounds, for the next scan") {
    CHECK(next(postfix(), 0s, 0s) == at(300s));
    CHECK(next(postfix(), 137s, 137s) == at(600s));      // due 437 s
    CHECK(next(postfix(), 600s, 137s) == at(1200s));     // due 1063 s
    CHECK(next(postfix(), 1200s, 0s) == at(2400s));      // due 2400 s
    CHECK(next(postfix(), 10'000s, 0s) == at(14'100s));  // due 14 000 s: the bound of 4000 s
}

TEST_CASE("Postfix's scan takes what is due within one second after it") {
    CHECK(next(postfix(), 1s, 1s) == at(300s));           // due 301 s
    CHECK(next(postfix(), 2s, 2s) == at(600s));           // due 302 s
    CHECK(next(postfix(), 0s, 0s, 1, 299s) == at(299s));  // due 300 s
    CHECK(next(postfix(), 0s, 0s, 1, 298s) == at(598s));
}

TEST_CASE("Postfix reads whole seconds") {
    CHECK(next(postfix(), 1s + 999ms, 1s) == at(300s));  // second 1, due 301 s
    CHECK(next(postfix(), 300s + 50ms, 0s + 900ms) == at(600s));
}

TEST_CASE("a scan is never before the pass that failed") {
    Profile quick = postfix();
    quick.minimal_backoff = 1s;
    quick.queue_runs.every = 1s;
    CHECK(next(quick, 10s + 500ms, 10s) >= at(10s + 500ms));
}

TEST_CASE("queue runs come at their phase, again and again") {
    QueueRuns runs;
    runs.every = 10s;
    CHECK(first_run(runs, 3s, at(0s)) == at(3s));
    CHECK(first_run(runs, 3s, at(3s)) == at(3s));
    CHECK(first_run(runs, 3s, at(3s + 1ns)) == at(13s));
    CHECK(first_run(runs, 3s, at(13s)) == at(13s));
}

TEST_CASE("listed queue runs come first, then on at the interval after the last") {
    QueueRuns runs;
    runs.every = 10s;
    runs.times = {at(4s), at(25s)};
    CHECK(first_run(runs, 0s, at(0s)) == at(4s));
    CHECK(first_run(runs, 0s, at(4s)) == at(4s));
    CHECK(first_run(runs, 0s, at(5s)) == at(25s));
    CHECK(first_run(runs, 0s, at(25s + 1ns)) == at(35s));
    CHECK(first_run(runs, 0s, at(36s)) == at(45s));
}

TEST_CASE("a pass that fails at the lifetime or later is the last") {
    Profile p = every({1min});
    p.lifetime = 1h;
    CHECK(gives_up(p, {at(61min), at(1min + 1ns), 5, 0s}) == GiveUp::no);
    CHECK(gives_up(p, {at(61min), at(1min), 5, 0s}) == GiveUp::expired);
}

TEST_CASE("Postfix's lifetime is counted in whole seconds") {
    Profile p = postfix();
    p.lifetime = 120s;
    CHECK(gives_up(p, {at(120s + 100ms), at(0s + 900ms), 5, 0s}) == GiveUp::expired);
    CHECK(gives_up(p, {at(120s + 100ms), at(1s), 5, 0s}) == GiveUp::no);
}

TEST_CASE("as many passes as the profile makes, and no more") {
    Profile p = every({1min});
    p.passes = 3;
    CHECK(gives_up(p, {at(1h), at(0s), 2, 0s}) == GiveUp::no);
    CHECK(gives_up(p, {at(1h), at(0s), 3, 0s}) == GiveUp::passes);
    p.passes = 0;
    CHECK(gives_up(p, {at(1h), at(0s), 60'000, 0s}) == GiveUp::no);
}

TEST_CASE("the next pass comes with the parameter that set it") {
    const auto explained = [](const Profile& p, Duration now, Duration since) {
        return explained_next_pass(p, {at(now), at(since), 1, 0s});
    };
    const NextPass own = explained(every({1min}), 7s, 0s);
    CHECK(own.at == at(67s));
    CHECK(own.due == at(67s));
    CHECK(own.by == RetryParameter::interval);
    const NextPass young = explained(postfix(), 137s, 137s);
    CHECK(young.due == at(437s));
    CHECK(young.due_by == RetryParameter::minimal_backoff);
    CHECK(young.at == at(600s));
    CHECK(young.by == RetryParameter::queue_run);
    CHECK(explained(postfix(), 600s, 137s).due_by == RetryParameter::message_age);
    CHECK(explained(postfix(), 10'000s, 0s).due_by == RetryParameter::maximal_backoff);
    const NextPass exactly = explained(postfix(), 1200s, 0s);
    CHECK(exactly.at == exactly.due);
    CHECK(exactly.by == RetryParameter::message_age);
    CHECK(standing_at_start(postfix(), 1000s, 1000s).next == at(1000s));  // the first scan is as late as that
    Profile listed = postfix();
    listed.queue_runs.times = {at(450s), at(500s)};
    CHECK(explained(listed, 137s, 137s).by == RetryParameter::queue_run_time);
    CHECK(explained(listed, 600s, 137s).by == RetryParameter::queue_run);
}

TEST_CASE("a message that waits at the start is tried where its clock, wound on from its arrival, has come to") {
    const Profile p = every({15min});  // at -40, -25, -10 and 5 minutes
    CHECK(standing_at_start(p, 40min, 0s).passes == 3);
    CHECK(standing_at_start(p, 40min, 0s).next == at(5min));
    CHECK(standing_at_start(p, 45min, 0s).next == at(0s));
    CHECK(standing_at_start(p, 0s, 0s).next == at(0s));
    CHECK(standing_at_start(p, 0s, 0s).passes == 0);
    Profile later = p;
    later.first = 2min;  // at -38 for the first time
    CHECK(standing_at_start(later, 40min, 0s).next == at(7min));
    const Profile growing = every({1min, 5min, 20min});  // at -30, -29, -24, -4 and 16 minutes
    CHECK(standing_at_start(growing, 30min, 0s).passes == 4);
    CHECK(standing_at_start(growing, 30min, 0s).next == at(16min));
}

TEST_CASE("queue runs go on before time zero as they do after it") {
    // Scans at ... -500, -200, 100: tried at -1000 and, due at -700, by the scan at -500; due at 0 then.
    const Standing standing = standing_at_start(postfix(), 1000s, 100s);
    CHECK(standing.passes == 2);
    CHECK(standing.next == at(100s));
    // Tried at -12000, -11700, -11400, -10800, -9600 and -7200; then due at -3200, for it never waits longer than 4000 s:
    // by the scan at -3000; due at 1000 from there.
    CHECK(standing_at_start(postfix(), 12'000s, 0s).passes == 7);
    CHECK(standing_at_start(postfix(), 12'000s, 0s).next == at(1200s));
    Profile listed = postfix();
    listed.queue_runs.times = {at(70s), at(400s)};  // there was no scan before
    CHECK(standing_at_start(listed, 1000s, 0s).next == at(70s));
    CHECK(standing_at_start(listed, 1000s, 0s).passes == 1);
}

}  // namespace mxsim::mail
