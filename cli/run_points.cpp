// The replications of all points share the threads: a point of one replication keeps no processor waiting. An interrupt
// makes what is finished the result, and leaves out the points of which nothing is.
#include "cli/run_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <utility>

#include "analysis/report/points.hpp"
#include "cli/exit_code.hpp"
#include "cli/interrupt.hpp"
#include "cli/study.hpp"
#include "cli/usage_error.hpp"
#include "cli/writer.hpp"
#include "sim/scenario/points.hpp"

namespace mxsim::cli {

namespace {

std::string printed(const RunOptions& options, const report::Points& points) {
    if (options.format == "json") return report::json_text(report::points_json(points));
    if (options.format == "csv") return report::points_csv(points);
    return report::points_text(points, text_options(options));
}

// Of all points the code that comes first in the list of exit codes.
int worse(int a, int b) {
    for (const int code : {int{interrupted}, int{missed}, int{undecided}})
        if (a == code || b == code) return code;
    return done;
}

std::optional<std::vector<std::shared_ptr<const Study>>> read_points(const RunOptions& options,
                                                                     const std::vector<scenario::Point>& points) {
    std::vector<std::shared_ptr<const Study>> all;
    std::vector<scenario::ReadResult> read;
    for (const scenario::Point& point : points) {
        auto one = check_point(options.scenario, {{"--output", options.output}}, point);
        if (!one) return std::nullopt;
        if (one->scenario) all.push_back(study_of(options, *std::exchange(one->scenario, std::nullopt)));
        read.push_back(std::move(*one));
    }
    auto found = found_at(read);
    const bool good = std::none_of(found.begin(), found.end(), [](const auto& d) { return d.severity == scenario::Severity::error; });
    fmt::print(stderr, "{}", diagnostics_text(std::move(found)));
    if (!good) return std::nullopt;
    return all;
}

}  // namespace

int run_points(const RunOptions& options, const std::vector<scenario::Point>& all_points) {
    if (!options.messages.empty())
        throw UsageError{"--messages", "the file stands for many scenarios: choose one, with --variant or without [sweep]"};
    const auto studies = read_points(options, all_points);
    if (!studies) return invalid;
    const scenario::Scenario& first = studies->front()->scenario;
    report::Points points{report::shown_paths(first), first.compare_to, {}};
    std::deque<report::Collector> collectors;
    for (const auto& study : *studies) {
        collectors.emplace_back(study->scenario, study->plan);
        points.rows.push_back({study->scenario.point, {}, {}});
    }
    let_work_finish();
    const bool compares = !first.compare_to.empty();
    const bool complete = simulate(options, *studies, [&](std::size_t s, measure::RunResult&& run) {
        collectors[s].add(run);
        if (compares) points.rows[s].shown.push_back(report::figures_at(points.show, (*studies)[s]->scenario, (*studies)[s]->plan, run));
    });
    int code = complete ? int{done} : int{interrupted};
    std::size_t kept = 0;
    for (std::size_t s = 0; s < studies->size() && collectors[s].runs() > 0; ++s, ++kept) {
        points.rows[s].result = result_of(options, *(*studies)[s], collectors[s]);
        code = worse(code, exit_code(points.rows[s].result));
    }
    points.rows.resize(kept);
    if (!points.rows.empty()) {
        Writer out{options.output};
        out.write(printed(options, points));
        out.finish();
    }
    if (code == interrupted) leave_at_once(code);
    return code;
}

}  // namespace mxsim::cli
