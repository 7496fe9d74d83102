// A sink that keeps the rows of a run and, as it goes, checks the levels that a world tells.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/mail/trace.hpp"
#include "sim/mail/world.hpp"
#include "tests/properties/ledger.hpp"

namespace mxsim::properties {

class Watcher : public mail::Trace {
  public:
    struct Level {
        std::int64_t now = 0, peak = 0;
        engine::Int128 integral = 0;  // level times nanoseconds, until the averages are closed
        engine::Time since{};

        void step(engine::Time t, std::int64_t by, bool counted) {
            if (counted) integral += static_cast<engine::Int128>(now) * (t - since).count();
            since = t;
            now += by;
            peak = std::max(peak, now);
        }
    };

    Watcher(const mail::WorldSpec& world, const mail::Flows& flows, engine::Key key)
        : Trace{world, flows, key, [this](const mail::TraceRow& row) { return rows_.push_back(row), true; }},
          spec{world},
          busy(world.servers.size()),
          line(world.servers.size()),
          stored(world.servers.size()),
          bytes_(world.servers.size(), 0) {
        for (const mail::ServerSpec& server : world.servers) {
            slots_.emplace_back(Bound::of(server.sessions));
            const auto queue = server.relay && server.relay->queue ? *server.relay->queue : mail::QueueBounds{};
            messages_.emplace_back(queue.messages);
            most_bytes_.emplace_back(queue.bytes);
        }
        for (const mail::ChangeSpec& change : world.changes) {
            if (const auto* slots = std::get_if<mail::ChangeOfSessions>(&change.what))
                slots_[slots->server].change(change.at, Bound::of(slots->sessions));
            if (const auto* queue = std::get_if<mail::ChangeOfQueue>(&change.what)) {
                messages_[queue->server].change(change.at, queue->queue.messages);
                most_bytes_[queue->server].change(change.at, queue->queue.bytes);
            }
        }
    }

    const std::vector<mail::TraceRow>& rows() const noexcept { return rows_; }
    // The instants at which attempts began, in order; also of those that the end of the run cut short.
    const std::vector<engine::Time>& beginnings() const noexcept { return beginnings_; }

    void accepted_unseen(engine::Time, std::uint32_t server) { ++unseen[server]; }
    void attempt_begins(engine::Time now) { beginnings_.push_back(now); }
    void sessions(engine::Time t, std::uint32_t server, std::int64_t by) {
        change(t, busy, server, by, slots_[server].most(t));
    }
    void waiting(engine::Time t, std::uint32_t server, std::int64_t by) {
        change(t, line, server, by, Bound::of(spec.servers[server].waiting));
    }
    void queue(engine::Time t, std::uint32_t server, std::int64_t by, std::int64_t bytes) {
        change(t, stored, server, by, messages_[server].most(t));
        bytes_[server] += bytes;
        if (bytes > 0 && bytes_[server] > most_bytes_[server].most(t))
            broken.push_back(spec.servers[server].name + ": more bytes than there is room for");
        if ((by > 0) != (bytes > 0))
            broken.push_back("messages and bytes of a queue move in different directions");
    }
    void backlog(engine::Time t, std::uint32_t, std::int64_t by) {
        look(t);
        late.step(t, by, false);
        if (late.now < 0) broken.push_back("a negative backlog");
    }
    void stop_averaging(engine::Time t) {
        look(t);
        for (auto* levels : {&busy, &line, &stored})
            for (Level& level : *levels) level.step(t, 0, true);
        averaged = false;
    }

    const mail::WorldSpec& spec;
    std::vector<Level> busy, line, stored;  // by server: slots, waiting connections, a relay's queue
    Level late;
    std::map<std::uint32_t, std::uint64_t> unseen;  // by server: accepted after its sender had left
    std::vector<std::string> broken;  // what should never be

  private:
    // What a level may rise to, as it is planned to change.
    class Bound {
      public:
        explicit Bound(std::int64_t at_first) : steps_{{engine::Time::min(), at_first}} {}
        static std::int64_t of(std::uint32_t count) {
            return count == mail::unlimited ? std::numeric_limits<std::int64_t>::max() : count;
        }
        void change(engine::Time at, std::int64_t to) { steps_.emplace_back(at, to); }
        std::int64_t now(engine::Time t) const {
            std::int64_t bound = 0;
            for (const auto& [at, to] : steps_)
                if (at <= t) bound = to;
            return bound;
        }
        // At the instant of a change both bounds hold, one after the other.
        std::int64_t most(engine::Time t) const {
            std::int64_t bound = now(t - engine::Duration{1});
            for (const auto& [at, to] : steps_)
                if (at == t) bound = std::max(bound, to);
            return bound;
        }

      private:
        std::vector<std::pair<engine::Time, std::int64_t>> steps_;
    };

    void change(engine::Time t, std::vector<Level>& levels, std::uint32_t server, std::int64_t by, std::int64_t most) {
        look(t);
        Level& level = levels[server];
        level.step(t, by, averaged);
        if (level.now < 0) broken.push_back(spec.servers[server].name + ": a negative level");
        if (by > 0 && level.now > most) broken.push_back(spec.servers[server].name + ": more than there is room for");
    }
    // Between two instants no slot is free while a connection waits for one.
    void look(engine::Time t) {
        if (t < last_) broken.push_back("time runs backwards");
        if (t > last_)
            for (std::size_t s = 0; s < line.size(); ++s)
                if (line[s].now > 0 && busy[s].now < slots_[s].now(last_))
                    broken.push_back(spec.servers[s].name + ": a connection waits though a slot is free");
        last_ = t;
    }

    std::vector<mail::TraceRow> rows_;
    std::vector<engine::Time> beginnings_;
    engine::Time last_{};
    std::vector<Bound> slots_, messages_, most_bytes_;  // by server
    std::vector<std::int64_t> bytes_;                   // in a relay's queue
    bool averaged = true;
};

// One replication under the watcher.
struct Watched {
    const mail::WorldSpec& spec;
    std::uint64_t seed;
    engine::Key key;
    mail::Flows flows{spec, key};
    mail::Outages outages{spec, key};
    Watcher seen{spec, flows, key};

    explicit Watched(const mail::WorldSpec& world, std::uint64_t of = 1) : spec{world}, seed{of}, key{of, 0} {
        mail::World<Watcher>{spec, flows, outages, key, seen}.run();
        messages = message_rows(seen.rows());
    }
    std::vector<mail::TraceRow> messages;  // the rows with one ending for each message
};

}  // namespace mxsim::properties
