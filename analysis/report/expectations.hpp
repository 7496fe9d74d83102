// What a scenario expects of its result, judged.
#pragma once

#include <vector>

#include "analysis/report/result.hpp"

namespace mxsim::report {

// Sets result.expectations, in the order given. A metric that names no figure is left out: see
// unknown_metrics().
void check_expectations(Result& result, const std::vector<scenario::Expectation>& expectations);

// Met or missed if the interval lies wholly on one side, else undecided; `equals` is met if the interval
// contains it. Without an interval the value is compared as a point; without a value it is undecided.
Verdict judge(const ExpectationRow& row);

// missed before undecided before met; met if there are none.
Verdict worst(const std::vector<ExpectationRow>& rows);

}  // namespace mxsim::report
