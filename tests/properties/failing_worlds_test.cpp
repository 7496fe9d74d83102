// What must hold however servers fail: worlds made up at random whose outages have every mode at every stage,
// strike a share of the connections, some addresses, or connections from some senders only. A failure names the
// seed of its world.
#include <map>
#include <random>
#include <unordered_map>

#include "sim/failure/mode_text.hpp"
#include "tests/properties/agreement.hpp"
#include "tests/properties/generated.hpp"
#include "tests/properties/lookups.hpp"

namespace mxsim::properties {

namespace {

class Spoiler {
  public:
    Spoiler(mail::WorldSpec spec, std::uint64_t seed) : spec_{std::move(spec)}, word_{seed * 7919 + 1} {}

    mail::WorldSpec spoilt() {
        for (failure::OutageSpec& outage : spec_.outages) spoil(outage);
        for (mail::ServerSpec& server : spec_.servers) {
            if (server.relay && chance(50)) server.relay->queue = mail::QueueBounds{static_cast<std::int64_t>(below(20)), 1'000'000};
            if (chance(20)) server.verdicts = {{*failure::mode_of("452 at rcpt"), 0.1}, {*failure::mode_of("550 at mail"), 0.1}};
        }
        return std::move(spec_);
    }

  private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(word_() % n); }
    bool chance(unsigned percent) { return below(100) < percent; }

    failure::Effect effect() {
        const auto& alone = failure::modes_alone();
        const auto& stages = failure::stages();
        const std::vector<std::string> staged = {"hang", "close", "late", "421", "450", "502", "554"};
        failure::Effect e = chance(40)
                                ? *failure::mode_of(alone[below(alone.size())])
                                : *failure::mode_of(staged[below(staged.size())] + " at " + stages[below(stages.size())]);
        if (e.mode == failure::Mode::late) e.by = std::chrono::seconds{1 + below(900)};
        if (e.mode == failure::Mode::slow) e.factor = 1.5 + static_cast<double>(below(50));
        return e;
    }
    void spoil(failure::OutageSpec& outage) {
        outage.effect = effect();
        if (chance(30)) outage.share = 0.5;
        if (chance(20)) some_origins(outage);
        if (chance(20)) some_addresses(outage);
        if (chance(15)) {
            outage.occurrences.clear();
            outage.every.reset();
            outage.on_and_off = failure::OnAndOff{engine::Distribution::exponential(6e11), engine::Distribution::exponential(3e11)};
        }
    }
    void some_origins(failure::OutageSpec& outage) {
        outage.from.emplace();
        for (std::uint32_t p = 0; p < spec_.senders.size(); ++p)
            if (chance(50)) outage.from->populations.push_back(p);
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s)
            if (spec_.servers[s].relay && chance(50)) outage.from->relays.push_back(s);
    }
    void some_addresses(failure::OutageSpec& outage) {
        for (const std::uint32_t server : outage.servers) {
            auto& struck = outage.addresses.emplace_back();
            for (std::uint16_t a = 0; a < spec_.servers[server].addresses.size(); ++a)
                if (chance(60)) struck.push_back(a);
        }
    }

    mail::WorldSpec spec_;
    std::mt19937_64 word_;
};

// Every message is submitted once, and ends once; what is told of it afterwards is of its other copies.
void check_message_ledger(const Watched& run) {
    std::unordered_map<std::uint32_t, int> ends;
    for (const TraceRow& row : run.messages) {
        if (row.event == TraceEvent::submitted) REQUIRE(ends.emplace(row.message, 0).second);
        REQUIRE(ends.count(row.message) == 1);
        const bool end = row.event == TraceEvent::delivered || row.event == TraceEvent::bounced ||
                         row.event == TraceEvent::queued || row.event == TraceEvent::lost;
        if (end) ++ends[row.message];
        if (row.event == TraceEvent::duplicate) REQUIRE(ends[row.message] == 1);
    }
    for (const auto& [message, times] : ends) REQUIRE(times == 1);
}

void check_failing_worlds(std::uint64_t first, std::uint64_t count) {
    std::map<std::string, std::uint64_t> met;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        INFO("world " << seed);
        const mail::WorldSpec spec = Spoiler{world_of(seed), seed}.spoilt();
        const Watched run{spec};
        for (const std::string& broken : run.seen.broken) FAIL_CHECK(broken);
        check_message_ledger(run);
        const LookupRules lookups{run.seen.rows()};
        for (const std::string& broken : lookups.broken()) FAIL_CHECK(broken);
        check_counters(run);
        for (const TraceRow& row : run.seen.rows())
            if (row.event == TraceEvent::attempt && row.ending.outcome == measure::Outcome::ack_lost) ++met["ack-lost"];
            else if (row.event == TraceEvent::attempt && row.ending.outcome == measure::Outcome::hang) ++met["hang"];
            else if (row.event == TraceEvent::attempt && row.ending.code == 452 && row.ending.stage == measure::Stage::mail) ++met["full queue"];
            else if (row.event == TraceEvent::duplicate) ++met["duplicate"];
            else if (row.event == TraceEvent::false_bounce) ++met["false bounce"];
    }
    for (const char* what : {"ack-lost", "hang", "full queue", "duplicate", "false bounce"}) {
        INFO("no world had: " << what);
        CHECK(met[what] > 0);
    }
}

}  // namespace

TEST_CASE("however servers fail ledgers add up and trace and counters agree") { check_failing_worlds(1, 200); }

TEST_CASE("however servers fail, in a thousand worlds", "[full]") { check_failing_worlds(1001, 1000); }

}  // namespace mxsim::properties
