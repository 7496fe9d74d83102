// scenarios/reference.toml against what other simulators found: means and standard deviations of single runs,
// over 24 seeds. A mean of ours lies within 3.5 standard errors of the difference of two such means.
#include <cmath>

#include "tests/theory_by_simulation/runs.hpp"

namespace mxsim::by_simulation {

namespace {

constexpr double seeds_of_theirs = 24;
constexpr std::uint32_t mx1 = 0, backup = 1;

Figure quantile(double share) {
    return [share](const measure::RunResult& run) {
        return engine::seconds(*run.wanted.latency.quantile(share));
    };
}

void check(const Runs& runs, const char* what, const Figure& figure, double mean, double sd) {
    double sum = 0;
    for (const double value : runs.each(figure)) sum += value;
    const auto n = static_cast<double>(runs.results().size());
    const double error = sd * std::sqrt(1 / n + 1 / seeds_of_theirs);
    INFO(what << ": theirs " << mean << ", ours " << sum / n << ", standard error " << error);
    CHECK(std::abs(sum / n - mean) <= 3.5 * error);
}

void check_reference(std::uint32_t seeds) {
    const Runs runs{scenario_file("reference.toml"), seeds, Runs::Over::seeds};
    check(
        runs, "delivered", [](const auto& r) { return double(r.wanted.fates.delivered); }, 864'142, 1108);
    check(
        runs, "through the backup", [](const auto& r) { return double(r.wanted.through_relay); }, 143'997,
        404);
    check(
        runs, "attempts by the backup", [](const auto& r) { return double(r.servers[backup].attempts_made); },
        1'223'700, 4200);
    check(runs, "median", quantile(0.5), 0.3526, 0.0015);
    check(runs, "p90", quantile(0.9), 9574, 40);
    check(runs, "p99", quantile(0.99), 18'179, 30);
    check(
        runs, "maximum", [](const auto& r) { return engine::seconds(r.wanted.latency.max()); }, 21'151, 29);
    check(
        runs, "peak stored", [](const auto& r) { return double(r.servers[backup].queue_peak_messages); },
        143'995, 403);
    check(
        runs, "peak waiting at mx1", [](const auto& r) { return double(r.servers[mx1].waiting_peak); },
        134'969, 430);
    for (const measure::RunResult& r : runs.results())
        CHECK(r.wanted.fates.delivered == r.wanted.fates.submitted);
}

}  // namespace

TEST_CASE("the reference model comes out over four seeds") { check_reference(4); }

TEST_CASE("the reference model comes out over 24 seeds", "[full]") { check_reference(24); }

}  // namespace mxsim::by_simulation
