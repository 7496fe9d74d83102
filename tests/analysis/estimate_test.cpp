#include "analysis/stats/estimate.hpp"

#include <cmath>
#include <limits>

#include "analysis/stats/student.hpp"
#include "tests/catch.hpp"

using namespace mxsim::stats;

TEST_CASE("quantiles of Student's t agree with the printed table") {
    CHECK(student_quantile(0.975, 1) == Approx(12.7062).epsilon(1e-5));
    CHECK(student_quantile(0.975, 9) == Approx(2.26216).epsilon(1e-5));
    CHECK(student_quantile(0.975, 19) == Approx(2.09302).epsilon(1e-5));
    CHECK(student_quantile(0.95, 5) == Approx(2.01505).epsilon(1e-5));
    CHECK(student_quantile(0.5, 3) == Approx(0).margin(1e-12));
}

TEST_CASE("the interval of 1 to 5 is 3 -+ 2.776445 * sqrt(2.5 / 5)") {
    const auto interval = student_interval({1, 2, 3, 4, 5}, 0.95);
    CHECK(interval.mean == 3);
    CHECK(interval.half_width == Approx(1.963243).epsilon(1e-6));
}

TEST_CASE("one run has a value, and nothing else can be said") {
    const auto e = estimate({42});
    CHECK(e.value == 42);
    CHECK_FALSE(e.low);
    CHECK_FALSE(e.runs_p50);
    CHECK_FALSE(e.runs_max);
}

TEST_CASE("equal runs have an interval without width") {
    const auto e = estimate({5, 5, 5});
    CHECK(e.low == 5);
    CHECK(e.high == 5);
    CHECK(e.runs_max == 5);
}

TEST_CASE("19 of 20 runs stay at or below runs_p95; fewer than 20 runs have none") {
    std::vector<double> samples;
    for (int i = 20; i > 0; --i) samples.push_back(i);
    const auto e = estimate(samples);
    CHECK(e.runs_p50 == 10);
    CHECK(e.runs_p95 == 19);
    CHECK_FALSE(e.runs_p99);
    CHECK(e.runs_max == 20);
    samples.pop_back();
    CHECK_FALSE(estimate(samples).runs_p95);
}

TEST_CASE("runs_p99 needs 100 runs") {
    CHECK_FALSE(rank_of(99, 99));
    CHECK(rank_of(99, 100) == 99u);
    CHECK(rank_of(99, 101) == 100u);
    CHECK(rank_of(95, 40) == 38u);
}

TEST_CASE("an interval of counts does not reach below zero") {
    const auto e = estimate({0, 0, 0, 4});
    CHECK(e.low == 0);
    CHECK(*e.high > 1);
    CHECK(*estimate({-1, 1}).low < -1);
}

TEST_CASE("a run in which a figure has no meaning is left out") {
    const double undefined = std::numeric_limits<double>::quiet_NaN();
    CHECK(estimate({undefined, 2, 4}).value == 3);
    CHECK_FALSE(estimate({undefined, undefined}).value);
    CHECK_FALSE(estimate({}).value);
}

TEST_CASE("one run that never ends makes the mean infinite, not the other runs") {
    const auto e = estimate({1, 2, std::numeric_limits<double>::infinity()});
    CHECK(std::isinf(*e.value));
    CHECK_FALSE(e.low);
    CHECK(e.runs_p50 == 2);
    CHECK(std::isinf(*e.runs_max));
}
