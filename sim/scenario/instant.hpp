// An instant of a scenario that is named outside of it, on the command line.
#pragma once

#include <string_view>

#include "sim/engine/time.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

// As times stand in the scenario: "30h" from its start, "Tue 06:00", or a date, 2026-03-03T06:00:00.
Parsed<engine::Time> parse_instant(const Scenario& scenario, std::string_view text);

}  // namespace mxsim::scenario
