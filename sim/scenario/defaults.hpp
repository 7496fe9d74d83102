// The one place where what a scenario does not say is filled in.
#pragma once

#include "sim/scenario/assumptions.hpp"
#include "sim/scenario/draft.hpp"

namespace mxsim::scenario {

// Adds the missing values to the tree and tells which, if they matter to this scenario. Reports a
// duration that has no default.
void fill_defaults(Draft& draft, const Values& silent, Findings& findings, Assumptions& assumptions);

}  // namespace mxsim::scenario
