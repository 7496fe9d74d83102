// The walk over a scenario by the table of words.
#pragma once

#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/values.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

// Reports unknown keys, wrong types, malformed values and words that are not simulated yet, each at its
// place. `values` reports to the same findings.
void walk(const Node& table, Table kind, const Values& values);

// One value against its word.
void check_value(const Node& node, const Word& word, const Values& values);

// The table of words of a profile's parameters: those of the MTA of the profile it is based on.
Table profile_words(const Node& profile);

}  // namespace mxsim::scenario
