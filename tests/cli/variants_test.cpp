// Variants: one table, a row each; JSON, CSV; one of them alone.
#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

const std::string two_ways = R"(format = 1
duration = "1h"
show = ["servers.mx.example.sessions_peak", "messages.bounced"]
[domains."a.example"]
mx = ["10 mx.example"]
[senders.ann]
profile = { base = "fixed", passes = 1 }
times = ["0s", "1s"]
[variants.up]
[variants.down.outages.crash]
server = "mx.example"
mode = "refused"
at = "0s"
[[expect]]
metric = "messages.bounced"
equals = 2
)";

}  // namespace

TEST_CASE("a file with variants is run in each, and told in one table; the worst ending counts") {
    const Folder folder;
    const std::string file = folder.write("two.toml", two_ways);
    const auto outcome = run_mxsim({"run", file});
    CHECK(outcome.code == 4);  // of "up" two are not bounced
    CHECK(outcome.out.find("  up                1        0\n") != std::string::npos);
    CHECK(outcome.out.find("  down              0        2\n") != std::string::npos);
    CHECK(outcome.out.find("up: missed messages.bounced") != std::string::npos);
    CHECK(outcome.out.find("down: met messages.bounced") != std::string::npos);
    CHECK(run_mxsim({"run", file, "--variant", "down"}).code == 0);
}

TEST_CASE("the JSON of a point is that of the variant run alone") {
    const Folder folder;
    const std::string file = folder.write("two.toml", two_ways);
    const Json points = Json::parse(run_mxsim({"run", file, "--format", "json"}).out);
    CHECK(points.at("schema") == "mxsim-points/1");
    REQUIRE(points.at("points").size() == 2);
    for (const Json& point : points.at("points")) {
        const std::string variant = point.at("variant");
        const Json alone = Json::parse(run_mxsim({"run", file, "--format", "json", "--variant", variant}).out);
        CHECK(point.at("set") == Json::object());
        CHECK(point.at("result").at("messages") == alone.at("messages"));
        CHECK(point.at("result").at("latency") == alone.at("latency"));
    }
    const auto csv = run_mxsim({"run", file, "--format", "csv"});
    CHECK(lines_of(csv.out).front().rfind("variant,section,name,figure", 0) == 0);
    CHECK(csv.out.find("\r\ndown,messages,,bounced,2,,\r\n") != std::string::npos);
}

TEST_CASE("every combination of variants and swept values is a point") {
    const Folder folder;
    const std::string file = folder.write("swept.toml", two_ways + "[sweep]\n\"senders.ann.times\" = [[\"0s\"], [\"0s\", \"1s\", \"2s\"]]\n");
    const auto run = run_mxsim({"run", file, "--format", "json"});
    const Json points = Json::parse(run.out).at("points");
    REQUIRE(points.size() == 4);
    CHECK(points[1].at("variant") == "up");
    CHECK(points[1].at("set").at("senders.ann.times") == "[\"0s\", \"1s\", \"2s\"]");
    CHECK(points[1].at("result").at("messages").at("delivered") == 3);
    CHECK(points[3].at("result").at("messages").at("bounced") == 3);
    CHECK(lines_of(run_mxsim({"run", file, "--format", "csv"}).out).front() == "variant,senders.ann.times,section,name,figure,value,low,high\r");
    CHECK(Json::parse(run_mxsim({"run", file, "--variant", "up", "--format", "json"}).out).at("points").size() == 2);
    CHECK(run_mxsim({"run", file}).out.find("each row: senders.ann.times") != std::string::npos);
    const auto one = run_mxsim({"run", file, "--variant", "up", "--set", "senders.ann.times=[\"0s\"]", "--format", "json"});
    CHECK(Json::parse(one.out).at("messages").at("submitted") == 1);  // what is set is swept no more
}

TEST_CASE("what needs one variant says so") {
    const Folder folder;
    const std::string file = folder.write("two.toml", two_ways);
    const auto trace = run_mxsim({"trace", file});
    CHECK(trace.code == 2);
    CHECK(trace.err.find("up, down") != std::string::npos);
    CHECK(run_mxsim({"trace", file, "--variant", "up"}).code == 0);
    CHECK(run_mxsim({"run", file, "--messages", folder.path("m.csv")}).code == 2);
    const auto unknown = run_mxsim({"run", file, "--variant", "upp"});
    CHECK(unknown.code == 2);
    CHECK(unknown.err.find("did you mean \"up\"?") != std::string::npos);
    Around around;
    around.input = two_ways;
    CHECK(run_mxsim({"run", "-"}, around).code == 4);
    CHECK(run_mxsim({"run", "-", "--variant", "up"}, around).code == 4);
    CHECK(run_mxsim({"run", "/dev/stdin"}, around).code == 4);
}

TEST_CASE("check looks at every variant") {
    const Folder folder;
    CHECK(run_mxsim({"check", folder.write("two.toml", two_ways)}).code == 0);
    const auto wrong = run_mxsim(
        {"check", folder.write("wrong.toml", two_ways + "[variants.third.servers.\"mx.example\"]\nsessions = 0\n")});
    CHECK(wrong.code == 3);
    CHECK(wrong.out.find("wrong.toml:18:12:") != std::string::npos);
    const std::string one = "[domains.\"a.example\"]\nmx = [\"10 mx.example\"]\n[variants.only]\ndomains = 4\n";
    const auto only = run_mxsim({"check", folder.write("one.toml", one)});
    CHECK(only.code == 3);
    CHECK(only.out.find("one.toml:4:11: domains is") != std::string::npos);
    CHECK(only.out.find("1 error\n") != std::string::npos);
}

