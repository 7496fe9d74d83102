// An interrupt makes the finished replications the result, marked as incomplete.
#include "cli/run.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "cli/exit_code.hpp"
#include "cli/files.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages_file.hpp"
#include "cli/run_points.hpp"
#include "cli/study.hpp"
#include "cli/writer.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/points.hpp"

namespace mxsim::cli {

namespace {

std::string printed(const RunOptions& options, const report::Result& result) {
    if (options.format == "json") return report::json_text(report::to_json(result));
    if (options.format == "csv") return report::to_csv(report::to_json(result));
    return report::to_text(result, text_options(options));
}

[[noreturn]] void leave_unwritten(MessagesFile& messages) {
    try {
        messages.finish();
    } catch (const ClosedPipe&) {
        leave_at_once(closed_pipe);
    } catch (const FileError& error) {
        fmt::print(stderr, "mxsim: {}\n", scenario::legible(error.what()));
    }
    leave_at_once(failed);
}

int run_one(const RunOptions& options, scenario::Scenario read) {
    const auto study = study_of(options, std::move(read));
    report::Collector collector{study->scenario, study->plan};
    MessagesFile messages{options.messages, study->scenario.world};
    let_work_finish();
    const auto take = [&](std::size_t, measure::RunResult&& run) { collector.add(run), messages.add(run); };
    simulate(options, {study}, take, [&] { return messages.failed(); });
    if (messages.failed()) leave_unwritten(messages);
    if (collector.runs() == 0) {
        messages.discard();
        fmt::print(stderr, "interrupted before the first replication was finished: there is no result\n");
        leave_at_once(interrupted);
    }
    const report::Result result = result_of(options, *study, collector);
    messages.finish();
    Writer out{options.output};
    out.write(printed(options, result));
    out.finish();
    if (!result.origin.complete) leave_at_once(exit_code(result));
    return exit_code(result);
}

}  // namespace

int run(const RunOptions& options) {
    auto read = check_scenario(options.scenario, {{"--output", options.output}, {"--messages", options.messages}});
    if (!read) return invalid;
    const bool all_variants = !read->variants.empty() && options.scenario.variant.empty();
    if (all_variants || !read->sweep.empty())
        return run_points(options, scenario::points_of(*read, options.scenario.variant));
    fmt::print(stderr, "{}", diagnostics_text(std::move(read->diagnostics)));
    if (!read->scenario) return invalid;
    return run_one(options, std::move(*read->scenario));
}

}  // namespace mxsim::cli
