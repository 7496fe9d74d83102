// A result as one flat table in long form, for spreadsheets: section,name,figure,value,low,high.
#pragma once

#include <string>

#include "analysis/report/json.hpp"

namespace mxsim::report {

// The text as a field, quoted if it needs to be (RFC 4180).
std::string csv_field(const std::string& text);

// Every number of a result's JSON but those in lists (series, age tables). Lines end with CR LF and fields
// are quoted where needed (RFC 4180). `name` is that of the domain, sender, server or outage.
//
// An expectation's name is its metric, " (2)" and so on behind it where it comes again; its figures are `found`
// (with the interval), its bounds, and `met`: 1, 0 if missed, empty if undecided.
std::string to_csv(const Json& result);

}  // namespace mxsim::report
