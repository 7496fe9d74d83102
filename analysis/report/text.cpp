// Sections in order of what is asked first. Counts and times are means over the runs; beside them stand
// the interval of the mean and what single runs did, each under its own heading.
#include "analysis/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/report/page.hpp"
#include "sim/scenario/legible.hpp"

namespace mxsim::report {

namespace {

using scenario::legible;

constexpr std::size_t most_assumed = 40;

// A paragraph is wrapped anew, wherever its lines were broken.
std::string prose(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return legible(text);
}

void make_legible(OutageRow& outage) {
    outage.name = legible(outage.name);
    for (auto& server : outage.servers) server = legible(server);
    for (auto& row : outage.ages) {
        row.relay = legible(row.relay);
        row.domain = legible(row.domain);
    }
}

// Colours are the only escape sequences of a page: nothing that came with the scenario is one.
Result legible(Result r) {
    r.title = prose(r.title);
    r.question = prose(r.question);
    r.origin.path = legible(r.origin.path);
    for (auto& row : r.domains) row.name = legible(row.name);
    for (auto& row : r.senders) row.name = legible(row.name);
    for (auto& row : r.servers) row.name = legible(row.name);
    for (auto& outage : r.outages) make_legible(outage);
    for (auto& row : r.expectations) row.expected.metric = legible(row.expected.metric);
    for (auto& a : r.assumed) a = {legible(a.path), legible(a.value), legible(a.source)};
    return r;
}

// "below 15m", in the unit the metric's key ends in; an instant as the clock shows it.
std::string bound_text(const scenario::Expectation& e, const std::function<std::string(double)>& write) {
    std::vector<std::string> parts;
    if (e.above) parts.push_back("above " + write(*e.above));
    if (e.below) parts.push_back("below " + write(*e.below));
    if (e.equals) parts.push_back("equal to " + write(*e.equals));
    return listed(parts, 3);
}

using AnyWriter = std::function<std::string(double)>;

AnyWriter writer_for(const std::string& metric, const Clock& clock) {
    const auto ends_with = [&metric](std::string_view end) {
        return metric.size() > end.size() && metric.compare(metric.size() - end.size(), end.size(), end) == 0;
    };
    if (ends_with("_at_s") || metric.find("_at_s.") != std::string::npos)
        return [&clock](double s) { return std::isfinite(s) ? clock.at(s) : duration_text(s); };
    if (ends_with("_s") || metric.find("_s.") != std::string::npos) return static_cast<Writer>(duration_text);
    return static_cast<Writer>(figure_text);
}

std::string found_text(const ExpectationRow& row, const AnyWriter& write) {
    if (!row.value) return "no value";
    auto text = write(*row.value);
    if (row.low) text += fmt::format(" (95 %: {} to {})", write(*row.low), write(*row.high));
    return text;
}

}  // namespace

void write_expectations(Page& page, const Result& r) {
    if (r.expectations.empty()) return;
    page.heading("Expectations");
    const Clock clock{r};
    for (const auto& row : r.expectations) {
        const auto write = writer_for(row.expected.metric, clock);
        const auto tone = row.verdict == Verdict::met      ? Tone::good
                          : row.verdict == Verdict::missed ? Tone::bad
                                                           : Tone::doubtful;
        const auto lines = wrapped(fmt::format("{} {}: {}", row.expected.metric,
                                               bound_text(row.expected, write), found_text(row, write)),
                                   Page::width - 13);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            page.line("  " + page.toned(pad_right(i == 0 ? to_word(row.verdict) : "", 11), tone) + lines[i]);
        }
    }
}

void write_assumed(Page& page, const std::vector<scenario::Assumed>& assumed) {
    if (assumed.empty()) return;
    page.heading("Assumed, not in your file");
    std::size_t shown = 0;
    for (const auto& a : assumed) {
        if (shown++ == most_assumed) break;
        const auto lines =
            wrapped(fmt::format("{} = {}  ({})", a.path, a.value, a.source), Page::width - 2, 4);
        for (const auto& line : lines) page.line("  " + line);
    }
    if (assumed.size() > most_assumed) {
        page.line(fmt::format("  and {} more, all in the JSON", assumed.size() - most_assumed));
    }
}

void write_footer(Page& page, const Result& r) {
    page.line();
    if (r.steady) {
        page.line(fmt::format("Steady: what happened in the first {} (warm-up) is left out.",
                              duration_text(r.warmup_s)));
    }
    if (r.replications > 1) {
        page.line(
            page.toned("Figures are means over runs; the interval holds the mean with 95 %; "
                       "\"runs\" are",
                       Tone::quiet));
        page.line(page.toned("what single runs did.", Tone::quiet));
    }
    page.line(fmt::format("seed {}, {}{}, mxsim {}", r.seed, counted_text(r.replications, "replication"),
                          r.deterministic ? " (nothing is random)" : "", r.origin.version));
}

std::string to_text(const Result& given, const TextOptions& options) {
    const Result result = legible(given);
    Page page(options.colour);
    write_head(page, result);
    write_latency(page, result);
    write_servers(page, result);
    write_chart(page, result);
    write_fates(page, result);
    write_ages(page, result);
    write_classes(page, result);
    write_expectations(page, result);
    write_assumed(page, result.assumed);
    write_footer(page, result);
    return page.text();
}

}  // namespace mxsim::report
