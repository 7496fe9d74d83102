// What is wrong with a scenario, as JSON.
#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace mxsim::report {

inline constexpr const char* check_schema = "mxsim-check/1";

// {"schema", "valid", "simulated": false if it says what is not simulated yet, "diagnostics": [{"severity", "file",
// "line", "column", "found", "expected", "fix"}]}; ends with a line feed. A line of 0 is the file as a whole.
std::string diagnostics_json(const scenario::ReadResult& read);

}  // namespace mxsim::report
