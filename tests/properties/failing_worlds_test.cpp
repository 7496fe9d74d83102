// What must hold however a world fails. The run prints in what share of the worlds each mode was met at each stage. A
// failure names the seed of its world.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "sim/mail/trace_text.hpp"
#include "tests/properties/agreement.hpp"
#include "tests/properties/generated.hpp"
#include "tests/properties/lookups.hpp"
#include "tests/properties/spoiler.hpp"

namespace mxsim::properties {

namespace {

// Every message is submitted once, and ends once; what is told of it afterwards is of its other copies.
std::string broken_ledger(const Watched& run) {
    std::map<std::uint32_t, int> ends;
    for (const TraceRow& row : run.messages) {
        if (row.event == TraceEvent::submitted && !ends.emplace(row.message, 0).second) return "submitted twice";
        if (ends.count(row.message) == 0) return "not submitted";
        const bool end = row.event == TraceEvent::delivered || row.event == TraceEvent::bounced ||
                         row.event == TraceEvent::queued || row.event == TraceEvent::lost;
        if (end) ++ends[row.message];
        if (row.event == TraceEvent::duplicate && ends[row.message] != 1) return "a duplicate before the delivery";
    }
    for (const auto& [message, times] : ends)
        if (times != 1) return "message " + std::to_string(message) + " ends " + std::to_string(times) + " times";
    return "";
}

// A copy that has ended is told of no more, but for the notice that its bounce was false.
std::string told_after_its_end(const Watched& run) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> ended;
    for (const TraceRow& row : run.seen.rows()) {
        const std::pair copy{row.message, row.copy};
        if (row.event != TraceEvent::false_bounce && ended.count(copy) > 0)
            return "message " + std::to_string(row.message) + " is told of after its end";
        if (row.event == TraceEvent::delivered || row.event == TraceEvent::duplicate || row.event == TraceEvent::bounced ||
            row.event == TraceEvent::lost)
            ended.insert(copy);
    }
    return "";
}

// What of the ways to fail is met in a world.
class Coverage {
  public:
    void add(const Watched& run) {
        std::set<std::string> met;
        // Where no server closes in place of the reply to the dot, what is dropped there was cut.
        const bool closes = std::any_of(run.spec.outages.begin(), run.spec.outages.end(), [](const auto& outage) {
            return outage.effect.mode == failure::Mode::close && outage.effect.stage == measure::Stage::eod;
        });
        for (const TraceRow& row : run.seen.rows()) {
            if (row.event == TraceEvent::attempt) met.insert(met_by(row));
            if (row.ending.outcome == measure::Outcome::dropped && !closes) met.insert("a cut session");
            if (row.event == TraceEvent::lookup && row.answer != dns::Answer::found)
                met.insert("look-up " + std::string{mail::word(row.answer)});
            if (row.event == TraceEvent::relayed && row.hop > 0) met.insert("a chain of relays");
            if (row.event == TraceEvent::duplicate) met.insert("a duplicate");
            if (row.event == TraceEvent::false_bounce) met.insert("a false bounce");
            if (row.event == TraceEvent::lost) met.insert("a lost queue");
        }
        for (const std::string& what : met) ++worlds_with_[what];
        sizes_.push_back(run.messages.empty() ? 0 : 1 + std::max_element(run.messages.begin(), run.messages.end(), [](const auto& a, const auto& b) {
                                                            return a.message < b.message;
                                                        })->message);
    }

    void merge(const Coverage& other) {
        for (const auto& [what, count] : other.worlds_with_) worlds_with_[what] += count;
        sizes_.insert(sizes_.end(), other.sizes_.begin(), other.sizes_.end());
    }

