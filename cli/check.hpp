// mxsim check FILE: read and check a scenario, and simulate nothing.
#pragma once

#include <string>

#include "cli/scenario_file.hpp"

namespace mxsim::cli {

struct CheckOptions {
    ScenarioOptions scenario;
    std::string format = "text";
    bool filled = false;  // print the scenario, every default written out
};

void add_check_options(CLI::App& command, CheckOptions& options);

// Returns `done` if the scenario can be run, else `invalid`; throws CLI::ValidationError and ClosedPipe.
int check(const CheckOptions& options);

}  // namespace mxsim::cli
