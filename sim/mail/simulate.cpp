// A replication: its outages are drawn, its world is built and run under the counters, and both ledgers are
// checked: copies created = delivered + bounced + lost + queued, and so for messages.
#include "sim/mail/simulate.hpp"

#include <algorithm>

#include "sim/mail/world.hpp"
#include "sim/measure/counters.hpp"
#include "sim/measure/roster.hpp"

namespace mxsim::mail {

namespace {

measure::CountersPlan counters_plan(const WorldSpec& spec, const measure::Plan& keep, const Flows& flows,
                                    const Outages& outages) {
    measure::CountersPlan plan;
    plan.keep = keep;
    plan.domains = static_cast<std::uint32_t>(spec.domains.size());
    plan.servers = static_cast<std::uint32_t>(spec.servers.size());
    for (const SenderSpec& sender : spec.senders) plan.wanted.push_back(sender.wanted);
    for (const ServerSpec& server : spec.servers) plan.relay.push_back(server.relay.has_value());
    plan.flows = flows.all();
    plan.outages = outages.scopes;
    if (spec.steady) plan.counted_from = engine::time_zero + spec.warmup;
    plan.averaged_until = engine::time_zero + spec.duration;
    plan.on_time = spec.on_time;
    return plan;
}

template <class Sink>
void run(World<Sink>& world) {
    world.run();
}

// Nearly every run counts and does nothing else. It is compiled as one function but for what is rare (noinline): the
// calls between its short steps would cost a seventh of the time.
[[gnu::flatten]] void run(World<measure::Counters>& world) { world.run(); }

template <class Sink>
measure::RunResult counted(const WorldSpec& spec, const measure::Plan& plan, engine::Key key) {
    const Flows flows{spec, key};
    const Outages outages{spec, key};
    Sink sink{counters_plan(spec, plan, flows, outages)};
    World<Sink> world{spec, flows, outages, key, sink};
    run(world);
    measure::RunResult result = sink.result(world.last_end(), world.created());
    result.events = world.events();
    return result;
}

}  // namespace

measure::RunResult simulate(const WorldSpec& spec, const measure::Plan& plan, std::uint64_t seed,
                            std::uint32_t replication) {
    const engine::Key key{seed, replication};
    measure::RunResult result = plan.messages ? counted<measure::Roster>(spec, plan, key)
                                              : counted<measure::Counters>(spec, plan, key);
    result.replication = replication;
    return result;
}

}  // namespace mxsim::mail
