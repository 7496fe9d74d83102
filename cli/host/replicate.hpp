// Independent replications on threads (oneTBB), handed over one by one in order of their index.
//
// The order of hand-over, and so every result, does not depend on the number of threads. At most a few
// results wait for a slower one of a lower index.
#pragma once

#include <cstdint>
#include <functional>

#include "sim/measure/run_result.hpp"

namespace mxsim::host {

struct Replications {
    std::uint32_t count = 1;
    unsigned jobs = 1;                                               // threads; without oneTBB always one
    std::function<measure::RunResult(std::uint32_t index)> simulate;  // called on any thread
    std::function<void(measure::RunResult&&)> take;                   // called on the caller's thread, in order
    std::function<void(std::uint32_t finished)> tick;                 // now and then, on the caller's thread
    std::function<bool()> stop;                                       // true: start nothing more and return
};

enum class Outcome : std::uint8_t { finished, stopped };

// Rethrows what `simulate` or `take` throws. After `stopped` threads may still be in a replication whose
// result nobody will take: the process should end without waiting for them.
Outcome replicate(const Replications& job);

// Threads that `jobs` = 0 stands for.
unsigned available_jobs();

}  // namespace mxsim::host
