// The scenario of a command, and what may be said about it on the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mxsim::cli {

struct ScenarioOptions {
    std::string path;  // "-": standard input
    std::optional<std::uint64_t> seed;
    std::vector<std::string> set;
    std::string variant;  // of the file; empty: none is chosen
};

// A file that a command writes, by the option that names it; an empty path is none.
struct OutputFile {
    std::string option;
    std::string path;
};

// The scenario with its seed, and what was found. Nothing if the file cannot be read, which is told on standard error.
// Throws UsageError if an output would take the place of an input or of another output, or if the file has no
// such variant.
std::optional<scenario::ReadResult> check_scenario(const ScenarioOptions& options,
                                                   const std::vector<OutputFile>& outputs = {});
// One of its points.
std::optional<scenario::ReadResult> check_point(const ScenarioOptions& options, const std::vector<OutputFile>& outputs,
                                                const scenario::Point& point);

// What the command line gives at a path is not assumed.
void not_assumed(scenario::Scenario& scenario, std::string_view path);

// With every default written out.
std::optional<scenario::FilledResult> fill_scenario(const ScenarioOptions& options);

// "nothing, backup, second"
std::string listed(const std::vector<std::string>& names);

// As people read them.
std::string diagnostics_text(std::vector<scenario::Diagnostic> found);

}  // namespace mxsim::cli
