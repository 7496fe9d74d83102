// mxsim run --messages: a row a message.
#include <map>
#include <sstream>

#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

// A primary that refuses for twenty minutes, a backup, a domain that takes no mail, and the end of the run before
// all mail has ended.
const std::string mixed = R"(format = 1
duration = "1h"
until = "15m"
[domains."a.example"]
mx = ["10 mx.a.example", "20 backup.example"]
[domains."none.example"]
mx = ["0 ."]
[servers."mx.a.example"]
mailbox = true
[servers."backup.example"]
relay = { for = ["a.example"], profile = "fixed" }
[senders."one, two"]
profile = "fixed"
times = ["0s a.example", "1s none.example", "11m a.example", "14m59.9s a.example"]
[outages.short]
server = "mx.a.example"
mode = "refused"
at = "0s"
for = "10m"
)";

std::vector<std::string> fields(const std::string& row) {
    std::vector<std::string> all;
    std::istringstream in{row};
    for (std::string field; std::getline(in, field, ',');) all.push_back(field);
    return all;
}

}  // namespace

TEST_CASE("a row a message says what became of it") {
    const Folder folder;
    const auto outcome = run_mxsim({"run", folder.write("mixed.toml", mixed), "--replications", "1", "--messages",
                                    folder.path("rows.csv")});
    CHECK(outcome.code == 0);
    CHECK(outcome.err == "");
    CHECK(folder.read("rows.csv") ==
          "replication,class,domain,submitted_s,end_s,fate,attempts,hops,last_server\r\n"
          "0,\"one, two\",a.example,0,,queued,3,2,mx.a.example\r\n"  // next 15:00.95
          "0,\"one, two\",none.example,1,1,bounced,0,1,\r\n"
          "0,\"one, two\",a.example,660,660.85,delivered,1,1,mx.a.example\r\n"
          "0,\"one, two\",a.example,899.9,,queued,0,1,\r\n");
}

TEST_CASE("the rows are the same bytes for any number of jobs, in order of replication and message") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto with = run_mxsim({"run", file, "--jobs", "1", "--messages", folder.path("one")});
    CHECK(run_mxsim({"run", file, "--jobs", "7", "--messages", folder.path("seven")}).code == 0);
    CHECK(folder.read("one") == folder.read("seven"));
    CHECK(with.out == run_mxsim({"run", file}).out);  // listing them changes no figure
    int last = 0;
    for (const auto& row : lines_of(folder.read("one"))) {
        if (row.substr(0, 11) == "replication") continue;
        const int replication = std::stoi(row);
        REQUIRE((replication == last || replication == last + 1));
        last = replication;
    }
    CHECK(last == 19);
}

TEST_CASE("the rows add up to the result") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto outcome = run_mxsim({"run", file, "--format", "json", "--messages", folder.path("rows")});
    std::map<std::string, std::uint64_t> fates;
    std::uint64_t attempts = 0;
    for (const auto& row : lines_of(folder.read("rows"))) {
        const auto field = fields(row);
        if (field[0] == "replication") continue;
        ++fates[field[5]];
        attempts += std::stoull(field[6]);
    }
    const auto result = Json::parse(outcome.out);
    CHECK(fates["delivered"] == result.at("messages").at("delivered").get<std::uint64_t>());
    CHECK(fates["bounced"] + fates["queued"] + fates["lost"] == 0);
    const double mean = result.at("servers").at("mx.a.example").at("attempts").at("value").get<double>();
    CHECK(static_cast<double>(attempts) / 20 == Approx(mean).epsilon(1e-8));
}

TEST_CASE("the file of messages is written whole or not at all, and harms nothing") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    CHECK(run_mxsim({"run", file, "--messages", file}).code == 2);
    const auto both = run_mxsim({"run", file, "--messages", folder.path("x"), "--output", folder.path("x")});
    CHECK(both.code == 2);
    CHECK(both.err.find("is the file of --output") != std::string::npos);
    CHECK(run_mxsim({"run", file, "--messages", folder.path("no-such-folder/x")}).code == 1);
    Around around;
    around.largest_file = 100'000;
    folder.write("rows", "what was there before");
    const auto full = run_mxsim({"run", file, "--messages", folder.path("rows"), "--output", folder.path("result")}, around);
    CHECK(full.code == 1);
    CHECK(full.err.find("nothing was written") != std::string::npos);
    CHECK(folder.read("rows") == "what was there before");
    CHECK(run_mxsim({"run", file, "--messages", "/dev/full"}).code == 1);
    CHECK(folder.names() == std::vector<std::string>{"rows", "small.toml"});
}

TEST_CASE("after an interrupt the file has the messages of the finished replications") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    Around around;
    around.interrupt_after_ms = 1500;
    SECTION("some") {
        const auto outcome = run_mxsim({"run", file, "--replications", "1000000", "--format", "json", "--messages",
                                    folder.path("rows"), "--output", folder.path("result")},
                                   around);
        CHECK(outcome.code == 130);
        CHECK(folder.names() == std::vector<std::string>{"result", "rows", "small.toml"});
        const auto replications = Json::parse(folder.read("result")).at("replications").get<int>();
        CHECK(std::stoi(lines_of(folder.read("rows")).back()) == replications - 1);
    }
    SECTION("none") {
        const auto outcome = run_mxsim({"run", file, "--set", "senders.internet.rate=2000000000/h", "--replications",
                                    "1", "--messages", folder.path("rows")},
                                   around);
        CHECK(outcome.code == 130);
        CHECK(folder.names() == std::vector<std::string>{"small.toml"});
    }
}
