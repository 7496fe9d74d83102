// mxsim trace: its rows, its filters, how it ends.
#include <algorithm>

#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

// Two messages; the first is refused for ten minutes.
const std::string two = R"(format = 1
start = 2026-03-03T00:00:00Z
duration = "1h"
[domains."a.example"]
mx = ["10 mx.a.example"]
[senders.ann]
profile = "fixed"
times = ["0s", "30m"]
[outages.short]
server = "mx.a.example"
mode = "refused"
at = "0s"
for = "10m"
)";

// `mxsim trace` of `two`, which all these tests may read from standard input.
Outcome trace_of_two(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"trace", "-"});
    Around around;
    around.input = two;
    return run_mxsim(arguments, around);
}

std::vector<Json> rows_of(const Outcome& outcome) {
    std::vector<Json> rows;
    for (const auto& line : lines_of(outcome.out)) rows.push_back(Json::parse(line));
    return rows;
}

double known_at(const Json& row) { return row.value("end_s", row.at("t_s").get<double>()); }

}  // namespace

TEST_CASE("a trace is one JSON object a line, in order of the instant at which it became known") {
    const Folder folder;
    const auto outcome = run_mxsim({"trace", folder.write("small.toml", small)});
    CHECK(outcome.code == 0);
    CHECK(outcome.err == "");
    double last = 0;
    const auto rows = rows_of(outcome);
    REQUIRE(rows.size() > 3000);
    for (const auto& row : rows) {
        for (const char* key : {"t_s", "event", "message", "copy", "hop"}) REQUIRE(row.contains(key));
        REQUIRE(known_at(row) >= last);
        last = known_at(row);
    }
    CHECK(outcome.out.find("nan") == std::string::npos);
}

TEST_CASE("the same trace as text, for people") {
    const auto outcome = trace_of_two({"--text"});
    CHECK(outcome.code == 0);
    CHECK(lines_of(outcome.out) ==
          std::vector<std::string>{
              "00:00:00      m0  ann  submitted to a.example",
              "00:00:00      m0  ann  look up a.example: mx.a.example v4 (10)",
              "00:00:00.050  m0  ann  try mx.a.example (10): refused at connect after 0.05s",
              "00:00:00.050  m0  ann  deferred, next 00:15:00.050",
              "00:15:00.050  m0  ann  look up a.example: mx.a.example v4 (10)",
              "00:15:00.900  m0  ann  try mx.a.example (10): 250 at eod after 0.85s",
              "00:15:00.900  m0  ann  delivered to mx.a.example, latency 15m 0.9s",
              "00:30:00      m1  ann  submitted to a.example",
              "00:30:00      m1  ann  look up a.example: mx.a.example v4 (10)",
              "00:30:00.850  m1  ann  try mx.a.example (10): 250 at eod after 0.85s",
              "00:30:00.850  m1  ann  delivered to mx.a.example, latency 0.85s",
          });
}

TEST_CASE("a deferral says when the next pass is and what set it") {
    const auto rows = rows_of(trace_of_two({}));
    const auto deferred =
        std::find_if(rows.begin(), rows.end(), [](const Json& row) { return row.at("event") == "deferred"; });
    REQUIRE(deferred != rows.end());
    CHECK(deferred->at("next_s") == 900.05);
    CHECK(deferred->at("set_by") == "interval");
}

TEST_CASE("each copy of a message is delivered under its own number") {
    std::vector<std::uint64_t> copies;
    for (const auto& row : rows_of(trace_of_two({"--set", "outages.short.mode=ack-lost", "--message", "0"})))
        if (row.at("event") == "delivered") copies.push_back(row.at("copy").get<std::uint64_t>());
    CHECK(copies == std::vector<std::uint64_t>{1, 0});  // the server's at once, the sender's after its next pass
}

TEST_CASE("filters can be combined") {
    CHECK(lines_of(trace_of_two({}).out).size() == 11);
    CHECK(lines_of(trace_of_two({"--message", "1"}).out).size() == 4);
    CHECK(lines_of(trace_of_two({"--message", "1", "--server", "mx.a.example"}).out).size() == 3);
    CHECK(lines_of(trace_of_two({"--domain", "A.example."}).out).size() == 11);
    CHECK(lines_of(trace_of_two({"--from", "15m", "--to", "30m"}).out).size() == 3);
    CHECK(lines_of(trace_of_two({"--from", "Tue 00:30"}).out).size() == 4);
    CHECK(lines_of(trace_of_two({"--from", "2026-03-03T00:30:00Z"}).out).size() == 4);
    CHECK(lines_of(trace_of_two({"--from", "2026-03-03T01:30:00+01:00", "--message", "1"}).out).size() == 4);
}

