// Replications run on all processors and are gathered in order. An interrupt makes the finished ones the
// result, marked as incomplete.
#include "cli/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "analysis/report/collector.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/expectations.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/points.hpp"
#include "analysis/report/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/files.hpp"
#include "cli/host/replicate.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages_file.hpp"
#include "cli/progress.hpp"
#include "cli/version.hpp"
#include "cli/writer.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::cli {

namespace {

void apply(const RunOptions& options, scenario::Scenario& scenario) {
    if (options.replications)
        scenario.replications = *options.replications;
    else if (!scenario.replications_given && mail::is_deterministic(scenario.world))
        scenario.replications = 1;
}

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

bool colours() {
    const char* no_color = std::getenv("NO_COLOR");
    return ::isatty(1) == 1 && (no_color == nullptr || *no_color == '\0');
}

std::string printed(const RunOptions& options, const report::Result& result) {
    if (options.format == "json") return report::json_text(report::to_json(result));
    if (options.format == "csv") return report::to_csv(report::to_json(result));
    return report::to_text(result, {.colour = options.output.empty() && colours()});
}

// What a replication reads. Threads own it together: those still at work when another fails outlive the call.
struct Study {
    scenario::Scenario scenario;
    measure::Plan plan;
};

host::Outcome simulate(const RunOptions& options, const std::shared_ptr<const Study>& study,
                       report::Collector& collector, MessagesFile& messages) {
    Progress progress{study->scenario.replications};
    return host::replicate({
        .count = study->scenario.replications,
        .jobs = options.jobs == 0 ? host::available_jobs() : options.jobs,
        .simulate = [study](std::uint32_t i) {
            return mail::simulate(study->scenario.world, study->plan, study->scenario.seed, i);
        },
        .take = [&](measure::RunResult&& run) { collector.add(run), messages.add(run); },
        .tick = [&](std::uint32_t finished) { progress.show(finished); },
        .stop = [&] { return was_interrupted() || messages.failed(); },
    });
}

int exit_code(bool complete, const report::Result& result) {
    if (!complete) return interrupted;
    switch (report::worst(result.expectations)) {
        case report::Verdict::missed: return missed;
        case report::Verdict::undecided: return undecided;
        case report::Verdict::met: return done;
    }
    return done;
}

[[noreturn]] void leave_unwritten(MessagesFile& messages) {
    try {
        messages.finish();
    } catch (const ClosedPipe&) {
        leave_at_once(closed_pipe);
    } catch (const FileError& error) {
        fmt::print(stderr, "mxsim: {}\n", scenario::legible(error.what()));
    }
    leave_at_once(failed);
}

// The finished replications, however many they are.
report::Result result_of(const RunOptions& options, const scenario::Scenario& scenario,
                         const report::Collector& collector, bool complete) {
    report::Origin from = origin(options, scenario);
    from.complete = complete;
    report::Result result = collector.result(from);
    report::check_expectations(result, scenario.expectations);
    return result;
}

}  // namespace

void add_run_options(CLI::App& command, RunOptions& options) {
    const auto range = [](unsigned least, unsigned most) { return CLI::Range(least, most).description(""); };
    add_scenario_options(command, options.scenario);
    command
        .add_option("--replications", options.replications, "Independent runs\n(default: the scenario's, or 20)")
        ->type_name("N")
        ->check(range(1, 1'000'000));
    command.add_option("--jobs", options.jobs, "Threads (default: one for each processor)")
        ->type_name("N")
        ->check(range(1, 1024));
    command.add_option("--format", options.format, "text (the default), json or csv")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "csv"}).description(""));
    add_output_option(command, options.output);
    command.add_option("--messages", options.messages, "Write a row a message to this CSV file,\nwhole or not at all")
        ->type_name("FILE");
}

