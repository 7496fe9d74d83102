// The counters of a run can be recomputed from its trace, by a program that links nothing of ours; and that
// program refuses a trace with one row taken out.
#include <sys/wait.h>

#include <cstdlib>

#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

constexpr int agrees = 0, differs = 1;
constexpr std::size_t fewest_rows = 4;  // of one message

int recount(const std::string& trace, const std::string& result) {
    const std::string command = MXSIM_RECOUNT " '" + trace + "' '" + result + "' > /dev/null";
    return WEXITSTATUS(std::system(command.c_str()));
}

// A trace and the result of the same replication, in a folder of their own.
class Pair {
  public:
    Pair(const std::vector<std::string>& scenario, const std::vector<std::string>& settings) {
        std::vector<std::string> trace{"trace", "--output", folder_.path("trace")};
        std::vector<std::string> run{"run", "--replications", "1", "--format", "json", "--output", result()};
        for (auto* command : {&trace, &run}) command->insert(command->end(), scenario.begin(), scenario.end());
        for (const std::string& setting : settings)
            for (auto* command : {&trace, &run}) command->insert(command->end(), {"--set", setting});
        const Outcome traced = run_mxsim(trace), ran = run_mxsim(run);
        INFO(traced.err << ran.err);
        REQUIRE(traced.code == 0);
        const int code = ran.code;
        REQUIRE((code == 0 || code == 4 || code == 5));  // what a smaller world was expected to do is no matter
        rows_ = lines_of(folder_.read("trace"));
        REQUIRE(rows_.size() >= fewest_rows);
    }
    std::size_t rows() const { return rows_.size(); }
    std::string result() const { return folder_.path("result"); }

    int recounted() const { return recount(folder_.path("trace"), result()); }
    int recounted_without(std::size_t taken_out) const {
        std::string rest;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (i != taken_out) rest += rows_[i] + '\n';
        return recount(folder_.write("rest", rest), result());
    }

  private:
    Folder folder_;
    std::vector<std::string> rows_;
};

// Copies of all kinds, a zone that fails, a queue that is lost, and mail to nobody.
const std::string copies = R"(format = 1
duration = "40m"
[network]
round_trip = "50ms"
[domains."a.example"]
mx = ["10 mx.a.example", "20 backup.example"]
[domains."b.example"]
mx = ["10 mx.b.example"]
[servers."mx.a.example"]
sessions = 5
service = "15s"
verdicts = [{ reply = "550 at rcpt", share = "10 %" }, { reply = "452 at eod", share = "10 %" }]
[servers."backup.example"]
relay = { for = ["a.example"], profile = { base = "fixed", interval = "3m", lifetime = "10m" }, queue = { messages = 8 }, queued = { messages = 4, oldest = "8m" } }
[servers."mx.b.example"]
service = { exponential = "5s" }
[senders.ann]
profile = { base = "fixed", interval = "2m", passes = 3, timeouts = { eod = "10s" } }
rate = "120/h"
unknown_recipients = "20 %"
queued = { messages = 20, oldest = "5m" }
[outages.unheard]
server = "mx.a.example"
mode = "ack-lost"
share = "50 %"
at = "5m"
for = "10m"
[outages.crash]
server = "mx.a.example"
mode = "refused"
at = "20m"
for = "15m"
[outages.disk]
server = "backup.example"
mode = "queue-lost"
at = "28m"
[outages.dns]
zone = "b.example"
mode = "servfail"
at = "10m"
for = "10m"
)";

void check_pair(const Pair& pair) {
    CHECK(pair.recounted() == agrees);
    for (const std::size_t taken_out :
         {std::size_t{0}, pair.rows() / 3, pair.rows() / 2, pair.rows() - 2, pair.rows() - 1}) {
        INFO("without row " << taken_out + 1);
        CHECK(pair.recounted_without(taken_out) == differs);
    }
}

// A warm-up is left out of the figures, and not of the trace.
std::vector<std::string> not_steady(const std::filesystem::path& scenario) {
    if (text_of_file(scenario).find("\nsteady = true") == std::string::npos) return {};
    return {"steady=false"};
}

// Such a change is not made smaller with the rates.
bool changes_rates(const std::filesystem::path& scenario) {
    return text_of_file(scenario).find("set = { \"senders.") != std::string::npos;
}

