// The fates of messages of which a lost acknowledgement has made more than one copy.
//
// A message is delivered if any copy was, else queued if any copy is, else bounced if any copy was, else lost. So the
// first delivery is the message's, every further one a duplicate; otherwise the message ends with the last of its
// copies. Every bounce of a message that is delivered, sooner or later, tells its sender something false.
#pragma once

#include <cstdint>
#include <map>

#include "sim/mail/copies.hpp"
#include "sim/measure/rows.hpp"

namespace mxsim::mail {

class SharedFates {
  public:
    // One copy has become two; the new one is in this slot, and has the next number of the message's copies.
    void born(std::uint32_t message, Slot slot) {
        const auto [fate, fresh] = fates_.try_emplace(message);
        fate->second.alive += fresh ? 2 : 1;
        copies_ += fresh ? 2 : 1;
        numbers_[slot] = ++fate->second.born;
    }
    // Model: a message has at most 1000 copies; what would make one more is not accepted. (A relay that hands mail to
    // itself and loses its acknowledgements would double them at every hop.)
    bool may_be_born(std::uint32_t message) const {
        const auto known = fates_.find(message);
        return known == fates_.end() || known->second.born < most_copies;
    }
    // The number of the copy in a slot; the first of a message, the sender's, has 0.
    std::uint32_t number(Slot slot) const {
        const auto known = numbers_.find(slot);
        return known == numbers_.end() ? 0 : known->second;
    }
    void leaves(Slot slot) { numbers_.erase(slot); }
    // A copy has been delivered. Is it the message's delivery, or a duplicate? `false_bounces` before it.
    struct Delivery {
        bool first = true;
        std::uint32_t false_bounces = 0;
    };
    Delivery delivered(std::uint32_t message) {
        Fate& fate = fates_.at(message);
        const bool first = !fate.delivered;
        fate.delivered = true;
        const Delivery delivery{first, first ? fate.bounces : 0};
        one_less(message, fate);
        return delivery;
    }
    // A copy has bounced, or was lost, or it was never accepted by the server that worked on it. What that makes of
    // the message: nothing yet, or its end.
    enum class Told : std::uint8_t { nothing, false_bounce, bounced, lost };
    struct Ended {
        Told told = Told::nothing;
        measure::Reason reason{};  // of the message's end
    };
    Ended bounced(std::uint32_t message, measure::Reason reason) {
        Fate& fate = fates_.at(message);
        if (fate.bounces++ == 0) fate.reason = reason;
        return fate.delivered ? ends_as(message, {Told::false_bounce}) : ends(message);
    }
    Ended lost(std::uint32_t message) { return ends(message); }
    Ended withdrawn(std::uint32_t message) {
        --copies_;
        --endings_;
        return ends(message);
    }
    // At the end of the run, asked for every copy that is left: is the message queued? True once.
    bool is_queued(std::uint32_t message) {
        Fate& fate = fates_.at(message);
        const bool queued = !fate.delivered && !fate.told_queued;
        fate.told_queued = true;
        one_less(message, fate);
        return queued;
    }

    // The ledger of copies, once all have ended or been asked for: as many endings as copies.
    bool add_up() const noexcept { return fates_.empty() && copies_ == endings_; }

  private:
    static constexpr std::uint32_t most_copies = 1000;

    struct Fate {
        std::uint32_t alive = 0;
        std::uint32_t bounces = 0;
        std::uint32_t born = 0;
        measure::Reason reason{};  // of the first bounce
        bool delivered = false;
        bool told_queued = false;
    };
    Ended ends(std::uint32_t message) {
        const Fate& fate = fates_.at(message);
        const bool undecided = fate.delivered || fate.told_queued || fate.alive > 1;
        if (undecided) return ends_as(message, {});
        return ends_as(message, fate.bounces > 0 ? Ended{Told::bounced, fate.reason}
                                                 : Ended{Told::lost, measure::Reason::queue_lost});
    }
    Ended ends_as(std::uint32_t message, Ended ended) {
        one_less(message, fates_.at(message));
        return ended;
    }
    // Of a message whose copies have all ended nothing is kept.
    void one_less(std::uint32_t message, Fate& fate) {
        ++endings_;
        if (--fate.alive == 0) fates_.erase(message);
    }

    std::map<std::uint32_t, Fate> fates_;      // by message
    std::map<Slot, std::uint32_t> numbers_;
    std::uint64_t copies_ = 0;  // of all messages that were ever shared
    std::uint64_t endings_ = 0;
};

}  // namespace mxsim::mail
