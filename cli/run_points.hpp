// A file that stands for many scenarios: its variants, and the values that it sweeps.
#pragma once

#include <vector>

#include "cli/run.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::cli {

// Runs every point, and prints them side by side; the worst exit code counts. All are read before the first is run.
int run_points(const RunOptions& options, const std::vector<scenario::Point>& points);

}  // namespace mxsim::cli
