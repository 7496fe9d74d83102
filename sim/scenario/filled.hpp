// A scenario written out whole, every default a line of its own.
#pragma once

#include <string>

#include "sim/scenario/files.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// The tree as TOML, with its bases, its variant, its families and its zone files in it; a line that the defaults have put
// there is marked "# assumed". Files that it names are relative to the scenario.
std::string filled_text(Node root, const Files& files);

}  // namespace mxsim::scenario
