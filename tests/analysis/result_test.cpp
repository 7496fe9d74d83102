// Collector, JSON, CSV and expectations of runs made up by hand.
#include <functional>
#include <limits>

#include "analysis/report/csv.hpp"
#include "analysis/report/extract.hpp"
#include "analysis/report/metrics.hpp"
#include "tests/analysis/made_up.hpp"
#include "tests/catch.hpp"

using namespace mxsim;
using namespace mxsim::made_up;
using report::Json;
using report::Verdict;

TEST_CASE("two runs: sums are exact, figures are means over the runs") {
    const auto scenario = primary_down();
    const auto r = result_of(scenario, 2);  // 100 and 101
    CHECK(r.messages.submitted == 203 + 205);
    CHECK(r.messages.submitted ==
          r.messages.delivered + r.messages.bounced + r.messages.lost + r.messages.queued);
    CHECK(r.messages.late == 100 + 101);
    CHECK(r.wanted.counts.submitted.value == 204);
    CHECK(r.wanted.latency.p50_s.value == Approx(2).epsilon(1e-3));
    CHECK(r.wanted.latency.p95_s.value == Approx(7200).epsilon(1e-3));
    CHECK(r.wanted.latency.mean_s.value == Approx(3601));
    CHECK(r.bounced_share.value == Approx((2 / 203.0 + 2 / 205.0) / 2));
    CHECK(r.servers[0].load.utilization.value == 0.25);
    CHECK(r.servers[1].load.share.value == Approx((100 / 203.0 + 101 / 205.0) / 2));
    CHECK(r.servers[1].load.queue_mean_messages.value == Approx(50.25));
    CHECK(r.outages[0].drain.down_s.value == 4 * 3600);
    CHECK_FALSE(r.outages[0].windows_vary);
    CHECK(r.ended_at_s.value == 60 * 3600);
}

TEST_CASE("latency or worse counts the undelivered as infinitely late") {
    const auto scenario = primary_down();
    const auto r = result_of(scenario, 1);  // 200 of 203 delivered
    CHECK(r.wanted.latency_or_worse.p95_s.value == Approx(7200).epsilon(1e-3));
    CHECK(std::isinf(*r.wanted.latency_or_worse.p99_s.value));
    CHECK(std::isinf(*r.wanted.latency_or_worse.mean_s.value));
}

TEST_CASE("a p99.9 needs 10 000 messages in every run") {
    const auto scenario = primary_down();
    report::Collector collector(scenario, whole());
    collector.add(run(0, 5000));
    CHECK(collector.result({}).wanted.latency.p999_s.value);
    collector.add(run(1, 4999));
    CHECK_FALSE(collector.result({}).wanted.latency.p999_s.value);
}

TEST_CASE("age tables are means over the runs, relays before the senders") {
    const auto scenario = primary_down();
    const auto ages = result_of(scenario, 2).outages[0].ages;
    REQUIRE(ages.size() == 2);
    CHECK(ages[0].relay == "backup.example.net");
    CHECK(ages[0].domain == "example.org");
    CHECK(ages[0].count[5] == 6);
    CHECK(ages[0].count[6] == 100.5);
    CHECK(ages[1].relay.empty());
}

TEST_CASE("the series of a result has 512 bins at most and keeps its area") {
    const auto scenario = primary_down();
    const auto series = *result_of(scenario, 2).servers[1].series;
    CHECK(series.mean.size() <= 512);
    double area = 0;
    for (double mean : series.mean) area += mean * series.bin_s;
    double expected = 0;  // messages times seconds, mean of the two runs
    for (int peak : {100, 101}) {
        for (int step = 0; step < 24; ++step) expected += (peak * step / 24) * 600 / 2.0;
        expected += (peak * 1800 + peak / 2 * 1800) / 2.0;
    }
    CHECK(area == Approx(expected));
}

