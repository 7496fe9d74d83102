// --set PATH=VALUE.

#include <chrono>

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

namespace {

const std::string crash = backup_domain +
                          "[senders.internet]\nrate = \"36000/h\"\nprofile = \"fixed\"\n"
                          "[outages.crash]\nserver = \"mx1.example.org\"\nmode = \"refused\"\n"
                          "at = \"6h\"\nfor = \"4h\"\n";

}  // namespace

TEST_CASE("values are TOML, or bare text") {
    const Scenario s = good(crash, {{"outages.crash.for", "6h"},
                                    {"outages.crash.at", "\"2h\""},
                                    {"servers.backup.example.net.sessions", "20"},
                                    {"servers.backup.example.net.when_full", "421"},
                                    {"duration", "3d"},
                                    {"steady", "true"},
                                    {"network.round_trip", "0s"}});
    CHECK(s.world.outages.at(0).occurrences.at(0).lasts->mean() == Approx(6 * 3600e9));
    CHECK(s.world.outages.at(0).occurrences.at(0).at == engine::Time{2h});
    CHECK(s.world.servers.at(0).sessions == 20);
    CHECK(s.world.duration == 72h);
    CHECK(s.world.steady);
    CHECK(s.world.network.connect == 0h);
}

TEST_CASE("an exchanger without a table may be set, and a default multiplied") {
    const Scenario s =
        good(crash, {{"servers.mx1.example.org.sessions", "*0.4"}, {"servers.MX1.example.org.waiting", "7"}});
    CHECK(s.world.servers.at(1).name == "mx1.example.org");
    CHECK(s.world.servers.at(1).sessions == 40);
    CHECK(s.world.servers.at(1).waiting == 7);
}

TEST_CASE("the sender of a file without senders may be set") {
    const Scenario s =
        good(one_domain, {{"senders.internet.rate", "*2"}, {"senders.internet.profile", "fixed"}});
    CHECK(s.world.senders.at(0).name == "internet");
    CHECK(s.world.senders.at(0).arrivals.per_second == Approx(2000.0 / 3600));
    CHECK(s.world.senders.at(0).members.size() == 1);
    CHECK(has(bad(crash, {{"senders.intranet.rate", "*2"}}), "did you mean \"internet\""));
}

TEST_CASE("the replications and the seed of a file that does not say them may be multiplied") {
    const Scenario s = good(one_domain, {{"replications", "*1.3"}, {"seed", "*7"}});
    CHECK(s.replications == 26);
    CHECK(s.seed == 7);
}

TEST_CASE("factors work on rates, durations and numbers of the file") {
    const Scenario s = good(crash, {{"senders.internet.rate", "*1.3"}, {"outages.crash.for", "*2"}});
    CHECK(s.world.senders.at(0).arrivals.per_second == Approx(13));
    CHECK(s.world.outages.at(0).occurrences.at(0).lasts->mean() == Approx(8 * 3600e9));
    CHECK(has(bad(crash, {{"outages.crash.mode", "*2"}}), "cannot be multiplied"));
    CHECK(has(bad(crash, {{"duration", "*2"}}), "there is no duration to multiply"));
    CHECK(has(bad(crash, {{"senders.internet.rate", "*-1"}}), "*-1 is not a factor"));
}

TEST_CASE("a factor that is too large is told as it was written") {
    CHECK(has(bad(crash, {{"outages.crash.for", "*1e30"}}),
              "--set:1:19: *1e30 is too large a factor for \"4h\"\n"
              "    no value of a scenario is as large as their product"));
    CHECK(has(bad(crash, {{"replications", "*1e30"}}), "*1e30 is too large a factor for 20"));
    CHECK(has(bad(crash, {{"outages.crash.for", "*1e14"}}), "the duration \"400000000000000h\" is longer than"));
}

TEST_CASE("a profile by name becomes a table when a parameter is set") {
    const Scenario s = good(crash, {{"senders.internet.profile.interval", "20m"},
                                    {"servers.backup.example.net.relay.profile.queue_run_delay", "60s"}});
    bool fixed = false, postfix = false;
    for (const mail::Profile& profile : s.world.profiles) {
        fixed = fixed || (profile.name == "fixed (senders.internet)" && profile.intervals.at(0) == 20min);
        postfix = postfix || (profile.queue_runs.every == 60s && profile.minimal_backoff == 300s);
    }
    CHECK(fixed);
    CHECK(postfix);
}

TEST_CASE("parameters of a distribution have paths, too") {
    const std::string text =
        one_domain + "[servers.\"mx1.example.org\"]\nservice = { gamma = { mean = \"1s\", cv = 1 } }\n";
    const Scenario s = good(text, {{"servers.mx1.example.org.service.gamma.mean", "3s"}});
    CHECK(s.world.servers.at(0).service.mean() == Approx(3e9));
}

TEST_CASE("a path that leads nowhere is told with the nearest, at its place") {
    const ReadResult result = reading(crash, {{"duration", "3d"}, {"servers.mx1.example.org.sesions", "20"}});
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(to_text(result.diagnostics[0]) ==
          "--set:2:25: the path servers.mx1.example.org.sesions leads nowhere: there is no \"sesions\"\n"
          "    a path is the names of the file joined by dots, as in servers.mx1.example.org.sessions\n"
          "    did you mean \"sessions\"?");
    CHECK(has(bad(crash, {{"outages.crsh.for", "6h"}}), "did you mean \"crash\"?"));
    CHECK(has(bad(crash, {{"servers.mx1.example.org", "6h"}}), "is a whole server"));
    CHECK(has(bad(crash, {{"title.x", "6h"}}), "goes on after \"title\""));
    CHECK(has(bad(crash, {{"", ""}}), "leads nowhere"));
    CHECK(has(bad(crash, {{"...", "1"}}), "leads nowhere"));
}

TEST_CASE("a wrong value is placed in the setting") {
    const ReadResult result = reading(crash, {{"outages.crash.for", "6 hours"}});
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].place.file == "--set");
    CHECK(result.diagnostics[0].place.line == 1);
}

}  // namespace mxsim::scenario