// A sender's rate in every shipped scenario.
std::vector<std::string> at_rate(const std::filesystem::path& scenario, const std::string& factor) {
    const auto text = text_of_file(scenario);
    std::vector<std::string> settings;
    for (std::size_t at = 0; (at = text.find("\n[senders.", at)) != std::string::npos; ++at) {
        const auto name = text.substr(at + 10, text.find(']', at) - at - 10);
        const auto table = text.substr(at, text.find("\n[", at + 1) - at);
        if (name.find('.') == std::string::npos && table.find("\nrate = ") != std::string::npos)
            settings.push_back("senders." + name + ".rate=*" + factor);
    }
    for (auto& setting : not_steady(scenario)) settings.push_back(std::move(setting));
    return settings;
}

// Of more there would be some million rows.
constexpr std::uint64_t most_messages = 20'000;

std::uint64_t messages_in(std::vector<std::string> point) {
    point.insert(point.begin(), "run");
    point.insert(point.end(), {"--replications", "1", "--format", "json"});
    return Json::parse(run_mxsim(point).out).at("messages").at("submitted").get<std::uint64_t>();
}

// Everything that can happen to a message happens to one of these: a relay before its own and worse exchangers,
// equals, a full server, sessions cut, notices, all ends.
const std::string trouble = R"(format = 1
duration = "30m"
[domains."a.example"]
mx = ["10 mx.a.example", "20 backup.example", "20 other.example", "30 mx.a2.example"]
[domains."b.example"]
mx = ["10 backup.example", "20 mx.a.example"]
[domains."none.example"]
mx = ["0 ."]
[servers."mx.a.example"]
addresses = ["192.0.2.1", "2001:db8::1"]
mailbox = true
sessions = 1
waiting = 1
service = "20s"
[servers."mx.a2.example"]
mailbox = true
[servers."backup.example"]
relay = { for = ["a.example", "b.example"], profile = { base = "postfix", delay_warning_time = "5m", maximal_queue_lifetime = "1h" } }
[servers."other.example"]
relay = { for = ["a.example"], profile = { base = "fixed", lifetime = "20m", delay_notice = "1m" } }
[senders.ann]
profile = { base = "fixed", interval = "2m", passes = 2, address_limit = 3, first = "10s" }
to = [{ domain = "a.example", share = "70 %" }, { domain = "b.example", share = "20 %" }, { domain = "none.example", share = "10 %" }]
rate = "40/h"
[senders.bob]
profile = "postfix"
to = "a.example"
rate = "40/h"
wanted = false
[outages.crash]
servers = ["mx.a.example"]
mode = "refused"
at = "5m"
for = "10m"
[outages.silent]
servers = ["backup.example", "mx.a2.example"]
mode = "silent"
at = "8m"
for = "15m"
)";

}  // namespace

TEST_CASE("a small trace in trouble is recounted, and refused without any one of its rows") {
    const Folder folder;
    const Pair pair{{folder.write("trouble.toml", trouble)}, {}};
    REQUIRE(pair.recounted() == agrees);
    REQUIRE(pair.rows() > 200);
    for (std::size_t taken_out = 0; taken_out < pair.rows(); ++taken_out) {
        INFO("without row " << taken_out + 1);
        CHECK(pair.recounted_without(taken_out) == differs);
    }
}

TEST_CASE("a small trace of many copies is recounted, and refused without any one of its rows") {
    const Folder folder;
    const Pair pair{{folder.write("copies.toml", copies)}, {}};
    REQUIRE(pair.recounted() == agrees);
    REQUIRE(pair.rows() > 200);
    for (std::size_t taken_out = 0; taken_out < pair.rows(); taken_out += 3) {
        INFO("without row " << taken_out + 1);
        CHECK(pair.recounted_without(taken_out) == differs);
    }
}

TEST_CASE("a trace that was cut is recounted") {
    const Folder folder;
    const Pair pair{{folder.write("trouble.toml", trouble)}, {"until=9m"}};
    check_pair(pair);
}

TEST_CASE("every shipped scenario is recounted, at a hundredth of its rate") {
    for (const auto& point : shipped_points()) {
        INFO(point.front() << ' ' << point.back());
        if (!changes_rates(point.front())) check_pair({point, at_rate(point.front(), "0.01")});
    }
}

TEST_CASE("every shipped scenario is recounted, as it is or at a tenth of its rate", "[full]") {
    for (const auto& point : shipped_points()) {
        INFO(point.front() << ' ' << point.back());
        if (messages_in(point) < most_messages)
            check_pair({point, not_steady(point.front())});
        else
            check_pair({point, at_rate(point.front(), "0.1")});
    }
}

TEST_CASE("the trace of another replication is refused") {
    const Folder folder;
    const auto file = folder.write("trouble.toml", trouble);
    const Pair pair{{file}, {}};
    REQUIRE(run_mxsim({"trace", file, "--replication", "1", "--output", folder.path("other")}).code == 0);
    CHECK(recount(folder.path("other"), pair.result()) == differs);
}
