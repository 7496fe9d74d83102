// From hand to hand: deferral, storing at a relay, and the three ways in which a message ends.
//
// A message is part of the backlog from its first deferral, or from the moment a relay stores it, until it
// ends. A relay's acceptance is a submission that keeps the message's age and starts the hop's own clock.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

// A relay bounces what has been handed on so often (RFC 5321 section 6.3: at least 100).
inline constexpr std::uint8_t most_hops = 100;

template <class Sink>
void World<Sink>::pass_failed(Slot copy, Custody& custody, const MtaGroup& group, const dns::Lookup& list) {
    if (custody.marks & in_turn) leave_destination(custody, unreachable_ ? Delivery::unreachable : Delivery::answered);
    const Profile& profile = *group.does->profile;
    Failure failure{now_, custody.since, custody.pass, Mtas::phase(group, custody.mta), {}};
    if (group.does->remembers_hosts) {
        const bool expired = has_expired(copy, custody, group, list);
        if (host_passes_.at(copy).turned_away) return bounce(copy, custody, Reason::rejected);
        if (expired) return bounce(copy, custody, Reason::expired);
        failure.due = next_try(copy, custody, group, list);
        wait_for_hosts(copy, custody, group, list);
    }
    switch (gives_up(profile, failure)) {
        case GiveUp::expired: return bounce(copy, custody, Reason::expired);
        case GiveUp::passes: return bounce(copy, custody, Reason::passes);
        case GiveUp::no: break;
    }
    become_late(custody);
    if (profile.delay_notice) give_notice_if_due(custody, *profile.delay_notice);
    defer(copy, custody, *group.does, failure, list);
}

template <class Sink>
void World<Sink>::defer(Slot copy, Custody& custody, const Behaviour& does, const Failure& failure,
                        const dns::Lookup& list) {
    const std::size_t n = std::min<std::size_t>(custody.pass, does.retry_connect.size());  // 0: waits differ
    const Time next = n > 0 ? now_ + does.profile->intervals[n - 1] : next_pass(*does.profile, failure);
    tell_deferred(custody, next, failure);
    if (zones_change_ || does.plans_late || copies_.passage(copy).position == between_passes) return wait(copy, next);
    plan_pass(copy, custody, list);
    if constexpr (Sink::hears_beginnings) announce_pass(next, copy, custody);
    if (n > 0) return schedule(copy, does.retry_connect[n - 1], Kind::connected);
    schedule_at(copy, next + does.learning, Kind::connected);
}

template <class Sink>
void World<Sink>::wait(Slot copy, Time next) {
    copies_.passage(copy).position = between_passes;
    schedule_at(copy, next, Kind::pass_begins);
}

// Model: notices are counted, not routed; a sender is taken to read them.
template <class Sink>
void World<Sink>::give_notice_if_due(Custody& custody, engine::Duration age) {
    if ((custody.marks & noticed) != 0 || now_ - custody.since < age) return;
    custody.marks |= noticed;
    sink_.noticed(now_, subject(custody));
}

template <class Sink>
void World<Sink>::become_late(Custody& custody) {
    if (custody.marks & late) return;
    custody.marks |= late;
    sink_.backlog(now_, custody.flow, 1);
}

template <class Sink>
void World<Sink>::accepted(Slot copy, Custody& custody, std::uint32_t server, const Receiver& receiver) {
    if (receiver.bounded && !has_room(custody, receiver))
        return failed(copy, custody, mtas_.group(custody.mta), {Stage::eod, Outcome::reply, 452});
    const MtaGroup& group = mtas_.group(custody.mta);
    tell_attempt(copy, custody, Ending{Stage::eod, Outcome::accepted, 250}, group.relay);
    const bool remembers = group.does->remembers_hosts;
    const Delivered delivered = remembers ? delivered_by(copy, custody) : Delivered{};
    if (custody.marks & in_turn) leave_destination(custody, Delivery::answered);
    if (Receivers::relays(receiver, flows_[custody.flow].domain)) {
        store(copy, custody, server);
    } else {
        if ((custody.marks & shared) == 0)
            sink_.delivered(now_, subject(custody), server);
        else
            deliver_shared(custody, server);
        end(copy, custody);
    }
    if (remembers) let_follow(delivered, server);
}

template <class Sink>
void World<Sink>::store(Slot copy, Custody& custody, std::uint32_t server) {
    sink_.relayed(now_, subject(custody), server);
    if (custody.hop == most_hops) return bounce(copy, custody, Reason::too_many_hops);
    leave_queue(custody);
    take_over(copy, custody, server);
}

template <class Sink>
void World<Sink>::take_over(Slot copy, Custody& custody, std::uint32_t server) {
    ++custody.hop;
    custody.since = now_;
    custody.pass = 0;
    custody.mta = mtas_.relay(server);
    custody.marks &= static_cast<std::uint8_t>(~noticed);
    become_late(custody);
    sink_.queue(now_, server, 1, size_of(custody));
    if (receivers_[server].bounded) receivers_[server].take(size_of(custody));
    take_up(copy, custody, mtas_.group(custody.mta));
}

// The relay that had it hands it on, or gives it up.
template <class Sink>
void World<Sink>::leave_queue(const Custody& custody) {
    if (custody.hop == 0) return;
    const std::uint32_t relay = mtas_.group(custody.mta).relay;
    sink_.queue(now_, relay, -1, -size_of(custody));
    if (receivers_[relay].bounded) receivers_[relay].make_room(size_of(custody));
}

template <class Sink>
void World<Sink>::bounce(Slot copy, Custody& custody, Reason reason) {
    if ((custody.marks & shared) == 0)
        sink_.bounced(now_, subject(custody), reason);
    else
        bounce_shared(custody, reason);
    end(copy, custody);
}

// With the queue of the relay that had it.
template <class Sink>
void World<Sink>::lose(Slot copy, Custody& custody) {
    if (custody.marks & in_turn) leave_destination(custody, Delivery::broken_off);
    if ((custody.marks & shared) == 0) {
        sink_.lost(now_, subject(custody));
    } else {
        if constexpr (Sink::hears_beginnings) sink_.lost(now_, subject(custody));
        tell_end(custody, shared_fates_.lost(custody.message));
    }
    end(copy, custody);
}

template <class Sink>
void World<Sink>::give_up_slot(Slot copy) {
    if (copies_.custody(copy).marks & shared) [[unlikely]] shared_fates_.leaves(copy);
    copies_.give(copy);
}

template <class Sink>
void World<Sink>::end(Slot copy, Custody& custody) {
    if (custody.marks & in_turn) leave_destination(custody, Delivery::answered);
    leave_queue(custody);
    if (custody.marks & late) sink_.backlog(now_, custody.flow, -1);
    const unsigned followers = copies_.passage(copy).followers;
    if (followers != 0) sink_.ended(now_, followers);
    give_up_slot(copy);
    last_end_ = now_;
    if (submissions_over_) look_for_the_end();
}

}  // namespace mxsim::mail
