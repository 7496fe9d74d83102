// SIGINT and SIGTERM only set a flag, which is looked at between replications and while waiting for one.
// SIGPIPE and SIGXFSZ are ignored: a closed pipe, or a file that may not grow, shows itself when it is written to.
#include "cli/interrupt.hpp"

#include <csignal>
#include <unistd.h>

#include "cli/exit_code.hpp"

namespace mxsim::cli {

namespace {

volatile std::sig_atomic_t interrupts = 0;

extern "C" void note_interrupt(int) {
    if (interrupts != 0) ::_exit(interrupted);
    interrupts = 1;
}

}  // namespace

void catch_interrupts() {
    std::signal(SIGINT, note_interrupt);
    std::signal(SIGTERM, note_interrupt);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

bool was_interrupted() noexcept { return interrupts != 0; }

}  // namespace mxsim::cli
