// What must hold in every world, tried on worlds made up at random. A failure names the seed of its world.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/mail/simulate.hpp"
#include "sim/mail/trace_text.hpp"
#include "tests/catch.hpp"
#include "tests/properties/agreement.hpp"
#include "tests/properties/generated.hpp"
#include "tests/properties/lookups.hpp"
#include "tests/properties/passes.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

namespace {

// Every message is submitted once, then ends once; nothing is told of it before or after.
void check_ledger(const Watched& run) {
    std::unordered_map<std::uint32_t, int> state;  // 1: submitted, 2: ended
    engine::Time last{};
    std::set<std::uint32_t> shared;  // of several copies, which go on when the message has ended
    for (const TraceRow& row : run.messages)
        if (row.copy > 0) shared.insert(row.message);
    for (const TraceRow& row : run.messages) {
        const bool begins = row.event == TraceEvent::submitted;
        const bool ends = row.event == TraceEvent::delivered || row.event == TraceEvent::bounced ||
                          row.event == TraceEvent::queued || row.event == TraceEvent::lost;
        REQUIRE((shared.count(row.message) > 0 || state[row.message] == (begins ? 0 : 1)));
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
    // Of a message that is delivered nothing tells that another copy of it is left.
    const auto is_copy = [](const TraceRow& row) { return row.copy > 0; };
    const bool copies = std::any_of(run.seen.rows().begin(), run.seen.rows().end(), is_copy);
    const bool cut_short = run.seen.rows().back().event == TraceEvent::queued || (copies && run.spec.until);
    if (!cut_short) CHECK(heard.size() == told.size());
}

bool same_rows(const std::vector<TraceRow>& a, const std::vector<TraceRow>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TraceRow& x, const TraceRow& y) {
        return x.event == y.event && x.at == y.at && x.began == y.began && x.next.at == y.next.at &&
               x.message == y.message && x.population == y.population && x.domain == y.domain &&
               x.holder == y.holder && x.hop == y.hop && x.server == y.server && x.address == y.address &&
               x.candidates == y.candidates &&
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
    const LookupRules lookups{run.seen.rows()};
    for (std::size_t i = 0; i < std::min<std::size_t>(3, lookups.broken().size()); ++i)
        FAIL_CHECK(lookups.broken()[i]);
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
