// How many deliveries an MTA makes to one destination at once, where its profile says so (destinations.cpp). A message whose
// pass is due begins it if there is room, waits for its turn if there is none, and is deferred without an attempt if the
// destination is dead: by the same clock as after a failed pass, so it may expire by that, too.
//
// Model: who waits for a destination has its turn in the order in which it came due.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

// Whether the pass may begin now.
template <class Sink>
bool World<Sink>::enter_destination(Slot copy, Custody& custody, const MtaGroup& group) {
    if (custody.marks & in_turn) return true;
    const DestinationWindow& rules = group.does->profile->destination;
    Destination& destination = destinations_.at(custody.mta, flows_[custody.flow].domain, rules);
    if (destination.is_dead(now_, rules)) {
        suspend(copy, custody, group);
        return false;
    }
    if (!destination.has_room()) {
        copies_.passage(copy).position = 0;  // not between passes: nothing is to take it up but its turn
        copies_.passage(copy).order = agenda_.no_event();
        destination.waiting.push(agenda_.pool(), {copy, copies_.passage(copy).order});
        if constexpr (Sink::hears_beginnings) sink_.waits(now_, subject(custody));
        return false;
    }
    destination.begin();
    custody.marks |= in_turn;
    return true;
}

// Its pass has ended.
template <class Sink>
void World<Sink>::leave_destination(Custody& custody, Delivery how) {
    if (mtas_.group(custody.mta).does->remembers_hosts) return leave_run(custody, how);
    custody.marks &= static_cast<std::uint8_t>(~in_turn);
    const MtaGroup& group = mtas_.group(custody.mta);
    const DestinationWindow& rules = group.does->profile->destination;
    const std::uint32_t mta = custody.mta, domain = flows_[custody.flow].domain;
    Destination& destination = destinations_.at(mta, domain, rules);
    if (how == Delivery::answered)
        destination.answered(rules);
    else if (how == Delivery::broken_off)
        destination.broken_off();
    else if (destination.failed(now_, rules))
        suspend_all(destination, group);
    while (!destination.is_dead(now_, rules) && destination.has_room() && !destination.waiting.empty()) {
        const Ticket next = destination.waiting.front();
        destination.waiting.pop(agenda_.pool());
        if (copies_.passage(next.copy).order != next.order) continue;
        destination.begin();
        copies_.custody(next.copy).marks |= in_turn;
        schedule_at(next.copy, now_, Kind::pass_begins);
    }
    destinations_.forget_if_idle(mta, domain, agenda_.pool());
}

template <class Sink>
void World<Sink>::suspend_all(Destination& destination, const MtaGroup& group) {
    while (!destination.waiting.empty()) {
        const Ticket next = destination.waiting.front();
        destination.waiting.pop(agenda_.pool());
        if (copies_.passage(next.copy).order == next.order) suspend(next.copy, copies_.custody(next.copy), group);
    }
}

template <class Sink>
void World<Sink>::suspend(Slot copy, Custody& custody, const MtaGroup& group) {
    copies_.passage(copy).position = between_passes;
    if constexpr (Sink::hears_beginnings) sink_.suspended(now_, subject(custody));
    pass_failed(copy, custody, group, {});
}

}  // namespace mxsim::mail
