// The case as a scenario of mxsim, and what the simulator makes of it. Nothing that the laboratory saw after the set-up is
// looked at, but for the times of queue runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/traces/host_config.hpp"
#include "tests/traces/recorded.hpp"

namespace mxsim::traces {

// From one queue run to the next, in seconds; throws NotYet if the MTA is none that is simulated.
double queue_run_interval(const Case& of);

// The files: the scenario, and the zone that it names "case.zone". `phases`: of the queue runs, of the sender if none were
// recorded, then of each relay.
struct Files {
    std::string scenario, zone;
    // What the sender and relays do that scenarios have no words for yet; "" is the sender.
    std::map<std::string, HostConfig> hosts;
    std::vector<std::string> relays;  // by the hop that the recordings give them: 1, 2
};
Files files_of(const Case& of, const Run& run, const std::vector<double>& phases);

// What came out, as if it had been recorded; throws NotYet if the scenario cannot be read.
Run simulated(const Files& files, std::uint64_t seed);

}  // namespace mxsim::traces
