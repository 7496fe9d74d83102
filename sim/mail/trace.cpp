// An attempt is told when it ends. It began when the MTA took the message up (a profile's first wait after
// submission or storing), at the instant its deferral named, or where the pass's attempt before it ended.
#include "sim/mail/trace.hpp"

#include <utility>

#include "sim/mail/world.hpp"

namespace mxsim::mail {

namespace {

// Ends a run whose remaining rows nobody wants.
struct Enough {};

Skip skip(const dns::Lookup& list, std::uint32_t position, const MtaGroup& group) {
    if (!may_try(list, position, group.self)) return Skip::own_preference;
    const bool tried = position == 0 || next_position(list, position - 1, group.self, group.does->address_limit) == position;
    return tried ? Skip::no : Skip::address_limit;
}

ListedCandidate left_out(const dns::Candidate& absent) {
    constexpr Skip why[] = {Skip::no, Skip::no_address, Skip::servfail, Skip::timeout, Skip::family};
    return {absent, why[static_cast<std::size_t>(absent.absence)]};
}

}  // namespace

Trace::Trace(const WorldSpec& spec, const Flows& flows, engine::Key key, TakeRow take)
    : spec_{spec}, flows_{flows.all()}, mtas_{spec, key, idle_}, take_{std::move(take)} {}

TraceRow& Trace::begin(TraceEvent event, engine::Time now, const measure::Subject& who) {
    std::vector<ListedCandidate> list = std::move(row_.candidates);
    list.clear();
    row_ = {};
    row_.candidates = std::move(list);
    row_.event = event;
    row_.at = row_.began = now;
    row_.submitted = who.submitted;
    row_.message = who.message;
    row_.copy = who.copy;
    row_.population = flows_[who.flow].population;
    row_.domain = flows_[who.flow].domain;
    row_.unknown = flows_[who.flow].unknown;
    row_.mta = who.mta;
    row_.holder = mtas_.group(who.mta).relay;
    row_.hop = who.hop;
    return row_;
}

void Trace::hand_on(const TraceRow& row) {
    last_ = row.at;
    if (!take_(row)) throw Enough{};
}

void Trace::submitted(engine::Time now, const measure::Subject& who, std::int64_t size) {
    begins_[copy_of(who)] = now + mtas_.group(who.mta).does->profile->first;
    TraceRow& row = begin(TraceEvent::submitted, now, who);
    row.size = size;
    hand_on(row);
}

void Trace::pass_begins(engine::Time now, const measure::Subject& who, std::uint16_t pass, const dns::Lookup& list,
                        MxOrder& order, engine::Time began) {
    begins_[copy_of(who)] = now;
    TraceRow& row = begin(TraceEvent::lookup, now, who);
    const MtaGroup& group = mtas_.group(who.mta);
    row.began = began;
    row.answer = list.answer;
    for (std::uint32_t position = 0; position < list.count; ++position) {
        const dns::Candidate& candidate = group.does->profile->shuffles
                                              ? order.at(list, position, who.message, who.hop, pass)
                                              : list.first[position];
        row.candidates.push_back({candidate, skip(list, position, group)});
    }
    for (std::uint32_t i = 0; i < list.absent; ++i) row.candidates.push_back(left_out(list.first[list.count + i]));
    hand_on(row);
}

void Trace::attempt(engine::Time now, const measure::Subject& who, std::uint32_t server,
                    const measure::Ending& ending, std::uint32_t, const dns::Candidate& tried) {
    TraceRow& row = begin(TraceEvent::attempt, now, who);
    row.began = std::exchange(begins_[copy_of(who)], now);
    row.server = server;
    row.address = address_ = tried.address;
    row.preference = tried.preference;
    row.ending = ending;
    row.session_limit = std::exchange(session_limit_, false);
    row.reused = std::exchange(reuses_, false);
    hand_on(row);
}

void Trace::deferred(engine::Time now, const measure::Subject& who, engine::Time next, const Failure& failure) {
    begins_[copy_of(who)] = next;
    TraceRow& row = begin(TraceEvent::deferred, now, who);
    row.next = explained_next_pass(*mtas_.group(who.mta).does->profile, failure);
    row.next.at = next;
    hand_on(row);
}

void Trace::relayed(engine::Time now, const measure::Subject& who, std::uint32_t server) {
    begins_[copy_of(who)] = now + spec_.profiles[spec_.servers[server].relay->profile].first;
    TraceRow& row = begin(TraceEvent::relayed, now, who);
    row.server = server;
    row.address = address_;
    hand_on(row);
}

void Trace::accepted(TraceEvent event, engine::Time now, const measure::Subject& who, std::uint32_t server) {
    begins_.erase(copy_of(who));
    TraceRow& row = begin(event, now, who);
    row.server = server;
    row.address = address_;
    hand_on(row);
}

void Trace::bounced(engine::Time now, const measure::Subject& who, measure::Reason reason) {
    begins_.erase(copy_of(who));
    TraceRow& row = begin(TraceEvent::bounced, now, who);
    row.reason = reason;
    hand_on(row);
}

void Trace::lost(engine::Time now, const measure::Subject& who) {
    begins_.erase(copy_of(who));
    TraceRow& row = begin(TraceEvent::lost, now, who);
    row.reason = measure::Reason::queue_lost;
    hand_on(row);
}

void Trace::false_bounce(engine::Time now, const measure::Subject& who) {
    begins_.erase(copy_of(who));
    hand_on(begin(TraceEvent::false_bounce, now, who));
}

void trace(const WorldSpec& spec, std::uint64_t seed, std::uint32_t replication, const TakeRow& take) {
    const engine::Key key{seed, replication};
    const Flows flows{spec, key};
    const Outages outages{spec, key};
    Trace rows{spec, flows, key, take};
    World<Trace> world{spec, flows, outages, key, rows};
    try {
        world.run();
    } catch (const Enough&) {
    }
}

std::vector<TraceRow> trace(const WorldSpec& spec, std::uint64_t seed, std::uint32_t replication) {
    std::vector<TraceRow> rows;
    trace(spec, seed, replication, [&](const TraceRow& row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

}  // namespace mxsim::mail
