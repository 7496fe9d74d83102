// What an MTA knows of a destination (the domain of its mail) while it has mail for it under way: how many deliveries it
// dares to make at once, and whether it leaves the destination alone for a while. Source: Postfix 3.7 src/qmgr/qmgr_queue.c,
// qmgr_queue_unthrottle() and qmgr_queue_throttle(), with feedback of one (SCHEDULER_README).
#pragma once

#include <cstdint>
#include <unordered_map>

#include "sim/engine/fifo.hpp"
#include "sim/engine/time.hpp"
#include "sim/mail/profile.hpp"
#include "sim/mail/receivers.hpp"

namespace mxsim::mail {

class Destination {
  public:
    // A destination that has been left alone for long enough is as good as any.
    bool is_dead(engine::Time now, const DestinationWindow& rules) noexcept;
    bool has_room() const noexcept { return busy_ < window_; }
    bool is_idle() const noexcept { return busy_ == 0 && waiting.empty() && dead_until_ == alive; }

    void begin() noexcept { ++busy_; }
    // A delivery has ended: one that came past the greeting, whatever came of it, or one that did not.
    void answered(const DestinationWindow& rules) noexcept;
    // True if the destination is dead from now on: who waits is deferred.
    bool failed(engine::Time now, const DestinationWindow& rules) noexcept;
    void broken_off() noexcept { --busy_; }  // with its message, by the MTA itself

    std::uint32_t window() const noexcept { return window_; }

    engine::Fifo<Ticket> waiting;  // for their turn

  private:
    friend class Destinations;
    static constexpr engine::Time alive = engine::Time::min();

    void revive(const DestinationWindow& rules) noexcept;

    std::uint32_t window_ = 0;
    std::uint32_t busy_ = 0;
    std::uint64_t failed_parts_ = 0;  // of a cohort
    bool going_down_ = false;         // the window was lowered, and not raised since
    engine::Time dead_until_ = alive;
};

// Those of all MTAs; one is there only while something is under way, waits or is remembered.
class Destinations {
  public:
    Destination& at(std::uint32_t mta, std::uint32_t domain, const DestinationWindow& rules);
    // Whatever the MTA leaves alone is as good as any again.
    void revive_all(std::uint32_t mta, const DestinationWindow& rules) noexcept;
    void forget_if_idle(std::uint32_t mta, std::uint32_t domain, engine::ChunkPool& pool);

  private:
    static std::uint64_t key(std::uint32_t mta, std::uint32_t domain) noexcept {
        return std::uint64_t{mta} << 32 | domain;
    }
    std::unordered_map<std::uint64_t, Destination> all_;  // in no order that matters
};

}  // namespace mxsim::mail