TEST_CASE("a filter that names nothing is a wrong command line, with the nearest name that is known") {
    struct Case {
        std::vector<std::string> arguments;
        std::string said;
    };
    const std::vector<Case> cases = {
        {{"--server", "mx.b.example"},
         "--server: the scenario has no server \"mx.b.example\"; did you mean \"mx.a.example\"?\n"},
        {{"--server", "x"}, "--server: the scenario has no server \"x\"; it has mx.a.example\n"},
        {{"--domain", "a.exmple"},
         "--domain: the scenario has no domain \"a.exmple\"; did you mean \"a.example\"?\n"},
        {{"--from", "noon"}, "--from: \"noon\" is not a time\n"},
        {{"--to", "12:00"}, "--to: \"12:00\" "},
        {{"--to", "2025-01-01T00:00:00Z"}, "--to: "},
        {{"--from", "2h", "--to", "1h"}, "--to: there is nothing between --from and --to\n"},
        {{"--message", "-1"}, "--message: "},
        {{"--message", "first"}, "--message: "},
        {{"--replication", "-1"}, "--replication: "},
        {{"--set", "servers"}, "--set: "},
    };
    for (const Case& c : cases) {
        const auto outcome = trace_of_two(c.arguments);
        INFO(c.arguments[0] << ' ' << c.arguments[1] << '\n' << outcome.err);
        CHECK(outcome.code == 2);
        CHECK(outcome.out == "");
        CHECK(outcome.err.substr(0, c.said.size()) == c.said);
    }
}

TEST_CASE("a filter that no row matches says so, which is not a mistake") {
    const auto message = trace_of_two({"--message", "2"});
    CHECK(message.code == 0);
    CHECK(message.out == "");
    CHECK(message.err == "mxsim: no row of replication 0 matches --message 2; messages are numbered from 0 to 1\n");
    const auto time = trace_of_two({"--from", "2h", "--domain", "a.example"});
    CHECK(time.code == 0);
    CHECK(time.err == "mxsim: no row of replication 0 matches --domain a.example --from 2h\n");
}

TEST_CASE("seed, settings and replication are those of a run") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto first = run_mxsim({"trace", file}).out;
    CHECK(run_mxsim({"trace", file, "--seed", "1", "--replication", "0"}).out == first);
    CHECK(run_mxsim({"trace", file, "--seed", "2"}).out != first);
    CHECK(run_mxsim({"trace", file, "--replication", "1"}).out != first);
    CHECK(run_mxsim({"trace", file, "--set", "outages.short.for=20m"}).out != first);
    CHECK(run_mxsim({"trace", folder.write("wrong.toml", small + "x = 1\n")}).code == 3);
}

TEST_CASE("a closed pipe ends a trace quietly with 141, a full disk with 1") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    Around around;
    around.reader_gone = true;
    const auto closed = run_mxsim({"trace", file, "--set", "senders.internet.rate=100000/h"}, around);
    CHECK(closed.code == 141);
    CHECK(closed.err == "");
    around = {};
    around.output_to = "/dev/full";
    const auto full = run_mxsim({"trace", file}, around);
    CHECK(full.code == 1);
    CHECK(full.err.find("No space left") != std::string::npos);
}

TEST_CASE("a trace is written to a file whole or not at all") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto printed = run_mxsim({"trace", file}).out;
    CHECK(run_mxsim({"trace", file, "--output", folder.path("rows")}).code == 0);
    CHECK(folder.read("rows") == printed);
    CHECK(run_mxsim({"trace", file, "--output", file}).code == 2);
    Around around;
    around.largest_file = 100'000;
    folder.write("rows", "what was there before");
    const auto outcome = run_mxsim({"trace", file, "--output", folder.path("rows")}, around);
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("nothing was written") != std::string::npos);
    CHECK(folder.read("rows") == "what was there before");
    CHECK(folder.names() == std::vector<std::string>{"rows", "small.toml"});
}

TEST_CASE("an interrupt ends a trace with 130") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const std::vector<std::string> endless = {"trace", file, "--set", "senders.internet.rate=2000000000/h"};
    Around around;
    around.interrupt_after_ms = 700;
    SECTION("at a device, after the rows so far") {
        around.output_to = "/dev/null";
        const auto outcome = run_mxsim(endless, around);
        CHECK(outcome.code == 130);
        CHECK(outcome.err == "");
    }
    SECTION("in a file, with nothing") {
        auto into = endless;
        into.insert(into.end(), {"--output", folder.path("rows")});
        const auto outcome = run_mxsim(into, around);
        CHECK(outcome.code == 130);
        CHECK(outcome.err == "interrupted: nothing was written\n");
        CHECK(folder.names() == std::vector<std::string>{"small.toml"});
    }
}
