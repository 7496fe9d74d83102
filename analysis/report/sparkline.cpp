// A cell shows the mean level over its time, so an area on the screen is messages times time; the number
// beside it is the peak. Ticks stand at multiples, from midnight, of the smallest step whose labels fit.
#include "analysis/report/sparkline.hpp"

#include <algorithm>
#include <cmath>

namespace mxsim::report {

namespace {

constexpr double steps_s[] = {60,    300,   600,    1800,   3600,    7200,    10800,   21600,
                              43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000};

double overlap(double a_from, double a_to, double b_from, double b_to) {
    return std::max(0.0, std::min(a_to, b_to) - std::max(a_from, b_from));
}

}  // namespace

std::vector<double> resampled(const Series& series, const TimeAxis& axis) {
    std::vector<double> levels(axis.cells, 0.0);
    if (series.mean.empty()) return levels;
    for (std::size_t cell = 0; cell < axis.cells; ++cell) {
        const double from = axis.from_s + axis.cell_s() * static_cast<double>(cell);
        const double to = from + axis.cell_s();
        for (auto bin = static_cast<std::size_t>(std::max(0.0, from / series.bin_s));
             bin < series.mean.size(); ++bin) {
            const double begin = series.bin_s * static_cast<double>(bin);
            if (begin >= to) break;
            levels[cell] += series.mean[bin] * overlap(from, to, begin, begin + series.bin_s) / axis.cell_s();
        }
    }
    return levels;
}

std::string sparkline(const std::vector<double>& levels, double full) {
    static constexpr const char* blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    std::string text;
    for (double level : levels) {
        const double eighths = full > 0 ? std::ceil(8 * level / full) : 0;
        text += eighths < 1 ? " " : blocks[static_cast<std::size_t>(std::min(eighths, 8.0)) - 1];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string marks(const std::vector<std::pair<double, double>>& intervals_s, const TimeAxis& axis) {
    std::string text;
    std::string gap;
    for (std::size_t cell = 0; cell < axis.cells; ++cell) {
        const double from = axis.from_s + axis.cell_s() * static_cast<double>(cell);
        const bool touched = std::any_of(intervals_s.begin(), intervals_s.end(), [&](const auto& interval) {
            return overlap(from, from + axis.cell_s(), interval.first, interval.second) > 0;
        });
        if (!touched) {
            gap += ' ';
            continue;
        }
        text += gap + "━";
        gap.clear();
    }
    return text;
}

std::string ticks(const TimeAxis& axis, const Clock& clock) {
    const double label_s = axis.cell_s() * static_cast<double>(columns(clock.short_at(axis.to_s)) + 3);
    double step = steps_s[std::size(steps_s) - 1];
    for (double candidate : steps_s) {
        if (candidate >= label_s) {
            step = candidate;
            break;
        }
    }
    const double midnight = clock.midnight_before_start_s();
    std::string line;
    std::size_t used = 0;
    for (double t = midnight + std::ceil((axis.from_s - midnight) / step) * step; t < axis.to_s; t += step) {
        const auto cell = static_cast<std::size_t>((t - axis.from_s) / axis.cell_s());
        const auto label = "╵" + clock.short_at(t);
        if (cell < used || cell + columns(label) > axis.cells) continue;
        line += std::string(cell - used, ' ') + label;
        used = cell + columns(label);
    }
    return line;
}

}  // namespace mxsim::report
