// The mean of independent runs is nearly normal whatever the figure is, so Student's t gives its interval
// with n - 1 degrees of freedom; the runs' own quantiles are order statistics (nearest rank), which need
// no assumption about their distribution, only enough runs.
#include "analysis/stats/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/stats/student.hpp"

namespace mxsim::stats {

namespace {

constexpr double confidence = 0.95;

std::optional<double> ranked(const std::vector<double>& ascending, unsigned percent) {
    const auto rank = rank_of(percent, ascending.size());
    if (!rank) return std::nullopt;
    return ascending[*rank - 1];
}

// Where no sample is below the bound, nor does the interval go.
void set_interval(Estimate& estimate, const std::vector<double>& samples, double lowest, double bound) {
    const auto [mean, half] = student_interval(samples, confidence);
    estimate.low = lowest >= bound ? std::max(bound, mean - half) : mean - half;
    estimate.high = mean + half;
}

double mean_of(const std::vector<double>& samples) {
    double sum = 0;
    for (double x : samples) sum += x;
    return sum / static_cast<double>(samples.size());
}

}  // namespace

std::optional<std::size_t> rank_of(unsigned percent, std::size_t runs) {
    if (runs * (100 - percent) < 100) return std::nullopt;
    return (runs * percent + 99) / 100;
}

Interval student_interval(const std::vector<double>& samples, double level) {
    const auto n = static_cast<double>(samples.size());
    const double mean = mean_of(samples);
    double squares = 0;
    for (double x : samples) squares += (x - mean) * (x - mean);
    const double error = std::sqrt(squares / (n - 1) / n);
    return {mean, error > 0 ? student_quantile(0.5 + level / 2, n - 1) * error : 0};
}

namespace {

Estimate estimate_above(const std::vector<double>& all, double bound) {
    std::vector<double> samples;
    for (double x : all) {
        if (!std::isnan(x)) samples.push_back(x);
    }
    Estimate result;
    if (samples.empty()) return result;
    result.value = mean_of(samples);
    if (samples.size() < 2) return result;

    auto ascending = samples;
    std::sort(ascending.begin(), ascending.end());
    if (std::isfinite(ascending.front()) && std::isfinite(ascending.back()))
        set_interval(result, samples, ascending.front(), bound);
    result.runs_p50 = ranked(ascending, 50);
    result.runs_p95 = ranked(ascending, 95);
    result.runs_p99 = ranked(ascending, 99);
    result.runs_max = ascending.back();
    return result;
}

}  // namespace

Estimate estimate(const std::vector<double>& samples) { return estimate_above(samples, 0); }

Estimate paired_difference(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) differences.push_back(a[i] - b[i]);
    return estimate_above(differences, -std::numeric_limits<double>::infinity());
}

}  // namespace mxsim::stats
