// Scenarios written in a test and what their replications come to.
#pragma once

#include <cmath>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/report/extract.hpp"
#include "analysis/stats/estimate.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace mxsim::by_simulation {

inline scenario::Scenario scenario_of(const std::string& text,
                                      const std::vector<scenario::Setting>& settings = {}) {
    auto read = scenario::read(text, "test.toml", settings, [](std::string_view) { return std::nullopt; });
    std::string diagnostics;
    for (const auto& d : read.diagnostics) diagnostics += scenario::to_text(d) + '\n';
    INFO(diagnostics);
    REQUIRE(read.scenario);
    return *read.scenario;
}

inline scenario::Scenario scenario_file(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream{std::string{MXSIM_SCENARIOS_DIR} + '/' + name}.rdbuf();
    return scenario_of(text.str());
}

using Figure = std::function<double(const measure::RunResult&)>;

// Runs of one scenario: replications 0, 1, 2 ... under seed 1, which was fixed before the first run, or the
// first replication under the seeds 1, 2, 3 ...
class Runs {
  public:
    enum class Over { replications, seeds };

    Runs(const std::string& text, std::uint32_t replications) : Runs{scenario_of(text), replications} {}
    Runs(scenario::Scenario scenario, std::uint32_t runs, Over over = Over::replications)
        : scenario_{std::move(scenario)} {
        const measure::Plan plan = mail::plan_for(scenario_.world);
        for (std::uint32_t i = 0; i < runs; ++i)
            results_.push_back(over == Over::seeds ? mail::simulate(scenario_.world, plan, i + 1, 0)
                                                   : mail::simulate(scenario_.world, plan, 1, i));
    }

    const mail::WorldSpec& world() const { return scenario_.world; }
    const std::vector<measure::RunResult>& results() const { return results_; }

    std::vector<double> each(const Figure& figure) const {
        std::vector<double> values;
        for (const measure::RunResult& result : results_) values.push_back(figure(result));
        return values;
    }
    // The known value lies within Student's 99.9 % interval over the replications.
    void check(const char* what, const Figure& figure, double known) const {
        const stats::Interval found = stats::student_interval(each(figure), 0.999);
        INFO(what << ": known " << known << ", found " << found.mean << " +- " << found.half_width);
        CHECK(found.half_width > 0);
        CHECK(std::abs(found.mean - known) <= found.half_width);
    }

    Figure load(std::uint32_t server, double report::Load<double>::*figure) const {
        return [this, server, figure](const measure::RunResult& run) {
            const auto submitted = run.wanted.fates.submitted;
            const double slots = report::mean_slots(scenario_.world, server, run.averaged_until, run.averaged);
            return report::load_of(run.servers[server], slots, run, submitted).*figure;
        };
    }

  private:
    scenario::Scenario scenario_;
    std::vector<measure::RunResult> results_;
};

inline double mean_latency(const measure::RunResult& run) { return run.wanted.latency.mean_s(); }

inline Figure share(std::uint64_t measure::Fates::*fate) {
    return [fate](const measure::RunResult& run) {
        return static_cast<double>(run.wanted.fates.*fate) / static_cast<double>(run.wanted.fates.submitted);
    };
}

}  // namespace mxsim::by_simulation
