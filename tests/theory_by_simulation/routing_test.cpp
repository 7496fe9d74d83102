// What a sender meets among several exchangers, and what an outage of known length leaves behind.
#include <map>
#include <string>
#include <vector>

#include "sim/mail/trace.hpp"
#include "tests/theory_by_simulation/runs.hpp"

namespace mxsim::by_simulation {

namespace {

constexpr std::uint32_t replications = 20;

// n exchangers of one preference, the first k of them refusing all day; one pass each.
std::string equals(int n, int down, const std::string& limit) {
    std::string mx, struck;
    for (int i = 0; i < n; ++i) mx += "\"10 mx" + std::to_string(i) + ".example.org\", ";
    for (int i = 0; i < down; ++i) struck += "\"mx" + std::to_string(i) + ".example.org\", ";
    return "duration = \"1000s\"\n[domains.\"example.org\"]\nmx = [" + mx + R"(]
[outages.some]
servers = [)" +
           struck + R"(]
mode = "refused"
at = "0s"
[senders.all]
profile = { base = "fixed", passes = 1)" +
           limit + R"( }
size = "1 kB"
rate = "2/s"
arrivals = "regular"
)";
}

// By replication, the share of messages that make so many attempts.
std::map<std::size_t, std::vector<double>> attempts_shares(const mail::WorldSpec& world, std::size_t most) {
    std::map<std::size_t, std::vector<double>> shares;
    for (std::uint32_t r = 0; r < replications; ++r) {
        std::map<std::uint32_t, std::size_t> attempts;
        for (const mail::TraceRow& row : mail::trace(world, 1, r))
            if (row.event == mail::TraceEvent::attempt) ++attempts[row.message];
        std::map<std::size_t, int> counts;
        for (const auto& [message, count] : attempts) ++counts[count];
        for (std::size_t n = 1; n <= most; ++n)
            shares[n].push_back(counts[n] / static_cast<double>(attempts.size()));
    }
    return shares;
}

bool contains(const std::vector<double>& samples, double known) {
    const stats::Interval found = stats::student_interval(samples, 0.999);
    return std::abs(found.mean - known) <= found.half_width && found.half_width > 0;
}

struct EqualsCase {
    int n, down;
    double attempts;               // (n + 1) / (n - k + 1)
    std::vector<double> failures;  // probability of exactly j failures first
};

}  // namespace

TEST_CASE("among n equals with k down, the number of attempts has its known distribution") {
    for (const EqualsCase& c :
         {EqualsCase{2, 1, 1.5, {1. / 2, 1. / 2}}, EqualsCase{4, 2, 5. / 3, {1. / 2, 1. / 3, 1. / 6}},
          EqualsCase{6, 5, 3.5, std::vector<double>(6, 1. / 6)}}) {
        INFO(c.n << " equals, " << c.down << " down");
        const auto scenario = scenario_of(equals(c.n, c.down, ""));
        const auto shares = attempts_shares(scenario.world, c.failures.size());
        std::vector<double> means(replications, 0.0);
        for (const auto& [attempts, samples] : shares) {
            INFO(attempts << " attempts, known " << c.failures[attempts - 1]);
            CHECK(contains(samples, c.failures[attempts - 1]));
            for (std::size_t r = 0; r < samples.size(); ++r)
                means[r] += samples[r] * static_cast<double>(attempts);
        }
        CHECK(contains(means, c.attempts));
    }
}

TEST_CASE("each of k equals that are down is tried with the same known probability") {
    const Runs runs{equals(4, 2, ""), replications};
    const auto per_message = [](std::uint32_t server, std::uint64_t measure::ServerFigures::*count) {
        return [server, count](const measure::RunResult& run) {
            return static_cast<double>(run.servers[server].*count) / 2000;
        };
    };
    for (const std::uint32_t server : {0u, 1u})
        runs.check("tried", per_message(server, &measure::ServerFigures::refused), 1. / 3);
    for (const std::uint32_t server : {2u, 3u})
        runs.check("delivers", per_message(server, &measure::ServerFigures::accepted), 1. / 2);
}

TEST_CASE("with a limit on addresses a pass may see no server that is up") {
    for (const auto& [n, down, limit] : {std::tuple{4, 2, 2}, {6, 5, 5}}) {
        const Runs runs{equals(n, down, ", address_limit = " + std::to_string(limit)), replications};
        runs.check("no server up within the limit", share(&measure::Fates::bounced), 1. / 6);
    }
}

