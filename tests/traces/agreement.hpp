// Whether what was simulated is what was recorded, by the rules of the recordings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/traces/recorded.hpp"

namespace mxsim::traces {

// How often something came that depends on lots: in the recording, and in the simulations of several seeds.
struct Drawn {
    double recorded = 0, mean = 0, variance = 0;
};

struct Agreement {
    bool agrees = true;  // in all that no lot decides
    std::string how;          // which comparison was used
    double difference_s = 0;  // the largest, of what agrees
    std::string first;        // disagreement
    std::map<std::string, Drawn> drawn;
};

// Times may differ by so much: one second, two tenths of a queue-run interval, or 0.15 s of the laboratory's time.
double tolerance(const Case& of, double interval);

// Of one message every attempt in order; of several, or where lots are drawn, the connections on the wire, how often each
// kind of attempt was made, and the fates, whoever's they are, with the addresses and without them. `simulated` are runs of
// several seeds: what differs between them depends on lots, and only its number is looked at.
Agreement compare(const Run& recorded, const std::vector<Run>& simulated, double tolerance);

// Whether lots fell as often as they may, over all runs of a case: within four standard deviations. `seeds` were simulated
// for each. Says what does not; empty if all does.
std::string beyond_chance(const std::vector<Agreement>& runs, std::size_t seeds);

}  // namespace mxsim::traces
