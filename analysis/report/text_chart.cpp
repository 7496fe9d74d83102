// The backlog and the relays' queues over time, on one axis, with the outages beneath. The axis covers
// the time in which something stood out: a level of a hundredth of its peak, or an outage.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/page.hpp"
#include "analysis/report/sparkline.hpp"

namespace mxsim::report {

namespace {

constexpr std::size_t label_columns = 18;
constexpr std::size_t peak_columns = 9;
constexpr std::size_t cells = Page::width - 2 - label_columns - 2 - peak_columns - 1;
constexpr std::size_t most_lines = 8;

struct Line {
    std::string label;
    const Series* series;
};

double highest_mean(const Series& series) {
    return series.mean.empty() ? 0 : *std::max_element(series.mean.begin(), series.mean.end());
}

std::vector<Line> lines_of(const Result& r) {
    std::vector<Line> lines = {{"backlog", &r.backlog_series}};
    for (const auto& server : r.servers) {
        if (server.relay && server.series && highest_mean(*server.series) > 0) {
            lines.push_back({server.name, &*server.series});
        }
        if (lines.size() == most_lines) break;
    }
    return lines;
}

TimeAxis axis_of(const std::vector<Line>& lines, const Result& r) {
    double from = INFINITY;
    double to = 0;
    for (const auto& [label, series] : lines) {
        const double noticeable = highest_mean(*series) / 100;
        for (std::size_t bin = 0; bin < series->mean.size(); ++bin) {
            if (series->mean[bin] <= noticeable) continue;
            from = std::min(from, series->bin_s * static_cast<double>(bin));
            to = std::max(to, series->bin_s * static_cast<double>(bin + 1));
        }
    }
    for (const auto& outage : r.outages) {
        for (const auto& [begin, end] : outage.windows_s) {
            from = std::min(from, begin);
            to = std::max(to, end);
        }
    }
    if (!(from < to)) return {};
    const double margin = (to - from) / 12;
    return {std::max(0.0, from - margin), to + margin, cells};
}

struct Drawing {
    std::string label, number, drawn;
};

void write_drawings(Page& page, const std::vector<Drawing>& drawings) {
    std::vector<std::string> labels;
    for (const auto& drawing : drawings) labels.push_back(drawing.label);
    labels = shortened_apart(labels, label_columns);
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        auto text = "  " + pad_right(labels[i], label_columns) + " " +
                    pad_left(drawings[i].number, peak_columns) + "  " + drawings[i].drawn;
        text.erase(text.find_last_not_of(' ') + 1);
        page.line(text);
    }
}

// One without an end lasts as long as anything is drawn.
std::vector<std::pair<double, double>> drawn_windows(const OutageRow& outage, const TimeAxis& axis) {
    auto windows = outage.windows_s;
    if (outage.open_ended && !windows.empty()) windows.back().second = axis.to_s;
    return windows;
}

void draw_outages(std::vector<Drawing>& drawings, const Page& page, const Result& r, const TimeAxis& axis) {
    if (r.outages.size() <= 3) {
        for (const auto& outage : r.outages) {
            drawings.push_back(
                {outage.name, "", page.toned(marks(drawn_windows(outage, axis), axis), Tone::bad)});
        }
        return;
    }
    std::vector<std::pair<double, double>> all;
    for (const auto& outage : r.outages) {
        const auto windows = drawn_windows(outage, axis);
        all.insert(all.end(), windows.begin(), windows.end());
    }
    drawings.push_back({fmt::format("{} outages", r.outages.size()), "", page.toned(marks(all, axis), Tone::bad)});
}

}  // namespace

void write_chart(Page& page, const Result& r) {
    const auto lines = lines_of(r);
    const auto axis = axis_of(lines, r);
    if (axis.cells == 0) return;
    page.heading(r.replications > 1 ? "Over time (mean of the runs; the highest level beside it)"
                                    : "Over time (the highest level beside it)");
    std::vector<Drawing> drawings;
    for (const auto& [label, series] : lines) {
        const auto levels = resampled(*series, axis);
        const double full = *std::max_element(levels.begin(), levels.end());
        drawings.push_back({label, count_text(highest_mean(*series)), sparkline(levels, full)});
    }
    draw_outages(drawings, page, r, axis);
    drawings.push_back({"", "", page.toned(ticks(axis, Clock(r)), Tone::quiet)});
    write_drawings(page, drawings);
    const bool vary =
        std::any_of(r.outages.begin(), r.outages.end(), [](const auto& o) { return o.windows_vary; });
    if (vary) page.line("  Outages vary from run to run; those of the first run are drawn.");
}

}  // namespace mxsim::report
