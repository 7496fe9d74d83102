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
};

// {"schema", "points": [{"variant", "set": {PATH: VALUE}, "result"}]}; "" is no variant.
Json points_json(const std::vector<Point>& points);

// One table, a row a point: the figures at `show`, paths in the result, with their intervals below them; of those that
// name none, and by default, what was late, returned and lost of the mail of each outage. Then the expectations.
std::string points_text(const std::vector<Point>& points, const std::vector<std::string>& show,
                        const TextOptions& options);

// That of each point, with columns before all others: `variant`, and the paths that are swept.
std::string points_csv(const std::vector<Point>& points);

}  // namespace mxsim::report
