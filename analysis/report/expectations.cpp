// A metric is looked up in the JSON that is printed, so whatever a reader can see can be expected. An
// estimated figure is compared by its interval, every other number as a point.
#include "analysis/report/expectations.hpp"

#include <algorithm>

#include "sim/scenario/nearest.hpp"

namespace mxsim::report {

namespace {

// Names of `node` that `path` begins with, the longest first.
std::vector<std::string> names_at(const Json& node, const std::string& path) {
    std::vector<std::string> names;
    for (const auto& item : node.items()) {
        const auto& name = item.key();
        if (path == name || path.compare(0, name.size() + 1, name + ".") == 0) names.push_back(name);
    }
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return names;
}

bool is_figure(const Json* node) {
    return node && (is_estimate(*node) || node->is_number() || node->is_null());
}

void collect_paths(std::vector<std::string>& paths, const Json& node, const std::string& path) {
    if (is_estimate(node) || node.is_number()) {
        paths.push_back(path);
    } else if (node.is_object()) {
        for (const auto& item : node.items()) {
            collect_paths(paths, item.value(), path.empty() ? item.key() : path + "." + item.key());
        }
    }
}

std::optional<double> number(const Json& node) {
    return node.is_number() ? std::optional<double>(node.get<double>()) : std::nullopt;
}

ExpectationRow row_for(const scenario::Expectation& expected, const Json& node) {
    ExpectationRow row;
    row.expected = expected;
    if (is_estimate(node)) {
        row.value = number(node.at("value"));
        row.low = number(node.at("low"));
        row.high = number(node.at("high"));
    } else {
        row.value = number(node);
    }
    row.verdict = judge(row);
    return row;
}

// For one bound: is [low, high] wholly on the wanted side, wholly on the other, or neither?
Verdict side(bool all_inside, bool all_outside) {
    return all_inside ? Verdict::met : all_outside ? Verdict::missed : Verdict::undecided;
}

int badness(Verdict verdict) {
    return verdict == Verdict::missed ? 2 : verdict == Verdict::undecided ? 1 : 0;
}

Verdict worse(Verdict a, Verdict b) { return badness(a) >= badness(b) ? a : b; }

}  // namespace

const Json* find(const Json& tree, const std::string& path) {
    if (!tree.is_object()) return nullptr;
    for (const auto& name : names_at(tree, path)) {
        const Json& child = tree.at(name);
        if (path.size() == name.size()) return &child;
        if (const Json* found = find(child, path.substr(name.size() + 1))) return found;
    }
    return nullptr;
}

std::vector<UnknownMetric> check_expectations(Result& result,
                                              const std::vector<scenario::Expectation>& expectations) {
    std::vector<UnknownMetric> unknown;
    if (expectations.empty()) return unknown;
    const Json tree = to_json(result);
    std::vector<std::string> paths;
    for (const auto& expected : expectations) {
        const Json* node = find(tree, expected.metric);
        if (is_figure(node)) {
            result.expectations.push_back(row_for(expected, *node));
            continue;
        }
        if (paths.empty()) collect_paths(paths, tree, "");
        unknown.push_back({expected.metric, scenario::nearest(expected.metric, paths)});
    }
    return unknown;
}

Verdict judge(const ExpectationRow& row) {
    if (!row.value) return Verdict::undecided;
    const double low = row.low.value_or(*row.value);
    const double high = row.high.value_or(*row.value);
    Verdict verdict = Verdict::met;
    if (row.expected.below)
        verdict = worse(verdict, side(high < *row.expected.below, low >= *row.expected.below));
    if (row.expected.above)
        verdict = worse(verdict, side(low > *row.expected.above, high <= *row.expected.above));
    if (row.expected.equals) {
        const bool inside = low <= *row.expected.equals && *row.expected.equals <= high;
        verdict = worse(verdict, inside ? Verdict::met : Verdict::missed);
    }
    return verdict;
}

Verdict worst(const std::vector<ExpectationRow>& rows) {
    Verdict verdict = Verdict::met;
    for (const auto& row : rows) verdict = worse(verdict, row.verdict);
    return verdict;
}

}  // namespace mxsim::report
