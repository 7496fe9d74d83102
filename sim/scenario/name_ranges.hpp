// Names as a list of a scenario would have them: those that only count up become one, "c{1..50}.org".
#pragma once

#include <string>
#include <vector>

namespace mxsim::scenario {

// In order; three or more in a row whose only difference is a number that grows by one make a range.
std::vector<std::string> name_ranges(const std::vector<std::string>& names);

}  // namespace mxsim::scenario
