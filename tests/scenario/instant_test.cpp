#include "sim/scenario/instant.hpp"

#include <chrono>

#include "tests/catch.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

TEST_CASE("an instant is named as in the scenario") {
    Scenario scenario;  // starts on a Monday of no date
    CHECK(parse_instant(scenario, "30h").value == engine::time_zero + 30h);
    CHECK(parse_instant(scenario, "Tue 06:00").value == engine::time_zero + 30h);
    CHECK_FALSE(parse_instant(scenario, "2026-03-03T06:00:00"));
    CHECK_FALSE(parse_instant(scenario, ""));
    CHECK_FALSE(parse_instant(scenario, "30"));
    CHECK_FALSE(parse_instant(scenario, "1h\nother = 2"));

    scenario.start_unix_s = 1'772'492'400;  // 2026-03-03T00:00:00+01:00, a Tuesday
    scenario.utc_offset_s = 3600;
    CHECK(parse_instant(scenario, "2026-03-03T06:00:00").value == engine::time_zero + 6h);
    CHECK(parse_instant(scenario, "2026-03-03T06:00:00Z").value == engine::time_zero + 7h);
    CHECK(parse_instant(scenario, "Tue 06:00").value == engine::time_zero + 6h);
    CHECK_FALSE(parse_instant(scenario, "2026-03-02T06:00:00"));
}

}  // namespace mxsim::scenario
