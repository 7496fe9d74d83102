// Erlang's B by its recursion over the servers, B(k) = a B(k-1) / (k + a B(k-1)), which never leaves
// [0, 1]; his C from B; everything else from the mean wait by Little's law.
#include "analysis/theory/queues.hpp"

#include <cmath>
#include <stdexcept>

namespace mxsim::theory {

namespace {

void require_stable(double utilization) {
    if (!(utilization >= 0 && utilization < 1)) {
        throw std::invalid_argument("the work offered must be less than what the servers can do");
    }
}

Queue from_wait(double arrivals, double mean_service, double utilization, double wait) {
    const double sojourn = wait + mean_service;
    return {utilization, arrivals * sojourn, arrivals * wait, sojourn, wait};
}

}  // namespace

double erlang_b(double offered, std::size_t servers) {
    double blocked = 1;
    for (std::size_t k = 1; k <= servers; ++k) {
        blocked = offered * blocked / (static_cast<double>(k) + offered * blocked);
    }
    return blocked;
}

double erlang_c(double offered, std::size_t servers) {
    const double utilization = offered / static_cast<double>(servers);
    require_stable(utilization);
    const double blocked = erlang_b(offered, servers);
    return blocked / (1 - utilization * (1 - blocked));
}

Queue mm1(double arrivals, double service) { return mmc(arrivals, service, 1); }

Queue mmc(double arrivals, double service, std::size_t servers) {
    const double all = service * static_cast<double>(servers);
    const double wait = erlang_c(arrivals / service, servers) / (all - arrivals);
    return from_wait(arrivals, 1 / service, arrivals / all, wait);
}

Queue mg1(double arrivals, double mean_service, double squared_cv) {
    const double utilization = arrivals * mean_service;
    require_stable(utilization);
    const double second_moment = mean_service * mean_service * (1 + squared_cv);
    return from_wait(arrivals, mean_service, utilization, arrivals * second_moment / (2 * (1 - utilization)));
}

double mmc_wait_exceeds(double arrivals, double service, std::size_t servers, double t) {
    const double all = service * static_cast<double>(servers);
    return erlang_c(arrivals / service, servers) * std::exp(-(all - arrivals) * t);
}

}  // namespace mxsim::theory
