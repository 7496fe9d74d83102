// Built-in profiles and mixes, and what a scenario lays over them.

#include <chrono>

#include "sim/scenario/builtin.hpp"
#include "sim/scenario/toml_door.hpp"
#include "sim/scenario/walk.hpp"
#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

namespace {

mail::Profile profile(const std::string& toml) {
    const Scenario s = good(one_domain + "[senders.s]\nprofile = " + toml + "\n");
    return s.world.profiles.at(s.world.senders.at(0).members.at(0).profile);
}

}  // namespace

TEST_CASE("every built-in file is TOML, and every word in it is known and right") {
    for (const BuiltinKind kind : {BuiltinKind::profile, BuiltinKind::mix})
        for (const std::string& name : builtin_names(kind)) {
            INFO(name);
            Findings findings;
            TomlResult toml = parse_toml(*builtin(kind, name), findings.file(name));
            REQUIRE(toml.ok);
            auto& items = toml.root.items;
            if (kind == BuiltinKind::profile) {
                REQUIRE(items.front().key == "mta");
                const bool postfix = items.front().text == "postfix";
                items.erase(items.begin());
                const Clock clock;
                const IncludeFile none;
                Files files{none, findings};
                walk(toml.root, postfix ? Table::postfix_profile : Table::own_profile,
                     Values{findings, clock, files});
            }
            CHECK_FALSE(findings.any_error());
        }
}

TEST_CASE("rfc5321: at 0, 30 min, 1 h, then every 2 h, for 5 days") {
    const mail::Profile p = profile("\"rfc5321\"");
    CHECK(p.first == 0s);
    CHECK(p.intervals == std::vector<engine::Duration>{30min, 30min, 2h});
    CHECK(p.lifetime == 120h);
    CHECK(p.timeouts.eod == 10min);
    CHECK(p.queue_runs.every == 0s);
}

TEST_CASE("rfc5321-minimal and fixed") {
    CHECK(profile("\"rfc5321-minimal\"").intervals == std::vector<engine::Duration>{30min});
    CHECK(profile("\"fixed\"").intervals == std::vector<engine::Duration>{15min});
}

TEST_CASE("postfix: its clock and its queue run") {
    const mail::Profile p = profile("\"postfix\"");
    CHECK(p.clock == mail::RetryClock::message_age);
    CHECK(p.minimal_backoff == 300s);
    CHECK(p.maximal_backoff == 4000s);
    CHECK(p.queue_runs.every == 300s);
    CHECK(p.queue_runs.slack == 1s);
    CHECK(p.whole_seconds);
    CHECK(p.lifetime == 120h);
    CHECK_FALSE(p.delay_notice);
    CHECK(p.timeouts.connect == 30s);
    CHECK(p.timeouts.banner == 300s);
    CHECK(p.timeouts.block == 180s);
}

TEST_CASE("parameters are laid over the base under the MTA's own names and value forms") {
    const mail::Profile p = profile(
        "{ base = \"postfix\", minimal_backoff_time = 4, maximal_backoff_time = \"32s\", queue_run_delay = "
        "\"4\", "
        "maximal_queue_lifetime = 1, delay_warning_time = \"4h\", smtp_connect_timeout = 0, "
        "smtp_helo_timeout = \"5s\", "
        "queue_run_phase = \"2s\" }");
    CHECK(p.minimal_backoff == 4s);
    CHECK(p.maximal_backoff == 32s);
    CHECK(p.queue_runs.every == 4s);
    CHECK(p.lifetime == 24h);
    CHECK(p.delay_notice == 4h);
    CHECK(p.timeouts.connect == engine::forever);
    CHECK(p.timeouts.banner == 5s);
    CHECK(p.queue_runs.phase == 2s);
    CHECK(p.name == "postfix (senders.s)");
    CHECK(profile("{ base = \"postfix\", maximal_queue_lifetime = \"1w\" }").lifetime == 168h);
}

TEST_CASE("mxsim's own parameters") {
    const mail::Profile p = profile(
        "{ base = \"fixed\", first = \"15m\", interval = [\"1m\", \"5m\"], passes = 3, address_limit = 5, "
        "delay_notice = \"4h\", timeouts = { connect = \"10s\", eod = \"none\" } }");
    CHECK(p.first == 15min);
    CHECK(p.intervals == std::vector<engine::Duration>{1min, 5min});
    CHECK(p.passes == 3);
    CHECK(p.address_limit == 5);
    CHECK(p.delay_notice == 4h);
    CHECK(p.timeouts.connect == 10s);
    CHECK(p.timeouts.eod == engine::forever);
    CHECK(p.timeouts.mail == 5min);
    CHECK(profile("{ base = \"fixed\", timeouts = \"none\" }").timeouts.connect == engine::forever);
    const mail::Profile runs = profile("{ base = \"fixed\", queue_run_times = [\"1m\", \"7m\"] }");
    CHECK(runs.queue_runs.times.size() == 2);
    CHECK(runs.queue_runs.every == 15min);
}

TEST_CASE("a profile used by many is there once") {
    const Scenario s =
        good(backup_domain + "[senders.a]\nprofile = \"postfix\"\n[senders.b]\nmix = \"internet\"\n");
    int postfix = 0;
    for (const mail::Profile& p : s.world.profiles) postfix += p.name == "postfix";
    CHECK(postfix == 1);
}

TEST_CASE("the mix internet: shares add up to one, every one assumed") {
    const Scenario s = good(one_domain + "[senders.a]\nmix = \"internet\"\n");
    double sum = 0;
    for (const mail::Member& member : s.world.senders.at(0).members) {
        sum += member.share;
        CHECK(member.mtas > 1);
    }
    CHECK(sum == Approx(1));
    const std::string text{builtin(BuiltinKind::mix, "internet").value()};
    std::size_t shares = 0, assumed = 0;
    for (std::size_t at = 0; (at = text.find("share =", at)) != std::string::npos; ++at) ++shares;
    for (std::size_t at = 0; (at = text.find("source = \"assumed\"", at)) != std::string::npos; ++at)
        ++assumed;
    CHECK(shares == assumed);
}

TEST_CASE("known profiles that are still to come, and unknown ones") {
    CHECK(reading(one_domain + "[senders.s]\nprofile = \"exim\"\n").not_simulated_yet);
    CHECK(reading(one_domain + "[senders.s]\nmix = \"internet-patient\"\n").not_simulated_yet);
    CHECK(has(bad(one_domain + "[senders.s]\nprofile = \"postfx\"\n"), "did you mean \"postfix\"?"));
    CHECK(reading(one_domain + "[senders.s]\nprofile = { base = \"postfix\", smtp_address_preference = \"ipv4\" }\n")
              .not_simulated_yet);
}

}  // namespace mxsim::scenario
