#include "sim/engine/exact_seconds.hpp"

#include <chrono>

#include "tests/catch.hpp"

namespace mxsim::engine {

namespace {

std::string text(Duration span) {
    std::string to = "at ";
    append_exact_seconds(to, span);
    return to;
}

}  // namespace

TEST_CASE("seconds are printed with all their digits, and none too many") {
    using namespace std::chrono_literals;
    CHECK(text(0s) == "at 0");
    CHECK(text(900s) == "at 900");
    CHECK(text(50ms) == "at 0.05");
    CHECK(text(1ns) == "at 0.000000001");
    CHECK(text(10'000'000s + 1ns) == "at 10000000.000000001");
    CHECK(text(123'456'789ns) == "at 0.123456789");
    CHECK(text(-1500ms) == "at -1.5");
    CHECK(text(Duration::max()) == "at 9223372036.854775807");
    CHECK(text(Duration::min()) == "at -9223372036.854775808");
}

}  // namespace mxsim::engine
