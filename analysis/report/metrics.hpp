// Do the expectations of a scenario name figures that its result will have? Known before anything is run.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/json.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::report {

// The node at `path`, names joined by dots, the longest name first (names may contain dots); nullptr if
// there is none.
const Json* find(const Json& tree, const std::string& path);

// Is it what an expectation can be about: an estimated figure, a number, or one that has no value?
bool is_figure(const Json* node);

// All that a result can have, in its order; NAME is that of a domain, sender, server or outage.
std::vector<std::string> metric_paths();

// For scenario::read(). Of an unfinished scenario only the names are sure: a path below one that is not known
// there is not complained of, its table may be what is wrong.
std::vector<scenario::UnknownMetric> unknown_metrics(const scenario::Scenario& scenario, bool unfinished);

}  // namespace mxsim::report
