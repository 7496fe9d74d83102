// Time as decimal seconds, all digits and none too many: "0", "0.05", "900.000000001".
#pragma once

#include <string>

#include "sim/engine/time.hpp"

namespace mxsim::engine {

void append_exact_seconds(std::string& to, Duration span);
inline void append_exact_seconds(std::string& to, Time at) { append_exact_seconds(to, at.time_since_epoch()); }

}  // namespace mxsim::engine
