// --set PATH=VALUE: a value laid over the file before it is checked.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

// In order. The n-th setting is line n of a file called "--set", its column counts in PATH=VALUE; one that stands in a
// file has its place there. A path
// is names joined by dots, the longest known name first; VALUE is TOML, or bare text; "*1.3" multiplies
// a number, duration, size or rate that the file (or a fixed default) has.
// What names a zone file is laid over the file before zone files are read, everything else over what they say.
enum class Settings : std::uint8_t { of_zone_files, others };
void apply_settings(Node& root, const std::vector<Setting>& settings, Settings which, Findings& findings);

}  // namespace mxsim::scenario
