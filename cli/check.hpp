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

// Returns `done` if the scenario can be run, else `invalid`; throws UsageError and ClosedPipe.
int check(const CheckOptions& options);

}  // namespace mxsim::cli
