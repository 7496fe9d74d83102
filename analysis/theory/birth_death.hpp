// Finite birth-death chains, solved as a linear system: the only door to Eigen.
//
// State n moves up to n + 1 at rate birth[n] and from n + 1 down at rate death[n]. Queues with Poisson
// arrivals and exponential services are such chains; with a bound on who may wait they are finite.
#pragma once

#include <cstddef>
#include <vector>

namespace mxsim::theory {

// The stationary probabilities of the states 0 .. birth.size(). Both vectors have the same length, at
// most a few thousand; every rate is positive. Throws std::invalid_argument if not.
std::vector<double> stationary(const std::vector<double>& birth, const std::vector<double>& death);

// M/M/c/K: Poisson arrivals at rate `arrivals`, `servers` that each serve at rate `service`, at most
// `places` customers in the system, waiting ones included; who finds it full is turned away.
// Source: Gross and Harris, Fundamentals of Queueing Theory, chapter 2.
struct BoundedQueue {
    double blocking = 0;         // share of arrivals turned away (they see the stationary state: PASTA)
    double in_system = 0;        // mean number, L
    double in_queue = 0;         // mean number waiting, Lq
    double utilization = 0;      // mean busy servers / servers
    double sojourn = 0;          // mean time in the system of an accepted one, W (Little's law)
    double wait = 0;             // mean wait of an accepted one, Wq
    std::vector<double> states;  // probability of 0 .. places customers
};
BoundedQueue bounded_queue(double arrivals, double service, std::size_t servers, std::size_t places);

}  // namespace mxsim::theory
