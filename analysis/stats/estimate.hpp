// What many runs say about one figure: where its mean lies, and what single runs did.
//
// Two spreads, never mixed. The interval (low, high) holds the long-run mean with 95 % confidence; it
// shrinks with more runs. The range (runs_*) is what single runs did; it does not.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace mxsim::stats {

// All in the unit of the samples. A field without a value cannot be said from so few runs.
struct Estimate {
    std::optional<double> value;  // mean over the runs; +infinity if it is infinite in one of them
    std::optional<double> low;    // 95 % interval of the mean; from two runs on, and finite samples
    std::optional<double> high;
    std::optional<double> runs_p50;  // from two runs on
    std::optional<double> runs_p95;  // from 20 runs on
    std::optional<double> runs_p99;  // from 100 runs on
    std::optional<double> runs_max;  // from two runs on
};

// One sample a run, in order of the runs. +infinity: what was waited for never came. Not a number: the
// figure has no meaning in that run, which is left out. No figure of ours can be negative, so an interval
// of samples none of which is negative ends at zero.
Estimate estimate(const std::vector<double>& samples);

// The mean of a - b over runs made on the same random streams: the i-th of one is paired with the i-th of the other, as
// far as both go. Of any sign; a pair without meaning is left out.
Estimate paired_difference(const std::vector<double>& a, const std::vector<double>& b);

struct Interval {
    double mean = 0;
    double half_width = 0;
};

// Student's t interval of the mean of two or more independent, identically distributed samples.
// Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), equation 4.12.
Interval student_interval(const std::vector<double>& samples, double confidence);

// The rank (from 1) of the sample, in ascending order, that `percent` of `runs` samples do not exceed:
// 19 of 20 runs stay at or below the 19th. Nothing if fewer than 100 / (100 - percent) samples are there:
// the largest would be all that can be said.
std::optional<std::size_t> rank_of(unsigned percent, std::size_t runs);

}  // namespace mxsim::stats
