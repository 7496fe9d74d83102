// Closed forms of queues without a bound, in equilibrium: what a steady simulation should come to.
//
// Rates are per unit of time, times in that unit. Every function that speaks of a queue requires that
// the work offered is less than what its servers can do; else it throws std::invalid_argument.
#pragma once

#include <cstddef>

namespace mxsim::theory {

// Share of arrivals turned away by `servers` without waiting places; `offered` = arrival rate times mean
// service time. Depends on the service only through its mean. Source: A. K. Erlang (1917).
double erlang_b(double offered, std::size_t servers);

// Share of arrivals that must wait where waiting is not bounded. Source: A. K. Erlang (1917).
double erlang_c(double offered, std::size_t servers);

struct Queue {
    double utilization = 0;  // rho
    double in_system = 0;    // mean number, L
    double in_queue = 0;     // mean number waiting, Lq
    double sojourn = 0;      // mean time in the system, W
    double wait = 0;         // mean wait, Wq
};

// Poisson arrivals, exponential service at rate `service`.
// Source: Kleinrock, Queueing Systems I (1975), chapter 3.
Queue mm1(double arrivals, double service);
Queue mmc(double arrivals, double service, std::size_t servers);

// Poisson arrivals, one server, service of any distribution with this mean and squared coefficient of
// variation (variance / mean^2). Source: Pollaczek (1930), Khinchine (1932); Kleinrock I, chapter 5.
Queue mg1(double arrivals, double mean_service, double squared_cv);

// Probability that a wait in M/M/c (M/M/1: one server) exceeds `t`.
double mmc_wait_exceeds(double arrivals, double service, std::size_t servers, double t);

}  // namespace mxsim::theory
