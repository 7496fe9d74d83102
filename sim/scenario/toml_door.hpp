// The one door to the TOML library: text in, a tree of nodes out.
#pragma once

#include <string_view>

#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// Tables keep the order of the file. On a mistake of TOML itself: the complaint, with its place in `at`.
struct TomlResult {
    bool ok = false;
    Node root;
    Complaint complaint;
    Spot at;
};

TomlResult parse_toml(std::string_view text, std::uint32_t file);

}  // namespace mxsim::scenario
