// Both are made from what the program itself goes by: the table of words, and the result.
#include "cli/schema.hpp"


#include "analysis/report/metrics.hpp"
#include "analysis/report/schema_json.hpp"
#include "cli/exit_code.hpp"
#include "cli/writer.hpp"

namespace mxsim::cli {

int schema(const SchemaOptions& options) {
    Writer out{""};
    if (options.metrics)
        for (const std::string& path : report::metric_paths()) out.write(path + '\n');
    else
        out.write(report::json_text(report::language_schema()));
    out.finish();
    return done;
}

}  // namespace mxsim::cli
