// The load of a server as the counters leave it behind.
#include "sim/measure/counters.hpp"

#include <chrono>

#include "tests/catch.hpp"

namespace mxsim::measure {

namespace {

using namespace std::chrono_literals;

engine::Time at(engine::Duration t) { return engine::time_zero + t; }

// One mailbox server, one domain, nothing submitted; the warm-up ends at 10 min, submissions at 1 h.
Counters counters() {
    CountersPlan plan;
    plan.keep.servers = {0};
    plan.domains = plan.servers = 1;
    plan.wanted = {true};
    plan.relay = {false};
    plan.flows = {{0, 0}};
    plan.counted_from = at(10min);
    plan.averaged_until = at(1h);
    return Counters{plan};
}

}  // namespace

TEST_CASE("the longest line of a server has its length, the first instant of it, and its mean") {
    Counters all = counters();
    all.waiting(at(5min), 0, 9);
    all.waiting(at(6min), 0, -9);
    all.start_counting(at(10min));
    all.waiting(at(20min), 0, 3);
    all.waiting(at(30min), 0, -1);
    all.waiting(at(40min), 0, 1);  // as long as before, not longer
    all.waiting(at(45min), 0, -3);
    all.stop_averaging(at(1h));
    const RunResult result = all.result(at(1h), 0);
    const ServerFigures& server = result.servers.at(0);
    CHECK(server.waiting_peak == 3);
    CHECK(server.waiting_peak_at == at(20min));
    CHECK((server.waiting == static_cast<engine::Int128>(65) * engine::Duration(1min).count()));
}

}  // namespace mxsim::measure
