// The replications of all points share the threads: a point of one replication keeps no processor waiting. An interrupt
// makes what is finished the result, and leaves out the points of which nothing is.
#include "cli/run_points.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <deque>

#include "analysis/report/points.hpp"
#include "cli/exit_code.hpp"
#include "cli/interrupt.hpp"
#include "cli/study.hpp"
#include "cli/writer.hpp"

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
    std::vector<scenario::Diagnostic> found;
    std::vector<std::vector<scenario::Diagnostic>> nothing_to_show;
    bool good = true;
    for (const scenario::Point& point : points) {
        auto read = check_point(options.scenario, {{"--output", options.output}}, point);
        if (!read) return std::nullopt;
        add_new(found, std::move(read->diagnostics));
        nothing_to_show.push_back(std::move(read->nothing_to_show));
        good = good && read->scenario;
        if (read->scenario) all.push_back(study_of(options, std::move(*read->scenario)));
    }
    auto shows_nothing = in_all(nothing_to_show);
    good = good && shows_nothing.empty();
    add_new(found, std::move(shows_nothing));
    fmt::print(stderr, "{}", diagnostics_text(std::move(found)));
    if (!good) return std::nullopt;
    return all;
}

}  // namespace

int run_points(const RunOptions& options, const std::vector<scenario::Point>& all_points) {
    if (!options.messages.empty())
        throw CLI::ValidationError{"--messages", "the file stands for many scenarios: choose one, with --variant or without [sweep]"};
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
