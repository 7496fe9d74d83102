// What must hold in every world, tried on worlds made up at random. A failure names the seed of its world.
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/mail/simulate.hpp"
#include "sim/mail/trace_text.hpp"
#include "tests/catch.hpp"
#include "tests/properties/generated.hpp"
#include "tests/properties/passes.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

namespace {

struct Tally {
    std::uint64_t submitted = 0, delivered = 0, bounced = 0, queued = 0, notices = 0, on_time = 0,
                  relayed = 0, rejected = 0;
    engine::Int128 latency = 0;
    engine::Duration slowest{0};

    void add(const TraceRow& row, const mail::WorldSpec& spec) {
        const engine::Duration age = row.at - row.submitted;
        if (row.event == TraceEvent::submitted) ++submitted;
        if (row.event == TraceEvent::bounced) ++bounced;
        if (row.event == TraceEvent::bounced && row.reason == measure::Reason::rejected) ++rejected;
        if (row.event == TraceEvent::queued) ++queued;
        if (row.event == TraceEvent::notice) ++notices;
        if (row.event != TraceEvent::delivered) return;
        ++delivered;
        if (age < spec.on_time) ++on_time;
        if (row.hop > 0) ++relayed;
        latency += age.count();
        slowest = std::max(slowest, age);
    }
};

void check_same(const measure::MailFigures& counted, const Tally& told) {
    CHECK(counted.fates.submitted == told.submitted);
    CHECK(counted.fates.delivered == told.delivered);
    CHECK(counted.fates.bounced == told.bounced);
    CHECK(counted.fates.queued == told.queued);
    CHECK(counted.fates.lost == 0);
    CHECK(counted.fates.duplicates == 0);
    CHECK(counted.fates.delay_notices == told.notices);
    CHECK(counted.on_time == told.on_time);
    CHECK(counted.through_relay == told.relayed);
    CHECK(counted.rejected == told.rejected);
    CHECK(counted.latency.count() == told.delivered);
    CHECK((counted.latency.sum_ns() == told.latency));
    CHECK(counted.latency.max() == told.slowest);
}

template <class Counts>
Tally tally(const Watched& run, Counts&& counts) {
    Tally told;
    for (const TraceRow& row : run.seen.rows())
        if (counts(row)) told.add(row, run.spec);
    return told;
}

bool is_wanted(const Watched& run, const TraceRow& row) { return run.spec.senders[row.population].wanted; }

bool submitted_in(const std::vector<std::pair<engine::Time, engine::Time>>& windows, engine::Time t) {
    return std::any_of(windows.begin(), windows.end(),
                       [t](const auto& w) { return w.first <= t && t < w.second; });
}

void check_mail(const Watched& run, const measure::RunResult& counted) {
    check_same(counted.wanted, tally(run, [&](const TraceRow& row) { return is_wanted(run, row); }));
    check_same(counted.other, tally(run, [&](const TraceRow& row) { return !is_wanted(run, row); }));
    for (std::uint32_t d = 0; d < run.spec.domains.size(); ++d)
        check_same(counted.domains[d],
                   tally(run, [&](const TraceRow& row) { return is_wanted(run, row) && row.domain == d; }));
    for (std::uint32_t s = 0; s < run.spec.senders.size(); ++s)
        check_same(counted.senders[s], tally(run, [&](const TraceRow& row) { return row.population == s; }));
    for (std::uint32_t o = 0; o < run.spec.outages.size(); ++o) {
        const auto concerned = [&](const TraceRow& row) {
            const auto& mx = run.spec.domains[row.domain].mx;
            const auto& struck = run.spec.outages[o].servers;
            const bool names_it = std::any_of(mx.begin(), mx.end(), [&](const dns::MxRecord& record) {
                return std::count(struck.begin(), struck.end(), record.exchange) > 0;
            });
            return is_wanted(run, row) && names_it &&
                   submitted_in(run.outages.scopes[o].windows, row.submitted);
        };
        check_same(counted.outages[o].mail, tally(run, concerned));
    }
}

void check_server(const Watched& run, const measure::ServerFigures& counted, std::uint32_t server) {
    std::uint64_t attempts = 0, accepted = 0, rejected = 0, refused = 0, made = 0;
    for (const TraceRow& row : run.seen.rows()) {
        if (row.event != TraceEvent::attempt) continue;
        if (row.holder == server) ++made;
        if (row.server != server) continue;
        ++attempts;
        if (row.ending.outcome == measure::Outcome::accepted) ++accepted;
        if (row.ending.outcome == measure::Outcome::reply) ++rejected;
        if (row.ending.stage == measure::Stage::connect) ++refused;
    }
    CHECK(counted.attempts == attempts);
    CHECK(counted.accepted == accepted);
    CHECK(counted.rejected == rejected);
    CHECK(counted.refused == refused);
    CHECK(counted.attempts_made == made);
    CHECK(counted.sessions_peak == run.seen.busy[server].peak);
    CHECK(counted.waiting_peak == run.seen.line[server].peak);
    CHECK(counted.queue_peak_messages == run.seen.stored[server].peak);
    CHECK((counted.busy == run.seen.busy[server].integral));
    CHECK((counted.waiting == run.seen.line[server].integral));
    CHECK((counted.queue == run.seen.stored[server].integral));
}

void check_counters(const Watched& run) {
    const measure::RunResult counted = mail::simulate(run.spec, mail::plan_for(run.spec), 1, 0);
    check_mail(run, counted);
    for (std::uint32_t s = 0; s < run.spec.servers.size(); ++s) check_server(run, counted.servers[s], s);
    CHECK(counted.backlog_peak == run.seen.late.peak);
    CHECK((counted.backlog_empty_at == engine::never) == (run.seen.late.now > 0));
}

// Every message is submitted once, then ends once; nothing is told of it before or after.
void check_ledger(const Watched& run) {
    std::unordered_map<std::uint32_t, int> state;  // 1: submitted, 2: ended
    engine::Time last{};
    for (const TraceRow& row : run.seen.rows()) {
        const bool begins = row.event == TraceEvent::submitted;
        const bool ends = row.event == TraceEvent::delivered || row.event == TraceEvent::bounced ||
                          row.event == TraceEvent::queued;
        REQUIRE(state[row.message] == (begins ? 0 : 1));
        if (begins || ends) ++state[row.message];
        REQUIRE(row.at >= last);
        last = row.at;
    }
    for (const auto& [message, reached] : state) REQUIRE(reached == 2);
}

void check_beginnings(const Watched& run) {
    std::vector<engine::Time> told;
    for (const TraceRow& row : run.seen.rows())
        if (row.event == TraceEvent::attempt) told.push_back(row.began);
    std::sort(told.begin(), told.end());
    const auto& heard = run.seen.beginnings();
    CHECK(std::is_sorted(heard.begin(), heard.end()));
    CHECK(std::includes(heard.begin(), heard.end(), told.begin(), told.end()));
    const bool cut_short = run.seen.rows().back().event == TraceEvent::queued;
    if (!cut_short) CHECK(heard.size() == told.size());
}

bool same_rows(const std::vector<TraceRow>& a, const std::vector<TraceRow>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TraceRow& x, const TraceRow& y) {
        return x.event == y.event && x.at == y.at && x.began == y.began && x.next == y.next &&
               x.message == y.message && x.population == y.population && x.domain == y.domain &&
               x.holder == y.holder && x.hop == y.hop && x.server == y.server &&
               x.ending.stage == y.ending.stage && x.ending.outcome == y.ending.outcome &&
               x.ending.code == y.ending.code && x.reason == y.reason;
    });
}

