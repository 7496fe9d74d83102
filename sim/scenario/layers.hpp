// A scenario laid over another: its base, and its variants.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/files.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

// The tree with its base below it, the base's own base below that. `name` is the file it was read from. A base that
// cannot be read, is no TOML, or leads round to a file that it is the base of, is reported.
Node with_base(Node root, std::string_view name, Files& files, Findings& findings);

// The names of the variants, in order of the file.
std::vector<std::string> variants_of(const Node& root);

// Takes the sweep out of the tree: by path, in order of the file, a setting a value. Reported if a path has no list of
// values, or if there are too many points.
std::vector<std::vector<Setting>> take_sweep(Node& root, Findings& findings);

// Takes the variants out of the tree, and lays that one over what is left, if it is not empty. Reported if there is none
// of that name, if one holds what only a whole file can, or says twice, or beside the sweep, what one path is. Gives back
// what the variant says by path, to be set.
std::vector<Setting> choose_variant(Node& root, const std::string& variant, const std::vector<std::vector<Setting>>& sweep,
                                    Findings& findings);

}  // namespace mxsim::scenario