TEST_CASE("what was under way at the end of a warm-up makes no share larger than the whole") {
    auto scenario = primary_down();
    auto one = run(0, 100);  // 203 submitted, 200 delivered
    one.servers[0].accepted = 210;
    CHECK(result_of(scenario, 1).servers[0].load.share.value == Approx(200.0 / 203));
    scenario.world.steady = true;
    const auto share_of = [&](std::size_t server) {
        report::Collector collector(scenario, whole());
        collector.add(one);
        return *collector.result({}).servers[server].load.share.value;
    };
    CHECK(share_of(0) == Approx(210.0 / 213));
    CHECK(share_of(1) == Approx(100.0 / 213));
    one.servers[1].accepted = 220;  // nearly all came back: they show at the relay only
    CHECK(share_of(1) == 1);
}

TEST_CASE("an outage that did not strike has no drain") {
    const auto scenario = primary_down();
    auto none = run(0, 100);
    none.outages[0].windows.clear();
    report::Collector collector(scenario, whole());
    collector.add(none);
    CHECK_FALSE(collector.result({}).outages[0].drain.drain_100_s.value);
    collector.add(run(1, 100));
    const auto r = collector.result({});
    CHECK(r.outages[0].drain.drain_100_s.value == 31 * 60);
    CHECK(r.outages[0].windows_vary);
}

TEST_CASE("the JSON has the promised keys, and its messages add up") {
    const auto scenario = primary_down();
    const auto json = Json::parse(report::json_text(report::to_json(result_of(scenario, 20))));
    for (const char* key : {"schema",  "program", "scenario",         "seed",          "replications",
                            "options", "assumed", "complete",         "messages",      "messages_per_run",
                            "other",   "latency", "latency_or_worse", "bounced_share", "backlog",
                            "domains", "senders", "servers",          "outages",       "expectations"}) {
        INFO(key);
        CHECK(json.contains(key));
    }
    const auto& m = json["messages"];
    CHECK(m["submitted"].is_number_integer());
    CHECK(m["submitted"] == m["delivered"].get<int>() + m["bounced"].get<int>() + m["lost"].get<int>() +
                                m["queued"].get<int>());
    const auto& server = json["servers"]["backup.example.net"];
    for (const char* key :
         {"attempts", "accepted", "rejected", "refused", "share", "sessions_peak", "utilization",
          "queue_peak_messages", "queue_peak_bytes", "queue_peak_at_s", "queue_mean_messages",
          "connections_waiting_peak", "connections_waiting_peak_at_s", "connections_waiting_mean", "attempts_made"}) {
        INFO(key);
        CHECK(report::is_estimate(server[key]));
    }
    const char* const when = "connections_waiting_peak_at_s";
    CHECK(json["servers"]["mx1.example.org"][when]["value"] == 34 * 3600 + 120);
    CHECK(server[when]["value"].is_null());  // nothing ever waited at it
    const auto& outage = json["outages"]["crash"];
    for (const char* key : {"submitted", "on_time", "delivered", "bounced", "lost", "queued", "delay_notices",
                            "drain_90_s", "drain_100_s", "normal_after_s", "backlog_peak"}) {
        INFO(key);
        CHECK(report::is_estimate(outage[key]));
    }
    CHECK(outage["latency"]["p99_s"]["runs_p95"].is_number());
    CHECK(outage["latency"]["p99_s"]["runs_p99"].is_null());
    CHECK(json["scenario"]["hash"] == "09fa5eabc338b3b4");
}

TEST_CASE("the CSV says whether the run was complete, as the JSON does") {
    const auto scenario = primary_down();
    auto r = result_of(scenario, 2);
    const auto csv = [&] { return report::to_csv(report::to_json(r)); };
    CHECK(csv().find("\r\nrun,,complete,1,,\r\n") != std::string::npos);
    r.origin.complete = false;
    CHECK(csv().find("\r\nrun,,complete,0,,\r\n") != std::string::npos);
}

TEST_CASE("numbers in the JSON have nine digits at most, whole ones are integers, none is infinite") {
    const Json tree = {{"third", 1.0 / 3},
                       {"whole", 2.0},
                       {"bytes", 123456789012.0},
                       {"small", 1.25e-9},
                       {"never", std::numeric_limits<double>::infinity()}};
    CHECK(report::json_text(tree) ==
          "{\"third\": 0.333333333, \"whole\": 2, \"bytes\": 123456789000, \"small\": 1.25e-09, \"never\": "
          "null}\n");
}