namespace {

int run_one(const RunOptions& options, scenario::Scenario read) {
    apply(options, read);
    measure::Plan plan = mail::plan_for(read.world);
    plan.messages = !options.messages.empty();
    const auto study = std::make_shared<const Study>(Study{std::move(read), std::move(plan)});
    const scenario::Scenario& scenario = study->scenario;
    report::Collector collector{scenario, study->plan};
    MessagesFile messages{options.messages, scenario.world};
    let_work_finish();
    const bool complete = simulate(options, study, collector, messages) == host::Outcome::finished;
    if (messages.failed()) leave_unwritten(messages);
    if (collector.runs() == 0) {
        messages.discard();
        fmt::print(stderr, "interrupted before the first replication was finished: there is no result\n");
        leave_at_once(interrupted);
    }
    const report::Result result = result_of(options, scenario, collector, complete);
    messages.finish();
    Writer out{options.output};
    out.write(printed(options, result));
    out.finish();
    const int code = exit_code(complete, result);
    if (!complete) leave_at_once(code);
    return code;
}

std::string printed(const RunOptions& options, const std::vector<report::Point>& points,
                    const std::vector<std::string>& show) {
    if (options.format == "json") return report::json_text(report::points_json(points));
    if (options.format == "csv") return report::points_csv(points);
    return report::points_text(points, show, {.colour = options.output.empty() && colours()});
}

// Of all points the code that comes first in the list of exit codes.
int worse(int a, int b) {
    for (const int code : {int{interrupted}, int{missed}, int{undecided}})
        if (a == code || b == code) return code;
    return done;
}

// All are read before the first is run.
std::optional<std::vector<scenario::Scenario>> read_points(const RunOptions& options,
                                                           const std::vector<scenario::Point>& points) {
    std::vector<scenario::Scenario> all;
    std::vector<scenario::Diagnostic> found;
    bool good = true;
    for (const scenario::Point& point : points) {
        auto read = check_point(options.scenario, {{"--output", options.output}}, point);
        if (!read) return std::nullopt;
        add_new(found, std::move(read->diagnostics));
        good = good && read->scenario;
        if (read->scenario) all.push_back(std::move(*read->scenario));
    }
    fmt::print(stderr, "{}", diagnostics_text(std::move(found)));
    if (!good) return std::nullopt;
    return all;
}

int run_points(const RunOptions& options, const std::vector<scenario::Point>& all_points) {
    if (options.scenario.path == "-")
        throw CLI::ValidationError{"FILE", "every point is read once; standard input can be read only once"};
    if (!options.messages.empty())
        throw CLI::ValidationError{"--messages", "the file stands for many scenarios: choose one, with --variant or without [sweep]"};
    auto scenarios = read_points(options, all_points);
    if (!scenarios) return invalid;
    std::vector<report::Point> points;
    int code = done;
    const std::vector<std::string> show = scenarios->front().show;
    let_work_finish();
    for (scenario::Scenario& one : *scenarios) {
        apply(options, one);
        const auto study = std::make_shared<const Study>(Study{one, mail::plan_for(one.world)});
        report::Collector collector{study->scenario, study->plan};
        MessagesFile none{"", study->scenario.world};
        const bool complete = simulate(options, study, collector, none) == host::Outcome::finished;
        if (collector.runs() > 0) {
            points.push_back({study->scenario.point, result_of(options, study->scenario, collector, complete)});
            code = worse(code, exit_code(complete, points.back().result));
        }
        if (!complete) code = interrupted;
        if (!complete) break;
    }
    if (!points.empty()) {
        Writer out{options.output};
        out.write(printed(options, points, show));
        out.finish();
    }
    if (code == interrupted) leave_at_once(code);
    return code;
}

}  // namespace

int run(const RunOptions& options) {
    auto read = check_scenario(options.scenario, {{"--output", options.output}, {"--messages", options.messages}});
    if (!read) return invalid;
    const bool all_variants = !read->variants.empty() && options.scenario.variant.empty();
    if (all_variants || !read->sweep.empty())
        return run_points(options, scenario::points_of(*read, options.scenario.variant));
    fmt::print(stderr, "{}", diagnostics_text(std::move(read->diagnostics)));
    if (!read->scenario) return invalid;
    return run_one(options, std::move(*read->scenario));
}

}  // namespace mxsim::cli
