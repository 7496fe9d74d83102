// A date is what TOML takes for one; everything else is read as a text of the scenario would be.
#include "sim/scenario/instant.hpp"

#include <string>

#include "sim/scenario/clock.hpp"
#include "sim/scenario/toml_door.hpp"

namespace mxsim::scenario {

namespace {

Clock clock_of(const Scenario& scenario) {
    if (!scenario.start_unix_s) return Clock{};
    const std::int64_t wall_s = *scenario.start_unix_s + scenario.utc_offset_s;
    return Clock{Moment{wall_s * 1'000'000'000, scenario.utc_offset_s, true}};
}

}  // namespace

Parsed<engine::Time> parse_instant(const Scenario& scenario, std::string_view text) {
    const Clock clock = clock_of(scenario);
    const TomlResult toml = parse_toml("instant = " + std::string{text}, 0);
    const Node* date = toml.ok ? toml.root.find("instant") : nullptr;
    if (date && date->is(Type::moment)) return clock.at(date->moment);
    return clock.parse(text);
}

}  // namespace mxsim::scenario
