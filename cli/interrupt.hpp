// Ctrl-C once: stop and print what is finished. Twice: leave at once.
#pragma once

namespace mxsim::cli {

void catch_interrupts();
bool was_interrupted() noexcept;

}  // namespace mxsim::cli
