// Always-on checks: a broken promise of the program itself, never of a scenario or a simulated server.
#pragma once

#include <stdexcept>
#include <string>

#include "sim/engine/time.hpp"

namespace mxsim::engine {

// The message names the simulated time and the event, then what did not hold.
class Bug : public std::logic_error {
  public:
    Bug(Time at, const std::string& event, const std::string& broken)
        : std::logic_error("bug at simulated time " + std::to_string(at.time_since_epoch().count()) + " ns, event " +
                           event + ": " + broken) {}
};

}  // namespace mxsim::engine
