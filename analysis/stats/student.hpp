// Quantiles of Student's t distribution: the only door to Boost.Math.
#pragma once

namespace mxsim::stats {

// The value that a t-distributed variable with `degrees` (> 0) degrees of freedom stays below with
// `probability` (between 0 and 1, exclusive). Source: W. S. Gosset, "The probable error of a mean",
// Biometrika 6 (1908).
double student_quantile(double probability, double degrees);

}  // namespace mxsim::stats
