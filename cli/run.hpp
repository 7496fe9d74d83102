// mxsim run FILE: simulate a scenario and print what it says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/scenario_file.hpp"

namespace mxsim::cli {

struct RunOptions {
    ScenarioOptions scenario;
    std::optional<std::uint32_t> replications;
    unsigned jobs = 0;  // 0: as many as there are processors
    std::string format = "text";
    std::string output;    // empty: standard output
    std::string messages;  // a row a message, as CSV; empty: none
};

// Returns the exit code; throws FileError, ClosedPipe and engine::Bug.
int run(const RunOptions& options);

}  // namespace mxsim::cli
