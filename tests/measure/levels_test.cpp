// Gauges and load series against the list of their steps, looked at afresh for every question.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"
#include "sim/measure/gauge.hpp"
#include "sim/measure/load_series.hpp"
#include "tests/catch.hpp"

namespace mxsim::measure {

namespace {

using namespace std::chrono_literals;
using engine::Duration;
using engine::Int128;
using engine::Time;

struct Step {
    Time at;
    std::int64_t level;  // from then on
};

Time at(Duration t) { return engine::time_zero + t; }

// Levels that move up and down by up to five, often several times at one instant or on a whole second.
std::vector<Step> walk(std::uint64_t seed, std::size_t steps, Duration mean_gap) {
    const engine::Stream draws{engine::Key{seed, 0}, engine::stream_id("levels test")};
    std::vector<Step> all;
    Time now{};
    std::int64_t level = 0;
    for (std::size_t i = 0; i < steps; ++i) {
        const std::uint64_t word = engine::first_word(draws.at(i));
        if (word % 4 != 0) now += Duration{static_cast<std::int64_t>(word >> 16) % (2 * mean_gap.count())};
        if (word % 8 == 1) now = at(std::chrono::ceil<std::chrono::seconds>(now.time_since_epoch()));
        level = std::max<std::int64_t>(0, level + static_cast<std::int64_t>(word >> 8 & 15) - 7);
        all.push_back({now, level});
    }
    return all;
}

Int128 integral(const std::vector<Step>& steps, Time from, Time to) {
    Int128 sum = 0;
    Time since{};
    std::int64_t level = 0;
    const auto add_until = [&](Time until) {
        const Time begin = std::max(since, from), end = std::min(until, to);
        if (end > begin) sum += static_cast<Int128>(level) * (end - begin).count();
    };
    for (const Step& step : steps) {
        add_until(step.at);
        since = step.at;
        level = step.level;
    }
    add_until(to);
    return sum;
}

// The level that a bin begins with, and those set within it.
std::pair<std::int64_t, std::int64_t> extremes(const std::vector<Step>& steps, Time from, Time to) {
    std::int64_t carried = 0;
    for (const Step& step : steps)
        if (step.at < from) carried = step.level;
    auto found = std::pair{carried, carried};
    for (const Step& step : steps) {
        if (step.at < from || step.at >= to) continue;
        found.first = std::min(found.first, step.level);
        found.second = std::max(found.second, step.level);
    }
    return found;
}

Gauge gauge_of(const std::vector<Step>& steps) {
    Gauge gauge;
    for (const Step& step : steps) gauge.step(step.at, step.level - gauge.level());
    return gauge;
}

LoadSeries series_of(const std::vector<Step>& steps, Time end) {
    LoadSeries series;
    for (const Step& step : steps) series.set(step.at, step.level);
    series.finish(end);
    return series;
}

void check_every_bin(const LoadSeries& series, const std::vector<Step>& steps, Time end) {
    CHECK(series.end() == end);
    REQUIRE(series.bins().size() <= LoadSeries::most_bins);
    REQUIRE(at(series.width() * static_cast<std::int64_t>(series.bins().size())) >= end);
    for (std::size_t i = 0; i < series.bins().size(); ++i) {
        const Time from = at(series.width() * static_cast<std::int64_t>(i));
        const Time to = std::min(end, from + series.width());
        INFO("bin " << i << " of width " << engine::seconds(series.width()) << " s");
        const auto [lowest, highest] = extremes(steps, from, to);
        const LoadSeries::Bin& bin = series.bins()[i];
        REQUIRE(bin.lowest == lowest);
        REQUIRE(bin.highest == highest);
        REQUIRE((bin.integral == integral(steps, from, to)));
    }
}

void check_equal(const LoadSeries& a, const LoadSeries& b) {
    CHECK(a.width() == b.width());
    CHECK(a.end() == b.end());
    REQUIRE(a.bins().size() == b.bins().size());
    for (std::size_t i = 0; i < a.bins().size(); ++i) {
        REQUIRE(a.bins()[i].lowest == b.bins()[i].lowest);
        REQUIRE(a.bins()[i].highest == b.bins()[i].highest);
        REQUIRE((a.bins()[i].integral == b.bins()[i].integral));
    }
}

// Long enough for bins of 1, 2, 4 and 64 s.
struct Walk {
    std::vector<Step> steps;
    Time end;
};
const std::vector<Walk>& walks() {
    static const std::vector<Walk> all = [] {
        std::vector<Walk> list;
        for (const Duration gap : std::vector<Duration>{400ms, 3s, 7s, 120s}) {
            Walk w{walk(static_cast<std::uint64_t>(list.size() + 1), 1500, gap), {}};
            w.end = w.steps.back().at + 17s + 300ms;
            list.push_back(w);
        }
        return list;
    }();
    return all;
}

}  // namespace

TEST_CASE("a gauge knows its level, peak and integral") {
    for (const Walk& w : walks()) {
        const Gauge gauge = gauge_of(w.steps);
        const auto peak = std::max_element(w.steps.begin(), w.steps.end(),
                                           [](const Step& a, const Step& b) { return a.level < b.level; });
        CHECK(gauge.level() == w.steps.back().level);
        CHECK(gauge.peak() == peak->level);
        CHECK(gauge.peak_at() == peak->at);  // the first instant of that level
        CHECK((gauge.integral(w.end) == integral(w.steps, Time{}, w.end)));
    }
}

TEST_CASE("a gauge whose peak is restarted forgets what was higher before") {
    Gauge gauge;
    gauge.step(at(1s), 10);
    gauge.step(at(2s), -7);
    gauge.restart_peak(at(3s));
    CHECK(gauge.peak() == 3);
    CHECK(gauge.peak_at() == at(3s));
    gauge.step(at(4s), 1);
    CHECK(gauge.peak() == 4);
    CHECK((gauge.integral(at(5s)) == Int128{20'000'000'000}));  // 10 for 1 s, 3 for 2 s, 4 for 1 s
}

TEST_CASE("every bin has the lowest, the highest and the integral of its time") {
    for (const Walk& w : walks()) check_every_bin(series_of(w.steps, w.end), w.steps, w.end);
}

TEST_CASE("the width of the bins doubles when they are full, and not before") {
    const auto width_after = [](Duration length) { return series_of({{at(0s), 1}}, at(length)).width(); };
    CHECK(width_after(2047s) == 1s);
    CHECK(width_after(2049s) == 2s);
    CHECK(width_after(4095s) == 2s);
    CHECK(width_after(4097s) == 4s);
    CHECK(width_after(400h) == 1024s);
}

TEST_CASE("a level that is held for years takes no more than its bins") {
    const LoadSeries series = series_of({{at(5s), 3}}, at(24h * 365 * 10));
    CHECK(series.bins().size() <= LoadSeries::most_bins);
    CHECK(series.bins().back().lowest == 3);
    CHECK(series.bins().front().lowest == 0);
}

TEST_CASE("merged series have the sums and extremes of both, whatever their widths") {
    for (const Walk& a : walks()) {
        for (const Walk& b : walks()) {
            LoadSeries merged = series_of(a.steps, a.end);
            merged.merge(series_of(b.steps, b.end));
            const Duration width = merged.width();
            CHECK(merged.end() == std::max(a.end, b.end));
            for (std::size_t i = 0; i < merged.bins().size(); ++i) {
                const Time from = at(width * static_cast<std::int64_t>(i));
                const auto part = [&](const Walk& w) {
                    return integral(w.steps, from, std::min(w.end, from + width));
                };
                REQUIRE((merged.bins()[i].integral == part(a) + part(b)));
            }
        }
    }
}

TEST_CASE("series merge to the same whatever the order") {
    const auto series = [](std::size_t i) { return series_of(walks()[i].steps, walks()[i].end); };
    LoadSeries forwards = series(0), backwards = series(3), nested = series(2);
    for (const std::size_t i : {1u, 2u, 3u}) forwards.merge(series(i));
    for (const std::size_t i : {2u, 1u, 0u}) backwards.merge(series(i));
    nested.merge(series(3));
    LoadSeries first = series(0);
    first.merge(series(1));
    first.merge(nested);
    check_equal(forwards, backwards);
    check_equal(forwards, first);
}

}  // namespace mxsim::measure
