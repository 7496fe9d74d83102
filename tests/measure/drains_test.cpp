// An outage of server 0, which domain 0 names, in [10 min, 20 min).
#include "sim/measure/drains.hpp"

#include <chrono>
#include <vector>

#include "tests/catch.hpp"

namespace mxsim::measure {

namespace {

using namespace std::chrono_literals;
using engine::Duration;
using engine::Time;

Time at(Duration t) { return engine::time_zero + t; }

OutageScope outage_in(std::vector<std::pair<Duration, Duration>> windows) {
    OutageScope scope;
    for (const auto& [begin, end] : windows) scope.windows.emplace_back(at(begin), at(end));
    scope.domains = {0};
    scope.servers = {0};
    return scope;
}

// Outage 0 alone, with the calls that a world makes.
struct Outage {
    Drains drains;

    explicit Outage(std::vector<std::pair<Duration, Duration>> windows)
        : drains{{outage_in(std::move(windows))}, 2, 2} {}

    void become_late(Duration t, int copies) {
        for (int i = 0; i < copies; ++i) drains.backlog(at(t), 0, 1);
    }
    std::size_t end_window(Duration t, int late_copies, Duration age = 1min) {
        const std::size_t follower = drains.window_ended(at(t), 0);
        for (int i = 0; i < late_copies; ++i) drains.enlist(follower, 0, -1, 0, age);
        drains.enlisted(follower);
        return follower;
    }
    void copy_ends(Duration t, std::size_t follower) {
        drains.backlog(at(t), 0, -1);
        drains.ended(at(t), 1u << follower);
    }
    OutageFigures figures(Duration end) const { return drains.figures(at(end))[0]; }
};

}  // namespace

TEST_CASE("the drain lasts from the end of the outage until nine tenths and all have ended") {
    Outage outage{{{10min, 20min}}};
    outage.drains.window_began(at(10min), 0);
    outage.become_late(15min, 10);
    const std::size_t follower = outage.end_window(20min, 10);
    for (int i = 1; i <= 10; ++i) outage.copy_ends(20min + i * 1min, follower);
    const OutageFigures f = outage.figures(1h);
    CHECK(f.drain_90 == 9min);
    CHECK(f.drain_100 == 10min);
    CHECK(f.normal_after == 10min);
    CHECK(f.normal_at == at(30min));
    CHECK(f.backlog_peak == 10);
}

TEST_CASE("normal is when newcomers are gone, too") {
    Outage outage{{{10min, 20min}}};
    outage.drains.window_began(at(10min), 0);
    outage.become_late(15min, 1);
    const std::size_t follower = outage.end_window(20min, 1);
    outage.become_late(21min, 1);
    outage.copy_ends(25min, follower);
    outage.drains.backlog(at(40min), 0, -1);
    const OutageFigures f = outage.figures(1h);
    CHECK(f.drain_100 == 5min);
    CHECK(f.normal_after == 20min);
    CHECK(f.backlog_peak == 2);
}

TEST_CASE("an outage that held nothing up is over at once") {
    Outage outage{{{10min, 20min}}};
    outage.drains.window_began(at(10min), 0);
    outage.end_window(20min, 0);
    const OutageFigures f = outage.figures(1h);
    CHECK(f.drain_90 == 0min);
    CHECK(f.drain_100 == 0min);
    CHECK(f.normal_after == 0min);
    CHECK(f.backlog_peak == 0);
}

TEST_CASE("what never drained, or never ended, takes forever") {
    Outage stuck{{{10min, 20min}}};
    stuck.drains.window_began(at(10min), 0);
    stuck.become_late(15min, 2);
    const std::size_t follower = stuck.end_window(20min, 2);
    stuck.copy_ends(30min, follower);
    CHECK(stuck.figures(1h).drain_90 == engine::forever);
    CHECK(stuck.figures(1h).drain_100 == engine::forever);
    CHECK(stuck.figures(1h).normal_after == engine::forever);

    Outage lasting{{{10min, 20min}}};
    lasting.drains.window_began(at(10min), 0);
    lasting.become_late(12min, 1);
    CHECK(lasting.figures(15min).drain_100 == engine::forever);
    CHECK(lasting.figures(15min).windows == std::vector{std::pair{at(10min), at(20min)}});
}

TEST_CASE("a run that ends before the outage, with all mail ended, had nothing to drain") {
    Outage lasting{{{10min, 20min}}};
    lasting.drains.window_began(at(10min), 0);
    CHECK(lasting.figures(15min).drain_100 == 0min);
    CHECK(lasting.figures(15min).normal_after == 0min);
}

TEST_CASE("of several windows the longest drain is told") {
    Outage outage{{{10min, 20min}, {2h, 3h}}};
    for (const auto& [begin, end, drain] : {std::tuple{10min, 20min, 7min}, {120min, 180min, 3min}}) {
        outage.drains.window_began(at(begin), 0);
        outage.become_late(begin, 1);
        const std::size_t follower = outage.end_window(end, 1);
        outage.copy_ends(end + drain, follower);
    }
    CHECK(outage.figures(4h).drain_100 == 7min);
    CHECK(outage.figures(4h).normal_after == 7min);
    CHECK(outage.figures(4h).normal_at == at(183min));
}

TEST_CASE("a backlog that lasts from one window to the next counts from the first end") {
    Outage outage{{{10min, 20min}, {30min, 40min}}};
    outage.drains.window_began(at(10min), 0);
    outage.become_late(15min, 1);
    const std::size_t first = outage.end_window(20min, 1);
    outage.drains.window_began(at(30min), 0);
    const std::size_t second = outage.end_window(40min, 1);
    outage.drains.backlog(at(50min), 0, -1);
    outage.drains.ended(at(50min), 1u << first | 1u << second);
    CHECK(first != second);
    CHECK(outage.figures(1h).drain_100 == 30min);
    CHECK(outage.figures(1h).normal_after == 30min);
}

TEST_CASE("more ends than can be followed at once are counted as not measured") {
    std::vector<std::pair<Duration, Duration>> windows;
    for (int i = 1; i <= 10; ++i) windows.emplace_back(i * 1h, i * 1h + 10min);
    Outage outage{windows};
    outage.become_late(1h, 1);
    for (const auto& [begin, end] : windows) {
        outage.drains.window_began(at(begin), 0);
        outage.end_window(end, 1);
    }
    CHECK(outage.figures(12h).windows_not_measured == 10 - Drains::followed_at_once);
}

TEST_CASE("messages count to an outage if submitted from its beginning up to, and without, its end") {
    Outage outage{{{10min, 20min}, {30min, 40min}}};
    int counted = 0;
    const auto submitted = [&](std::uint32_t domain, Duration t) {
        counted = 0;
        outage.drains.for_outages_at(domain, at(t), [&](MailFigures&) { ++counted; });
        return counted == 1;
    };
    CHECK_FALSE(submitted(0, 10min - 1ns));
    CHECK(submitted(0, 10min));
    CHECK(submitted(0, 20min - 1ns));
    CHECK_FALSE(submitted(0, 20min));
    CHECK(submitted(0, 35min));
    CHECK_FALSE(submitted(0, 40min));
    CHECK_FALSE(submitted(1, 15min));
}

TEST_CASE("the age table has columns that double, by place and destination") {
    Outage outage{{{10min, 20min}}};
    outage.drains.window_began(at(10min), 0);
    const std::size_t follower = outage.drains.window_ended(at(20min), 0);
    const std::vector<Duration> ages{0min,   5min - 1ns,    5min,    10min,  39min,
                                     640min, 1280min - 1ns, 1280min, 9000min};
    for (const Duration age : ages) outage.drains.enlist(follower, 0, -1, 0, age);
    outage.drains.enlist(follower, 0, 1, 0, 5min);
    outage.drains.enlisted(follower);
    const AgeTable table = outage.figures(1h).ages;
    CHECK(table.at == at(20min));
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].relay == -1);
    CHECK(table.rows[0].count == std::array<std::uint64_t, 10>{2, 1, 1, 1, 0, 0, 0, 0, 2, 2});
    CHECK(table.rows[1].relay == 1);
    CHECK(table.rows[1].count == std::array<std::uint64_t, 10>{0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("the drain's rate is the most that its servers took in one minute while it lasted") {
    Outage outage{{{10min, 20min}}};
    outage.drains.window_began(at(10min), 0);
    outage.become_late(15min, 9);
    for (int i = 0; i < 50; ++i)
        outage.drains.accepted(at(16min), 0);  // before its end: not part of the drain
    const std::size_t follower = outage.end_window(20min, 9);
    for (const Duration t :
         std::vector<Duration>{20min + 10s, 20min + 59s, 21min, 21min + 1s, 21min + 2s, 22min}) {
        outage.drains.accepted(at(t), 0);
        outage.drains.accepted(at(t), 1);  // another server
        outage.copy_ends(t, follower);
    }
    CHECK(outage.figures(1h).drain_rate_peak == 3);
}

}  // namespace mxsim::measure
