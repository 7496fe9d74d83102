// How many deliveries Postfix dares to make to a destination, as its SCHEDULER_README and its source say.
#include "sim/mail/destinations.hpp"

#include "tests/catch.hpp"

using namespace mxsim;
using namespace std::chrono_literals;
using mail::Destination;

namespace {

constexpr mail::DestinationWindow postfix{5, 20, 1, 300s};

engine::Time at(engine::Duration since) { return engine::time_zero + since; }

struct World {
    mail::Destinations all;
    mail::DestinationWindow rules = postfix;
    Destination& destination = all.at(0, 0, rules);

    void begin(int n) {
        for (; n > 0; --n) destination.begin();
    }
};

}  // namespace

TEST_CASE("three failures of five deliveries make a destination dead: a fifth, a third and a half of a cohort") {
    World world;
    world.begin(5);
    CHECK_FALSE(world.destination.failed(at(10s), postfix));
    CHECK(world.destination.window() == 3);
    CHECK_FALSE(world.destination.failed(at(10s), postfix));
    CHECK(world.destination.window() == 2);
    CHECK(world.destination.failed(at(10s), postfix));
    CHECK(world.destination.is_dead(at(10s), postfix));
}

TEST_CASE("a dead destination is tried again at the whole second") {
    World world;
    world.begin(5);
    for (int n = 0; n < 3; ++n) world.destination.failed(at(10s + 700ms), postfix);
    CHECK(world.destination.is_dead(at(309s + 999ms), postfix));
    CHECK_FALSE(world.destination.is_dead(at(310s), postfix));
    CHECK(world.destination.window() == 2);  // as many as are still under way
}

TEST_CASE("an answer raises the window up to its limit, and forgets failures") {
    World world;
    world.begin(5);
    world.destination.failed(at(1s), postfix);
    world.destination.failed(at(1s), postfix);
    world.destination.answered(postfix);
    CHECK(world.destination.window() == 3);
    CHECK_FALSE(world.destination.failed(at(1s), postfix));  // a third of a new cohort
    for (int n = 0; n < 100; ++n) {
        while (world.destination.has_room()) world.destination.begin();
        world.destination.answered(postfix);
    }
    CHECK(world.destination.window() == 20);
}

TEST_CASE("the window is never much above what is under way") {
    World world;
    for (int n = 0; n < 100; ++n) {
        world.destination.begin();
        world.destination.answered(postfix);
    }
    CHECK(world.destination.window() == 6);  // one under way and the first five
}

TEST_CASE("an answer ends the death of a destination at once") {
    World world;
    world.begin(5);
    for (int n = 0; n < 3; ++n) world.destination.failed(at(1s), postfix);
    world.destination.answered(postfix);
    CHECK_FALSE(world.destination.is_dead(at(1s), postfix));
}

TEST_CASE("without a limit of cohorts no destination is left alone") {
    World world;
    world.rules.failed_cohorts = 0;
    world.begin(5);
    for (int n = 0; n < 5; ++n) CHECK_FALSE(world.destination.failed(at(1s), world.rules));
    CHECK(world.destination.window() == 1);
}

TEST_CASE("of a destination without anything under way nothing is remembered") {
    World world;
    engine::ChunkPool pool;
    world.begin(1);
    world.destination.failed(at(1s), postfix);
    CHECK(world.destination.window() == 3);
    world.all.forget_if_idle(0, 0, pool);
    CHECK(world.all.at(0, 0, postfix).window() == 5);
}
