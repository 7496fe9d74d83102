// One replication of a world: the only door to the simulator.
#pragma once

#include <cstdint>

#include "sim/mail/world_spec.hpp"
#include "sim/measure/run_result.hpp"

namespace mxsim::mail {

// What is worth keeping one by one: everything in a small world; of more than 1000 domains or servers
// those struck by outages and the most loaded ones, by rate and preference, 50 at most.
measure::Plan plan_for(const WorldSpec& spec);

// The same (spec, plan, seed, replication) gives the same result, bit for bit, on any machine.
// Throws engine::Bug if a check fails: ledgers that do not add up, time running backwards.
measure::RunResult simulate(const WorldSpec& spec, const measure::Plan& plan, std::uint64_t seed,
                            std::uint32_t replication);

}  // namespace mxsim::mail