void check_unused_server(const Watched& run) {
    mail::WorldSpec larger = run.spec;
    mail::ServerSpec unused;
    unused.name = "unused.example.net";
    unused.relay = mail::RelaySpec{{0}, 0};
    unused.addresses = {"203.0.113.1"};
    unused.service = engine::Distribution::exponential(1e9);
    larger.servers.push_back(unused);
    CHECK(same_rows(mail::trace(larger, 1, 0), run.seen.rows()));
}

void check_world(std::uint64_t seed) {
    INFO("world of seed " << seed);
    const mail::WorldSpec spec = world_of(seed);
    const Watched run{spec};
    if (run.seen.rows().empty()) return;
    for (const std::string& broken : run.seen.broken) FAIL_CHECK(broken);
    const PassRules rules{run};
    for (std::size_t i = 0; i < std::min<std::size_t>(3, rules.broken().size()); ++i)
        FAIL_CHECK(rules.broken()[i]);
    check_ledger(run);
    check_beginnings(run);
    check_counters(run);
    check_unused_server(run);
}

}  // namespace

TEST_CASE("every rule holds in 200 worlds") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) check_world(seed);
}

TEST_CASE("every rule holds in 4000 more worlds", "[full]") {
    std::cout << "worlds of seeds 201 to 4200\n";
    for (std::uint64_t seed = 201; seed <= 4200; ++seed) check_world(seed);
}

TEST_CASE("the worlds made up are full of trouble") {
    std::map<std::string, int> seen;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        for (const TraceRow& row : mail::trace(world_of(seed), 1, 0)) {
            std::string what{mail::word(row.event)};
            if (row.event == TraceEvent::attempt) what = mail::result_word(row.ending);
            if (row.event == TraceEvent::bounced) what = mail::word(row.reason);
            ++seen[what];
        }
    }
    for (const char* what :
         {"250", "421", "550", "refused", "timeout", "hang", "closed", "dropped", "relayed", "deferred",
          "delivered", "notice", "queued", "expired", "passes", "loops-back", "null-mx", "no-address"}) {
        INFO(what << " was seen " << seen[what] << " times");
        CHECK(seen[what] >= 20);
    }
}

TEST_CASE("the same seed tells the same story, another seed another") {
    int same = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const mail::WorldSpec spec = world_of(seed);
        const auto rows = mail::trace(spec, 5, 3);
        CHECK(same_rows(rows, mail::trace(spec, 5, 3)));
        same += same_rows(rows, mail::trace(spec, 6, 3));
        same += same_rows(rows, mail::trace(spec, 5, 4));
    }
    CHECK(same < 20);
}

}  // namespace mxsim::properties
