// The future of a run: the pending-event set, delay lines, and the counter that orders equal instants.
//
// A delay line holds events that all lie the same span ahead of the moment they were scheduled (connect
// latency, a fixed retry interval). They come due in the order in which they were scheduled, so a plain
// queue holds them and only its head stands in the pending-event set. Lines and set draw their order
// numbers from one counter: which of the two an event went through cannot be noticed.
//
// `what` belongs to the model, but for its top value range: words from `line_head` on are the agenda's.
#pragma once

#include <vector>

#include "sim/engine/event.hpp"
#include "sim/engine/fifo.hpp"
#include "sim/engine/radix_wheel.hpp"

namespace mxsim::engine {

using Line = std::uint32_t;

template <class Pending = RadixWheel>
class Agenda {
  public:
    static constexpr std::uint32_t line_head = 0xF000'0000;

    Agenda() : pending_{pool_} {}

    // The line for this delay; the same delay gives the same line.
    Line line(Duration delay) {
        for (Line i = 0; i < lines_.size(); ++i)
            if (lines_[i].delay == delay) return i;
        lines_.push_back({delay, {}});
        return static_cast<Line>(lines_.size() - 1);
    }

    // Both return the event's order number.
    std::uint32_t at(Time time, std::uint32_t what) {
        pending_.push({time, ++order_, what});
        return order_;
    }
    std::uint32_t in(Line line, Time now, std::uint32_t what) {
        DelayLine& to = lines_[line];
        const Event event{now + to.delay, ++order_, what};
        if (to.events.empty()) pending_.push({event.time, event.order, line_head | line});
        to.events.push(pool_, event);
        return order_;
    }

    // An order number of its own for something that waits without an event: older events of it are stale.
    std::uint32_t no_event() noexcept { return ++order_; }

    bool empty() const noexcept { return pending_.empty(); }

    // The agenda must not be empty.
    Event next() {
        const Event event = pending_.pop();
        return event.what < line_head ? event : next_of(event.what - line_head);
    }

    // The event `ahead` places after the next, if already known; for prefetching only.
    const Event* peek(std::size_t ahead) const noexcept { return pending_.peek(ahead); }

    ChunkPool& pool() noexcept { return pool_; }

  private:
    struct DelayLine {
        Duration delay;
        Fifo<Event> events;
    };

    Event next_of(Line line) {
        Fifo<Event>& events = lines_[line].events;
        const Event event = events.front();
        events.pop(pool_);
        if (!events.empty()) pending_.push({events.front().time, events.front().order, line_head | line});
        return event;
    }

    ChunkPool pool_;
    Pending pending_;
    std::vector<DelayLine> lines_;
    std::uint32_t order_ = 0;
};

}  // namespace mxsim::engine
