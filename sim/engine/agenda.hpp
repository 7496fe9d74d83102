// The future of a run: the pending-event set, delay lines, and the counter that orders equal instants.
//
// A delay line holds events that all lie the same span ahead of the moment they were scheduled (connect
// latency, a fixed retry interval). They come due in the order in which they were scheduled, so a plain
// queue holds them, and only its head competes with the pending-event set. Lines and set draw their order
// numbers from one counter: which of the two an event went through cannot be noticed.
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
        if (to.events.empty()) [[unlikely]] open_line(line, event);
        to.events.push(pool_, event);
        return order_;
    }

    // An order number of its own for something that waits without an event: older events of it are stale.
    std::uint32_t no_event() noexcept { return ++order_; }

    bool empty() const noexcept { return heads_.empty() && pending_.empty(); }

    // The agenda must not be empty.
    Event next() {
        if (heads_.empty() || (!pending_.empty() && before(pending_.top(), heads_.back()))) {
            last_line_ = nullptr;
            return pending_.pop();
        }
        return next_of(heads_.back().what);
    }

    // The event `n` (at most 8) places behind the one returned last, if it is known; a hint for fetching what it needs.
    const Event* ahead(std::size_t n) const noexcept {
        return last_line_ ? last_line_->ahead(n - 1) : pending_.peek(n - 1);
    }

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
        last_line_ = &events;
        heads_.pop_back();
        if (!events.empty()) {
            const Event& head = events.front();
            place_head({head.time, head.order, line}, heads_.size());
        }
        return event;
    }

    [[gnu::noinline]] void open_line(Line line, const Event& first) {
        place_head({first.time, first.order, line}, heads_.size());
    }

    // Lines are few: their heads stand sorted, the next one last.
    void place_head(const Event& head, std::size_t at) {
        heads_.push_back(head);
        for (; at > 0 && before(heads_[at - 1], head); --at) heads_[at] = heads_[at - 1];
        heads_[at] = head;
    }

    ChunkPool pool_;
    Pending pending_;
    std::vector<DelayLine> lines_;
    std::vector<Event> heads_;  // of the lines that hold something; `what` is the line
    const Fifo<Event>* last_line_ = nullptr;  // the event returned last came from it; null: from the set
    std::uint32_t order_ = 0;
};

}  // namespace mxsim::engine
