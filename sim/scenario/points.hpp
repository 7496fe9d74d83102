// A file that stands for many scenarios: its variants, and what it sweeps.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

// Every combination of the variants, or of that one, and the values that are swept; the last path changes fastest. One
// point without anything if there is nothing to combine.
std::vector<Point> points_of(const ReadResult& read, const std::string& variant = "");

// What is wrong with any of them, told once, and what counts only if all have it.
std::vector<Diagnostic> found_at(const std::vector<ReadResult>& points);

}  // namespace mxsim::scenario
