// The texts are those that people read, word by word; who shows them in an editor has the place beside them.
#include "analysis/report/diagnostics_json.hpp"

#include "analysis/report/json.hpp"

namespace mxsim::report {

std::string diagnostics_json(const scenario::ReadResult& read) {
    Json list = Json::array();
    for (const scenario::Diagnostic& d : read.diagnostics)
        list.push_back({{"severity", d.severity == scenario::Severity::error ? "error" : "warning"},
                        {"file", d.place.file},
                        {"line", d.place.line},
                        {"column", d.place.column},
                        {"found", d.found},
                        {"expected", d.expected},
                        {"fix", d.fix}});
    const Json tree = {{"schema", check_schema},
                       {"valid", read.scenario.has_value()},
                       {"simulated", !read.not_simulated_yet},
                       {"diagnostics", std::move(list)}};
    return json_text(tree);
}

}  // namespace mxsim::report
