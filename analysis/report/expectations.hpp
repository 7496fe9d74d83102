// What a scenario expects of its result, judged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/result.hpp"

namespace mxsim::report {

// A metric that names nothing in the result.
struct UnknownMetric {
    std::string metric;
    std::optional<std::string> nearest;  // a path that exists
};

// Sets result.expectations, in the order given, but for those returned. Paths do not depend on the runs:
// asked of a result without runs it finds the same unknown metrics.
std::vector<UnknownMetric> check_expectations(Result& result,
                                              const std::vector<scenario::Expectation>& expectations);

// The node at `path`, names joined by dots, the longest name first (names may contain dots); nullptr if
// there is none.
const Json* find(const Json& tree, const std::string& path);

// Met or missed if the interval lies wholly on one side, else undecided; `equals` is met if the interval
// contains it. Without an interval the value is compared as a point; without a value it is undecided.
Verdict judge(const ExpectationRow& row);

// missed before undecided before met; met if there are none.
Verdict worst(const std::vector<ExpectationRow>& rows);

}  // namespace mxsim::report