TEST_CASE("a table of points tells what is assumed, of some points with their names, and not what was given") {
    const Folder folder;
    const std::string file = folder.write("two.toml", two_ways);
    const auto outcome = run_mxsim({"run", file, "--seed", "7"});
    CHECK(outcome.out.find("Assumed, not in your file\n") != std::string::npos);
    CHECK(outcome.out.find("  servers.mx.example.mailbox = true") != std::string::npos);
    CHECK(outcome.out.find("  down: outages.crash.for = ") != std::string::npos);
    CHECK(outcome.out.find("  seed = ") == std::string::npos);
    CHECK(run_mxsim({"run", file}).out.find("  seed = ") != std::string::npos);
}

TEST_CASE("a variant says by path, and by factor, what it says by tables") {
    const Folder folder;
    const std::string base = "[domains.\"a.example\"]\nmx = [\"10 mx.example\"]\n[senders.ann]\ntimes = [\"0s\"]\n"
                             "profile = { base = \"fixed\", passes = 2, interval = \"1h\" }\n"
                             "[outages.o]\nserver = \"mx.example\"\nmode = \"refused\"\nat = \"0s\"\nfor = \"30m\"\n[variants.v]\n";
    const auto run = [&](const std::string& variant) {
        return run_mxsim({"run", folder.write("v.toml", base + variant), "--variant", "v", "--format", "csv"}).out;
    };
    const std::string as_table = run("outages.o.for = \"90m\"\n");
    CHECK(as_table.find("messages,,bounced,1,,") != std::string::npos);
    CHECK(run("\"outages.o.for\" = \"90m\"\n") == as_table);
    CHECK(run("outages.o.for = \"*3\"\n") == as_table);
    CHECK(run("\"outages.o.for\" = \"*3\"\n") == as_table);
    CHECK(run("\"outages.o.for\" = \"*1.5\"\n").find("messages,,delivered,1,,") != std::string::npos);
}

TEST_CASE("a table of points that is wider than the page is parted, and every part has the names") {
    const Folder folder;
    const std::string file = "[domains.\"a.example\"]\nmx = [\"10 mx.example\"]\n[outages.o]\nserver = \"mx.example\"\nmode = \"refused\"\n"
                             "at = \"1h\"\nfor = \"1h\"\n[sweep]\n\"outages.o.for\" = [\"1h\", \"4h\"]\n";
    const auto lines = lines_of(run_mxsim({"run", folder.write("sweep.toml", file), "--replications", "2"}).out);
    const auto begins = [&](const std::string& with) {
        return std::count_if(lines.begin(), lines.end(), [&](const std::string& line) { return line.rfind(with, 0) == 0; });
    };
    CHECK(begins("  1h ") == 2);
    CHECK(begins("  4h ") == 2);
}

TEST_CASE("differences to a variant are taken run by run") {
    const Folder folder;
    const std::string text = R"(format = 1
duration = "1h"
replications = 5
show = ["messages_per_run.submitted", "messages_per_run.bounced"]
[domains."a.example"]
mx = ["10 mx.example"]
[senders.ann]
profile = { base = "fixed", passes = 1 }
rate = "100/h"
[variants.up]
[variants.down.outages.crash]
server = "mx.example"
mode = "refused"
at = "0s"
[table]
compare_to = "up"
)";
    const std::string file = folder.write("two.toml", text);
    const Json tree = Json::parse(run_mxsim({"run", file, "--format", "json"}).out);
    CHECK(tree.at("compare_to") == "up");
    CHECK_FALSE(tree.at("points")[0].contains("differences"));
    const Json& differences = tree.at("points")[1].at("differences");
    // The same mail is submitted, so that figure does not differ in any run; and all of it is returned.
    const Json& submitted = differences.at("messages_per_run.submitted");
    CHECK(submitted.at("value") == 0);
    CHECK(submitted.at("low") == 0);
    CHECK(submitted.at("high") == 0);
    const Json& bounced = differences.at("messages_per_run.bounced");
    CHECK(bounced.at("value") == tree.at("points")[0].at("result").at("messages_per_run").at("submitted").at("value"));
    const auto shown = run_mxsim({"run", file});
    CHECK(shown.out.find("  less up") != std::string::npos);
    CHECK(run_mxsim({"run", file, "--format", "csv"}).out.find("\r\ndown,difference,up,messages_per_run.submitted,0,0,0\r\n") !=
          std::string::npos);
    CHECK(run_mxsim({"run", file, "--jobs", "1"}).out == run_mxsim({"run", file, "--jobs", "3"}).out);
    const auto unknown = run_mxsim({"run", folder.write("wrong.toml", text + "[[expect]]\nmetric = \"latency.p50_s\"\nbelow = 1\n") ,
                                    "--set", "table.compare_to=upp"});
    CHECK(unknown.code == 3);
    CHECK(unknown.err.find("did you mean \"up\"?") != std::string::npos);
}

TEST_CASE("a figure to show that no variant has is an error, one that some have is not") {
    const Folder folder;
    const auto with = [&](const std::string& path) {
        return run_mxsim({"check", folder.write("show.toml", "show = [\"" + path + "\"]\n" + two_ways.substr(two_ways.find("[domains")))});
    };
    CHECK(with("outages.crash.late").code == 0);
    CHECK(with("outages.crash.latest").code == 3);
}
