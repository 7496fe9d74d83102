// Replications run on all processors and are gathered in order.
#include "cli/study.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "analysis/report/expectations.hpp"
#include "cli/exit_code.hpp"
#include "cli/host/replicate.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
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

struct Place {
    std::size_t study = 0;
    std::uint32_t replication = 0;
};

// Of the replications of all studies, counted through.
std::vector<Place> places_of(const std::vector<std::shared_ptr<const Study>>& studies) {
    std::vector<Place> places;
    for (std::size_t s = 0; s < studies.size(); ++s)
        for (std::uint32_t i = 0; i < studies[s]->scenario.replications; ++i) places.push_back({s, i});
    return places;
}

}  // namespace

std::shared_ptr<const Study> study_of(const RunOptions& options, scenario::Scenario scenario) {
    if (options.replications) scenario.replications = *options.replications;
    measure::Plan plan = mail::plan_for(scenario.world);
    plan.messages = !options.messages.empty();
    return std::make_shared<const Study>(Study{std::move(scenario), std::move(plan)});
}

bool simulate(const RunOptions& options, const std::vector<std::shared_ptr<const Study>>& studies,
              const std::function<void(std::size_t study, measure::RunResult&&)>& take,
              const std::function<bool()>& stop) {
    const std::vector<Place> places = places_of(studies);
    const auto count = static_cast<std::uint32_t>(places.size());
    Progress progress{count};
    std::size_t taken = 0;
    const host::Outcome outcome = host::replicate({
        .count = count,
        .jobs = options.jobs == 0 ? host::available_jobs() : options.jobs,
        .simulate = [studies, places](std::uint32_t i) {
            const Study& study = *studies[places[i].study];
            return mail::simulate(study.scenario.world, study.plan, study.scenario.seed, places[i].replication);
        },
        .take = [&](measure::RunResult&& run) { take(places[taken++].study, std::move(run)); },
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
