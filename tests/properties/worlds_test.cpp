// What must hold in every world, tried on worlds made up at random; the run prints in what share of them each way to fail
// was met. A failure names the seed of its world, which is shrunk and written as a scenario for `mxsim trace`.
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.hpp"
#include "tests/properties/coverage.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/properties/properties.hpp"
#include "tests/properties/scenario_text.hpp"
#include "tests/properties/shrinker.hpp"
#include "tests/properties/troubles.hpp"

namespace mxsim::properties {

namespace {

// What was found in some of the worlds.
struct Found {
    Coverage coverage;
    std::map<std::uint64_t, std::string> broken;  // by seed, the first rule

    void look_at(std::uint64_t seed) {
        const mail::WorldSpec spec = world_of(seed);
        try {
            const Watched run{spec};
            const OutageReading outages{spec, run.key};
            if (const Broken rules = broken_in(run, outages, seed); !rules.empty()) broken[seed] = rules.front();
            coverage.add(run, outages);
        } catch (const std::exception& bug) {
            broken[seed] = bug.what();
        }
    }
    void merge(Found& other) {
        coverage.merge(other.coverage);
        broken.merge(other.broken);
    }
};

// Every `workers`-th world by one thread; what comes out does not depend on how many there are.
Found look_at(std::uint64_t first, std::uint64_t count) {
    constexpr std::uint64_t workers = 2;
    std::vector<Found> found(workers);
    std::vector<std::thread> threads;
    for (std::uint64_t w = 0; w < workers; ++w)
        threads.emplace_back([&found, first, count, w] {
            for (std::uint64_t seed = first + w; seed < first + count; seed += workers) found[w].look_at(seed);
        });
    for (std::thread& thread : threads) thread.join();
    for (std::uint64_t w = 1; w < workers; ++w) found[0].merge(found[w]);
    return std::move(found[0]);
}

// Shrunk, and written as a scenario beside the test; says where.
std::string written(std::uint64_t seed) {
    const auto rule_of = [seed](const mail::WorldSpec& spec) { return first_broken(spec, seed); };
    const auto kind_of = [](const std::string& rule) { return rule.substr(0, rule.find_first_of("0123456789")); };
    const std::string rule = rule_of(world_of(seed));
    const mail::WorldSpec small = Shrinker{[&](const mail::WorldSpec& spec) {
                                      return kind_of(rule_of(spec)) == kind_of(rule);
                                  }}.shrunk(world_of(seed));
    const std::string file = "failing-world-" + std::to_string(seed) + ".toml";
    std::ofstream{file} << "# World of seed " << seed << ", shrunk: " << rule_of(small) << ".\n"
                        << ScenarioText{small}.text();
    return file;
}

// `least` is the share of worlds in which each way to fail must be met.
void check_worlds(std::uint64_t first, std::uint64_t count, double least) {
    const Found found = look_at(first, count);
    std::cout << "worlds of seeds " << first << " to " << first + count - 1 << ": ";
    found.coverage.print(std::cout);
    int to_write = 3;
    for (const auto& [seed, rule] : found.broken)
        FAIL_CHECK("world of seed " << seed << ": " << rule << (to_write-- > 0 ? ", shrunk: " + written(seed) : ""));
    for (const std::string& what : found.coverage.rarer_than(least))
        FAIL_CHECK(what << ": in less than " << least << " of the worlds");
    CHECK(found.coverage.median_size() >= 50);
}

}  // namespace

TEST_CASE("every rule holds in a thousand worlds") { check_worlds(1, 1000, 0.004); }

TEST_CASE("every rule holds in a hundred thousand worlds", "[full]") { check_worlds(1001, 100'000, 0.01); }

TEST_CASE("every rule holds in a million worlds", "[long]") { check_worlds(1'000'001, 1'000'000, 0.01); }

TEST_CASE("a world that breaks a rule is shrunk to what breaks it, and its file tells the same") {
    // A rule that is not one: no relay ever stores anything while an exchanger is full.
    const auto broken = [](const mail::WorldSpec& spec) {
        const auto rows = mail::trace(spec, 1, 0);
        const auto is = [&rows](auto&& what) { return std::any_of(rows.begin(), rows.end(), what); };
        return is([](const auto& row) { return row.event == mail::TraceEvent::relayed; }) &&
               is([](const auto& row) { return row.ending.code == 421; });
    };
    int tried = 0;
    for (std::uint64_t seed = 1; tried < 10; ++seed) {
        const mail::WorldSpec large = world_of(seed);
        if (!broken(large)) continue;
        ++tried;
        const mail::WorldSpec small = Shrinker{broken}.shrunk(large);
        const ScenarioText file{small};
        INFO("world of seed " << seed << ":\n" << file.text());
        CHECK(small.senders.size() <= 2);
        CHECK(small.servers.size() <= 3);
        const auto read = scenario::read(file.text(), "small.toml", {}, {});
        for (const auto& diagnostic : read.diagnostics)
            if (diagnostic.severity == scenario::Severity::error) UNSCOPED_INFO(scenario::to_text(diagnostic));
        REQUIRE(read.scenario);
        if (file.says_all()) CHECK(same_rows(mail::trace(read.scenario->world, 1, 0), mail::trace(small, 1, 0)));
    }
}

TEST_CASE("another seed tells another story") {
    int same = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const mail::WorldSpec spec = world_of(seed);
        same += same_rows(mail::trace(spec, 5, 3), mail::trace(spec, 6, 3));
        same += same_rows(mail::trace(spec, 5, 3), mail::trace(spec, 5, 4));
    }
    CHECK(same < 20);
}

}  // namespace mxsim::properties
