// The sink of `trace`: hands on a row of everything that happens to the messages of one replication, in order
// of the instant at which it became known, ties by insertion. Of a message it keeps only what it must while the
// message is under way, so a trace may be longer than memory.
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "sim/engine/agenda.hpp"
#include "sim/mail/flows.hpp"
#include "sim/mail/mtas.hpp"
#include "sim/mail/trace_row.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::mail {

// The row holds during the call only. False: no more rows are wanted.
using TakeRow = std::function<bool(const TraceRow&)>;

class Trace {
  public:
    static constexpr bool hears_beginnings = true;

    Trace(const WorldSpec& spec, const Flows& flows, engine::Key key, TakeRow take);

    void submitted(engine::Time now, const measure::Subject& who, std::int64_t size);
    void pass_begins(engine::Time now, const measure::Subject& who, std::uint16_t pass, const dns::Lookup& list,
                     MxOrder& order, engine::Time began);
    // Also told of an attempt that the end of the run cuts short.
    void attempt_begins(engine::Time) {}
    void attempt(engine::Time now, const measure::Subject& who, std::uint32_t server, const measure::Ending& ending,
                 std::uint32_t relay, const dns::Candidate& tried);
    // The attempt that is told next is the last of its pass, by the profile's limit.
    void session_limit() noexcept { session_limit_ = true; }
    void reuses() noexcept { reuses_ = true; }
    void waits(engine::Time now, const measure::Subject& who) { hand_on(begin(TraceEvent::waits, now, who)); }
    void suspended(engine::Time now, const measure::Subject& who) { hand_on(begin(TraceEvent::suspended, now, who)); }
    void deferred(engine::Time now, const measure::Subject& who, engine::Time next, const Failure& failure);
    void relayed(engine::Time now, const measure::Subject& who, std::uint32_t server);
    void delivered(engine::Time now, const measure::Subject& who, std::uint32_t server) {
        accepted(TraceEvent::delivered, now, who, server);
    }
    void bounced(engine::Time now, const measure::Subject& who, measure::Reason reason);
    void lost(engine::Time now, const measure::Subject& who);
    void accepted_unseen(engine::Time, std::uint32_t) {}
    // Where the copy was accepted that is told next, of which no attempt is told.
    void taken_at(std::uint16_t address) noexcept { address_ = address; }
    void duplicate(engine::Time now, const measure::Subject& who, std::uint32_t server) {
        accepted(TraceEvent::duplicate, now, who, server);
    }
    void false_bounce(engine::Time now, const measure::Subject& who);
    void noticed(engine::Time now, const measure::Subject& who) { hand_on(begin(TraceEvent::notice, now, who)); }
    void queued(const measure::Subject& who) { hand_on(begin(TraceEvent::queued, last_, who)); }

    // Levels, drains and averages are the counters' business.
    void backlog(engine::Time, std::uint32_t, std::int64_t) {}
    void sessions(engine::Time, std::uint32_t, std::int64_t) {}
    void waiting(engine::Time, std::uint32_t, std::int64_t) {}
    void queue(engine::Time, std::uint32_t, std::int64_t, std::int64_t) {}
    void queued_before(engine::Time, std::uint32_t, std::int64_t) {}
    void window_began(engine::Time, std::uint32_t) {}
    std::size_t window_ended(engine::Time, std::uint32_t) { return follows_nothing; }
    bool hits(std::uint32_t, std::uint32_t) const noexcept { return false; }
    void enlist(std::size_t, std::uint32_t, std::int64_t, std::uint32_t, engine::Duration) {}
    void enlisted(std::size_t) {}
    void ended(engine::Time, unsigned) {}
    void fetch_server(std::uint32_t) const noexcept {}
    void start_counting(engine::Time) {}
    void stop_averaging(engine::Time) {}

  private:
    static constexpr std::size_t follows_nothing = 8;

    TraceRow& begin(TraceEvent event, engine::Time now, const measure::Subject& who);
    void hand_on(const TraceRow& row);
    void accepted(TraceEvent event, engine::Time now, const measure::Subject& who, std::uint32_t server);
    static std::uint64_t copy_of(const measure::Subject& who) noexcept {
        return std::uint64_t{who.message} << 32 | who.copy;
    }

    const WorldSpec& spec_;
    std::vector<measure::Flow> flows_;
    engine::Agenda<> idle_;  // the MTAs' delay lines need one; nothing is ever scheduled on it
    Mtas mtas_;
    TakeRow take_;
    TraceRow row_;  // one after the other, so that a look-up's list needs no new memory
    engine::Time last_{};
    bool session_limit_ = false;
    bool reuses_ = false;
    std::uint16_t address_ = 0;  // of the attempt told last: an acceptance is told at once after it
    std::unordered_map<std::uint64_t, engine::Time>
        begins_;  // by copy_of: its next attempt, or the one under way
};

// Hands on the rows of one replication, until no more are wanted; the same world that `simulate` counts.
void trace(const WorldSpec& spec, std::uint64_t seed, std::uint32_t replication, const TakeRow& take);

// All of them.
std::vector<TraceRow> trace(const WorldSpec& spec, std::uint64_t seed, std::uint32_t replication);

}  // namespace mxsim::mail
