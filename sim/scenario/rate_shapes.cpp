// The shapes with names are assumed: no published hourly profile of inbound mail is known to us. Office mail has its
// peaks before and after noon of working days and little at night and at weekends; consumers' mail has its peak in the
// evening, and weekends like other days.

#include "sim/scenario/rate_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr double office_hours[] = {2, 2, 2, 2, 2, 3, 5, 9, 16, 22, 22, 20, 16, 20, 21, 20, 18, 13, 8, 6, 5, 4, 3, 3};
constexpr double consumer[] = {5, 3, 2, 2, 2, 3, 5, 8, 10, 11, 11, 11, 12, 11, 11, 11, 12, 13, 14, 15, 16, 15, 12, 8};
constexpr double of_office_at_weekends = 0.2;

std::vector<double> day_of(std::string_view name) {
    const auto& shape = name == "office-hours" ? office_hours : consumer;
    return {std::begin(shape), std::end(shape)};
}

std::vector<double> week_of(std::string_view name) {
    const std::vector<double> day = day_of(name);
    std::vector<double> week;
    for (int d = 0; d < 7; ++d)
        for (const double weight : day) week.push_back(name == "office-hours" && d > 4 ? of_office_at_weekends * weight : weight);
    return week;
}

std::optional<std::vector<double>> of_file(const Node& node, Files& files, Findings& findings) {
    const CsvFile& file = files.csv(files.beside(node));
    if (!file.readable) return findings.error(node.at, file.unreadable), std::nullopt;
    std::vector<double> all;
    const std::size_t before = findings.errors();
    for (const CsvLine& line : file.lines) {
        const std::string& cell = line.cells.front();
        char* end = nullptr;
        const double weight = std::strtod(cell.c_str(), &end);
        const bool number = !cell.empty() && *end == '\0' && cell.find_first_not_of("0123456789.") == std::string::npos;
        if (!number) findings.error(line.at.front(), wording::not_a_weight(cell));
        if (line.cells.size() > 1) findings.error(line.at[1], wording::not_a_weight(line.cells[1]));
        all.push_back(weight);
    }
    if (findings.errors() > before) return std::nullopt;
    return all;
}

std::optional<std::vector<double>> weights(const Node& node, std::size_t hours, const Values& values, Files& files,
                                           Findings& findings) {
    if (node.is(Type::array)) return values.numbers(node);
    if (names_csv(node.text)) return of_file(node, files, findings);
    if (node.text == "flat") return std::nullopt;
    return hours == 24 ? day_of(node.text) : week_of(node.text);
}

}  // namespace

std::optional<std::vector<double>> rate_shape(const Node& node, std::size_t hours, const Values& values, Files& files,
                                              Findings& findings) {
    auto all = weights(node, hours, values, files, findings);
    if (!all) return std::nullopt;
    if (all->size() != hours) return findings.error(node.at, wording::wrong_hours(hours, all->size())), std::nullopt;
    const double sum = std::accumulate(all->begin(), all->end(), 0.0);
    if (!(sum > 0) || !std::isfinite(sum)) return findings.error(node.at, wording::hours_without_rate()), std::nullopt;
    for (double& weight : *all) weight *= static_cast<double>(hours) / sum;
    return all;
}

}  // namespace mxsim::scenario
