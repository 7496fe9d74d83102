// Sums of times outgrow 64 bits (a million messages four days late); sums are kept in 128.
#pragma once

namespace mxsim::engine {

__extension__ using Int128 = __int128;

}  // namespace mxsim::engine
