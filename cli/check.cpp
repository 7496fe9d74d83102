// What `check` finds is its result and goes to standard output; `run` tells the same on standard error.
#include "cli/check.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "analysis/report/diagnostics_json.hpp"
#include "cli/exit_code.hpp"
#include "cli/writer.hpp"
#include "sim/scenario/legible.hpp"

namespace mxsim::cli {

namespace {

std::string counted(std::size_t n, const char* what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

std::size_t wrong(const std::vector<scenario::Diagnostic>& found) {
    return static_cast<std::size_t>(std::count_if(
        found.begin(), found.end(), [](const auto& d) { return d.severity == scenario::Severity::error; }));
}

std::string verdict(const CheckOptions& options, const std::vector<scenario::Diagnostic>& found) {
    const std::size_t errors = wrong(found);
    const std::string name = scenario::legible(options.scenario.path);
    if (found.empty()) return fmt::format("{}: nothing is wrong\n", name);
    if (errors == 0) return fmt::format("{}: {}; it can be run\n", name, counted(found.size(), "warning"));
    const std::string warnings = errors < found.size() ? " and " + counted(found.size() - errors, "warning") : "";
    return fmt::format("{}: {}{}\n", name, counted(errors, "error"), warnings);
}

// What is wrong with each point, once: nobody runs the file without one.
void check_points(const ScenarioOptions& options, scenario::ReadResult& read) {
    const auto points = scenario::points_of(read, options.variant);
    if (points.size() < 2) return;
    read.diagnostics.clear();
    for (const scenario::Point& point : points)
        if (auto one = check_point(options, {}, point)) add_new(read.diagnostics, std::move(one->diagnostics));
}

}  // namespace

void add_check_options(CLI::App& command, CheckOptions& options) {
    add_scenario_options(command, options.scenario);
    command.add_option("--format", options.format, "text (the default) or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}).description(""));
}

int check(const CheckOptions& options) {
    auto read = check_scenario(options.scenario);
    if (!read) return invalid;
    if (options.scenario.path != "-") check_points(options.scenario, *read);
    Writer out{""};
    if (options.format == "json")
        out.write(report::diagnostics_json(*read));
    else
        out.write(diagnostics_text(read->diagnostics) + verdict(options, read->diagnostics));
    out.finish();
    return wrong(read->diagnostics) > 0 ? invalid : done;
}

}  // namespace mxsim::cli
