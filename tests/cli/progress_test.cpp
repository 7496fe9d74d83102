#include "cli/progress.hpp"

#include "tests/catch.hpp"

using mxsim::cli::progress_text;
using namespace std::chrono_literals;

TEST_CASE("progress tells the time left, and the time spent while nothing is finished") {
    CHECK(progress_text(0, 1, 12s) == "0 of 1 replication, 12 s so far");
    CHECK(progress_text(0, 20, 700ms) == "0 of 20 replications, 1 s so far");
    CHECK(progress_text(5, 20, 10s) == "5 of 20 replications, 30 s left");
}
