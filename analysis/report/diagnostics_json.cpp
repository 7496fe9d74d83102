// The texts are those that people read, word by word; who shows them in an editor has the place beside them.
#include "analysis/report/diagnostics_json.hpp"

#include <algorithm>

#include "analysis/report/json.hpp"

namespace mxsim::report {

namespace {

bool is_error(const scenario::Diagnostic& d) { return d.severity == scenario::Severity::error; }

}  // namespace

std::string diagnostics_json(const scenario::ReadResult& read) {
    Json list = Json::array();
    for (const scenario::Diagnostic& d : read.diagnostics)
        list.push_back({{"severity", is_error(d) ? "error" : "warning"},
                        {"file", d.place.file},
                        {"line", d.place.line},
                        {"column", d.place.column},
                        {"found", d.found},
                        {"expected", d.expected},
                        {"fix", d.fix}});
    const Json tree = {{"schema", check_schema},
                       {"valid", std::none_of(read.diagnostics.begin(), read.diagnostics.end(), is_error)},
                       {"simulated", !read.not_simulated_yet},
                       {"diagnostics", std::move(list)}};
    return json_text(tree);
}

}  // namespace mxsim::report
