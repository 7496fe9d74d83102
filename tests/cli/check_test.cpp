// mxsim check: what it finds, as text and as JSON, and how it ends.
#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

const std::string wrong = "[domains.\"a.example\"]\nmx = [\"10 mx.a.example\", \"20 b.example\"]\n[servers.lonely]\n";

}  // namespace

TEST_CASE("check says nothing is wrong of what can be run, and simulates nothing") {
    for (const auto& path : shipped_scenarios()) {
        INFO(path.string());
        const auto outcome = run_mxsim({"check", path.string()});
        CHECK(outcome.code == 0);
        CHECK(outcome.err == "");
        CHECK(lines_of(outcome.out).back() == path.string() + ": nothing is wrong");
    }
    const Folder folder;
    const std::string years =
        "duration = \"90y\"\n[domains.\"a.example\"]\nmx = [\"10 mx.a.example\"]\n[senders.s]\nrate = \"1/s\"\n";
    CHECK(run_mxsim({"check", folder.write("years.toml", years)}).code == 0);
}

TEST_CASE("check tells what run tells, on standard output, and ends with 3") {
    const Folder folder;
    const std::string file = folder.write("wrong.toml", wrong);
    const auto checked = run_mxsim({"check", file});
    const auto ran = run_mxsim({"run", file});
    CHECK(checked.code == 3);
    CHECK(ran.code == 3);
    CHECK(checked.err == "");
    CHECK(checked.out == ran.err + file + ": 1 error and 1 warning\n");
    const auto warned = run_mxsim({"check", file, "--set", "domains.a.example.mx=[\"10 mx.a.example\"]"});
    CHECK(warned.code == 0);
    CHECK(lines_of(warned.out).back() == file + ": 1 warning; it can be run");
    CHECK(run_mxsim({"check", folder.path("nowhere.toml")}).code == 3);
}

TEST_CASE("check --format json gives every finding its place") {
    const Folder folder;
    const std::string file = folder.write("wrong.toml", wrong);
    const auto outcome = run_mxsim({"check", file, "--format", "json"});
    CHECK(outcome.code == 3);
    const Json json = Json::parse(outcome.out);
    CHECK(json.at("schema") == "mxsim-check/1");
    CHECK(json.at("valid") == false);
    CHECK(json.at("simulated") == true);
    const Json& first = json.at("diagnostics").at(0);
    CHECK(first.at("severity") == "error");
    CHECK(first.at("file") == file);
    CHECK(first.at("line") == 2);
    CHECK(first.at("column") == 30);
    CHECK(first.at("found") == "nothing says whether \"b.example\" is a relay or a mailbox server");
    CHECK(first.at("fix").get<std::string>().find("mailbox = true") != std::string::npos);
    const std::string later = "[domains.\"a.example\"]\nmx = [\"10 mx.a.example\"]\n[resolvers.shared]\ntries = 3\n";
    const auto unborn = run_mxsim({"check", folder.write("later.toml", later), "--format", "json"});
    CHECK(unborn.code == 3);
    CHECK(Json::parse(unborn.out).at("simulated") == false);
}
