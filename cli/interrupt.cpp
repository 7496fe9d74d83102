// SIGINT and SIGTERM set a flag, which is looked at between replications and while waiting for one; where
// nobody would look at it (reading waits in the kernel) the handler itself ends the program. SIGPIPE and
// SIGXFSZ are ignored: a closed pipe, or a file that may not grow, shows itself when it is written to.
#include "cli/interrupt.hpp"

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <unistd.h>

#include "cli/exit_code.hpp"

namespace mxsim::cli {

namespace {

volatile std::sig_atomic_t working = 0;
volatile std::sig_atomic_t interrupts = 0;
constexpr std::size_t most_unfinished = 2;
volatile std::sig_atomic_t left_behind[most_unfinished];  // the name below is that of a file
char unfinished[most_unfinished][PATH_MAX];               // never freed: the handler may read it at any time

// Only what may be called in a signal handler.
[[noreturn]] void leave() {
    for (std::size_t i = 0; i < most_unfinished; ++i)
        if (left_behind[i] != 0) ::unlink(unfinished[i]);
    ::_exit(interrupted);
}

extern "C" void note_interrupt(int) {
    if (working == 0) {
        constexpr std::string_view said = "interrupted before anything was simulated: there is no result\n";
        [[maybe_unused]] const ssize_t n = ::write(2, said.data(), said.size());
        leave();
    }
    if (interrupts != 0) leave();
    interrupts = 1;
}

}  // namespace

void catch_interrupts() {
    std::signal(SIGINT, note_interrupt);
    std::signal(SIGTERM, note_interrupt);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void let_work_finish() { working = 1; }

bool was_interrupted() noexcept { return interrupts != 0; }

void leave_at_once(int code) {
    std::fflush(nullptr);
    ::_exit(code);
}

// A name too long for the system is not that of a file.
Unfinished::Unfinished(const std::string& path) : place_{0} {
    while (place_ < most_unfinished && left_behind[place_] != 0) ++place_;
    if (place_ == most_unfinished || path.size() >= sizeof unfinished[0]) {
        place_ = most_unfinished;
        return;
    }
    std::memcpy(unfinished[place_], path.c_str(), path.size() + 1);
    left_behind[place_] = 1;
}

Unfinished::~Unfinished() {
    if (place_ < most_unfinished) left_behind[place_] = 0;
}

}  // namespace mxsim::cli
