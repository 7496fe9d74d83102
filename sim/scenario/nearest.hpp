// The known word nearest to a misspelt one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mxsim::scenario {

// Letters to insert, delete, change or swap with their neighbour (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of `known`, if it is near enough to be meant (a third of the letters may differ, at least
// two in words of four letters or more). Of equally near ones that differ in numbers only, the one with the
// nearest numbers ("p95" for "p96"); else the first.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace mxsim::scenario
