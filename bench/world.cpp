// The reference model through the real path (plan_for, simulate: profiles, look-ups, statistics, ledgers),
// with more domains, and in variants of which none may cost more than twice the reference: an interpreter
// that is fast on one path only would show here. Describing the world and printing are not timed.
//
// Every run is held to what the model says, within five standard deviations, so that a broken world cannot
// be fast: messages are Poisson; those submitted while mx1 is down go through the backup, all are delivered,
// and the backlog peaks at them (the standard deviation of a count is its square root). Where the figures of
// peers/check.sh are known, these hold as well.
//
// Counters: messages and events for each second of CPU time, events for each message.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "bench/reference_world.hpp"
#include "sim/mail/simulate.hpp"

namespace {

using namespace mxsim;
using bench::Form;
using Build = mail::WorldSpec (*)(const Form&);

// What a form or variant expects beyond the counts that all share.
struct Expected {
    double outage_s = 14400;        // with mx1 down, all outages together
    double longest_outage_s = 14400;
    bool figures_of_peers = false;  // those of one domain
    bool keeps_counts = true;       // false: time-outs send more mail through the backup
};

bool all_held = true;

class Check {
  public:
    explicit Check(benchmark::State& state) : state_{state} {}

    void near(const char* what, double value, double mean, double deviation) {
        if (std::abs(value - mean) <= 5 * deviation) return;
        const std::string text =
            std::string{what} + " is " + std::to_string(value) + ", not near " + std::to_string(mean);
        state_.SkipWithError(text.c_str());
        all_held = false;
    }
    void count(const char* what, double value, double mean) { near(what, value, mean, std::sqrt(mean)); }

  private:
    benchmark::State& state_;
};

double quantile_s(const measure::RunResult& result, double share) {
    const auto value = result.wanted.latency.quantile(share);
    return value ? engine::seconds(*value) : 0;
}

void check_counts(Check& check, const measure::RunResult& result, const Form& form,
                  const Expected& expected) {
    const double stored = form.rate * expected.outage_s;
    const auto through = static_cast<double>(result.wanted.through_relay);
    const measure::Fates& fates = result.wanted.fates;
    check.count("submitted", static_cast<double>(fates.submitted), form.rate * form.hours * 3600);
    check.near("submitted less delivered", static_cast<double>(fates.submitted - fates.delivered), 0, 0);
    if (!expected.keeps_counts)
        return check.near("through the backup", std::min(through, stored), stored, std::sqrt(stored));
    check.count("through the backup", through, stored);
    // Who is being served by the backup is not yet late; with many domains service is slow, and many wait.
    const double served = form.domains > 1 ? form.rate * bench::mean_service_s(form) : 0;
    const double deviation = std::sqrt(stored) + (form.domains > 1 ? 0.002 * stored : 0);
    check.near("peak of the backlog", static_cast<double>(result.backlog_peak),
               form.rate * expected.longest_outage_s - served, deviation);
}

// Mean and standard deviation of one run, as in peers/check.sh.
void check_figures_of_peers(Check& check, const measure::RunResult& result) {
    check.near("attempts by the backup", static_cast<double>(result.servers[1].attempts_made), 1223700, 4200);
    check.near("p50_s", quantile_s(result, 0.50), 0.3526, 0.0015);
    check.near("p90_s", quantile_s(result, 0.90), 9574, 40);
    check.near("p99_s", quantile_s(result, 0.99), 18179, 30);
    check.near("max_s", engine::seconds(result.wanted.latency.max()), 21151, 29);
    check.near("peak stored", static_cast<double>(result.servers[1].queue_peak_messages), 143995, 403);
    check.near("peak backlog at mx1", static_cast<double>(result.servers[0].waiting_peak), 134969, 430);
}

void run(benchmark::State& state, Build build, Form form, Expected expected) {
    const mail::WorldSpec world = build(form);
    Check check{state};
    double messages = 0, events = 0;
    std::uint64_t seed = 0;
    for ([[maybe_unused]] auto _ : state) {
        const measure::RunResult result = mail::simulate(world, mail::plan_for(world), ++seed, 0);
        messages += static_cast<double>(result.wanted.fates.delivered);
        events += static_cast<double>(result.events);
        check_counts(check, result, form, expected);
        if (expected.figures_of_peers) check_figures_of_peers(check, result);
    }
    state.counters["messages/s"] = benchmark::Counter(messages, benchmark::Counter::kIsRate);
    state.counters["events/s"] = benchmark::Counter(events, benchmark::Counter::kIsRate);
    state.counters["events/message"] = events / messages;
}

constexpr Form one{};
constexpr Form thousand{1000, 100, 24};
constexpr Form hundred_thousand{100'000, 400, 11};

#define MXSIM_WORLD(name, ...)                       \
    BENCHMARK_CAPTURE(run, name, __VA_ARGS__)        \
        ->Name("world/" #name)                       \
        ->Unit(benchmark::kMillisecond)

MXSIM_WORLD(reference, bench::reference_world, one, Expected{.figures_of_peers = true});
MXSIM_WORLD(lognormal, bench::with_lognormal_service, one, Expected{});
MXSIM_WORLD(second_outage, bench::with_second_outage, one,
            Expected{.outage_s = 14400 + bench::second_outage_s});
MXSIM_WORLD(postfix_clock, bench::with_postfix_clock, one, Expected{});
MXSIM_WORLD(postfix, bench::with_postfix, one, Expected{.keeps_counts = false});
MXSIM_WORLD(domains_1000, bench::reference_world, thousand, Expected{})->Iterations(1);
MXSIM_WORLD(domains_100000, bench::reference_world, hundred_thousand, Expected{})->Iterations(1);

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    if (!all_held) std::fprintf(stderr, "world: figures were not as expected\n");
    return all_held ? 0 : 1;
}
