// What is run of a scenario, and what the runs come to: shared by one scenario and by many points.
#pragma once

#include <functional>
#include <memory>

#include "analysis/report/collector.hpp"
#include "analysis/report/text.hpp"
#include "cli/run.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::cli {

// What a replication reads. Threads own it together: those still at work when another fails outlive the call.
struct Study {
    scenario::Scenario scenario;
    measure::Plan plan;
};

// With the replications that the options ask for.
std::shared_ptr<const Study> study_of(const RunOptions& options, scenario::Scenario scenario);

// The replications 0, 1, ... of the studies one after the other, on all threads together; `take` gets each with the
// number of its study, in order. False: it was interrupted, or `stop` said so.
bool simulate(const RunOptions& options, const std::vector<std::shared_ptr<const Study>>& studies,
              const std::function<void(std::size_t study, measure::RunResult&&)>& take,
              const std::function<bool()>& stop = {});

// The finished replications, however many they are.
report::Result result_of(const RunOptions& options, const Study& study, const report::Collector& collector);

// As documented for what was found; interrupted if the result is not complete.
int exit_code(const report::Result& result);

report::TextOptions text_options(const RunOptions& options);

}  // namespace mxsim::cli
