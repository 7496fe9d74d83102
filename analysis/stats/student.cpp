// The quantile is the inverse of the distribution function; Boost.Math inverts it to full precision.
#include "analysis/stats/student.hpp"

#include <boost/math/distributions/students_t.hpp>

namespace mxsim::stats {

double student_quantile(double probability, double degrees) {
    return boost::math::quantile(boost::math::students_t_distribution<double>(degrees), probability);
}

}  // namespace mxsim::stats
