// The README's table of what each way to fail does to one attempt, worked out by the model itself.
#pragma once

#include <string>
#include <vector>

namespace mxsim::test {

std::vector<std::string> failure_table();

}  // namespace mxsim::test
