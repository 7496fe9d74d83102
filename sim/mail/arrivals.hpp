// When a sender population submits messages, and from which of its MTAs to which domain.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/chooser.hpp"
#include "sim/engine/draws.hpp"
#include "sim/mail/sender_spec.hpp"

namespace mxsim::mail {

// The arrival instants of one population, one after the other.
class Arrivals {
  public:
    Arrivals(const SenderSpec& spec, engine::Key key);

    // The next instant (the first may be time zero), never before the one returned last; `never` when a
    // list is used up. The caller stops at the end of submissions.
    engine::Time next();

    // The number of the arrival returned last, from 0.
    std::uint64_t index() const noexcept { return index_; }

  private:
    engine::Time next_in_batch();
    engine::Time next_listed();
    engine::Time next_modulated();
    engine::Duration gap();

    const ArrivalSpec* spec_;
    engine::Stream gaps_;
    engine::Stream dwells_;
    engine::Draws drawn_gaps_;
    double scale_ = 1;  // of the drawn gap (`gaps`)
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

class PartyDraw {
  public:
    PartyDraw(const SenderSpec& spec, engine::Key key);
    Parties draw(std::uint64_t message) const noexcept {
        if (certain_) return {};
        return drawn(message);
    }

  private:
    Parties drawn(std::uint64_t message) const noexcept;
    bool certain_ = true;  // one domain, one member, one MTA
    engine::Stream draws_;
    engine::Chooser to_;
    engine::Chooser member_;
    std::vector<engine::Chooser> mta_;   // by member; of size 1 for one MTA per message
    std::vector<bool> one_per_message_;
};

}  // namespace mxsim::mail
