// Elementary functions with the same bits on every machine.
//
// A C library may choose another algorithm for log or exp on every processor, and the last bit with it;
// one differing bit can swap two events. These use only +, -, *, / and the square root, which IEEE 754
// fixes to the last bit, as long as nothing is contracted to fused operations (-ffp-contract=off).
// Special values are those of C: log(0) = -infinity, exp overflows to infinity, NaN stays NaN.
#pragma once

#include <cstdint>
#include <limits>

namespace mxsim::engine {

namespace detail {

// ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact.
inline constexpr double ln2_high = 0x1.62e42feep-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

// The builtin of both compilers; some standard libraries for the browser lack std::bit_cast.
constexpr std::int64_t bits(double x) noexcept { return __builtin_bit_cast(std::int64_t, x); }
constexpr double from_bits(std::int64_t b) noexcept { return __builtin_bit_cast(double, b); }

// 2^k for -1022 <= k <= 1023.
constexpr double power_of_two(std::int64_t k) noexcept {
    return from_bits((k + 1023) * (std::int64_t{1} << 52));
}

}  // namespace detail

// Natural logarithm, within 1 ulp. With x = 2^e m, sqrt(1/2) <= m < sqrt 2, f = m - 1 and s = f / (2 + f),
// ln m = 2 artanh s = f - s (f - 2 s^2/3 - 2 s^4/5 - ...), in which the rounding of s weighs little.
constexpr double log(double x) noexcept {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (!(x > 0)) return x == 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
    if (x == infinity) return x;
    double e = 0;
    if (x < std::numeric_limits<double>::min()) {
        x *= 0x1p54;
        e = -54;
    }
    constexpr std::int64_t root_half = 0x3fe6a09e00000000;  // the bits of sqrt(1/2), rounded down
    const std::int64_t whole = (detail::bits(x) - root_half) >> 52;
    const double f = detail::from_bits(detail::bits(x) - whole * (std::int64_t{1} << 52)) - 1;
    e += static_cast<double>(whole);
    const double s = f / (2 + f);
    const double z = s * s;
    const double w = z * z;
    const double odd = 2.0 / 3 + w * (2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19))));
    const double even = 2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21))));
    const double rest = z * (odd + z * even);
    return e * detail::ln2_high + (f - (s * (f - rest) - e * detail::ln2_low));
}

// Exponential function, within 1 ulp of a normal result. x = k ln 2 + r with |r| <= ln 2 / 2, then the
// power series up to r^13 / 13!; the next term is below 2^-57.
constexpr double exp(double x) noexcept {
    if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
    if (x < -745.14) return 0;
    if (x != x) return x;
    constexpr double to_integer = 0x1.8p52;  // adding it rounds to a whole number
    const double k = (x * 1.4426950408889634 + to_integer) - to_integer;
    const double r = (x - k * detail::ln2_high) - k * detail::ln2_low;
    const double z = r * r;
    constexpr double c12 = 1.0 / 479001600;
    constexpr double c13 = 1.0 / 6227020800;
    const double even =
        1.0 / 2 + z * (1.0 / 24 + z * (1.0 / 720 + z * (1.0 / 40320 + z * (1.0 / 3628800 + z * c12))));
    const double odd =
        1.0 / 6 + z * (1.0 / 120 + z * (1.0 / 5040 + z * (1.0 / 362880 + z * (1.0 / 39916800 + z * c13))));
    const auto exponent = static_cast<std::int64_t>(k);
    // In two steps, for results below the normal range or above 2^1023.
    const std::int64_t half = exponent >> 1;
    return (1 + (r + z * (even + r * odd))) * detail::power_of_two(half) *
           detail::power_of_two(exponent - half);
}

// x^y for x >= 0 as exp(y log x); the relative error is at most (2 + |y log x|) 2^-52.
constexpr double pow(double x, double y) noexcept { return y == 0 ? 1 : exp(y * log(x)); }

// log(1 + x) for x > -1, also where 1 + x loses the digits of x (the trick of W. Kahan); within 4 ulp.
constexpr double log1p(double x) noexcept {
    const double sum = 1 + x;
    return sum == 1 ? x : log(sum) * (x / (sum - 1));
}

// log Gamma(x) for x > 0, by Stirling's series; absolute error below 2e-14 for x <= 20.
double log_gamma(double x) noexcept;

// The quantile function of the standard normal distribution for 0 < p < 1, with a relative error of about
// 1e-15: PPND16 of M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988).
double inverse_normal(double p) noexcept;

}  // namespace mxsim::engine