    // One per cent of the worlds, at least, met each of them.
    void check() {
        const auto worlds = static_cast<double>(sizes_.size());
        for (const std::string& what : wanted()) {
            INFO(what << ": " << 100 * static_cast<double>(worlds_with_[what]) / worlds << " % of the worlds");
            CHECK(static_cast<double>(worlds_with_[what]) >= 0.01 * worlds);
        }
        std::nth_element(sizes_.begin(), sizes_.begin() + static_cast<std::ptrdiff_t>(sizes_.size() / 2), sizes_.end());
        CHECK(sizes_[sizes_.size() / 2] >= 50);
        std::cout << sizes_.size() << " worlds, " << sizes_[sizes_.size() / 2] << " messages in the median world; met in";
        const char* between = " ";
        for (const auto& [what, count] : worlds_with_) {
            std::cout << between << 0.1 * std::floor(1000 * static_cast<double>(count) / worlds) << " % " << what;
            between = ", ";
        }
        std::cout << '\n';
    }

  private:
    static std::string met_by(const TraceRow& row) {
        const auto outcome = row.ending.outcome;
        if (row.ending.code == 452 && row.ending.stage == measure::Stage::mail) return "a full queue";
        std::string what = outcome == measure::Outcome::reply && row.ending.code < 500   ? "4xx"
                           : outcome == measure::Outcome::reply                          ? "5xx"
                                                                                         : mail::result_word(row.ending);
        return what + " at " + std::string{measure::word(row.ending.stage)};
    }
    static std::vector<std::string> wanted() {
        std::vector<std::string> all{"refused at connect", "timeout at connect", "unreachable at connect", "ack-lost at eod",
                                     "dropped at eod", "look-up servfail", "look-up timeout", "look-up no-such-domain",
                                     "look-up no-address", "a chain of relays", "a duplicate", "a full queue",
                                     "a false bounce", "a lost queue", "a cut session"};
        for (const char* stage : {"banner", "ehlo", "mail", "rcpt", "data", "block", "eod"})
            for (const char* what : {"hang", "closed", "4xx", "5xx"})
                if (what != std::string{"closed"} || stage != std::string{"eod"}) all.push_back(std::string{what} + " at " + stage);
        return all;
    }

    std::map<std::string, std::uint64_t> worlds_with_;
    std::vector<std::uint32_t> sizes_;
};

std::vector<std::string> broken_in(const Watched& run) {
    std::vector<std::string> broken = run.seen.broken;
    for (const std::string& rule : {broken_ledger(run), told_after_its_end(run)})
        if (!rule.empty()) broken.push_back(rule);
    const LookupRules lookups{run.seen.rows()};
    broken.insert(broken.end(), lookups.broken().begin(), lookups.broken().end());
    const Differences differ = disagreements(run);
    broken.insert(broken.end(), differ.begin(), differ.end());
    return broken;
}

// Worlds of every `workers`-th seed; what is broken by seed.
struct Share {
    Coverage coverage;
    std::map<std::uint64_t, std::string> broken;

    void look_at(std::uint64_t first, std::uint64_t end, std::uint64_t workers) {
        for (std::uint64_t seed = first; seed < end; seed += workers) {
            const mail::WorldSpec spec = Spoiler{world_of(seed), seed}.spoilt();
            const Watched run{spec};
            if (const auto rules = broken_in(run); !rules.empty()) broken[seed] = rules.front();
            coverage.add(run);
        }
    }
};

void check_failing_worlds(std::uint64_t first, std::uint64_t count) {
    constexpr std::uint64_t workers = 2;
    Share shares[workers];
    std::vector<std::thread> threads;
    for (std::uint64_t w = 0; w < workers; ++w)
        threads.emplace_back([&shares, first, count, w] { shares[w].look_at(first + w, first + count, workers); });
    for (std::thread& thread : threads) thread.join();
    shares[0].coverage.merge(shares[1].coverage);
    shares[0].broken.merge(shares[1].broken);
    std::cout << "worlds " << first << " to " << first + count - 1 << ": ";
    shares[0].coverage.check();
    for (const auto& [seed, rule] : shares[0].broken) FAIL_CHECK("world " << seed << ": " << rule);
}

}  // namespace

TEST_CASE("however a world fails, ledgers add up, and trace and counters agree") { check_failing_worlds(1, 1000); }

TEST_CASE("however a world fails, in a hundred thousand worlds", "[full]") { check_failing_worlds(1001, 100'000); }

TEST_CASE("however a world fails, in a million worlds", "[long]") { check_failing_worlds(1'000'001, 1'000'000); }

}  // namespace mxsim::properties
