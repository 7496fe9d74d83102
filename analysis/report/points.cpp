// A column is called by the last names of its path, as many as tell it from the others; the paths stand below. A figure
// is written as its unit wants it: times as times, shares in per cent.
#include "analysis/report/points.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/csv.hpp"
#include "analysis/report/metrics.hpp"
#include "analysis/report/page.hpp"

namespace mxsim::report {

namespace {

using Names = std::vector<std::string>;

bool ends_with(const std::string& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// The last `n` names of a path, without the unit.
std::string tail(const std::string& path, int n) {
    std::size_t at = path.size();
    while (n-- > 0 && at != std::string::npos && at > 0) at = path.rfind('.', at - 1);
    std::string name = at == std::string::npos || at == 0 ? path : path.substr(at + 1);
    for (const std::string_view unit : {"_s", "_bytes"})
        if (ends_with(name, unit)) name.resize(name.size() - unit.size());
    return name;
}

Names headers_of(const Names& paths) {
    for (int n = 1; n < 6; ++n) {
        Names names;
        for (const std::string& path : paths) names.push_back(tail(path, n));
        Names apart = names;
        std::sort(apart.begin(), apart.end());
        if (std::adjacent_find(apart.begin(), apart.end()) == apart.end()) return names;
    }
    return paths;
}

std::string written(const std::string& path, const Json& number) {
    if (!number.is_number()) return "–";
    const double value = number.get<double>();
    if (ends_with(path, "_s")) return duration_text(value);
    if (ends_with(path, "_bytes")) return bytes_text(value);
    if (ends_with(path, "share") || ends_with(path, "utilization")) return percent_text(value);
    return count_text(value);
}

Names shown_by_default(const Result& r) {
    Names paths;
    for (const OutageRow& outage : r.outages)
        if (paths.size() < 3)
            for (const char* figure : {"late", "bounced", "lost"})
                paths.push_back("outages." + outage.name + '.' + figure);
    for (const char* path : {"messages_per_run.bounced", "latency.mean_s", "latency.p95_s", "backlog.peak"})
        paths.emplace_back(path);
    return paths;
}

// Without the quotes of a text.
std::string plain(const std::string& value) {
    const bool quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

std::string name_of(const scenario::Point& point) {
    std::string name = point.variant;
    for (const scenario::Setting& set : point.set) name += (name.empty() ? "" : ", ") + plain(set.value);
    return name;
}

void add_rows(std::vector<Names>& rows, const Point& point, const Json& result, const Names& paths) {
    Names values{name_of(point.at)}, intervals{""};
    bool any = false;
    for (const std::string& path : paths) {
        const Json* figure = find(result, path);
        const bool estimate = figure && is_estimate(*figure);
        values.push_back(figure ? written(path, estimate ? figure->at("value") : *figure) : "–");
        const bool spread = estimate && figure->at("low").is_number();
        const std::string low = spread ? written(path, figure->at("low")) : "",
                          high = spread ? written(path, figure->at("high")) : "";
        intervals.push_back(low == high ? "" : low + " to " + high);
        any = any || !intervals.back().empty();
    }
    rows.push_back(std::move(values));
    if (any) rows.push_back(std::move(intervals));
}

void add_expectations(Page& page, const Point& point) {
    for (const ExpectationRow& row : point.result.expectations)
        page.paragraph(fmt::format("{}: {} {}", name_of(point.at), to_word(row.verdict), row.expected.metric));
}

}  // namespace

Json points_json(const std::vector<Point>& points) {
    Json list = Json::array();
    for (const Point& point : points) {
        Json set = Json::object();
        for (const scenario::Setting& one : point.at.set) set[one.path] = plain(one.value);
        list.push_back({{"variant", point.at.variant}, {"set", std::move(set)}, {"result", to_json(point.result)}});
    }
    return {{"schema", points_schema}, {"points", std::move(list)}};
}

std::string points_text(const std::vector<Point>& points, const Names& show, const TextOptions& options) {
    Page page{options.colour};
    const Result& first = points.front().result;
    page.line(page.toned(first.title.empty() ? first.origin.path : first.title, Tone::strong));
    if (!first.question.empty()) page.paragraph(first.question, 0);
    const Names paths = show.empty() ? shown_by_default(first) : show;
    std::vector<Names> rows{headers_of(paths)};
    rows[0].insert(rows[0].begin(), "");
    for (const Point& point : points) add_rows(rows, point, to_json(point.result), paths);
    page.line();
    page.table(rows);
    page.line();
    const Names headers = headers_of(paths);
    for (const scenario::Setting& set : points.front().at.set) page.paragraph("each row: " + set.path);
    for (std::size_t i = 0; i < paths.size(); ++i) page.paragraph(headers[i] + ": " + paths[i]);
    const bool expects =
        std::any_of(points.begin(), points.end(), [](const Point& p) { return !p.result.expectations.empty(); });
    if (expects) page.heading("Expectations");
    for (const Point& point : points) add_expectations(page, point);
    page.line();
    page.paragraph(
        "Figures are means over runs, the interval below each holds it with 95 %. All of one point: run it "
        "alone, with --variant or --set.",
        0);
    page.paragraph(
        fmt::format("seed {}, {} replications, mxsim {}", first.seed, first.replications, first.origin.version), 0);
    return page.text();
}

std::string points_csv(const std::vector<Point>& points) {
    std::string all;
    for (const Point& point : points) {
        std::string head = "variant,", values = csv_field(point.at.variant) + ',';
        for (const scenario::Setting& one : point.at.set) {
            head += csv_field(one.path) + ',';
            values += csv_field(plain(one.value)) + ',';
        }
        const std::string table = to_csv(to_json(point.result));
        for (std::size_t begin = 0, row = 0; begin < table.size(); ++row) {
            const std::size_t end = table.find("\r\n", begin) + 2;
            if (row > 0 || all.empty()) all += (row == 0 ? head : values) + table.substr(begin, end - begin);
            begin = end;
        }
    }
    return all;
}

}  // namespace mxsim::report
