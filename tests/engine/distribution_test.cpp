// Seed 1 was fixed before the first run; a failure is a finding, not a reason to choose another.
#include "sim/engine/distribution.hpp"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/engine/elementary.hpp"
#include "tests/catch.hpp"

using namespace mxsim::engine;
namespace engine = mxsim::engine;

namespace {

constexpr std::size_t n = 100000;
constexpr double billion = 1e9;
constexpr double infinity = std::numeric_limits<double>::infinity();
const Stream stream{Key(1, 0), stream_id("samples")};

using Cdf = std::function<double(double)>;

std::vector<std::int64_t> draws(const Distribution& distribution, std::size_t count = n) {
    std::vector<std::int64_t> values(count);
    distribution.fill(stream, 0, values.data(), count);
    return values;
}

// The Kolmogorov-Smirnov distance between draws and the distribution function of the real-valued variate,
// times sqrt(n). Rounding half up means P(V <= v) = F(v + 1/2).
double distance(const Distribution& distribution, const Cdf& cdf) {
    std::vector<std::int64_t> values = draws(distribution);
    std::sort(values.begin(), values.end());
    double worst = 0;
    for (std::size_t i = 0; i < n;) {
        const auto v = static_cast<double>(values[i]);
        const double share_below = static_cast<double>(i) / n;
        while (i < n && static_cast<double>(values[i]) == v) ++i;
        const double share_up_to = static_cast<double>(i) / n;
        worst = std::max({worst, share_up_to - cdf(v + 0.5), cdf(v - 0.5) - share_below});
    }
    return worst * std::sqrt(static_cast<double>(n));
}

constexpr double critical = 1.9495;  // exceeded once in a thousand (Kolmogorov's limit distribution)

Cdf exponential_cdf(double mean) {
    return [=](double x) { return x <= 0 ? 0 : -std::expm1(-x / mean); };
}

Cdf lognormal_cdf(double mu, double sigma) {
    const boost::math::lognormal_distribution<> law(mu, sigma);
    return [=](double x) { return x <= 0 ? 0 : boost::math::cdf(law, x); };
}

Cdf gamma_cdf(double mean, double cv) {
    const boost::math::gamma_distribution<> law(1 / (cv * cv), mean * cv * cv);
    return [=](double x) { return x <= 0 ? 0 : boost::math::cdf(law, x); };
}

Cdf weibull_cdf(double mean, double shape) {
    const double scale = mean / std::tgamma(1 + 1 / shape);
    return [=](double x) { return x <= 0 ? 0 : -std::expm1(-std::pow(x / scale, shape)); };
}

Cdf pareto_cdf(double min, double shape) {
    return [=](double x) { return x <= min ? 0 : 1 - std::pow(min / x, shape); };
}

// One of every kind, in an order that the constant of the last test depends on.
std::vector<Distribution> every_kind() {
    return {Distribution::constant(500'000'000),
            Distribution::exponential(billion),
            Distribution::uniform(1e6, billion),
            Distribution::lognormal(20, 1.5),
            Distribution::lognormal_mean_cv(billion, 1.5),
            Distribution::gamma(billion, 0.5),
            Distribution::gamma(billion, 2),
            Distribution::weibull(billion, 0.7),
            Distribution::pareto(1e6, 1.2),
            Distribution::empirical({10, 20, 20, 40, 1'000'000'007}),
            old_mail_sizes()};
}

}  // namespace

TEST_CASE("exponential draws follow their law") {
    CHECK(distance(Distribution::exponential(billion), exponential_cdf(billion)) < critical);
    CHECK(distance(Distribution::exponential(3), exponential_cdf(3)) < critical);
}

TEST_CASE("the tail of the exponential, which the ziggurat makes another way, is as heavy as it should be") {
    constexpr std::uint64_t many = 4'000'000;
    constexpr double start = 7.7;  // just beyond where the tail begins
    double count = 0;
    double excess = 0;
    for (std::uint64_t i = 0; i < many; ++i) {
        const double x = standard_exponential(stream, i);
        if (x > start) {
            ++count;
            excess += x - start;
        }
    }
    const double expected = many * std::exp(-start);  // about 1800
    CHECK(std::fabs(count - expected) < 3.3 * std::sqrt(expected));
    CHECK(std::fabs(excess / count - 1) < 3.3 / std::sqrt(count));
}

TEST_CASE("uniform draws follow their law") {
    CHECK(distance(Distribution::uniform(1e8, billion),
                   [](double x) { return std::clamp((x - 1e8) / 9e8, 0.0, 1.0); }) < critical);
}

TEST_CASE("lognormal draws follow their law, whichever two figures fix it") {
    const double sigma = 1.5;
    const double mu = 20;
    const double median = std::exp(mu);
    const double mean = std::exp(mu + sigma * sigma / 2);
    const double cv = std::sqrt(std::expm1(sigma * sigma));
    const Cdf law = lognormal_cdf(mu, sigma);
    CHECK(distance(Distribution::lognormal(mu, sigma), law) < critical);
    CHECK(distance(Distribution::lognormal_mean_cv(mean, cv), law) < critical);
    CHECK(distance(Distribution::lognormal_mean_sigma(mean, sigma), law) < critical);
    CHECK(distance(Distribution::lognormal_mean_median(mean, median), law) < critical);
    CHECK(distance(Distribution::lognormal_median_cv(median, cv), law) < critical);
    CHECK(distance(Distribution::lognormal_median_sigma(median, sigma), law) < critical);
}

TEST_CASE("gamma draws follow their law, for shapes above and below 1") {
    for (const double cv : {0.1, 0.5, 1.0, 1.5, 3.0})
        CHECK(distance(Distribution::gamma(billion, cv), gamma_cdf(billion, cv)) < critical);
}

TEST_CASE("Weibull draws follow their law") {
    for (const double shape : {0.3, 0.7, 1.0, 2.5})
        CHECK(distance(Distribution::weibull(billion, shape), weibull_cdf(billion, shape)) < critical);
}

TEST_CASE("Pareto draws follow their law") {
    for (const double shape : {0.8, 1.5, 4.0})
        CHECK(distance(Distribution::pareto(1e6, shape), pareto_cdf(1e6, shape)) < critical);
}

TEST_CASE("empirical draws take each given value equally often") {
    std::map<std::int64_t, double> counts;
    for (const std::int64_t value : draws(Distribution::empirical({10, 20, 20, 40, 70}))) ++counts[value];
    REQUIRE(counts.size() == 4);
    double chi_squared = 0;
    for (const auto& [value, count] : counts) {
        const double expected = value == 20 ? 0.4 * n : 0.2 * n;
        chi_squared += (count - expected) * (count - expected) / expected;
    }
    CHECK(chi_squared < 16.27);  // 99.9 % with three degrees of freedom
}

TEST_CASE("mail sizes have the shares of the table, and are log-uniform within a band") {
    const std::pair<double, double> table[] = {{512, 0},        {2048, 0.235},    {4096, 0.492},
                                               {8192, 0.676},   {16384, 0.796},   {32768, 0.854},
                                               {65536, 0.905},  {131072, 0.933},  {262144, 0.957},
                                               {524288, 0.972}, {1048576, 0.985}, {2097152, 0.9996}};
    const Cdf law = [&](double x) {
        if (x <= 512) return 0.0;
        if (x >= 2097152) return 1.0;
        const auto* upper = std::begin(table);
        while (upper->first <= x) ++upper;
        const auto* lower = upper - 1;
        const double along = std::log(x / lower->first) / std::log(upper->first / lower->first);
        return (lower->second + along * (upper->second - lower->second)) / 0.9996;
    };
    CHECK(distance(old_mail_sizes(), law) < critical);
}

TEST_CASE("the mean of the draws is the mean it says") {
    for (const Distribution& distribution : every_kind()) {
        double sum = 0;
        double squares = 0;
        for (const std::int64_t value : draws(distribution)) {
            const double off = static_cast<double>(value) - distribution.mean();
            sum += off;
            squares += off * off;
        }
        const double standard_error = std::sqrt(squares) / n;
        CHECK(std::fabs(sum / n) <= 4 * standard_error);
    }
}

TEST_CASE("means are those of the textbook") {
    CHECK(Distribution::lognormal_mean_cv(250, 1.5).mean() == Approx(250));
    CHECK(Distribution::lognormal(2, 1).mean() == Approx(std::exp(2.5)));
    CHECK(Distribution::gamma(7, 2).mean() == 7);
    CHECK(Distribution::weibull(7, 0.7).mean() == 7);
    CHECK(Distribution::pareto(2, 3).mean() == Approx(3));
    CHECK(Distribution::pareto(2, 1).mean() == infinity);
    CHECK(Distribution::uniform(2, 6).mean() == 4);
    CHECK(Distribution::empirical({1, 2, 6}).mean() == 3);
}

TEST_CASE("the coefficient of variation is the one asked for") {
    const std::pair<Distribution, double> cases[] = {{Distribution::exponential(billion), 1},
                                                     {Distribution::lognormal_mean_cv(billion, 0.5), 0.5},
                                                     {Distribution::gamma(billion, 0.5), 0.5},
                                                     {Distribution::gamma(billion, 2), 2}};
    for (const auto& [distribution, cv] : cases) {
        double squares = 0;
        for (const std::int64_t value : draws(distribution)) {
            const double off = static_cast<double>(value) / billion - 1;
            squares += off * off;
        }
        CHECK(std::sqrt(squares / n) == Approx(cv).epsilon(0.03));
    }
}

TEST_CASE("filling gives what single draws give, wherever it starts and however long it is") {
    for (const Distribution& distribution : every_kind())
        for (const std::uint64_t first : {0ull, 13ull, (1ull << 32) - 3}) {
            std::vector<std::int64_t> filled(203, -1);
            distribution.fill(stream, first, filled.data(), filled.size());
            for (std::size_t i = 0; i < filled.size(); ++i)
                REQUIRE(filled[i] == distribution.draw(stream, first + i));
        }
}

TEST_CASE("a draw beyond 2^62 is 2^62, and halves are rounded up") {
    const Distribution immense = Distribution::lognormal(60, 1);
    const Distribution coin = Distribution::uniform(0.5, 1.5);  // rounds to 1 but for the end
    for (std::uint64_t i = 0; i < 100; ++i) {
        REQUIRE(immense.draw(stream, i) == std::int64_t{1} << 62);
        REQUIRE(coin.draw(stream, i) == 1);
    }
    CHECK(Distribution::uniform(2.5, 2.5).draw(stream, 0) == 3);
}

TEST_CASE("a distribution without spread is a constant") {
    CHECK(Distribution::exponential(0).is_constant());
    CHECK(Distribution::uniform(5, 5).draw(stream, 9) == 5);
    CHECK(Distribution::lognormal_mean_cv(1000, 0).draw(stream, 9) == 1000);
    CHECK(Distribution::gamma(7, 0).draw(stream, 9) == 7);
    CHECK(Distribution::empirical({4, 4}).is_constant());
    CHECK_FALSE(Distribution::exponential(1).is_constant());
}

TEST_CASE("parameters out of range are refused") {
    CHECK_THROWS_AS(Distribution::constant(-1), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::exponential(-1), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::exponential(infinity), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::uniform(2, 1), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::lognormal_mean_cv(0, 1), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::lognormal_mean_median(1, 2), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::gamma(1, std::nan("")), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::weibull(1, 0), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::pareto(1, 0), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::empirical({}), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::empirical({1, -1}), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::banded(1, {{2, 0.5}, {2, 1}}), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::banded(1, {{2, 0.5}, {3, 0.4}}), std::invalid_argument);
}

namespace {

// FNV-1a over 64-bit words.
class Hash {
  public:
    void add(std::int64_t word) { value_ = (value_ ^ static_cast<std::uint64_t>(word)) * 0x100000001b3u; }
    void add(double x) { add(engine::detail::bits(x)); }
    std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_ = 0xcbf29ce484222325u;
};

std::uint64_t hash_of_functions() {
    Hash hash;
    for (std::uint64_t i = 0; i < 10000; ++i) {
        const Block block = stream.at(i);
        const double u = unit(first_word(block));
        const double x = 1400 * unit(second_word(block)) - 700;
        hash.add(engine::log(u));
        hash.add(engine::exp(x));
        hash.add(engine::log(engine::exp(x)));
        hash.add(engine::pow(u, x / 10));
        hash.add(engine::inverse_normal(u));
        hash.add(engine::inverse_normal(u * 1e-9));
    }
    return hash.value();
}

std::uint64_t hash_of_draws() {
    Hash hash;
    for (const Distribution& distribution : every_kind())
        for (const std::int64_t value : draws(distribution, 1000)) hash.add(value);
    return hash.value();
}

}  // namespace

// The constants are trusted because GCC 12 and Clang 14, at -O0 and at -O3, GCC also with -march=native, each
// with and without GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4, and Clang for WebAssembly all gave them,
// while the tests above hold the same functions and draws to independent references.
TEST_CASE("identical bits on every machine") {
    CHECK(hash_of_functions() == 0x90aa786459bf1185);
    CHECK(hash_of_draws() == 0xed889e2ea5a2838d);
}
