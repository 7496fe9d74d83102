// The future of a run: the pending-event set, delay lines, timers, and the counter that orders equal instants.
//
// A delay line holds events that all lie the same span ahead of the moment they were scheduled (connect
// latency, a fixed retry interval). They come due in the order in which they were scheduled, so a plain
// queue holds them, and only its head competes with the pending-event set. A timer is a line of one event.
// Lines, timers and set draw their order numbers from one counter: which of them an event went through
// cannot be noticed.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/engine/event.hpp"
#include "sim/engine/fifo.hpp"
#include "sim/engine/radix_wheel.hpp"

namespace mxsim::engine {

using Line = std::uint32_t;

// `Pending` is a set as RadixWheel: push, pop, peek, and comes_before(event).
template <class Pending = RadixWheel>
class Agenda {
  public:
    Agenda() : pending_{pool_} {}

    // The line for this delay; the same delay gives the same line.
    Line line(Duration delay) {
        for (Line i = 0; i < lines_.size(); ++i)
            if (lines_[i].delay == delay) return i;
        lines_.push_back({delay, {}});
        heads_.resize(lines_.size() + most_timers);
        return static_cast<Line>(lines_.size() - 1);
    }

    // All three return the event's order number.
    std::uint32_t at(Time time, std::uint32_t what) {
        pending_.push({time, ++order_, what});
        return order_;
    }
    // The same, for something of which few are pending at once.
    std::uint32_t timer(Time time, std::uint32_t what) {
        if (timers_ == most_timers) return at(time, what);
        ++timers_;
        insert_head({{time, ++order_, what}, no_line});
        return order_;
    }
    std::uint32_t in(Line line, Time now, std::uint32_t what) {
        DelayLine& to = lines_[line];
        const Event event{now + to.delay, ++order_, what};
        if (to.events.empty()) [[unlikely]] insert_head({event, line});
        to.events.push(pool_, event);
        return order_;
    }

    // An order number of its own for something that waits without an event: older events of it are stale.
    std::uint32_t no_event() noexcept { return ++order_; }

    bool empty() const noexcept { return heads_used_ == 0 && pending_.empty(); }

    // The agenda must not be empty.
    Event next() {
        if (heads_used_ == 0) return next_of_set();
        const std::size_t head = first_head();
        return pending_.comes_before(heads_[head].event) ? next_of_set() : next_of_heads(head);
    }

    // The event `n` (from 1, less than a chunk of a Fifo) places behind the one returned last, if it is known;
    // a hint for fetching what it needs.
    const Event* ahead(std::size_t n) const noexcept {
        return last_line_ ? last_line_->ahead(n - 1) : pending_.peek(n - 1);
    }
    // Did the event returned last come through a line? Then `ahead` tells of that line.
    bool from_line() const noexcept { return last_line_ != nullptr; }

    ChunkPool& pool() noexcept { return pool_; }

  private:
    static constexpr std::size_t most_timers = 8;
    static constexpr Line no_line = ~Line{0};

    struct DelayLine {
        Duration delay;
        Fifo<Event> events;
    };
    struct Head {
        Event event;
        Line line = no_line;  // a timer has none
    };

    Event next_of_set() {
        last_line_ = nullptr;
        return pending_.pop();
    }
    Event next_of_heads(std::size_t at) {
        Head& head = heads_[at];
        const Event event = head.event;
        if (head.line == no_line) {
            --timers_;
            last_line_ = nullptr;
            head = heads_[--heads_used_];
            return event;
        }
        Fifo<Event>& events = lines_[head.line].events;
        events.pop(pool_);
        last_line_ = &events;
        if (events.empty())
            head = heads_[--heads_used_];
        else
            head.event = events.front();
        return event;
    }

    // Heads are few, and which of them comes next cannot be foretold: they are compared without branches, but
    // for equal instants.
    std::size_t first_head() const noexcept {
        const Head* heads = heads_.data();
        std::size_t first = 0;
        for (std::size_t i = 1; i < heads_used_; ++i) {
            if (heads[i].event.time == heads[first].event.time) [[unlikely]]
                first = before(heads[i].event, heads[first].event) ? i : first;
            else
                first = heads[i].event.time < heads[first].event.time ? i : first;
        }
        return first;
    }
    void insert_head(const Head& head) { heads_[heads_used_++] = head; }

    ChunkPool pool_;
    Pending pending_;
    std::vector<DelayLine> lines_;
    std::vector<Head> heads_ = std::vector<Head>(most_timers);  // of the timers, and of lines that hold something
    std::size_t heads_used_ = 0;
    std::size_t timers_ = 0;
    const Fifo<Event>* last_line_ = nullptr;  // the event returned last came from it; null: from the set
    std::uint32_t order_ = 0;
};

}  // namespace mxsim::engine
