// Everything is indented by two columns but titles; tables and paragraphs keep to the page's width.
#include "analysis/report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mxsim::report {

void Page::heading(const std::string& text) {
    line();
    paragraph(text, 0, 100, Tone::strong);
}

void Page::paragraph(const std::string& text, std::size_t indent, std::size_t most_lines, Tone tone) {
    auto lines = wrapped(text, width - indent);
    if (lines.size() > most_lines) {
        lines.resize(most_lines);
        lines.back() = cut_off(lines.back(), std::min(columns(lines.back()) + 1, width - indent));
    }
    for (const auto& each : lines) line(std::string(indent, ' ') + toned(each, tone));
}

void Page::labelled(const std::string& label, const std::string& text) {
    constexpr std::size_t indent = 11;
    const auto lines = wrapped(text, width - indent);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto before = i == 0 ? pad_right("  " + label, indent) : std::string(indent, ' ');
        line((i == 0 ? toned(before, Tone::strong) : before) + lines[i]);
    }
}

void Page::table(const std::vector<std::vector<std::string>>& rows) {
    bool header = true;
    for (const auto& each : aligned(rows, width - 2)) {
        line("  " + (header ? toned(each, Tone::quiet) : each));
        header = false;
    }
}

std::string Page::toned(const std::string& text, Tone tone) const {
    static constexpr const char* codes[] = {"", "1", "2", "32", "31", "33"};
    if (!colour_ || tone == Tone::plain) return text;
    return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(tone)], text);
}

namespace {

std::string all_runs(std::uint32_t runs) { return runs == 2 ? "both runs" : fmt::format("all {} runs", runs); }

}  // namespace

std::string limit_header(std::uint32_t runs) {
    const auto rank = stats::rank_of(95, runs);
    return rank ? fmt::format("{} of {} runs", *rank, runs) : all_runs(runs);
}

std::optional<Limit> limit_of(const Estimate& estimate, std::uint32_t runs) {
    if (estimate.runs_p95) return Limit{limit_header(runs), *estimate.runs_p95};
    if (estimate.runs_max) return Limit{all_runs(runs), *estimate.runs_max};
    return std::nullopt;
}

std::string interval_text(const Estimate& estimate, Writer write) {
    if (!estimate.low) return "";
    const auto low = write(*estimate.low);
    const auto high = write(*estimate.high);
    return low == high ? low : low + " to " + high;
}

double value_or_zero(const Estimate& estimate) { return estimate.value.value_or(0); }

std::size_t windows_of(const OutageRow& outage) {
    const auto mean = static_cast<std::size_t>(std::ceil(value_or_zero(outage.drain.windows_count)));
    return std::max(outage.windows_s.size(), mean);
}

std::vector<Told> told_once(const Result& result) {
    std::vector<std::vector<std::string>> names(result.outages.size());
    for (const auto& outage : result.outages) names[outage.same_mail_as].push_back(outage.name);
    std::vector<Told> all;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!names[i].empty()) all.push_back({&result.outages[i], listed(names[i], 3)});
    return all;
}

std::string part_text(const Estimate& part, const Estimate& whole) {
    const double n = value_or_zero(part);
    if (n == 0) return "none";
    return fmt::format("{} ({})", count_text(n), percent_text(n / value_or_zero(whole)));
}

}  // namespace mxsim::report
