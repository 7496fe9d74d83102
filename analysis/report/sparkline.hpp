// Levels over time drawn with block characters, one column a cell, with marks and a time axis beneath.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/report/result.hpp"
#include "analysis/report/wording.hpp"

namespace mxsim::report {

struct TimeAxis {
    double from_s = 0;
    double to_s = 0;
    std::size_t cells = 0;

    double cell_s() const { return (to_s - from_s) / static_cast<double>(cells); }
};

// The mean level in each cell.
std::vector<double> resampled(const Series& series, const TimeAxis& axis);

// Eight heights up to `full`; a level above zero is never blank.
std::string sparkline(const std::vector<double>& levels, double full);

// A stroke in every cell that an interval touches.
std::string marks(const std::vector<std::pair<double, double>>& intervals_s, const TimeAxis& axis);

// Instants at a round distance, each written to the right of its tick.
std::string ticks(const TimeAxis& axis, const Clock& clock);

}  // namespace mxsim::report
