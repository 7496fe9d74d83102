// Replications run on all processors and are gathered in order.
#include "cli/study.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "analysis/report/expectations.hpp"
#include "cli/exit_code.hpp"
#include "cli/host/replicate.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/usage_error.hpp"
#include "cli/version.hpp"

namespace mxsim::cli {

namespace {

report::Origin origin(const RunOptions& options, const scenario::Scenario& scenario) {
    report::Origin origin;
    origin.version = version;
    origin.path = options.scenario.path;
    origin.replications_asked = scenario.replications;
    const ScenarioOptions& said = options.scenario;
    if (said.seed) origin.options.push_back(fmt::format("--seed {}", *said.seed));
    if (options.replications) origin.options.push_back(fmt::format("--replications {}", *options.replications));
    for (const std::string& set : said.set) origin.options.push_back("--set " + set);
    if (!scenario.point.variant.empty()) origin.options.push_back("--variant " + scenario.point.variant);
    for (const scenario::Setting& set : scenario.point.set)
        if (set.line > 0) origin.options.push_back("--set " + set.path + '=' + set.value);
    return origin;
}

// The replications of all studies, counted through.
class Runs {
  public:
    explicit Runs(std::vector<std::shared_ptr<const Study>> studies) : studies_{std::move(studies)} {
        std::uint64_t count = 0;
        for (const auto& study : studies_) first_.push_back(static_cast<std::uint32_t>(count)), count += study->scenario.replications;
        if (count >> 32 != 0) throw UsageError{"--replications", "these are more than 2^32 runs of all points"};
        count_ = static_cast<std::uint32_t>(count);
    }
    std::uint32_t count() const noexcept { return count_; }
    std::size_t study_of(std::uint32_t run) const {
        return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), run) - first_.begin()) - 1;
    }
    measure::RunResult simulate(std::uint32_t run) const {
        const std::size_t s = study_of(run);
        const Study& study = *studies_[s];
        return mail::simulate(study.scenario.world, study.plan, study.scenario.seed, run - first_[s]);
    }

  private:
    std::vector<std::shared_ptr<const Study>> studies_;
    std::vector<std::uint32_t> first_;  // run of each
    std::uint32_t count_ = 0;
};

}  // namespace

std::shared_ptr<const Study> study_of(const RunOptions& options, scenario::Scenario scenario) {
    if (options.replications) {
        scenario.replications = *options.replications;
        not_assumed(scenario, "replications");
    }
    measure::Plan plan = mail::plan_for(scenario.world);
    plan.messages = !options.messages.empty();
    return std::make_shared<const Study>(Study{std::move(scenario), std::move(plan)});
}

bool simulate(const RunOptions& options, const std::vector<std::shared_ptr<const Study>>& studies,
              const std::function<void(std::size_t study, measure::RunResult&&)>& take,
              const std::function<bool()>& stop) {
    const auto runs = std::make_shared<const Runs>(studies);
    Progress progress{runs->count()};
    std::uint32_t taken = 0;
    const host::Outcome outcome = host::replicate({
        .count = runs->count(),
        .jobs = options.jobs == 0 ? host::available_jobs() : options.jobs,
        .simulate = [runs](std::uint32_t i) { return runs->simulate(i); },
        .take = [&](measure::RunResult&& run) { take(runs->study_of(taken++), std::move(run)); },
        .tick = [&](std::uint32_t finished) { progress.show(finished); },
        .stop = [&] { return was_interrupted() || (stop && stop()); },
    });
    return outcome == host::Outcome::finished;
}

report::Result result_of(const RunOptions& options, const Study& study, const report::Collector& collector) {
    report::Origin from = origin(options, study.scenario);
    from.complete = collector.runs() == study.scenario.replications;
    report::Result result = collector.result(from);
    report::check_expectations(result, study.scenario.expectations);
    return result;
}

int exit_code(const report::Result& result) {
    if (!result.origin.complete) return interrupted;
    switch (report::worst(result.expectations)) {
        case report::Verdict::missed: return missed;
        case report::Verdict::undecided: return undecided;
        case report::Verdict::met: return done;
    }
    return done;
}

report::TextOptions text_options(const RunOptions& options) {
    const char* no_color = std::getenv("NO_COLOR");
    const bool wanted = ::isatty(1) == 1 && (no_color == nullptr || *no_color == '\0');
    return {.colour = wanted && options.output.empty()};
}

}  // namespace mxsim::cli
