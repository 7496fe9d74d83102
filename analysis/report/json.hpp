// A result as JSON: the only door to nlohmann-json.
//
// Keys carry units (_s, _bytes). An estimated figure is {"value", "low", "high", "runs_p50", "runs_p95",
// "runs_p99", "runs_max"}, null where there is none, or where it is infinite (a time that never comes).
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "analysis/report/result.hpp"

namespace mxsim::report {

using Json = nlohmann::ordered_json;

inline constexpr const char* result_schema = "mxsim-result/1";

// {"value", "low", "high", "runs_p50", ...}
Json estimate_json(const Estimate& estimate);

// Infinite figures are still infinite in the tree; they are printed as null.
Json to_json(const Result& result);

// Is it an estimated figure, the object of seven keys?
bool is_estimate(const Json& node);

// Indented, a list or object of plain values in one line, numbers to at most nine significant digits and
// whole ones as integers, ends with a line feed.
std::string json_text(const Json& tree);

}  // namespace mxsim::report
