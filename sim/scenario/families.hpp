// Families: many tables, or many entries of a list, written as one.
#pragma once

#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// Puts in place of every table whose name has a range, as "customer{1..5000}.example", its members, with their own
// numbers where "{n}" stands in names and values; and in place of every text of a list that has one, its entries. What
// cannot be expanded is reported and left out.
void expand_families(Node& root, Findings& findings);

// The same of the lists in a value that a path has set.
void expand_ranges(Node& value, Findings& findings);

}  // namespace mxsim::scenario
