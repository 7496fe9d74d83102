// What is not said, and how it is told.

#include <chrono>
#include <set>

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

TEST_CASE("two lines are enough") {
    const Scenario s = good(one_domain);
    REQUIRE(s.world.senders.size() == 1);
    CHECK(s.world.senders[0].name == "internet");
    CHECK(s.world.senders[0].members.size() == 3);
    CHECK(s.world.senders[0].to.size() == 1);
    CHECK(s.world.senders[0].arrivals.per_second == Approx(1000.0 / 3600));
    CHECK(s.world.duration == 24h);
    CHECK(s.world.on_time == 5min);
    CHECK(s.world.network.round_trip == 50ms);
    CHECK(value_of(s, "senders.internet.rate") == "\"1000/h\"");
    CHECK(value_of(s, "senders.internet.mix") == "\"internet\"");
    CHECK(value_of(s, "duration") == "\"1d\"");
    CHECK(value_of(s, "format") == "1");
    CHECK(value_of(good("format = 1\n" + one_domain), "format").empty());
    std::set<std::string> paths;
    for (const Assumed& assumed : s.assumed) {
        CHECK(paths.insert(assumed.path).second);
        CHECK(!assumed.source.empty());
    }
}

TEST_CASE("a file that says everything has nothing assumed of what it says") {
    const Scenario s =
        good("format = 1\nseed = 1\nreplications = 20\nuntil = \"empty\"\nduration = \"1d\"\non_time = \"1m\"\n[network]\nround_trip = \"0s\"\nconnect = \"50ms\"\n" +
             one_domain +
             "[servers.\"mx1.example.org\"]\nmailbox = true\nsessions = 4\nservice = \"1s\"\nwaiting = "
             "\"unlimited\"\n"
             "[senders.s]\nprofile = \"fixed\"\nmtas = 1\nto = \"example.org\"\nrate = \"10/s\"\narrivals = "
             "\"regular\"\n"
             "size = \"1 kB\"\n");
    CHECK(s.assumed.empty());
}

TEST_CASE("the duration reaches to one day after the last outage") {
    const std::string outage = one_domain + "[outages.o]\nserver = \"mx1.example.org\"\nmode = \"refused\"\n";
    CHECK(good(outage + "at = \"30h\"\nfor = \"4h\"\n").world.duration == 58h);
    CHECK(good(outage + "at = \"30h\"\n").world.duration == 54h);
    CHECK(good(outage + "windows = [[\"30h\", \"4h\"], [\"2h\", \"1h\"]]\n").world.duration == 58h);
    CHECK(has(bad(outage + "at = \"30h\"\nfor = { exponential = \"1h\" }\n"), "needs a duration"));
    CHECK(has(bad(outage + "at = \"3h\"\nfor = \"1h\"\nevery = \"1d\"\n"), "needs a duration"));
    CHECK(
        good("duration = \"9d\"\n" + outage + "at = \"3h\"\nfor = \"1h\"\nevery = \"1d\"\n").world.duration ==
        216h);
}

TEST_CASE("a default that bears on nothing is not listed") {
    const std::string outage =
        one_domain + "[outages.o]\nserver = \"mx1.example.org\"\nat = \"1h\"\nfor = \"1h\"\n";
    CHECK(value_of(good(outage + "mode = \"refused\"\n"), "network.kernel_connect_timeout").empty());
    CHECK(value_of(good(outage + "mode = \"silent\"\n"), "network.kernel_connect_timeout") == "\"127s\"");
    CHECK(value_of(good(one_domain), "start").empty());
    const Scenario weekday = good(one_domain +
                                  "[outages.o]\nserver = \"mx1.example.org\"\nmode = \"refused\"\n"
                                  "at = \"Tue 01:00\"\nfor = \"1h\"\n");
    CHECK(value_of(weekday, "start") == "1970-01-05T00:00:00");
}

TEST_CASE("one default of many servers is one line") {
    std::string text;
    for (int i = 0; i < 5; ++i) {
        const std::string n = std::to_string(i);
        text += "[domains.\"d" + n + ".example\"]\nmx = [\"10 mx" + n + ".example\"]\n";
    }
    CHECK(value_of(good(text), "servers.*.sessions") == "100");
}

TEST_CASE("steady: the warm-up is a tenth unless said otherwise") {
    CHECK(good("steady = true\nduration = \"10d\"\n" + one_domain).world.warmup == 24h);
    CHECK(good("steady = true\nduration = \"10d\"\nwarmup = \"3h\"\n" + one_domain).world.warmup == 3h);
    CHECK(good(one_domain).world.warmup == 0h);
}

TEST_CASE("study settings") {
    const Scenario s =
        good("format = 1\ntitle = \"T\"\nquestion = \"Q?\"\nseed = 7\nreplications = 3\nuntil = \"3d\"\n" +
             one_domain + "[[expect]]\nmetric = \"latency.p95_s\"\nbelow = \"15m\"\nabove = 0.5\n");
    CHECK(s.title == "T");
    CHECK(s.question == "Q?");
    CHECK(s.seed == 7);
    CHECK(s.replications == 3);
    CHECK(s.world.until == engine::Time{72h});
    REQUIRE(s.expectations.size() == 1);
    CHECK(s.expectations[0].below == 900.0);
    CHECK(s.expectations[0].above == 0.5);
    CHECK_FALSE(s.expectations[0].equals);
    CHECK_FALSE(good("until = \"empty\"\n" + one_domain).world.until);
}

}  // namespace mxsim::scenario
