// A scenario with every default written out says the same, and nothing is assumed in it any more.
#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

Json run_json(const std::string& file, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"run", file, "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = run_mxsim(arguments);
    INFO(outcome.err);
    REQUIRE(!outcome.out.empty());
    return Json::parse(outcome.out);
}

std::string filled(std::vector<std::string> point) {
    point.insert(point.begin(), {"check", "--filled"});
    const auto outcome = run_mxsim(point);
    INFO(point[2] << '\n' << outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome.out;
}

// "path = value"
std::vector<std::string> assumed(const Json& result) {
    std::vector<std::string> all;
    for (const Json& one : result.at("assumed"))
        all.push_back(one.at("path").get<std::string>() + " = " + one.at("value").get<std::string>());
    return all;
}

const std::string ten_lines = R"([domains."example.org"]
mx = ["10 mx1.example.org", "20 backup.example.net"]
[servers."backup.example.net"]
relay = { for = ["example.org"], profile = "fixed" }
[senders.ann]
profile = "fixed"
week = "office-hours"
rate = "4/h"
[outages.crash]
server = "mx1.example.org"
mode = "silent"
at = "Mon 06:00"
[groups.room]
servers = ["mx1.example.org"]
zones = ["example.org"]
[outages.fire]
group = "room"
at = "2h"
for = "1h"
[outages.backup-run]
server = "backup.example.net"
mode = "slow"
factor = 5
at = "3h"
for = "1h"
)";

// What a scenario names lies beside it, and beside the filled one too.
void copy_named_files(const std::filesystem::path& scenario, const Folder& folder) {
    for (const auto& entry : std::filesystem::directory_iterator{scenario.parent_path()})
        if (entry.is_regular_file() && entry.path().extension() != ".toml")
            folder.write(entry.path().filename().string(), text_of_file(entry.path()));
}

void check_filled(std::vector<std::string> point) {
    const Folder folder;
    INFO(point.front());
    copy_named_files(point.front(), folder);
    const std::string file = folder.write("filled.toml", filled(point));
    point.insert(point.end(), {"--replications", "1"});
    const Json whole = run_json(file, {"--replications", "1"});
    const Json before = run_json(point.front(), {point.begin() + 1, point.end()});
    CHECK(whole.at("assumed") == Json::array());
    for (const char* part : {"messages", "other", "latency_or_worse", "backlog", "servers", "senders", "domains", "outages"})
        CHECK(whole.at(part) == before.at(part));
}

}  // namespace

TEST_CASE("a shipped scenario, filled, gives the same result, and nothing is assumed") {
    for (const auto& point : shipped_points())
        for (const char* small : {"a-bad-week", "one-message", "planned-move", "queue-full-now", "where-a-session-hangs"})
            if (point.front().find(small) != std::string::npos) check_filled(point);
}

TEST_CASE("every shipped scenario, filled, gives the same result", "[full]") {
    for (const auto& point : shipped_points()) check_filled(point);
}

TEST_CASE("a line taken out of a filled scenario is assumed again, and nothing else") {
    const Folder folder;
    const std::string file = folder.write("ten.toml", ten_lines);
    const std::vector<std::string> lines = lines_of(filled({file}));
    std::vector<std::string> back;
    for (std::size_t out = 0; out < lines.size(); ++out) {
        if (lines[out].find("  # assumed") == std::string::npos) continue;
        INFO(lines[out]);
        std::string rest;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != out) rest += lines[i] + '\n';
        const std::vector<std::string> one{"--replications", "1"}, as_it_is;
        const bool is_number_of_runs = lines[out].find("replications") != std::string::npos;
        const auto entry = assumed(run_json(folder.write("rest.toml", rest), is_number_of_runs ? as_it_is : one));
        REQUIRE(entry.size() == 1);
        const std::string value = lines[out].substr(0, lines[out].find("  # assumed"));
        CHECK(entry[0].substr(entry[0].size() - value.size()) == value);
        back.push_back(entry[0]);
    }
    const auto all = assumed(run_json(file, {"--replications", "1"}));
    for (const std::string& one : all) {
        INFO(one);
        const bool found = std::find(back.begin(), back.end(), one) != back.end();
        CHECK((found || one.find(".*.") != std::string::npos));  // what many assume is told in one line
    }
    CHECK(back.size() >= all.size());
}

TEST_CASE("what cannot be filled says so") {
    const Folder folder;
    const std::string many = folder.write("many.toml", ten_lines + "[variants.a]\n[variants.b]\n");
    CHECK(run_mxsim({"check", "--filled", many}).code == 2);
    CHECK(run_mxsim({"check", "--filled", many, "--variant", "a"}).code == 0);
    CHECK(run_mxsim({"check", "--filled", "--format", "json", many, "--variant", "a"}).code == 2);
    const auto wrong = run_mxsim({"check", "--filled", folder.write("wrong.toml", "[domains]\n")});
    CHECK(wrong.code == 3);
    CHECK(wrong.out.empty());
}
