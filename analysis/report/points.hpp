// Several points of one scenario, its variants, side by side.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/text.hpp"

namespace mxsim::report {

inline constexpr const char* points_schema = "mxsim-points/1";

struct Point {
    scenario::Point at;
    Result result;
    std::vector<Samples> shown;  // where points are compared: of each run the figures at the paths shown
};

struct Points {
    std::vector<std::string> show;  // paths in the result
    std::string compare_to;         // variant; empty: nothing is compared
    std::vector<Point> rows;
};

// What the scenario shows of each point; by default, what was late, returned and lost of the mail of each outage.
std::vector<std::string> shown_paths(const scenario::Scenario& scenario);

// The figures at the paths in one run; not a number where there is none.
Samples figures_at(const std::vector<std::string>& paths, const scenario::Scenario& scenario, const measure::Plan& plan,
                   const measure::RunResult& run);

// Of a point to the one with the same values of the variant compared to, by path shown; nothing for that one itself.
std::vector<stats::Estimate> differences(const Points& points, const Point& point);

// {"schema", "compare_to", "points": [{"variant", "set": {PATH: VALUE}, "result", "differences": {PATH: estimate}}]}; "" is
// no variant, and compares nothing.
Json points_json(const Points& points);

// One table, a row a point: the figures shown, their intervals below them, and below these the differences. Then the
// expectations.
std::string points_text(const Points& points, const TextOptions& options);

// That of each point, with columns before all others: `variant`, and the paths that are swept. Differences have the section
// "difference", the name of the variant compared to, and a path as their figure.
std::string points_csv(const Points& points);

}  // namespace mxsim::report
