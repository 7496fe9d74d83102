// From runs to estimates, for whole groups of figures at once.
#pragma once

#include <cmath>
#include <cstdint>

#include "analysis/report/figures.hpp"
#include "analysis/stats/estimate.hpp"

namespace mxsim::report {

template <template <class> class Group>
void append(Group<Samples>& to, const Group<double>& run) {
    Group<double>::visit([](const char*, Samples& all, const double& one) { all.push_back(one); }, to, run);
}

inline void append(Mail<Samples>& to, const Mail<double>& run) {
    append(to.counts, run.counts);
    append(to.latency, run.latency);
    append(to.latency_or_worse, run.latency_or_worse);
}

template <template <class> class Group>
Group<stats::Estimate> estimates(const Group<Samples>& from) {
    Group<stats::Estimate> result;
    Group<double>::visit(
        [](const char*, stats::Estimate& to, const Samples& all) { to = stats::estimate(all); }, result,
        from);
    return result;
}

// A p99.9 is not estimated from the runs that happen to have enough messages: all must have them.
inline Latency<stats::Estimate> latency_estimates(const Latency<Samples>& from) {
    auto result = estimates(from);
    for (double sample : from.p999_s) {
        if (std::isnan(sample)) result.p999_s = {};
    }
    return result;
}

inline Mail<stats::Estimate> estimates(const Mail<Samples>& from) {
    return {estimates(from.counts), latency_estimates(from.latency),
            latency_estimates(from.latency_or_worse)};
}

inline void add(Counts<std::uint64_t>& sum, const Counts<std::uint64_t>& run) {
    Counts<std::uint64_t>::visit([](const char*, std::uint64_t& to, const std::uint64_t& one) { to += one; },
                                 sum, run);
}

}  // namespace mxsim::report
