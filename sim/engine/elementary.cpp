// Rational approximations are evaluated by Horner's rule in the order written, which fixes every rounding.
//
// The normal quantile has three of them, each of degree 7 over 7: in q = p - 1/2 near the middle
// (|q| <= 0.425), and in r = sqrt(-log of the tail) for the tails, split at r = 5 (a tail of 1.4e-11).
// Stirling's series needs a large argument; a small one is first moved up by Gamma(x + 1) = x Gamma(x).
#include "sim/engine/elementary.hpp"

#include <cmath>

namespace mxsim::engine {

namespace {

constexpr int terms = 8;

// Coefficients in ascending order.
struct Rational {
    double numerator[terms];
    double denominator[terms];

    double operator()(double x) const noexcept {
        double above = numerator[terms - 1];
        double below = denominator[terms - 1];
        for (int i = terms - 2; i >= 0; --i) {
            above = above * x + numerator[i];
            below = below * x + denominator[i];
        }
        return above / below;
    }
};

constexpr Rational middle = {
    {3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727},
    {1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
     39307.895800092710610, 28729.085735721942674, 5226.4952788528545610}};

constexpr Rational tail = {
    {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4},
    {1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
     0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9}};

constexpr Rational far_tail = {
    {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
     0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
     2.01033439929228813265e-7},
    {1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}};

}  // namespace

double inverse_normal(double p) noexcept {
    const double q = p - 0.5;
    if (std::fabs(q) <= 0.425) return q * middle(0.180625 - q * q);
    const double r = std::sqrt(-log(q < 0 ? p : 1 - p));
    const double x = r <= 5 ? tail(r - 1.6) : far_tail(r - 5);
    return q < 0 ? -x : x;
}

double log_gamma(double x) noexcept {
    constexpr double half_log_two_pi = 0.91893853320467274178;
    double product = 1;
    for (; x < 10; x += 1) product *= x;
    const double z = 1 / (x * x);
    constexpr double last = 691.0 / 360360;
    const double later = 1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * last));
    const double series = 1.0 / 12 - z * (1.0 / 360 - z * later);
    return (x - 0.5) * log(x) - x + half_log_two_pi + series / x - log(product);
}

}  // namespace mxsim::engine
