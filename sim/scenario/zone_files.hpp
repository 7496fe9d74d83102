// Zone files as the words they stand for.
#pragma once

#include "sim/scenario/files.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// Reads the file of every domain with `zone` and writes what it says into the tree: the domain's `mx`, `ttl`,
// `negative_ttl`, `addresses` or `cname`, and the `addresses`, `ttl` and `aliases` of the servers named in it.
// Reports what stands beside a zone file, and what it contradicts.
void read_zone_files(Node& root, Files& files, Findings& findings);

}  // namespace mxsim::scenario
