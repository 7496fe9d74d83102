// An attempt is told when it ends. It began when the MTA took the message up (a profile's first wait after
// submission or storing), at the instant its deferral named, or where the pass's attempt before it ended.
#include "sim/mail/trace.hpp"

#include "sim/mail/world.hpp"

namespace mxsim::mail {

Trace::Trace(const WorldSpec& spec, const Flows& flows, engine::Key key)
    : spec_{spec}, flows_{flows.all()}, mtas_{spec, key, idle_} {}

TraceRow& Trace::add(TraceEvent event, engine::Time now, const measure::Subject& who) {
    TraceRow& row = rows_.emplace_back();
    row.event = event;
    row.at = row.began = now;
    row.submitted = who.submitted;
    row.message = who.message;
    row.copy = who.copy;
    row.population = flows_[who.flow].population;
    row.domain = flows_[who.flow].domain;
    row.mta = who.mta;
    row.holder = mtas_.group(who.mta).relay;
    row.hop = who.hop;
    return row;
}

void Trace::submitted(engine::Time now, const measure::Subject& who) {
    add(TraceEvent::submitted, now, who);
    begins_[{who.message, who.copy}] = now + mtas_.group(who.mta).does->profile->first;
}

void Trace::attempt(engine::Time now, const measure::Subject& who, std::uint32_t server,
                    const measure::Ending& ending, std::uint32_t) {
    TraceRow& row = add(TraceEvent::attempt, now, who);
    engine::Time& begins = begins_[{who.message, who.copy}];
    row.began = begins;
    row.server = server;
    row.ending = ending;
    begins = now;
}

void Trace::deferred(engine::Time now, const measure::Subject& who, engine::Time next) {
    add(TraceEvent::deferred, now, who).next = next;
    begins_[{who.message, who.copy}] = next;
}

void Trace::relayed(engine::Time now, const measure::Subject& who, std::uint32_t server) {
    add(TraceEvent::relayed, now, who).server = server;
    begins_[{who.message, who.copy}] = now + spec_.profiles[spec_.servers[server].relay->profile].first;
}

void Trace::delivered(engine::Time now, const measure::Subject& who, std::uint32_t server) {
    add(TraceEvent::delivered, now, who).server = server;
}

void Trace::bounced(engine::Time now, const measure::Subject& who, measure::Reason reason) {
    add(TraceEvent::bounced, now, who).reason = reason;
}

std::vector<TraceRow> trace(const WorldSpec& spec, std::uint64_t seed, std::uint32_t replication) {
    const engine::Key key{seed, replication};
    const Flows flows{spec, key};
    const Outages outages{spec, key};
    Trace rows{spec, flows, key};
    World<Trace>{spec, flows, outages, key, rows}.run();
    return rows.rows();
}

}  // namespace mxsim::mail
