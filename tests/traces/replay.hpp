// The case as a scenario of mxsim, and what the simulator makes of it. Nothing that the laboratory saw after the set-up is
// looked at, but for the times of queue runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/mail/profile.hpp"
#include "tests/traces/exim_config.hpp"
#include "tests/traces/recorded.hpp"

namespace mxsim::traces {

// What the simulator has no words for yet.
struct NotYet : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// From one queue run to the next, in seconds; throws NotYet if the MTA is none that is simulated.
double queue_run_interval(const Case& of);

// The files: the scenario, and the zone that it names "case.zone". `phase`: of the queue runs, if none were recorded.
struct Files {
    std::string scenario, zone;
    std::optional<mail::HostMemory> hosts;  // what the sender does that scenarios have no words for yet
};
Files files_of(const Case& of, const Run& run, std::optional<double> phase);

// What came out, as if it had been recorded; throws NotYet if the scenario cannot be read.
Run simulated(const Files& files, std::uint64_t seed);

}  // namespace mxsim::traces
