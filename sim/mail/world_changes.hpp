// What is planned to change, and what operators do.
//
// More slots are filled at once from those who wait; with fewer, sessions under way go on to their end. A flushed
// queue is tried at once, whatever its retry times: every copy that waits for its next pass begins it now, the
// oldest first; what is under way goes on.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

template <class Sink>
void World<Sink>::change(std::uint32_t index) {
    std::visit([this](const auto& what) { this->apply(what); }, spec_.changes[index].what);
}

template <class Sink>
void World<Sink>::apply(const ChangeOfSessions& change) {
    Receiver& receiver = receivers_[change.server];
    receiver.slots = change.sessions;
    fill_slots(change.server, receiver);
}

template <class Sink>
void World<Sink>::apply(const Flush& flush) {
    const std::uint32_t mta = mtas_.relay(flush.server);
    const Behaviour& does = *mtas_.group(mta).does;
    if (does.has_window) destinations_.revive_all(mta, does.profile->destination);
    if (does.remembers_hosts) hosts_.forget_waits(mta, now_);
    std::vector<std::pair<Time, Slot>> waiting;
    copies_.for_each([&](Slot copy) {
        const Custody& custody = copies_.custody(copy);
        if (custody.mta == mta && copies_.passage(copy).position == between_passes && (custody.marks & unwatched) == 0)
            waiting.emplace_back(custody.since, copy);
    });
    std::sort(waiting.begin(), waiting.end(), [this](const auto& a, const auto& b) {
        const auto age = [this](const auto& one) { return std::pair{one.first, copies_.custody(one.second).message}; };
        return age(a) < age(b);
    });
    for (const auto& [since, copy] : waiting) schedule_at(copy, now_, Kind::pass_begins);
}

}  // namespace mxsim::mail
