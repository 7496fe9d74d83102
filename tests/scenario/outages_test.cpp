// What fails, how and when.

#include <chrono>

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

namespace {

const std::string two =
    "duration = \"7d\"\n[domains.\"a.example\"]\nmx = [\"10 mx1.a.example\", \"10 mx2.a.example\"]\n";

}  // namespace

TEST_CASE("one server, for a while, to the end, or for a time drawn by chance") {
    const std::string outage =
        two + "[outages.o]\nserver = \"MX2.a.example\"\nmode = \"silent\"\nat = \"6h\"\n";
    const Scenario s = good(outage + "for = \"4h\"\nsessions = \"finish\"\n");
    const failure::OutageSpec& o = s.world.outages.at(0);
    CHECK(o.servers == std::vector<std::uint32_t>{1});
    CHECK(o.effect.mode == failure::Mode::silent);
    CHECK(o.sessions == failure::Sessions::finish);
    CHECK(o.occurrences.at(0).lasts->mean() == Approx(4 * 3600e9));
    CHECK_FALSE(good(outage).world.outages.at(0).occurrences.at(0).lasts);
    const Scenario drawn = good(outage + "for = { lognormal = { mean = \"6h\", cv = 2 } }\n");
    CHECK_FALSE(drawn.world.outages.at(0).occurrences.at(0).lasts->is_constant());
}

TEST_CASE("several servers, by list or pattern, together or each") {
    const std::string outage =
        two + "[outages.o]\nmode = \"refused\"\nat = \"6h\"\nfor = \"4h\"\neach = true\nservers = ";
    CHECK(good(outage + "\"mx*.a.example\"\n").world.outages.at(0).servers ==
          std::vector<std::uint32_t>{0, 1});
    const Scenario s = good(outage + "[\"mx2.a.example\", \"mx*\"]\n");
    CHECK(s.world.outages.at(0).servers == std::vector<std::uint32_t>{1, 0});
    CHECK(s.world.outages.at(0).each);
}

TEST_CASE("windows are put in order; they may recur") {
    const Scenario s =
        good(two +
             "[outages.o]\nserver = \"mx1.a.example\"\nmode = \"refused\"\n"
             "windows = [[\"Tue 02:00\", \"1h\"], [\"Mon 02:00\", \"30m\"]]\nevery = \"2d\"\n");
    const failure::OutageSpec& o = s.world.outages.at(0);
    CHECK(o.occurrences.at(0).at == engine::Time{2h});
    CHECK(o.occurrences.at(1).at == engine::Time{26h});
    CHECK(o.every == 48h);
}

TEST_CASE("outages of different modes may follow each other, and like ones may meet") {
    const auto pair = [](const char* first, const char* second, const char* at) {
        return two + "[outages.a]\nserver = \"mx1.a.example\"\nmode = \"" + first +
               "\"\nat = \"6h\"\nfor = \"4h\"\n" + "[outages.b]\nservers = \"mx*\"\nmode = \"" + second +
               "\"\nat = \"" + at + "\"\nfor = \"4h\"\n";
    };
    good(pair("refused", "refused", "8h"));
    good(pair("refused", "silent", "10h"));
    CHECK(has(bad(pair("refused", "silent", "9h")),
              "the outages \"b\" and \"a\" meet on mx1.a.example and disagree"));
    CHECK(has(bad(pair("silent", "refused", "2h59m")), "meet on mx1.a.example"));
}

}  // namespace mxsim::scenario
