// What a sink is told of beginnings and reasons, if it hears of them: events that change nothing, so that
// order stays the same. A sink that only counts pays nothing for it.
//
// A pass is planned when the one before it has failed; its look-up stands where the pass begins.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

// 0 announces an attempt; n a pass, at place n - 1 of those announced.
template <class Sink>
void World<Sink>::announce_attempt(Time begin) {
    agenda_.at(begin, what(Kind::attempt_announced, 0));
}

template <class Sink>
void World<Sink>::announce_pass(Time begin, Slot copy, const Custody& custody) {
    const AnnouncedPass pass{subject(custody), custody.pass, copy};
    if (begin == now_) return tell_planned(pass);
    if (free_passes_.empty()) {
        free_passes_.push_back(static_cast<std::uint32_t>(announced_passes_.size()));
        announced_passes_.emplace_back();
    }
    const std::uint32_t place = free_passes_.back();
    free_passes_.pop_back();
    announced_passes_[place] = pass;
    agenda_.at(begin, what(Kind::attempt_announced, place + 1));
}

template <class Sink>
void World<Sink>::tell_beginning(std::uint32_t announced) {
    if (announced == 0) return sink_.attempt_begins(now_);
    free_passes_.push_back(announced - 1);
    tell_planned(announced_passes_[announced - 1]);
}

// Passes are planned beforehand only where what they look up does not change. One of a copy that has been lost
// meanwhile does not come.
template <class Sink>
void World<Sink>::tell_planned(const AnnouncedPass& pass) {
    if (pass.copy != no_copy && !still_comes(pass)) return;
    const std::uint32_t view = mtas_.group(pass.who.mta).view;
    tell_pass(pass, lookups_.list(lookups_.number(flows_[pass.who.flow].domain, view)), now_);
}

template <class Sink>
bool World<Sink>::still_comes(const AnnouncedPass& pass) {
    const Custody& custody = copies_.custody(pass.copy);
    return (custody.marks & live) != 0 && custody.message == pass.who.message && custody.hop == pass.who.hop &&
           custody.pass == pass.pass && subject(custody).copy == pass.who.copy;
}

template <class Sink>
void World<Sink>::tell_pass(const AnnouncedPass& pass, const dns::Lookup& list, Time began) {
    sink_.pass_begins(now_, pass.who, pass.pass, list, order_, began);
    if (may_try(list, 0, mtas_.group(pass.who.mta).self)) sink_.attempt_begins(now_);
}

template <class Sink>
void World<Sink>::tell_attempt(Slot copy, const Custody& custody, const Ending& ending, std::uint32_t relay) {
    const std::uint32_t server = copies_.passage(copy).server;
    if constexpr (Sink::hears_beginnings) {
        if (mtas_.group(custody.mta).does->remembers_hosts && host_passes_.at(copy).reuses) sink_.reuses();
        sink_.attempt(now_, subject(custody), server, ending, relay, tried(copy, custody));
    } else
        sink_.attempt(now_, subject(custody), server, ending, relay);
}

template <class Sink>
void World<Sink>::tell_deferred(const Custody& custody, Time next, const Failure& failure) {
    if constexpr (Sink::hears_beginnings)
        sink_.deferred(now_, subject(custody), next, failure);
    else
        sink_.deferred(now_, subject(custody), next);
}

}  // namespace mxsim::mail
