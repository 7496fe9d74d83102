// Queues with known answers: a mailbox server without network delays is M/M/1, M/M/c, M/G/1, and with a bound
// on who may wait M/M/c/K. Rates are per second. The cases are the classical check values of the textbooks
// named in analysis/theory.
#include <string>

#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/theory_by_simulation/runs.hpp"

namespace mxsim::by_simulation {

namespace {

struct Server {
    std::string rate, service, sessions, waiting = "\"unlimited\"";
};

std::string steady_queue(const Server& server, const std::string& duration, const std::string& warmup) {
    return "steady = true\nduration = \"" + duration + "\"\nwarmup = \"" + warmup + R"("
on_time = "1s"
[network]
round_trip = "0s"
[domains."example.org"]
mx = ["10 mx.example.org"]
[servers."mx.example.org"]
sessions = )" +
           server.sessions + "\nservice = " + server.service + "\nwaiting = " + server.waiting + R"(
[senders.all]
profile = { base = "fixed", passes = 1, timeouts = "none" }
size = "1 kB"
rate = ")" +
           server.rate + "\"\n";
}

constexpr std::uint32_t replications = 20;

double p95(const measure::RunResult& run) { return engine::seconds(*run.wanted.latency.quantile(0.95)); }

double within_a_second(const measure::RunResult& run) {
    return static_cast<double>(run.wanted.on_time) / static_cast<double>(run.wanted.fates.delivered);
}

void check_queue(const Runs& runs, const theory::Queue& known) {
    using Load = report::Load<double>;
    runs.check("sojourn", mean_latency, known.sojourn);
    runs.check("waiting connections", runs.load(0, &Load::connections_waiting_mean), known.in_queue);
    runs.check("utilization", runs.load(0, &Load::utilization), known.utilization);
}

}  // namespace

TEST_CASE("M/M/1 at half load") {
    const Runs runs{steady_queue({"0.5/s", R"({ exponential = "1s" })", "1"}, "60000s", "1000s"),
                    replications};
    const theory::Queue known = theory::mm1(0.5, 1);
    CHECK(known.sojourn == Approx(2.0));
    check_queue(runs, known);
    runs.check("95th percentile", p95, 5.99146454710798);
    runs.check(
        "longer than a second", [](const auto& run) { return 1 - within_a_second(run); }, 0.606530659712633);
}

TEST_CASE("M/M/1 at 95 % load") {
    const Runs runs{steady_queue({"9.5/s", R"({ exponential = "100ms" })", "1"}, "22000s", "2000s"),
                    replications};
    const theory::Queue known = theory::mm1(9.5, 10);
    CHECK(known.in_queue == Approx(18.05));
    check_queue(runs, known);
    runs.check("95th percentile", p95, 5.99146454710798);
    runs.check(
        "longer than a second", [](const auto& run) { return 1 - within_a_second(run); }, 0.606530659712633);
}

TEST_CASE("M/M/10 and M/M/100") {
    const Runs ten{steady_queue({"8/s", R"({ exponential = "1s" })", "10"}, "21000s", "1000s"), replications};
    CHECK(theory::mmc(8, 1, 10).in_queue == Approx(1.63672060318577));
    check_queue(ten, theory::mmc(8, 1, 10));
    const Runs hundred{steady_queue({"95/s", R"({ exponential = "1s" })", "100"}, "2200s", "200s"),
                       replications};
    CHECK(theory::mmc(95, 1, 100).in_queue == Approx(9.62268022434739));
    check_queue(hundred, theory::mmc(95, 1, 100));
}

TEST_CASE("M/G/1: with constant and with lognormal service") {
    const Runs constant{steady_queue({"0.8/s", "\"1s\"", "1"}, "60000s", "1000s"), replications};
    CHECK(theory::mg1(0.8, 1, 0).wait == Approx(2.0));
    check_queue(constant, theory::mg1(0.8, 1, 0));
    const Runs lognormal{
        steady_queue({"0.8/s", R"({ lognormal = { mean = "1s", cv = 2 } })", "1"}, "210000s", "10000s"),
        replications};
    CHECK(theory::mg1(0.8, 1, 4).wait == Approx(10.0));
    check_queue(lognormal, theory::mg1(0.8, 1, 4));
}

// Erlang's loss system: who finds all slots taken is told 421 and, after one pass, does not come back.
TEST_CASE("M/G/c/c: the share turned away depends on the service only through its mean") {
    const double known = theory::bounded_queue(2, 1, 4, 4).blocking;
    CHECK(known == Approx(0.0952380952380952));
    for (const char* service :
         {R"({ exponential = "1s" })", "\"1s\"", R"({ lognormal = { mean = "1s", cv = 2 } })"}) {
        INFO("service " << service);
        const Runs runs{steady_queue({"2/s", service, "4", "0"}, "11000s", "1000s"), replications};
        runs.check("turned away", share(&measure::Fates::bounced), known);
    }
    const double large = theory::bounded_queue(80, 1, 100, 100).blocking;
    CHECK(large == Approx(0.0039920286045532));
    const Runs runs{steady_queue({"80/s", R"({ exponential = "1s" })", "100", "0"}, "1100s", "100s"),
                    replications};
    runs.check("turned away by 100 slots", share(&measure::Fates::bounced), large);
}

TEST_CASE("M/M/c/K: some may wait, the others are turned away") {
    using Load = report::Load<double>;
    const theory::BoundedQueue known = theory::bounded_queue(0.9, 1, 1, 10);
    CHECK(known.blocking == Approx(0.0508137313274124));
    const Runs runs{steady_queue({"0.9/s", R"({ exponential = "1s" })", "1", "9"}, "41000s", "1000s"),
                    replications};
    runs.check("turned away", share(&measure::Fates::bounced), known.blocking);
    runs.check("sojourn of the accepted", mean_latency, known.sojourn);
    runs.check("waiting connections", runs.load(0, &Load::connections_waiting_mean), known.in_queue);
    runs.check("utilization", runs.load(0, &Load::utilization), known.utilization);

    const theory::BoundedQueue none_waits = theory::bounded_queue(5, 1, 4, 4);
    CHECK(none_waits.blocking == Approx(0.398342893562779));
    const Runs full{steady_queue({"5/s", R"({ exponential = "1s" })", "4", "0"}, "5500s", "500s"),
                    replications};
    full.check("turned away", share(&measure::Fates::bounced), none_waits.blocking);
    full.check("utilization", full.load(0, &Load::utilization), none_waits.utilization);
}

}  // namespace mxsim::by_simulation
