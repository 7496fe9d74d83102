// The copies of messages in flight, in recycled slots.
//
// What a waiting copy must remember is 32 bytes (Custody), what an attempt needs beside it 12 (Passage);
// with its pending event of 16 a copy in flight takes 60 bytes. The two lie in separate arrays, so a copy
// that only waits for its next pass keeps one cache line half full and leaves the other array alone.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/engine/large_memory.hpp"
#include "sim/engine/time.hpp"

namespace mxsim::mail {

using Slot = std::uint32_t;
inline constexpr Slot no_copy = ~Slot{0};

// Who has the copy and since when.
struct Custody {
    engine::Time submitted{};      // the message's age counts from here
    engine::Time since{};          // this hop's own clock: arrival at the MTA that has it now
    std::uint32_t message = 0;     // number of the message in this replication, from 0
    std::uint32_t flow = 0;
    std::uint32_t mta = 0;
    std::uint16_t pass = 0;        // of this hop, from 1; stays at its maximum
    std::uint8_t hop = 0;
    std::uint8_t marks = 0;
};
static_assert(sizeof(Custody) == 32);

inline constexpr std::uint8_t live = 1;       // the slot is in use
inline constexpr std::uint8_t late = 2;       // was deferred or stored: part of the backlog until it ends
inline constexpr std::uint8_t in_line = 4;    // a connection of it waits for a slot
inline constexpr std::uint8_t noticed = 8;    // its sender has had the delay notice
inline constexpr std::uint8_t shared = 16;    // a lost acknowledgement has made further copies of the message
inline constexpr std::uint8_t waited = 32;    // at a failing server: this session's connection waited for its slot
inline constexpr std::uint8_t unwatched = 64;  // a server works on it whose sender has given up waiting; `position` is
                                               // the address that was tried
inline constexpr std::uint8_t in_turn = 128;   // one of the deliveries that its MTA makes to the destination at once

// What a session holds for the message, decided at its beginning or, of one that waits, when it connected:
// 0, the message is accepted; else a number that the World has given to an ending, or to what it has met.
using Verdict = std::uint8_t;
inline constexpr Verdict will_be_accepted = 0;

struct Passage {
    std::uint32_t order = 0;       // of the only pending event that is not stale
    std::uint32_t server = 0;      // being tried
    std::uint16_t position = 0;    // in this pass's list of candidates
    std::uint8_t followers = 0;    // outages whose drain it is part of
    Verdict verdict = will_be_accepted;
};
static_assert(sizeof(Passage) == 12);

// The position of a copy that waits for its next pass, where passes are planned when they begin.
inline constexpr std::uint16_t between_passes = 0xffff;

inline constexpr std::size_t followers_a_copy_knows = 8 * sizeof(Passage::followers);
inline constexpr Slot most_copies = Slot{1} << 28;  // in flight at once: an event has 28 bits for its subject

// Both arrays grow without being copied, so a slot is an index and never moves in meaning; references hold
// until the next take().
class Copies {
  public:
    Custody& custody(Slot slot) noexcept { return custody_[slot]; }
    Slot slot_of(const Custody& custody) const noexcept { return static_cast<Slot>(&custody - custody_); }
    Passage& passage(Slot slot) noexcept { return passage_[slot]; }

    // A slot whose contents are to be written; it is marked live.
    Slot take() {
        if (free_ == no_copy) grow();
        const Slot slot = free_;
        free_ = passage_[slot].server;
        ++in_use_;
        return slot;
    }
    void give(Slot slot) noexcept {
        custody_[slot].marks = 0;
        passage_[slot] = {.order = 0, .server = free_};
        free_ = slot;
        --in_use_;
    }
    std::uint64_t in_use() const noexcept { return in_use_; }

    template <class Visit>
    void for_each(Visit&& visit) {
        for (Slot slot = 0; slot < size_; ++slot)
            if (custody_[slot].marks & live) visit(slot);
    }

    void prefetch(Slot slot) const noexcept {
        __builtin_prefetch(&custody_[slot], 1);
        __builtin_prefetch(&passage_[slot], 1);
    }

  private:
    void grow();

    engine::GrowingBlock custody_block_, passage_block_;
    Custody* custody_ = nullptr;
    Passage* passage_ = nullptr;
    Slot size_ = 0;
    Slot capacity_ = 0;
    Slot free_ = no_copy;
    std::uint64_t in_use_ = 0;
};

}  // namespace mxsim::mail
