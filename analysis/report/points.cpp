// A column is called by the last names of its path, as many as tell it from the others; the paths stand below. A figure
// is written as its unit wants it: times as times, shares in per cent.
#include "analysis/report/points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/collector.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/metrics.hpp"
#include "analysis/report/page.hpp"
#include "sim/scenario/legible.hpp"

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
        if (ends_with(name, unit)) name.erase(name.size() - unit.size());
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

// As many tables as the page's width wants, each with the names of the points.
std::vector<std::vector<Names>> within_page(const std::vector<Names>& rows) {
    constexpr std::size_t most_of_name = 30, gap = 2;
    const auto width = [&rows](std::size_t c) {
        std::size_t most = 0;
        for (const Names& row : rows) most = std::max(most, columns(row[c]));
        return most;
    };
    std::vector<std::vector<Names>> tables;
    std::size_t taken = Page::width;
    for (std::size_t c = 1; c < rows.front().size(); ++c) {
        if (taken + gap + width(c) > Page::width - gap) {
            taken = std::min(width(0), most_of_name);
            tables.emplace_back();
            for (const Names& row : rows) tables.back().push_back({row[0]});
        }
        taken += gap + width(c);
        for (std::size_t r = 0; r < rows.size(); ++r) tables.back()[r].push_back(rows[r][c]);
    }
    return tables;
}

bool is_instant(const std::string& path) { return ends_with(path, "_at_s"); }

std::string written(const std::string& path, const Json& number) {
    if (!number.is_number()) return "–";
    const double value = number.get<double>();
    if (ends_with(path, "_s")) return duration_text(value);
    if (ends_with(path, "_bytes")) return bytes_text(value);
    if (ends_with(path, "share") || ends_with(path, "utilization")) return percent_text(value);
    return count_text(value);
}

std::string signed_text(const std::string& path, const Json& number) {
    if (!number.is_number()) return "–";
    const double value = number.get<double>();
    const std::string size = written(path, Json(std::fabs(value)));
    const bool none = size == written(path, Json(0.0));
    return none ? size : (value < 0 ? "−" : "+") + size;
}

Names shown_by_default(const scenario::Scenario& scenario) {
    Names paths;
    for (const auto& outage : scenario.world.outages)
        if (paths.size() < 3 && !outage.name.empty())
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

// A row of values, and one of their intervals if there is any.
class RowPair {
  public:
    explicit RowPair(std::string name) : values_{std::move(name)}, intervals_{""} {}

    template <class Write>
    void add(const Json* figure, Write&& write) {
        const bool estimate = figure && is_estimate(*figure);
        values_.push_back(figure ? write(estimate ? figure->at("value") : *figure) : "–");
        const bool spread = estimate && figure->at("low").is_number();
        const std::string low = spread ? write(figure->at("low")) : "", high = spread ? write(figure->at("high")) : "";
        intervals_.push_back(low == high ? "" : low + " to " + high);
        any_ = any_ || low != high;
    }
    void add_to(std::vector<Names>& rows) {
        rows.push_back(std::move(values_));
        if (any_) rows.push_back(std::move(intervals_));
    }

  private:
    Names values_, intervals_;
    bool any_ = false;
};

void add_rows(std::vector<Names>& rows, const Points& points, const Point& point) {
    const Json result = to_json(point.result);
    const Clock clock{point.result};
    RowPair row{name_of(point.at)};
    for (const std::string& path : points.show)
        row.add(find(result, path), [&](const Json& number) {
            return is_instant(path) && number.is_number() ? clock.at(number.get<double>()) : written(path, number);
        });
    row.add_to(rows);
    const auto all = differences(points, point);
    if (all.empty()) return;
    RowPair difference{"  less " + points.compare_to};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Json figure = estimate_json(all[i]);
        difference.add(&figure, [&path = points.show[i]](const Json& number) { return signed_text(path, number); });
    }
    difference.add_to(rows);
}

bool same_values(const scenario::Point& a, const scenario::Point& b) {
    return std::equal(a.set.begin(), a.set.end(), b.set.begin(), b.set.end(),
                      [](const auto& x, const auto& y) { return x.path == y.path && x.value == y.value; });
}

Samples column(const std::vector<Samples>& runs, std::size_t i) {
    Samples one;
    for (const Samples& run : runs) one.push_back(run[i]);
    return one;
}

void add_expectations(Page& page, const Point& point) {
    for (const ExpectationRow& row : point.result.expectations)
        page.paragraph(fmt::format("{}: {} {}", name_of(point.at), to_word(row.verdict), row.expected.metric));
}

