// Every variant is combined with every value that is swept, and each of these points is read as a scenario of its own. What
// several share is told once.
#include "sim/scenario/points.hpp"

#include <algorithm>

namespace mxsim::scenario {

namespace {

bool has(const std::vector<Diagnostic>& all, const Diagnostic& one) {
    const std::string text = to_text(one);
    return std::any_of(all.begin(), all.end(), [&](const Diagnostic& other) { return to_text(other) == text; });
}

// The same, though what is proposed may differ: what is nearest in one point another may not have.
bool is_among(const std::vector<Diagnostic>& all, const Diagnostic& one) {
    return std::any_of(all.begin(), all.end(), [&](const Diagnostic& other) {
        return other.found == one.found && other.place.line == one.place.line && other.place.column == one.place.column &&
               other.place.file == one.place.file;
    });
}

bool everywhere(const Diagnostic& one, const std::vector<ReadResult>& points) {
    return std::all_of(points.begin(), points.end(),
                       [&](const ReadResult& point) { return is_among(point.found_everywhere, one); });
}

}  // namespace

std::vector<Point> points_of(const ReadResult& read, const std::string& variant) {
    std::vector<Point> points;
    if (!variant.empty() || read.variants.empty()) points.push_back({variant, {}});
    for (const std::string& name : read.variants)
        if (variant.empty()) points.push_back({name, {}});
    for (const std::vector<Setting>& values : read.sweep) {
        if (points.size() * values.size() > most_points) return points;  // reported
        std::vector<Point> finer;
        for (const Point& point : points)
            for (const Setting& value : values) finer.emplace_back(point).set.push_back(value);
        points = std::move(finer);
    }
    return points;
}

std::vector<Diagnostic> found_at(const std::vector<ReadResult>& points) {
    std::vector<Diagnostic> all;
    const auto add = [&](const Diagnostic& one) {
        if (!has(all, one)) all.push_back(one);
    };
    for (const ReadResult& point : points) std::for_each(point.diagnostics.begin(), point.diagnostics.end(), add);
    for (const ReadResult& point : points)
        for (const Diagnostic& one : point.found_everywhere)
            if (!is_among(all, one) && everywhere(one, points)) all.push_back(one);
    return all;
}

}  // namespace mxsim::scenario
