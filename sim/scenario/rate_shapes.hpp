// How a rate goes up and down over the hours of a day or a week.
#pragma once

#include <optional>
#include <vector>

#include "sim/scenario/files.hpp"
#include "sim/scenario/values.hpp"

namespace mxsim::scenario {

// The weights of the hours, from midnight, of a week from Monday's, scaled to a mean of one; `hours` is 24 or 168. "flat",
// a shape by name, a list, or a CSV file; what is none of them is reported. Nothing also for "flat".
std::optional<std::vector<double>> rate_shape(const Node& node, std::size_t hours, const Values& values, Files& files,
                                              Findings& findings);

}  // namespace mxsim::scenario
