// Bytes for each message in flight: (peak - empty) / most in flight, for the reference model of one and of
// 1000 domains. `peak` is the most memory that was ever resident in a process that ran it, `empty` the same
// of a process that ran the same world with next to no mail; each run has a process of its own. The most
// messages in flight are taken from the peak of the backlog, which leaves out those just connecting or being
// served on their first attempt: the figure errs on the high side.
//
// The operating system may back memory by pages of 2 MiB, of which a part is then resident but unused; the
// second figure is that of processes which asked it not to, and is what the program itself needs.
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "bench/peers/model.hpp"
#include "bench/reference_world.hpp"
#include "sim/mail/simulate.hpp"

namespace {

using namespace mxsim;

struct Measured {
    long peak_kb = 0;
    std::int64_t in_flight = 0;
};

Measured run_here(const bench::Form& form) {
    const mail::WorldSpec world = bench::reference_world(form);
    const measure::RunResult result = mail::simulate(world, mail::plan_for(world), 1, 0);
    return {peers::peak_rss_kb(), result.backlog_peak};
}

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

Measured run_in_a_process(const bench::Form& form, bool large_pages) {
    int ends[2];
    if (pipe(ends) != 0) fail("memory: pipe");
    const pid_t child = fork();
    if (child < 0) fail("memory: fork");
    if (child == 0) {
        if (!large_pages && prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) != 0) fail("memory: prctl");
        const Measured measured = run_here(form);
        const bool told = write(ends[1], &measured, sizeof measured) == sizeof measured;
        _exit(told ? 0 : 1);
    }
    close(ends[1]);
    Measured measured;
    const bool heard = read(ends[0], &measured, sizeof measured) == sizeof measured;
    close(ends[0]);
    int status = 0;
    if (waitpid(child, &status, 0) != child || status != 0 || !heard) {
        std::fprintf(stderr, "memory: a run failed\n");
        std::exit(1);
    }
    return measured;
}

// One message in ten hours: the same tables, hardly any mail.
bench::Form empty(bench::Form form) {
    form.rate = 1.0 / 36000;
    return form;
}

void print(const bench::Form& form, bool large_pages) {
    const Measured full = run_in_a_process(form, large_pages);
    const Measured bare = run_in_a_process(empty(form), large_pages);
    const double grown = static_cast<double>(full.peak_kb - bare.peak_kb) * 1024;
    std::printf("%8u  %-9s  %10ld  %10ld  %12lld  %13.1f\n", form.domains,
                large_pages ? "2 MiB" : "4 KiB", full.peak_kb, bare.peak_kb,
                static_cast<long long>(full.in_flight), grown / static_cast<double>(full.in_flight));
}

}  // namespace

int main() {
    std::printf("%8s  %-9s  %10s  %10s  %12s  %13s\n", "domains", "pages", "peak, kB", "empty, kB",
                "in flight", "bytes/message");
    std::fflush(stdout);
    for (const bench::Form& form : {bench::Form{1, 10, 24}, bench::Form{1000, 100, 24}})
        for (const bool large_pages : {true, false}) {
            print(form, large_pages);
            std::fflush(stdout);
        }
}
