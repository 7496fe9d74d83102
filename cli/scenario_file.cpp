// The scenario is read and checked whole before anything is simulated; a wrong one leaves nothing behind.
#include "cli/scenario_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "analysis/report/metrics.hpp"
#include "cli/files.hpp"
#include "cli/usage_error.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/nearest.hpp"

namespace mxsim::cli {

namespace {

// A file the scenario names; `inputs` remembers it.
scenario::Included include_file(const std::string& scenario, std::string_view name,
                                 std::vector<std::string>& inputs) {
    try {
        inputs.push_back(beside(scenario, std::string{name}));
        return read_file(inputs.back());
    } catch (const FileError& error) {
        return {std::nullopt, error.why()};
    }
}

std::vector<scenario::Setting> settings(const std::vector<std::string>& set) {
    std::vector<scenario::Setting> result;
    for (const std::string& text : set) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            throw UsageError{"--set", "'" + text + "' is not PATH=VALUE"};
        result.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    return result;
}

// A scenario that cannot be read is as wrong as one that cannot be understood.
std::optional<std::string> scenario_text(const std::string& path) {
    static std::optional<std::string> text;  // a pipe can be read only once, and a file with variants is read often
    try {
        if (!text) text = read_file(path);
        return text;
    } catch (const FileError& error) {
        fmt::print(stderr, "mxsim: {}\n", scenario::legible(error.what()));
        return std::nullopt;
    }
}

// A result must not take the place of what it was made from.
void spare_inputs(const std::vector<OutputFile>& outputs, const std::vector<std::string>& inputs) {
    for (const OutputFile& output : outputs)
        for (const std::string& input : inputs)
            if (!output.path.empty() && same_file(output.path, input))
                throw UsageError{output.option,
                                 output.path + " is " +
                                     (input == inputs.front() ? "the scenario itself" : "a file the scenario names") +
                                     "; nothing was written"};
}

// Nor two results each other's.
void keep_apart(const std::vector<OutputFile>& outputs) {
    for (std::size_t i = 0; i < outputs.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const bool named = !outputs[i].path.empty() && !outputs[j].path.empty();
            if (named && (outputs[i].path == outputs[j].path || same_file(outputs[i].path, outputs[j].path)))
                throw UsageError{outputs[i].option, outputs[i].path + " is the file of " + outputs[j].option +
                                                        "; nothing was written"};
        }
}

void know_variant(const std::string& variant, const std::vector<std::string>& known) {
    if (variant.empty() || std::find(known.begin(), known.end(), variant) != known.end()) return;
    const auto near = scenario::nearest(variant, known);
    const std::string all = listed(known);
    throw UsageError{"--variant", "the scenario has no variant \"" + variant + "\"" +
                                      (near          ? "; did you mean \"" + *near + "\"?"
                                       : all.empty() ? ""
                                                     : "; it has " + all)};
}

}  // namespace

// A hundred at most, for who reads them corrects the first ones first; errors before warnings if not all are told.
std::string diagnostics_text(std::vector<scenario::Diagnostic> found) {
    constexpr std::size_t most = 100;
    if (found.size() > most)
        std::stable_partition(found.begin(), found.end(),
                              [](const auto& d) { return d.severity == scenario::Severity::error; });
    std::string all;
    for (std::size_t i = 0; i < std::min(found.size(), most); ++i) all += to_text(found[i]) + '\n';
    if (found.size() > most) all += fmt::format("and {} more\n", found.size() - most);
    return all;
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::optional<scenario::ReadResult> check_scenario(const ScenarioOptions& options,
                                                   const std::vector<OutputFile>& outputs) {
    return check_point(options, outputs, {options.variant, {}});
}

namespace {

template <class Result>
using Reader = Result (*)(std::string_view text, std::string_view file, const std::vector<scenario::Setting>& settings,
                          const scenario::IncludeFile& include, const scenario::CheckMetrics& check_metrics,
                          const scenario::Point& point);

template <class Result>
std::optional<Result> with_files(const ScenarioOptions& options, const std::vector<OutputFile>& outputs,
                                 const scenario::Point& point, Reader<Result> reader) {
    std::vector<std::string> inputs{options.path};
    keep_apart(outputs);
    spare_inputs(outputs, inputs);
    const std::vector<scenario::Setting> changes = settings(options.set);
    const std::optional<std::string> text = scenario_text(options.path);
    if (!text) return std::nullopt;
    const auto include = [&](std::string_view name) { return include_file(options.path, name, inputs); };
    Result read = reader(*text, options.path, changes, include, report::unknown_metrics, point);
    spare_inputs(outputs, inputs);
    return read;
}

}  // namespace

void not_assumed(scenario::Scenario& scenario, std::string_view path) {
    auto& all = scenario.assumed;
    all.erase(std::remove_if(all.begin(), all.end(), [&](const auto& one) { return one.path == path; }), all.end());
}

std::optional<scenario::ReadResult> check_point(const ScenarioOptions& options, const std::vector<OutputFile>& outputs,
                                                const scenario::Point& point) {
    auto read = with_files(options, outputs, point, scenario::read);
    if (!read) return read;
    know_variant(options.variant, read->variants);
    if (read->scenario && options.seed) {
        read->scenario->seed = *options.seed;
        not_assumed(*read->scenario, "seed");
    }
    return read;
}

std::optional<scenario::FilledResult> fill_scenario(const ScenarioOptions& options) {
    ScenarioOptions seeded = options;
    if (options.seed) seeded.set.push_back(fmt::format("seed={}", *options.seed));
    auto filled = with_files(seeded, {}, {options.variant, {}}, scenario::fill);
    if (filled) know_variant(options.variant, filled->read.variants);
    return filled;
}

}  // namespace mxsim::cli