TEST_CASE("equal runs print equal bytes") {
    const auto scenario = primary_down();
    CHECK(report::json_text(report::to_json(result_of(scenario, 5))) ==
          report::json_text(report::to_json(result_of(scenario, 5))));
}

TEST_CASE("a result without runs has every name and no value") {
    const auto scenario = primary_down();
    const auto json = report::to_json(result_of(scenario, 0));
    CHECK(json["servers"]["mx1.example.org"]["attempts"]["value"].is_null());
    CHECK(Json::parse(report::json_text(json))["messages"]["submitted"] == 0);
}

TEST_CASE("CSV is one table in long form") {
    auto scenario = primary_down();
    scenario.world.senders[0].name = "say \"hi\", all";
    const auto csv = report::to_csv(report::to_json(result_of(scenario, 1)));
    CHECK(csv.rfind("section,name,figure,value,low,high\r\n", 0) == 0);
    CHECK(csv.find("messages,,submitted,203,,\r\n") != std::string::npos);
    CHECK(csv.find("\r\nservers,mx1.example.org,attempts,300,,\r\n") != std::string::npos);
    CHECK(csv.find("\r\noutages,crash,latency.max_s,7200,,\r\n") != std::string::npos);
    CHECK(csv.find("\r\nsenders,\"say \"\"hi\"\", all\",submitted,203,,\r\n") != std::string::npos);
    CHECK(csv.find("\r\nrun,,seed,7,,\r\n") != std::string::npos);
}

TEST_CASE("a path finds the longest name first") {
    const Json tree = {{"servers", {{"a", {{"b", 1}}}, {"a.b", {{"c", 2}}}, {"a.b.c", 3}}}};
    CHECK(*report::find(tree, "servers.a.b.c") == 3);
    CHECK(*report::find(tree, "servers.a.b") == Json({{"c", 2}}));
    CHECK(report::find(tree, "servers.a.x") == nullptr);
    CHECK(report::find(tree, "server") == nullptr);
}

namespace {

Verdict verdict(std::optional<double> below, std::optional<double> above, std::optional<double> equals,
                double value, std::optional<double> low = {}, std::optional<double> high = {}) {
    report::ExpectationRow row;
    row.expected = {"x", below, above, equals};
    row.value = value;
    row.low = low;
    row.high = high;
    return report::judge(row);
}

}  // namespace

TEST_CASE("an interval wholly on one side decides, a point always does") {
    CHECK(verdict(10.0, {}, {}, 5, 4.0, 6.0) == Verdict::met);
    CHECK(verdict(5.0, {}, {}, 5, 4.0, 6.0) == Verdict::undecided);
    CHECK(verdict(4.0, {}, {}, 5, 4.0, 6.0) == Verdict::missed);
    CHECK(verdict({}, 3.0, {}, 5, 4.0, 6.0) == Verdict::met);
    CHECK(verdict({}, 6.0, {}, 5, 4.0, 6.0) == Verdict::missed);
    CHECK(verdict(7.0, 5.0, {}, 5, 4.0, 6.0) == Verdict::undecided);
    CHECK(verdict({}, {}, 6.0, 5, 4.0, 6.0) == Verdict::met);
    CHECK(verdict({}, {}, 6.1, 5, 4.0, 6.0) == Verdict::missed);
    CHECK(verdict(5.0, {}, {}, 5) == Verdict::missed);
    CHECK(verdict({}, {}, 5.0, 5) == Verdict::met);
    CHECK(verdict(900.0, {}, {}, std::numeric_limits<double>::infinity()) == Verdict::missed);
}

