// A metric is looked up in the JSON that is printed, so whatever a reader can see can be expected. An
// estimated figure is compared by its interval, every other number as a point.
#include "analysis/report/expectations.hpp"

#include "analysis/report/metrics.hpp"

namespace mxsim::report {

namespace {

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

void check_expectations(Result& result, const std::vector<scenario::Expectation>& expectations) {
    if (expectations.empty()) return;
    const Json tree = to_json(result);
    for (const auto& expected : expectations) {
        const Json* node = find(tree, expected.metric);
        if (is_figure(node)) result.expectations.push_back(row_for(expected, *node));
    }
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
