// The scenario is read and checked whole before anything is simulated; a wrong one leaves nothing behind.
// Replications run on all processors and are gathered in order. An interrupt makes the finished ones the
// result, marked as incomplete.
#include "cli/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "analysis/report/collector.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/expectations.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/metrics.hpp"
#include "analysis/report/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/files.hpp"
#include "cli/host/replicate.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/version.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::cli {

namespace {

// A file the scenario names; `inputs` remembers it.
std::optional<std::string> include_file(const std::string& scenario, std::string_view name,
                                        std::vector<std::string>& inputs) {
    try {
        inputs.push_back(beside(scenario, std::string{name}));
        return read_file(inputs.back());
    } catch (const FileError&) {
        return std::nullopt;
    }
}

std::vector<scenario::Setting> settings(const std::vector<std::string>& set) {
    std::vector<scenario::Setting> result;
    for (const std::string& text : set) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            throw CLI::ValidationError{"--set", "'" + text + "' is not PATH=VALUE"};
        result.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    return result;
}

// A scenario that cannot be read is as wrong as one that cannot be understood.
std::optional<std::string> scenario_text(const RunOptions& options) {
    try {
        return read_file(options.scenario);
    } catch (const FileError& error) {
        fmt::print(stderr, "mxsim: {}\n", scenario::legible(error.what()));
        return std::nullopt;
    }
}

// A result must not take the place of what it was made from.
void spare_inputs(const std::string& output, const std::vector<std::string>& inputs) {
    for (const std::string& input : inputs)
        if (!output.empty() && same_file(output, input))
            throw CLI::ValidationError{"--output", output + " is " + (input == inputs.front() ? "the scenario itself"
                                                                                            : "a file the scenario names") +
                                                       "; nothing was written"};
}

// What was found goes to standard error; nothing if the scenario cannot be run.
std::optional<scenario::Scenario> read_scenario(const RunOptions& options) {
    std::vector<std::string> inputs{options.scenario};
    spare_inputs(options.output, inputs);
    const std::optional<std::string> text = scenario_text(options);
    if (!text) return std::nullopt;
    const auto include = [&](std::string_view name) { return include_file(options.scenario, name, inputs); };
    scenario::ReadResult read = scenario::read(*text, options.scenario, settings(options.set), include,
                                               report::unknown_metrics);
    spare_inputs(options.output, inputs);
    for (const scenario::Diagnostic& d : read.diagnostics) fmt::print(stderr, "{}\n", to_text(d));
    return std::move(read.scenario);
}

void apply(const RunOptions& options, scenario::Scenario& scenario) {
    if (options.seed) scenario.seed = *options.seed;
    if (options.replications)
        scenario.replications = *options.replications;
    else if (!scenario.replications_given && mail::is_deterministic(scenario.world))
        scenario.replications = 1;
}

report::Origin origin(const RunOptions& options, const scenario::Scenario& scenario) {
    report::Origin origin;
    origin.version = version;
    origin.path = options.scenario;
    origin.replications_asked = scenario.replications;
    if (options.seed) origin.options.push_back(fmt::format("--seed {}", *options.seed));
    if (options.replications) origin.options.push_back(fmt::format("--replications {}", *options.replications));
    for (const std::string& set : options.set) origin.options.push_back("--set " + set);
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

host::Outcome simulate(const RunOptions& options, const scenario::Scenario& scenario, const measure::Plan& plan,
                       report::Collector& collector) {
    Progress progress{scenario.replications};
    return host::replicate({
        .count = scenario.replications,
        .jobs = options.jobs == 0 ? host::available_jobs() : options.jobs,
        .simulate = [&](std::uint32_t i) { return mail::simulate(scenario.world, plan, scenario.seed, i); },
        .take = [&](measure::RunResult&& run) { collector.add(run); },
        .tick = [&](std::uint32_t finished) { progress.show(finished); },
        .stop = was_interrupted,
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

// Of 64 bits; a sign or a number too large would be taken for another number.
std::string whole_number(const std::string& text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end ? "" : "'" + text + "' is not a whole number from 0 to 2^64 - 1";
}

// After an interrupt threads may still be simulating: nothing of theirs may be taken down under them.
[[noreturn]] void leave_at_once(int code) {
    std::fflush(nullptr);
    ::_exit(code);
}

}  // namespace

// Lines of help keep to 80 columns: types and descriptions are short, or broken here.
void add_run_options(CLI::App& command, RunOptions& options) {
    const auto range = [](unsigned least, unsigned most) { return CLI::Range(least, most).description(""); };
    command.add_option("FILE", options.scenario, "The scenario, a TOML file; - is standard input")
        ->required()
        ->type_name("");
    command.add_option("--seed", options.seed, "Seed of all random numbers\n(default: the scenario's, or 1)")
        ->type_name("N")
        ->check(whole_number);
    command
        .add_option("--replications", options.replications, "Independent runs\n(default: the scenario's, or 20)")
        ->type_name("N")
        ->check(range(1, 1'000'000));
    command.add_option("--jobs", options.jobs, "Threads (default: one for each processor)")
        ->type_name("N")
        ->check(range(1, 1024));
    command
        .add_option("--set", options.set, "Change the scenario before it is run; PATH=*FACTOR\nmultiplies what is there")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command.add_option("--format", options.format, "text (the default), json or csv")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "csv"}).description(""));
    command.add_option("--output", options.output, "Write to this file, whole or not at all")->type_name("FILE");
}

int run(const RunOptions& options) {
    std::optional<scenario::Scenario> scenario = read_scenario(options);
    if (!scenario) return invalid;
    apply(options, *scenario);
    const measure::Plan plan = mail::plan_for(scenario->world);
    report::Collector collector{*scenario, plan};
    let_work_finish();
    const bool complete = simulate(options, *scenario, plan, collector) == host::Outcome::finished;
    if (collector.runs() == 0) {
        fmt::print(stderr, "interrupted before the first replication was finished: there is no result\n");
        leave_at_once(interrupted);
    }
    report::Origin from = origin(options, *scenario);
    from.complete = complete;
    report::Result result = collector.result(from);
    report::check_expectations(result, scenario->expectations);
    const std::string text = printed(options, result);
    if (options.output.empty())
        write_standard_output(text);
    else
        write_file(options.output, text);
    const int code = exit_code(complete, result);
    if (!complete) leave_at_once(code);
    return code;
}

}  // namespace mxsim::cli
