// The sink of `trace`: keeps a row of everything that happens to the messages of one replication, in order
// of the instant at which it became known, ties by insertion.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/engine/agenda.hpp"
#include "sim/mail/flows.hpp"
#include "sim/mail/mtas.hpp"
#include "sim/mail/world_spec.hpp"
#include "sim/measure/rows.hpp"

namespace mxsim::mail {

enum class TraceEvent : std::uint8_t {
    submitted,
    attempt,
    deferred,
    relayed,  // stored by a relay, which holds it from now on
    delivered,
    bounced,
    notice,  // of delay, to the sender
    duplicate,     // a further copy was delivered
    false_bounce,  // the sender was told that a message which is delivered was not
    queued,  // left over when the run was cut; its instant is that of the last row before
};

// Indices are those of WorldSpec. What an event has no use for keeps its default.
struct TraceRow {
    TraceEvent event = TraceEvent::submitted;
    engine::Time at{};                  // when it became known
    engine::Time began{};               // attempt: when the connecting began
    engine::Time next = engine::never;  // deferred: when the next pass begins
    engine::Time submitted{};           // of the message: its age counts from here
    std::uint32_t message = 0;
    std::uint32_t copy = 0;  // of the message
    std::uint32_t population = 0;
    std::uint32_t domain = 0;
    std::uint32_t mta = 0;             // who held it
    std::uint32_t holder = no_server;  // the relay whose outbound side that is; no_server: the sender
    std::uint8_t hop = 0;
    std::uint32_t server = no_server;  // attempt, relayed, delivered: where
    measure::Ending ending;            // attempt: how it ended
    measure::Reason reason{};          // bounced
};

class Trace {
  public:
    static constexpr bool hears_beginnings = true;

    Trace(const WorldSpec& spec, const Flows& flows, engine::Key key);

    const std::vector<TraceRow>& rows() const noexcept { return rows_; }
    // The instants at which attempts began, in order; also of those that the end of the run cut short.
    const std::vector<engine::Time>& beginnings() const noexcept { return beginnings_; }

    void submitted(engine::Time now, const measure::Subject& who);
    void attempt_begins(engine::Time now) { beginnings_.push_back(now); }
    void attempt(engine::Time now, const measure::Subject& who, std::uint32_t server,
                 const measure::Ending& ending, std::uint32_t relay);
    void deferred(engine::Time now, const measure::Subject& who, engine::Time next);
    void relayed(engine::Time now, const measure::Subject& who, std::uint32_t server);
    void delivered(engine::Time now, const measure::Subject& who, std::uint32_t server);
    void bounced(engine::Time now, const measure::Subject& who, measure::Reason reason);
    void duplicate(engine::Time now, const measure::Subject& who, std::uint32_t server) {
        add(TraceEvent::duplicate, now, who).server = server;
    }
    void false_bounce(engine::Time now, const measure::Subject& who) { add(TraceEvent::false_bounce, now, who); }
    void noticed(engine::Time now, const measure::Subject& who) { add(TraceEvent::notice, now, who); }
    void queued(const measure::Subject& who) { add(TraceEvent::queued, rows_.back().at, who); }

    // Levels, drains and averages are the counters' business.
    void backlog(engine::Time, std::uint32_t, std::int64_t) {}
    void sessions(engine::Time, std::uint32_t, std::int64_t) {}
    void waiting(engine::Time, std::uint32_t, std::int64_t) {}
    void queue(engine::Time, std::uint32_t, std::int64_t, std::int64_t) {}
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

    TraceRow& add(TraceEvent event, engine::Time now, const measure::Subject& who);

    const WorldSpec& spec_;
    std::vector<measure::Flow> flows_;
    engine::Agenda<> idle_;  // the MTAs' delay lines need one; nothing is ever scheduled on it
    Mtas mtas_;
    std::vector<TraceRow> rows_;
    std::vector<engine::Time> beginnings_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, engine::Time>
        begins_;  // by message and copy: its next attempt, or the one under way
};

// The rows of one replication; the same world that `simulate` counts.
std::vector<TraceRow> trace(const WorldSpec& spec, std::uint64_t seed, std::uint32_t replication);

}  // namespace mxsim::mail