TEST_CASE("expectations are judged against the result; a metric that is no figure is left out") {
    const auto scenario = primary_down();
    auto r = result_of(scenario, 20);
    report::check_expectations(r, {{"outages.crash.latency.p50_s", 900, {}, {}},
                                   {"outages.crash.latency.p95", 900, {}, {}},
                                   {"messages.lost", {}, {}, 0.0},
                                   {"latency_or_worse.max_s", 1e6, {}, {}},
                                   {"scenario.title", {}, {}, 1.0}});
    REQUIRE(r.expectations.size() == 3);
    CHECK(r.expectations[0].verdict == Verdict::met);
    CHECK(r.expectations[1].verdict == Verdict::met);
    CHECK(r.expectations[2].verdict == Verdict::missed);
    CHECK(report::worst(r.expectations) == Verdict::missed);

    auto nothing_run = result_of(scenario, 0);
    report::check_expectations(nothing_run, {{"outages.crash.latency.p50_s", 900, {}, {}}});
    CHECK(nothing_run.expectations[0].verdict == Verdict::undecided);
}

TEST_CASE("metrics that name no figure are known before anything is run, with the nearest that does") {
    auto scenario = primary_down();
    for (const char* metric : {"outages.crash.latency.p95", "outages.crash.latency.p95_s", "latency.p96_s",
                               "servers.backup.example.net.accepted_bytes", "servers.mx1.example.org.accepted_bytes",
                               "servers.mx9.example.org.share", "scenario.title"})
        scenario.expectations.push_back({metric, 900, {}, {}});
    const auto unknown = report::unknown_metrics(scenario, false);
    REQUIRE(unknown.size() == 5);
    CHECK(unknown[0].index == 0);
    CHECK(unknown[0].nearest == "outages.crash.latency.p95_s");
    CHECK(unknown[1].index == 2);
    CHECK(unknown[1].nearest == "latency.p95_s");
    CHECK(unknown[2].index == 4);
    CHECK(unknown[3].nearest == "servers.mx1.example.org.share");
    // With errors in the file mx1 might be meant to be a relay, and mx9 to be there.
    const auto sure = report::unknown_metrics(scenario, true);
    REQUIRE(sure.size() == 3);
    CHECK(sure[2].index == 6);
}

TEST_CASE("every path of a result is known before it is there") {
    auto scenario = primary_down();
    const auto paths_of = [](const Json& tree) {
        std::vector<std::string> paths;
        const std::function<void(const Json&, const std::string&)> walk = [&](const Json& node, const std::string& path) {
            if (report::is_estimate(node) || node.is_number()) paths.push_back(path.substr(1));
            else if (node.is_object())
                for (const auto& item : node.items())
                    if (item.key().find("series") == std::string::npos) walk(item.value(), path + "." + item.key());
        };
        walk(tree, "");
        return paths;
    };
    for (const auto& path : paths_of(report::to_json(result_of(scenario, 3))))
        scenario.expectations.push_back({path, 1, {}, {}});
    CHECK(scenario.expectations.size() > 100);
    CHECK(report::unknown_metrics(scenario, false).empty());
    CHECK(report::unknown_metrics(scenario, true).empty());
}

TEST_CASE("slots that change are counted for the time there were so many") {
    mail::WorldSpec world;
    world.servers.resize(2);
    world.servers[0].sessions = 2;
    const auto at = [](int minutes) { return engine::time_zero + std::chrono::minutes{minutes}; };
    const auto slots = [&](engine::Duration averaged) { return report::mean_slots(world, 0, at(60), averaged); };
    CHECK(slots(std::chrono::minutes{60}) == 2);
    world.changes.push_back({"more", at(30), mail::ChangeOfSessions{0, 20}});
    world.changes.push_back({"of another", at(40), mail::ChangeOfSessions{1, 500}});
    world.changes.push_back({"too late", at(60), mail::ChangeOfSessions{0, 500}});
    CHECK(slots(std::chrono::minutes{60}) == 11);
    CHECK(slots(std::chrono::minutes{15}) == 20);
    CHECK(slots(std::chrono::minutes{40}) == Approx((10 * 2 + 30 * 20) / 40.0));
    world.changes.insert(world.changes.begin() + 1, {"any", at(50), mail::ChangeOfSessions{0, mail::unlimited}});
    CHECK(slots(std::chrono::minutes{60}) == 0);
}
