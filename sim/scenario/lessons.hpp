// For every word of the language a shipped scenario in which changing it alone moves a figure: the examples of the
// reference and of the schema, and a test that walks them all.
#pragma once

#include <string_view>
#include <vector>

#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

enum class Moves : std::uint8_t {
    up,
    down,
    either,  // with the seed, or with what is drawn
    not_by_itself,  // `figure` says why: what is printed, or who compares it, is no figure of a run
};

struct Lesson {
    Table table;
    std::string_view key;
    std::string_view scenario;  // a file of scenarios/, without ".toml"
    std::string_view set;       // PATH=VALUE; if it does not move by itself, a line of such a file
    std::string_view figure;    // path in the JSON result
    Moves moves;
};

// In the order of the words; none for those of later parts.
const std::vector<Lesson>& lessons();

// That of a word, or null.
const Lesson* find_lesson(Table table, std::string_view key);

}  // namespace mxsim::scenario
