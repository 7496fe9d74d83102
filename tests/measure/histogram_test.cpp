// Held against sorted values: counts, sums and extremes exactly, quantiles to 0.1 %.
#include "sim/measure/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/engine/distribution.hpp"
#include "tests/catch.hpp"

namespace mxsim::measure {

namespace {

using engine::Distribution;
using engine::Duration;

constexpr std::size_t n = 20'000;
constexpr double shares[] = {0.0, 0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0};

std::vector<std::int64_t> draws(const Distribution& distribution, std::uint32_t replication) {
    std::vector<std::int64_t> values(n);
    distribution.fill({engine::Key{1, replication}, engine::stream_id("histogram test")}, 0, values.data(),
                      n);
    return values;
}

Histogram histogram_of(const std::vector<std::int64_t>& values) {
    Histogram h;
    for (const std::int64_t v : values) h.add(Duration{v});
    return h;
}

std::size_t rank_of(double share, std::size_t all) {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(share * static_cast<double>(all))));
}

const std::vector<Distribution> shapes{
    Distribution::uniform(0, 1000), Distribution::uniform(0, 1e6),
    Distribution::exponential(2e8), Distribution::lognormal_mean_cv(4e12, 5),
    Distribution::pareto(1e6, 0.5), Distribution::constant(123'456'789'012),
};

}  // namespace

TEST_CASE("quantiles are within a thousandth of the exact ones") {
    for (const Distribution& shape : shapes) {
        std::vector<std::int64_t> values = draws(shape, 0);
        const Histogram h = histogram_of(values);
        std::sort(values.begin(), values.end());
        for (const double share : shares) {
            const auto exact = static_cast<double>(values[rank_of(share, n) - 1]);
            INFO("share " << share << ", exactly " << exact);
            CHECK(std::abs(static_cast<double>(h.quantile(share)->count()) - exact) <= 0.001 * exact);
        }
    }
}

TEST_CASE("count, sum, mean and maximum are exact") {
    for (const Distribution& shape : shapes) {
        const std::vector<std::int64_t> values = draws(shape, 0);
        const Histogram h = histogram_of(values);
        engine::Int128 sum = 0;
        for (const std::int64_t v : values) sum += v;
        CHECK(h.count() == n);
        CHECK((h.sum_ns() == sum));
        CHECK(h.mean_s() == Approx(static_cast<double>(sum) / n / 1e9).epsilon(1e-14));
        CHECK(h.max().count() == *std::max_element(values.begin(), values.end()));
    }
}

TEST_CASE("merged is the same as added one after the other") {
    for (std::size_t s = 0; s < shapes.size(); ++s) {
        const std::vector<std::int64_t> one = draws(shapes[s], 0),
                                        other = draws(shapes[(s + 1) % shapes.size()], 1);
        std::vector<std::int64_t> both = one;
        both.insert(both.end(), other.begin(), other.end());
        Histogram merged = histogram_of(one);
        merged.merge(histogram_of(other));
        const Histogram whole = histogram_of(both);
        CHECK(merged.count() == whole.count());
        CHECK((merged.sum_ns() == whole.sum_ns()));
        CHECK(merged.max() == whole.max());
        for (const double share : shares) CHECK(merged.quantile(share) == whole.quantile(share));
    }
}

TEST_CASE("a copy is of its own") {
    Histogram one = histogram_of({1, 2, 3});
    Histogram other{one};
    other.add(Duration{1'000'000});
    CHECK(one.count() == 3);
    CHECK(one.quantile(1)->count() == 3);
    one = other;
    CHECK(one.count() == 4);
}

TEST_CASE("values beyond are infinitely large") {
    const Histogram h = histogram_of({10, 20, 30, 40, 50, 60, 70, 80});
    CHECK(h.quantile(0.8, 2)->count() == 80);      // the eighth of ten
    CHECK_FALSE(h.quantile(0.81, 2).has_value());  // the ninth
    CHECK(h.quantile(0.5, 8)->count() == 80);
    CHECK_FALSE(h.quantile(0.51, 8).has_value());
    CHECK(h.quantile(0.125)->count() == 10);
    CHECK(h.quantile(0.126)->count() == 20);
}

TEST_CASE("without values there is no quantile, and all beyond is infinite") {
    CHECK_FALSE(Histogram{}.quantile(0.5).has_value());
    CHECK_FALSE(Histogram{}.quantile(0.5, 3).has_value());
    CHECK(Histogram{}.mean_s() == 0);
    CHECK(Histogram{}.max() == Duration{0});
}

TEST_CASE("the smallest and the largest durations have a place") {
    const Histogram h = histogram_of({0, 511, 512, 1023, 1024, INT64_MAX});
    CHECK(h.quantile(0.0)->count() == 0);
    CHECK(h.quantile(0.5)->count() == 512);
    CHECK(h.quantile(1.0)->count() >= INT64_MAX - INT64_MAX / 1000);
    CHECK(h.max().count() == INT64_MAX);
}

}  // namespace mxsim::measure
