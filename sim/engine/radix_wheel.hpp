// The pending-event set: push in any order, pop in order of (time, order). Monotone: nothing may be pushed
// that lies before the event popped last, or before an event that the set was found to hold nothing before.
//
// 1. Times are read as eight base-256 digits. `base_` is a prefix that no pending event lies before; an
//    event is filed under the highest digit in which it differs from `base_` (its level) and that
//    digit's value. So every event of a lower level comes before every event of a higher one.
// 2. What comes next lies sorted in the leaf: all events before `leaf_end_`. A push before that instant
//    is an insertion into it, any other push is one store at the end of its bucket.
// 3. When the leaf is empty, the first bucket of the lowest level is opened: few events are sorted into
//    the leaf, and the next buckets' with them, many are dealt to the levels below; the bucket's first
//    instant is the new base.
// 4. A leaf that grows wide gives its later half back to the buckets.
//
// A push costs a store, whatever the number of pending events; a pop in the mean a few moves, since
// an event is dealt at most once per level. (Monotone radix heaps: Ahuja, Mehlhorn, Orlin, Tarjan 1990.)
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/engine/chunk_pool.hpp"
#include "sim/engine/event.hpp"
#include "sim/engine/fifo.hpp"

namespace mxsim::engine {

class RadixWheel {
  public:
    explicit RadixWheel(ChunkPool& pool) : pool_{pool}, leaf_(2 * widest) {}

    bool empty() const noexcept { return size_ == 0; }
    std::size_t size() const noexcept { return size_; }

    void push(const Event& event) {
        ++size_;
        if (event.time < leaf_end_)
            insert(event);
        else
            file(event);
    }

    // Does the set hold anything before `other`? If so, it is to be popped before anything is pushed. No bucket
    // is opened that lies wholly after `other`, so that what is pushed later never lies before the base.
    bool comes_before(const Event& other) {
        if (first_ == last_ && !refill(other.time)) return false;
        return before(leaf_[first_], other);
    }
    // What comes next; the set must not be empty.
    Event pop() {
        if (first_ == last_) refill(never);
        --size_;
        return leaf_[first_++];
    }

    // The event that comes `ahead` places after the next, if it is already known; for prefetching only.
    const Event* peek(std::size_t ahead) const noexcept {
        return first_ + ahead < last_ ? &leaf_[first_ + ahead] : nullptr;
    }

  private:
    static constexpr int digit_bits = 8;
    static constexpr std::size_t digits = 256;
    static constexpr std::size_t levels = 8;
    static constexpr std::size_t few = 24;     // sorted at once rather than dealt
    static constexpr std::size_t enough = 24;  // a leaf of fewer events takes in the next bucket, too
    static constexpr std::size_t widest = 64;  // a leaf of more events is narrowed

    static std::uint64_t ticks(Time t) noexcept { return static_cast<std::uint64_t>(t.time_since_epoch().count()); }

    void insert(const Event& event) {
        if (last_ == leaf_.size()) make_room();
        if (last_ - first_ > widest && first_ > 0 && before(event, leaf_[first_ + widest / 2]))
            return insert_at_front(event);
        std::size_t at = last_++;
        for (; at > first_ && before(event, leaf_[at - 1]); --at) leaf_[at] = leaf_[at - 1];
        leaf_[at] = event;
        if (last_ - first_ > narrow_above_) narrow();
    }

    void file(const Event& event) {
        const std::uint64_t apart = ticks(event.time) ^ base_;
        const auto level = static_cast<std::size_t>(63 - __builtin_clzll(apart | 1)) / digit_bits;
        const std::size_t digit = (ticks(event.time) >> (level * digit_bits)) & (digits - 1);
        buckets_[level][digit].push(pool_, event);
        occupied_[level][digit / 64] |= std::uint64_t{1} << (digit % 64);
        occupied_levels_ |= 1u << level;
    }

    void insert_at_front(const Event& event) {
        std::size_t at = --first_;
        for (; before(leaf_[at + 1], event); ++at) leaf_[at] = leaf_[at + 1];
        leaf_[at] = event;
    }

    void make_room();
    void narrow();
    bool refill(Time limit);  // false: all lies after the limit
    std::size_t occupied_from(std::size_t level, std::size_t digit) const noexcept;  // `digits` if none is
    std::uint64_t start_of(std::size_t level, std::size_t digit) const noexcept;
    Fifo<Event> take_bucket(std::size_t level, std::size_t digit) noexcept;
    void load_leaf(std::size_t level, std::size_t digit);
    void deal(std::size_t level, std::size_t digit);

    ChunkPool& pool_;
    std::vector<Event> leaf_;  // sorted in [first_, last_)
    std::size_t first_ = 0;
    std::size_t last_ = 0;
    std::size_t narrow_above_ = widest;
    Time leaf_end_{};
    std::uint64_t base_ = 0;
    std::size_t size_ = 0;
    unsigned occupied_levels_ = 0;
    std::array<std::array<std::uint64_t, digits / 64>, levels> occupied_{};
    std::array<std::array<Fifo<Event>, digits>, levels> buckets_{};
};

}  // namespace mxsim::engine
