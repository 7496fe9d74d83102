// Whether what was simulated is what was recorded, by the rules of the recordings.
#pragma once

#include <string>
#include <vector>

#include "tests/traces/recorded.hpp"

namespace mxsim::traces {

struct Agreement {
    bool agrees = true;
    std::string how;          // which comparison was used
    double difference_s = 0;  // the largest, of what agrees
    std::string first;        // disagreement
};

// Times may differ by so much: one second, two tenths of a queue-run interval, or 0.15 s of the laboratory's time.
double tolerance(const Case& of, double interval);

// Of one message every attempt in order; of several the connections on the wire, how often each kind of attempt was made,
// and the fates, whoever's they are.
Agreement compare(const Run& recorded, const Run& simulated, double tolerance);

}  // namespace mxsim::traces