// What is assumed of every point once, and what of some only with their names.
std::vector<scenario::Assumed> assumed_of(const std::vector<Point>& points) {
    const auto is_in = [](const Point& point, const scenario::Assumed& a) {
        const auto& all = point.result.assumed;
        return std::any_of(all.begin(), all.end(), [&](const auto& b) { return a.path == b.path && a.value == b.value; });
    };
    const auto everywhere = [&](const scenario::Assumed& a) {
        return std::all_of(points.begin(), points.end(), [&](const Point& point) { return is_in(point, a); });
    };
    std::vector<scenario::Assumed> all, of_some;
    for (const Point& point : points) {
        for (const scenario::Assumed& a : point.result.assumed) {
            const scenario::Assumed legible{scenario::legible(a.path), scenario::legible(a.value), scenario::legible(a.source)};
            if (!everywhere(a))
                of_some.push_back({name_of(point.at) + ": " + legible.path, legible.value, legible.source});
            else if (&point == &points.front())
                all.push_back(legible);
        }
    }
    all.insert(all.end(), of_some.begin(), of_some.end());
    return all;
}

}  // namespace

std::vector<std::string> shown_paths(const scenario::Scenario& scenario) {
    return scenario.show.empty() ? shown_by_default(scenario) : scenario.show;
}

Samples figures_at(const Names& paths, const scenario::Scenario& scenario, const measure::Plan& plan,
                   const measure::RunResult& run) {
    Collector one{scenario, plan};
    one.add(run);
    const Json result = to_json(one.result({}));
    Samples figures;
    for (const std::string& path : paths) {
        const Json* figure = find(result, path);
        const Json* value = figure && is_estimate(*figure) ? &figure->at("value") : figure;
        figures.push_back(value && value->is_number() ? value->get<double>() : std::nan(""));
    }
    return figures;
}

std::vector<stats::Estimate> differences(const Points& points, const Point& point) {
    std::vector<stats::Estimate> all;
    const auto is_base = [&](const Point& other) {
        return other.at.variant == points.compare_to && same_values(other.at, point.at);
    };
    const auto base = std::find_if(points.rows.begin(), points.rows.end(), is_base);
    if (points.compare_to.empty() || base == points.rows.end() || &*base == &point) return all;
    for (std::size_t i = 0; i < points.show.size(); ++i)
        all.push_back(stats::paired_difference(column(point.shown, i), column(base->shown, i)));
    return all;
}

Json points_json(const Points& points) {
    Json list = Json::array();
    for (const Point& point : points.rows) {
        Json set = Json::object();
        for (const scenario::Setting& one : point.at.set) set[one.path] = plain(one.value);
        list.push_back({{"variant", point.at.variant}, {"set", std::move(set)}, {"result", to_json(point.result)}});
        const auto all = differences(points, point);
        for (std::size_t i = 0; i < all.size(); ++i) list.back()["differences"][points.show[i]] = estimate_json(all[i]);
    }
    return {{"schema", points_schema}, {"compare_to", points.compare_to}, {"points", std::move(list)}};
}

std::string points_text(const Points& points, const TextOptions& options) {
    Page page{options.colour};
    const Result& first = points.rows.front().result;
    page.line(page.toned(first.title.empty() ? first.origin.path : first.title, Tone::strong));
    if (!first.question.empty()) page.paragraph(first.question, 0);
    const Names& paths = points.show;
    std::vector<Names> rows{headers_of(paths)};
    rows[0].insert(rows[0].begin(), "");
    for (const Point& point : points.rows) add_rows(rows, points, point);
    for (const auto& table : within_page(rows)) {
        page.line();
        page.table(table);
    }
    page.line();
    const Names headers = headers_of(paths);
    for (const scenario::Setting& set : points.rows.front().at.set) page.paragraph("each row: " + set.path);
    for (std::size_t i = 0; i < paths.size(); ++i) page.paragraph(headers[i] + ": " + paths[i]);
    const bool expects = std::any_of(points.rows.begin(), points.rows.end(),
                                     [](const Point& p) { return !p.result.expectations.empty(); });
    if (expects) page.heading("Expectations");
    for (const Point& point : points.rows) add_expectations(page, point);
    write_assumed(page, assumed_of(points.rows));
    page.line();
    page.paragraph(
        "Figures are means over runs, the interval below each holds it with 95 %. All of one point: run it "
        "alone, with --variant or --set.",
        0);
    if (!points.compare_to.empty())
        page.paragraph("Differences are taken run by run, on the same random streams; their interval holds the mean difference with 95 %.", 0);
    page.paragraph(
        fmt::format("seed {}, {} replications, mxsim {}", first.seed, first.replications, first.origin.version), 0);
    return page.text();
}

std::string points_csv(const Points& points) {
    std::string all;
    for (const Point& point : points.rows) {
        std::string head = "variant,", values = csv_field(point.at.variant) + ',';
        for (const scenario::Setting& one : point.at.set) {
            head += csv_field(one.path) + ',';
            values += csv_field(plain(one.value)) + ',';
        }
        Json figures = to_json(point.result);
        const auto less = differences(points, point);
        for (std::size_t i = 0; i < less.size(); ++i)
            figures["difference"][points.compare_to][points.show[i]] = estimate_json(less[i]);
        const std::string table = to_csv(figures);
        for (std::size_t begin = 0, row = 0; begin < table.size(); ++row) {
            const std::size_t end = table.find("\r\n", begin) + 2;
            if (row > 0 || all.empty()) all += (row == 0 ? head : values) + table.substr(begin, end - begin);
            begin = end;
        }
    }
    return all;
}

}  // namespace mxsim::report