namespace {

// Every 1000 s the primary is down for a share u1 of the time, the backup (a mailbox server) for u2, and both
// for u1 u2.
std::string two_servers(const std::string& primary_for, const std::string& backup_at,
                        const std::string& backup_for) {
    return R"(duration = "20000s"
[network]
round_trip = "0s"
[domains."example.org"]
mx = ["10 mx1.example.org", "20 mx2.example.org"]
[servers."mx1.example.org"]
sessions = "unlimited"
service = "0s"
[servers."mx2.example.org"]
mailbox = true
sessions = "unlimited"
service = "0s"
[senders.all]
profile = { base = "fixed", passes = 1 }
size = "1 kB"
rate = "1/s"
[outages.primary]
server = "mx1.example.org"
mode = "refused"
at = "0s"
for = ")" + primary_for +
           R"("
every = "1000s"
[outages.backup]
server = "mx2.example.org"
mode = "refused"
at = ")" + backup_at +
           "\"\nfor = \"" + backup_for + "\"\nevery = \"1000s\"\n";
}

void check_split(const std::string& scenario, double u1, double u2) {
    const Runs runs{scenario, replications};
    const auto per_submitted = [](std::uint32_t server) {
        return [server](const measure::RunResult& run) {
            return static_cast<double>(run.servers[server].accepted) /
                   static_cast<double>(run.wanted.fates.submitted);
        };
    };
    runs.check("primary", per_submitted(0), 1 - u1);
    runs.check("backup", per_submitted(1), u1 * (1 - u2));
    runs.check("neither", share(&measure::Fates::bounced), u1 * u2);
}

}  // namespace

TEST_CASE("mail splits over primary and backup as their outages overlap") {
    check_split(two_servers("300s", "297s", "10s"), 0.3, 0.01);
    check_split(two_servers("10s", "9900ms", "10s"), 0.01, 0.01);
}

namespace {

std::string one_outage(const std::string& rate, const std::string& service, const std::string& length,
                       const std::string& relay, const std::string& interval) {
    return R"([network]
round_trip = "0s"
[domains."example.org"]
mx = ["10 mx1.example.org")" +
           std::string{relay.empty() ? "" : ", \"20 backup.example.net\""} + R"(]
[servers."mx1.example.org"]
sessions = 1
waiting = "unlimited"
service = ")" +
           service + "\"\n" + relay + R"([senders.all]
profile = { base = "fixed", interval = ")" +
           interval + R"(", timeouts = "none" }
size = "1 kB"
arrivals = "regular"
rate = ")" +
           rate + R"("
[outages.crash]
server = "mx1.example.org"
mode = "refused"
sessions = "finish"
at = "1800s"
for = ")" + length +
           "\"\n";
}

constexpr const char* backup_every_10s = R"([servers."backup.example.net"]
sessions = "unlimited"
service = "0s"
[servers."backup.example.net".relay]
for = ["example.org"]
profile = { base = "fixed", first = "10s", interval = "10s", timeouts = "none" }
)";

// Beyond what every message needs at a free server.
double delay_in_all(const measure::RunResult& run, double service_s) {
    return static_cast<double>(run.wanted.latency.sum_ns()) * 1e-9 -
           service_s * static_cast<double>(run.wanted.fates.delivered);
}

double normal_after(const measure::RunResult& run) { return engine::seconds(run.outages[0].normal_after); }

}  // namespace

// Fluid: lambda = 2/s, mu = 10/s, D = 3600 s; the backup tries again every 10 s, so all is back within that.
TEST_CASE("an outage builds up lambda D at the backup and drains in lambda D / (mu - lambda)") {
    const Runs runs{one_outage("2/s", "100ms", "3600s", backup_every_10s, "10s"), 1};
    const measure::RunResult& run = runs.results()[0];
    CHECK(std::abs(static_cast<double>(run.servers[1].queue_peak_messages) - 7200) <= 1);
    CHECK(std::abs(normal_after(run) - 900) <= 10);
    const double delay = delay_in_all(run, 0.1);
    CHECK(std::abs(delay - 16'200'000) <=
          4500 + 9000 * 10);  // one message all the time, one interval for each delayed one
    CHECK(std::abs(delay / 9000 - 1800) <= 10.5);
}

TEST_CASE("a herd that comes back within one interval overloads the server, or does not") {
    // lambda = 5/s, mu = 8/s, D = 7200 s, retries every 900 s: 45/s for 900 s, and nine come at each instant.
    const Runs heavy{one_outage("5/s", "125ms", "7200s", "", "900s"), 1};
    const measure::RunResult& herd = heavy.results()[0];
    CHECK(std::abs(static_cast<double>(herd.outages[0].backlog_peak) - 36'000) <= 9);
    CHECK(std::abs(static_cast<double>(herd.servers[0].waiting_peak) - 33'300) <= 9);
    CHECK(std::abs(normal_after(herd) - 12'000) <= 2);

    // lambda = 2/s, mu = 10/s, D = 3600 s, retries every 1800 s: 6/s, and no line to speak of.
    const Runs light{one_outage("2/s", "100ms", "3600s", "", "1800s"), 1};
    const measure::RunResult& calm = light.results()[0];
    CHECK(std::abs(static_cast<double>(calm.outages[0].backlog_peak) - 7200) <= 3);
    CHECK(calm.servers[0].waiting_peak <= 3);
    CHECK(std::abs(normal_after(calm) - 1800) <= 1);
    // Each waits for the end of the outage, in the mean D/2, and then half an interval.
    CHECK(std::abs(delay_in_all(calm, 0.1) / 7200 - (1800 + 900)) <= 1);
}

}  // namespace mxsim::by_simulation
