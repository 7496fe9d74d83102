// The references are the C library in long double (64 bits of precision) and Boost.Math.
#include "sim/engine/elementary.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/engine/random.hpp"
#include "tests/catch.hpp"

namespace engine = mxsim::engine;

namespace {

constexpr int points = 200000;
constexpr double ulp = std::numeric_limits<double>::epsilon();  // at 1; the greatest relative size of one

// The greatest relative error of `ours` against `reference` over arguments spread evenly over [low, high].
template <class Ours, class Reference>
double worst_error(double low, double high, Ours ours, Reference reference) {
    const engine::Stream stream(engine::Key(1, 0), engine::stream_id("arguments"));
    long double worst = 0;
    for (std::uint64_t i = 0; i < points; ++i) {
        const double x = low + (high - low) * engine::unit(engine::first_word(stream.at(i)));
        const long double right = reference(static_cast<long double>(x));
        worst = std::max(worst, std::fabs((static_cast<long double>(ours(x)) - right) / right));
    }
    return static_cast<double>(worst);
}

double log_error(double low, double high) {
    return worst_error(
        low, high, [](double x) { return engine::log(x); }, [](long double x) { return std::log(x); });
}

double exp_error(double low, double high) {
    return worst_error(
        low, high, [](double x) { return engine::exp(x); }, [](long double x) { return std::exp(x); });
}

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("log is within one ulp, near 1 as well as for huge and subnormal arguments") {
    CHECK(log_error(0, 1) < ulp);
    CHECK(log_error(0.99, 1.01) < ulp);
    CHECK(log_error(1 - 1e-9, 1 + 1e-9) < ulp);
    CHECK(log_error(0.5, 3) < ulp);
    CHECK(log_error(1, 1e300) < ulp);
    CHECK(log_error(1e-323, 1e-308) < ulp);
}

TEST_CASE("exp is within one ulp") {
    CHECK(exp_error(-1, 1) < ulp);
    CHECK(exp_error(-40, 40) < ulp);
    CHECK(exp_error(-708, 709.78) < ulp);
}

TEST_CASE("special values of log and exp are those of C") {
    CHECK(engine::log(0) == -infinity);
    CHECK(engine::log(1) == 0);
    CHECK(engine::log(infinity) == infinity);
    CHECK(std::isnan(engine::log(-1)));
    CHECK(engine::exp(0) == 1);
    CHECK(engine::exp(710) == infinity);
    CHECK(engine::exp(-infinity) == 0);
    CHECK(engine::exp(-745) == std::numeric_limits<double>::denorm_min());
    CHECK(std::isnan(engine::exp(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("pow keeps the error it promises") {
    for (const double y : {0.1, 0.5, 1.0, 1.7, -2.0, 10.0}) {
        const double greatest_exponent = std::fabs(y) * std::log(1000.0);
        const double error = worst_error(
            1e-3, 1e3, [y](double x) { return engine::pow(x, y); },
            [y](long double x) { return std::pow(x, static_cast<long double>(y)); });
        CHECK(error < (2 + greatest_exponent) * ulp);
    }
    CHECK(engine::pow(0, 0) == 1);
    CHECK(engine::pow(0, 2) == 0);
}

TEST_CASE("log1p keeps the digits of a small argument") {
    const auto ours = [](double x) { return engine::log1p(x); };
    const auto reference = [](long double x) { return std::log1p(x); };
    CHECK(worst_error(0, 1e-10, ours, reference) < 4 * ulp);
    CHECK(worst_error(0, 1e-3, ours, reference) < 4 * ulp);
    CHECK(worst_error(0, 10, ours, reference) < 4 * ulp);
}

TEST_CASE("log Gamma keeps the error it promises") {
    for (double x = 0.05; x <= 20; x += 0.05) {
        const long double right = std::lgamma(static_cast<long double>(x));
        REQUIRE(std::fabs(static_cast<long double>(engine::log_gamma(x)) - right) < 2e-14L);
    }
}

TEST_CASE("the normal quantile agrees with Boost.Math in the middle and far into both tails") {
    const boost::math::normal_distribution<long double> normal;
    const auto ours = [](double p) { return engine::inverse_normal(p); };
    const auto reference = [&](long double p) { return boost::math::quantile(normal, p); };
    CHECK(worst_error(0, 1, ours, reference) < 2e-15);
    CHECK(worst_error(0, 0.075, ours, reference) < 2e-15);
    CHECK(worst_error(0, 1e-10, ours, reference) < 2e-15);
    CHECK(worst_error(0, 1e-300, ours, reference) < 2e-15);
    CHECK(engine::inverse_normal(0.5) == 0);
    CHECK(engine::inverse_normal(0.9375) == -engine::inverse_normal(0.0625));
    CHECK(engine::inverse_normal(1 - 0x1p-53) == -engine::inverse_normal(0x1p-53));
}
