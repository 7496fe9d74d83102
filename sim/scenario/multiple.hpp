// "*1.3": a value times a factor.
#pragma once

#include <optional>
#include <string_view>

#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

// Is it a star and a number?
bool is_factor(std::string_view text);

// The fixed default of a word, if it has one.
std::optional<Node> fallback_of(const Word& word);

// A number, duration, size or rate multiplied; whole numbers are rounded to the nearest.
Parsed<Node> multiplied(Node value, std::string_view factor);

}  // namespace mxsim::scenario
