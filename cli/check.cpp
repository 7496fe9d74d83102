// What `check` finds is its result and goes to standard output; `run` tells the same on standard error.
#include "cli/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/diagnostics_json.hpp"
#include "cli/exit_code.hpp"
#include "cli/usage_error.hpp"
#include "cli/writer.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/points.hpp"

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
    if (read.variants.empty() && read.sweep.empty()) return;
    std::vector<scenario::ReadResult> all;
    for (const scenario::Point& point : points)
        if (auto one = check_point(options, {}, point)) all.push_back(std::move(*one));
    read.diagnostics = found_at(all);
}

// What is found goes to standard error: standard output is the scenario.
int print_filled(const CheckOptions& options) {
    if (options.format != "text") throw UsageError{"--filled", "a scenario is text, not " + options.format};
    auto filled = fill_scenario(options.scenario);
    if (!filled) return invalid;
    const bool many = !filled->read.variants.empty() && options.scenario.variant.empty();
    if (many || !filled->read.sweep.empty())
        throw UsageError{"--filled", std::string{"the file stands for many scenarios: choose one, with "} +
                                         (many ? "--variant NAME" : "--set PATH=VALUE for each path of [sweep]")};
    fmt::print(stderr, "{}", diagnostics_text(filled->read.diagnostics));
    if (!filled->read.scenario) return invalid;
    Writer out{""};
    out.write(filled->text);
    out.finish();
    return done;
}

}  // namespace

int check(const CheckOptions& options) {
    if (options.filled) return print_filled(options);
    auto read = check_scenario(options.scenario);
    if (!read) return invalid;
    check_points(options.scenario, *read);
    Writer out{""};
    if (options.format == "json")
        out.write(report::diagnostics_json(*read));
    else
        out.write(diagnostics_text(read->diagnostics) + verdict(options, read->diagnostics));
    out.finish();
    return wrong(read->diagnostics) > 0 ? invalid : done;
}

}  // namespace mxsim::cli
