// The language of scenarios as a JSON Schema, for editors.
#pragma once

#include "analysis/report/json.hpp"

namespace mxsim::report {

// Draft 04. A definition for each kind of table; of each key its meaning, its default, the part that brings its mechanism
// if that is still to come, and under "x-shown-by" a shipped scenario in which changing it alone moves a figure.
// A TOML date is a string to it.
Json language_schema();

}  // namespace mxsim::report
