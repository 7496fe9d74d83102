// An interval of 95 % holds the long-run value in 38 of 40 studies on average, and in fewer than 33 of them
// once in a thousand. The long-run value of the 95th percentile is the mean over 4000 replications of another
// seed.
#include <numeric>

#include "analysis/report/collector.hpp"
#include "tests/theory_by_simulation/runs.hpp"

namespace mxsim::by_simulation {

namespace {

constexpr const char* evening = R"(
duration = "3h"
[domains."example.org"]
mx = ["10 mx1.example.org", "20 backup.example.net"]
[servers."mx1.example.org"]
sessions = 2
service = { exponential = "2s" }
[servers."backup.example.net"]
relay = { for = ["example.org"], profile = "postfix" }
[senders.all]
profile = "rfc5321"
mtas = 20
rate = "300/h"
[outages.crash]
server = "mx1.example.org"
mode = "refused"
at = "1h"
for = { exponential = "10m" }
)";

report::Result study(const scenario::Scenario& scenario, std::uint64_t seed, std::uint32_t replications) {
    const measure::Plan plan = mail::plan_for(scenario.world);
    report::Collector collector{scenario, plan};
    for (std::uint32_t r = 0; r < replications; ++r)
        collector.add(mail::simulate(scenario.world, plan, seed, r));
    return collector.result({});
}

bool covers(const stats::Estimate& estimate, double value) {
    return *estimate.low <= value && value <= *estimate.high;
}

}  // namespace

TEST_CASE("the 95 % intervals of 40 studies cover the long-run value") {
    const scenario::Scenario scenario = scenario_of(evening);
    const double submitted = 900;  // 300/h for 3 h, by the scenario itself
    const double p95 = *study(scenario, 1000, 4000).wanted.latency.p95_s.value;
    int of_submitted = 0, of_p95 = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const report::Result result = study(scenario, seed, 20);
        of_submitted += covers(result.wanted.counts.submitted, submitted);
        of_p95 += covers(result.wanted.latency.p95_s, p95);
    }
    INFO("long-run 95th percentile " << p95 << " s; covered " << of_submitted << " and " << of_p95
                                     << " times of 40");
    CHECK(of_submitted >= 33);
    CHECK(of_p95 >= 33);
}

}  // namespace mxsim::by_simulation
