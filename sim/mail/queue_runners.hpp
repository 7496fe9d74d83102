// The processes in which an MTA works its queue: each run starts one, and each delivers one message after the other until
// nothing is left that was due. So a silent server holds up what is behind it, until the next run starts another.
// Source: Exim 4.96 src/queue.c, queue_run(); options queue_run_max, queue_run_in_order. Sendmail 8.17 sendmail/queue.c, runqueue().
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/mail/receivers.hpp"

namespace mxsim::mail {

class Runners {
  public:
    // A message comes due at `now`. True if it is to be called once all others of this instant have come: then a runner
    // begins. `most`: at once.
    bool is_first(Slot copy, engine::Time now, std::uint32_t most) noexcept {
        if (run_ != now || allowed_ == 0) {
            allowed_ = std::min(most, (line_.empty() ? busy_ : std::max(allowed_, busy_)) + 1);
            line_.clear();  // every run finds them again
            gathers_ = false;
            run_ = now;
        }
        if (gathers_ || busy_ >= allowed_) return false;
        gathers_ = true;
        called_ = copy;
        return true;
    }
    bool is_called(Slot copy) const noexcept { return gathers_ && called_ == copy; }
    // All have come. If they have an order, `after` tells of two which has its turn later.
    void begin() noexcept { gathers_ = false; }
    template <class After>
    void begin_in_order(const After& after) {
        gathers_ = false;
        std::sort(line_.begin(), line_.end(), after);
    }

    // Until its turn, or until the next run finds it. One whose order is stale by its turn has gone another way.
    void wait(Ticket due) { line_.push_back(due); }
    bool may_take() const noexcept { return busy_ < allowed_ && !line_.empty(); }
    // The next in order, or one by lot.
    Ticket take(bool in_order, const engine::Stream& lots) {
        if (!in_order) std::swap(line_[static_cast<std::size_t>(engine::first_word(lots.at(drawn_++)) % line_.size())], line_.back());
        const Ticket taken = line_.back();
        line_.pop_back();
        return taken;
    }

    void begins_one() noexcept { ++busy_; }
    void ends_one() noexcept { --busy_; }
    engine::Time run() const noexcept { return run_; }
    bool is_idle() const noexcept { return busy_ == 0 && line_.empty() && !gathers_; }

  private:
    std::vector<Ticket> line_;
    engine::Time run_{};  // the last that found something
    Slot called_ = no_copy;
    std::uint32_t allowed_ = 0, busy_ = 0;
    std::uint64_t drawn_ = 0;
    bool gathers_ = false;
};

}  // namespace mxsim::mail
