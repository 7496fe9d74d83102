// Check values of closed_forms.json, by their id.
#include <numeric>
#include <stdexcept>

#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/catch.hpp"

using namespace mxsim::theory;

namespace {

Approx digits(double value) { return Approx(value).epsilon(1e-12); }

}  // namespace

TEST_CASE("C01: M/M/1") {
    const auto half = mm1(0.5, 1);
    CHECK(half.utilization == digits(0.5));
    CHECK(half.in_system == digits(1));
    CHECK(half.in_queue == digits(0.5));
    CHECK(half.sojourn == digits(2));
    CHECK(half.wait == digits(1));
    CHECK(mmc_wait_exceeds(0.5, 1, 1, 1) == digits(0.303265329856317));

    const auto busy = mm1(9.5, 10);
    CHECK(busy.in_system == digits(19));
    CHECK(busy.in_queue == digits(18.05));
    CHECK(busy.wait == digits(1.9));
    CHECK(mmc_wait_exceeds(9.5, 10, 1, 1) == digits(0.576204126727002));
}

TEST_CASE("C02: M/M/c, Erlang C") {
    CHECK(erlang_c(8, 10) == digits(0.409180150796444));
    const auto ten = mmc(8, 1, 10);
    CHECK(ten.in_queue == digits(1.63672060318577));
    CHECK(ten.wait == digits(0.204590075398222));
    CHECK(ten.sojourn == digits(1.20459007539822));
    CHECK(ten.in_system == digits(9.63672060318577));
    CHECK(mmc_wait_exceeds(8, 1, 10, 1) == digits(0.0553765116028366));

    CHECK(erlang_c(95, 100) == digits(0.506456853913021));
    CHECK(mmc(95, 1, 100).in_queue == digits(9.62268022434739));
    CHECK(mmc(95, 1, 100).in_system == digits(104.622680224347));
}

TEST_CASE("C03: Erlang B, by its recursion and as a chain without waiting places") {
    CHECK(erlang_b(2, 4) == digits(0.0952380952380952));
    CHECK(erlang_b(80, 100) == digits(0.0039920286045532));
    CHECK(bounded_queue(2, 1, 4, 4).blocking == digits(0.0952380952380952));
    CHECK(bounded_queue(80, 1, 100, 100).blocking == digits(0.0039920286045532));
}

TEST_CASE("C04: M/M/c/K as a birth-death chain") {
    const auto line = bounded_queue(0.9, 1, 1, 10);
    CHECK(line.blocking == digits(0.0508137313274124));
    CHECK(line.in_system == digits(3.96944059858617));
    CHECK(line.in_queue == digits(3.11517295678084));
    CHECK(line.sojourn == digits(4.64660067212371));
    CHECK(line.wait == digits(3.64660067212371));
    CHECK(line.utilization == digits(0.854267641805329));
    CHECK(line.states.front() == digits(0.145732358194671));

    const auto four = bounded_queue(5, 1, 4, 4);
    CHECK(four.blocking == digits(0.398342893562779));
    CHECK(four.in_system == digits(3.00828553218611));
    CHECK(four.in_queue == 0);
    CHECK(four.states.front() == digits(0.0152963671128107));
}

TEST_CASE("C05: M/G/1, Pollaczek-Khinchine") {
    const auto constant = mg1(0.8, 1, 0);
    CHECK(constant.wait == digits(2));
    CHECK(constant.in_queue == digits(1.6));
    CHECK(constant.in_system == digits(2.4));
    const auto lognormal = mg1(0.8, 1, 4);
    CHECK(lognormal.wait == digits(10));
    CHECK(lognormal.sojourn == digits(11));
    CHECK(lognormal.in_system == digits(8.8));
    CHECK(mg1(0.5, 1, 1).wait == digits(mm1(0.5, 1).wait));
}

TEST_CASE("a chain of two states divides time by its rates") {
    const auto states = stationary({1}, {3});
    REQUIRE(states.size() == 2);
    CHECK(states[0] == digits(0.75));
    CHECK(states[1] == digits(0.25));
}

TEST_CASE("the probabilities of a long chain add up to one") {
    const auto queue = bounded_queue(190, 1, 200, 1000);
    CHECK(std::accumulate(queue.states.begin(), queue.states.end(), 0.0) == digits(1));
    CHECK(queue.in_queue == Approx(mmc(190, 1, 200).in_queue).epsilon(1e-9));
}

TEST_CASE("what has no equilibrium is refused") {
    CHECK_THROWS_AS(mm1(1, 1), std::invalid_argument);
    CHECK_THROWS_AS(mg1(2, 1, 0), std::invalid_argument);
    CHECK_THROWS_AS(stationary({1, 0}, {1, 1}), std::invalid_argument);
    CHECK_THROWS_AS(stationary({1}, {}), std::invalid_argument);
    CHECK_THROWS_AS(bounded_queue(1, 1, 4, 3), std::invalid_argument);
}
