// When a sender population submits messages, and from which of its MTAs to which domain.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/engine/chooser.hpp"
#include "sim/engine/draws.hpp"
#include "sim/mail/pace.hpp"
#include "sim/mail/sender_spec.hpp"

namespace mxsim::mail {

// The arrival instants of one population, one after the other.
class Arrivals {
  public:
    // The changes of its rate are in order of time.
    Arrivals(const SenderSpec& spec, engine::Key key, const std::vector<RateFrom>& changes = {});

    // The next instant (the first may be time zero), never before the one returned last; `never` when a
    // list is used up. The caller stops at the end of submissions.
    engine::Time next() {
        if (pace_.is_even() || spec_->kind == ArrivalKind::listed) return next_at_mean_rate();
        return pace_.after(own_gap());
    }

    // The number of the arrival returned last, from 0.
    std::uint64_t index() const noexcept { return index_; }

  private:
    engine::Time next_at_mean_rate();
    double own_gap();
    engine::Time next_in_batch();
    engine::Time next_listed();
    engine::Time next_modulated();
    engine::Duration gap();

    const ArrivalSpec* spec_;
    Pace pace_;
    engine::Stream gaps_;
    engine::Stream dwells_;
    engine::Draws drawn_gaps_;
    double scale_ = 1;  // of the drawn gap (`gaps`), or of the rates (mmpp)
    engine::Time now_{};
    std::uint64_t index_ = ~std::uint64_t{0};
    std::uint64_t dwells_drawn_ = 0;
    std::size_t state_ = 0;  // mmpp: index of the rate in force
    engine::Time state_ends_{};
};

// The parties of a message: drawn by the number of the message within the population's stream.
struct Parties {
    std::uint32_t to = 0;      // index into SenderSpec::to
    std::uint32_t member = 0;  // index into SenderSpec::members
    std::uint32_t mta = 0;     // of the member, from 0
};

// Draws the parties of the messages 0, 1, 2 ... of a population; those of a message depend on its number alone.
class PartyDraw {
  public:
    PartyDraw(const SenderSpec& spec, engine::Key key);
    Parties draw(std::uint64_t message) {
        if (certain_) return {};
        if (message / at_once != drawn_ / at_once || drawn_ == none) draw_ahead(message);
        return parties(message, ahead_[message % at_once]);
    }

  private:
    static constexpr std::uint64_t at_once = 4;
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    void draw_ahead(std::uint64_t message) noexcept;
    Parties parties(std::uint64_t message, const engine::Block& whom) const noexcept;

    bool certain_ = true;  // one domain, one member, one MTA
    std::uint64_t drawn_ = none;
    std::array<engine::Block, at_once> ahead_;
    engine::Stream draws_;
    engine::Chooser to_;
    engine::Chooser member_;
    std::vector<engine::Chooser> mta_;   // by member; of size 1 for one MTA per message
    std::vector<bool> one_per_message_;
};

}  // namespace mxsim::mail
