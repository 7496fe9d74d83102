// Servers that fail: what a connection meets there, how its session goes then, and what a lost
// acknowledgement makes of the message.
//
// The server's state is read when the connect time is over, and holds for the session that follows, however
// long it has to wait for its slot. A session at a failing server holds its slot until one side gives up.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

template <class Sink>
const dns::Candidate& World<Sink>::tried(Slot copy, const Custody& custody) {
    const dns::Lookup list = looked_up(copy, custody, mtas_.group(custody.mta));
    return candidate(list, copies_.passage(copy).position, custody);
}

template <class Sink>
std::uint16_t World<Sink>::address_tried(Slot copy, const Custody& custody) {
    return custody.marks & unwatched ? copies_.passage(copy).position : tried(copy, custody).address;
}

template <class Sink>
Connection World<Sink>::connection_of(Slot copy, const Custody& custody) {
    const Passage& passage = copies_.passage(copy);
    return {passage.server, address_tried(copy, custody), flows_[custody.flow].population,
            mtas_.group(custody.mta).relay, custody.message, custody.pass, passage.position, custody.hop};
}

template <class Sink>
void World<Sink>::meet_outage(Slot copy, Custody& custody, const MtaGroup& group, Receiver& receiver) {
    custody.marks &= static_cast<std::uint8_t>(~waited);
    const failure::Effect* effect = strikes_.met(connection_of(copy, custody));
    if (!effect) return ask_for_slot(copy, custody, group, receiver);
    switch (effect->mode) {
        case failure::Mode::refused: return failed(copy, custody, group, {Stage::connect, Outcome::refused});
        case failure::Mode::unreachable: return failed(copy, custody, group, {Stage::connect, Outcome::unreachable});
        case failure::Mode::silent: return wait_unanswered(copy, *group.does);
        default: break;
    }
    copies_.passage(copy).verdict = number_of(*effect);
    ask_for_slot(copy, custody, group, receiver);
}

namespace detail {
inline constexpr failure::Effect silence{.mode = failure::Mode::silent};
}

// Without any connect time-out the attempt stays caught until the silence ends, and fails then. Where nothing
// will ever answer, or the server was only full, it stays caught to the end of the run.
template <class Sink>
void World<Sink>::wait_unanswered(Slot copy, const Behaviour& does) {
    if (does.has_connect_timeout) return schedule(copy, does.unanswered, Kind::unanswered);
    const Time until = strikes_.until(connection_of(copy, copies_.custody(copy)), detail::silence);
    if (until > now_ && until != engine::never) return schedule_at(copy, until, Kind::unanswered);
    copies_.passage(copy).order = agenda_.no_event();
}

// Silence goes on if another window of it has begun meanwhile.
template <class Sink>
void World<Sink>::unanswered(Slot copy) {
    const Custody& custody = copies_.custody(copy);
    const Behaviour& does = *mtas_.group(custody.mta).does;
    if (!does.has_connect_timeout && strikes_.until(connection_of(copy, custody), detail::silence) > now_)
        return wait_unanswered(copy, does);
    attempt_failed(copy, {Stage::connect, Outcome::timeout});
}

template <class Sink>
void World<Sink>::begin_failing_session(Slot copy, Custody& custody, const Behaviour& does, std::uint32_t server,
                                        Receiver& receiver) {
    Passage& passage = copies_.passage(copy);
    const failure::Effect effect = effects_[passage.verdict - 1u];
    const std::int64_t size = receiver.bandwidth > 0 ? size_of(custody) : 0;
    const bool takes = Receivers::takes(receiver, flows_[custody.flow]);
    const SessionCourse course =
        course_of(effect, receivers_.session_parts(receiver, size, takes), does.profile->timeouts);
    const bool accepted = course.ending.outcome == Outcome::accepted;
    passage.verdict = accepted ? will_be_accepted : verdict_of(course.ending);
    if (course.rest.count() > 0) rests_[copy] = course.rest;
    if (course.ending.outcome == Outcome::hang)
        schedule_hang(copy, does, effect, course);
    else
        schedule_at(copy, engine::after(now_, course.length), Kind::session_ends);
    if (receiver.cuttable) receivers_.remember(server, {copy, passage.order}, copies_);
}

// A relay whose queue is full says so at MAIL, where the sender declares the size (RFC 1870 section 6.3); one
// that has become full since then, in place of the reply to the dot (RFC 5321 section 4.2.3, 452).
template <class Sink>
void World<Sink>::say_if_full(Slot copy, const Custody& custody, const Receiver& receiver) {
    if (has_room(custody, receiver)) return;
    copies_.passage(copy).verdict = number_of({.mode = failure::Mode::reply, .stage = Stage::mail, .code = 452});
}

template <class Sink>
bool World<Sink>::has_room(const Custody& custody, const Receiver& receiver) const {
    return !Receivers::relays(receiver, flows_[custody.flow].domain) || receiver.takes_more(size_of(custody));
}

// The time for the greeting has been running since the connection was accepted: of one that has waited for
// its slot, the event that ends it is on the agenda already.
template <class Sink>
void World<Sink>::schedule_hang(Slot copy, const Behaviour& does, const failure::Effect& effect,
                                const SessionCourse& course) {
    if (course.ending.stage == Stage::banner && does.has_banner_timeout && effect.mode == failure::Mode::hang) {
        if (copies_.custody(copy).marks & waited) return;
        return schedule(copy, does.banner, Kind::no_banner);
    }
    if (course.length != engine::forever)
        return schedule_at(copy, engine::after(now_, course.length), Kind::session_ends);
    stay_caught(copy, std::max(now_, strikes_.until(connection_of(copy, copies_.custody(copy)), effect)));
}

template <class Sink>
void World<Sink>::stay_caught(Slot copy, Time until) {
    if (until != engine::never) return schedule_at(copy, until, Kind::session_ends);
    copies_.passage(copy).order = agenda_.no_event();
}

// A sender without a time-out for the stage stays where an outage that goes on where another ended keeps it.
template <class Sink>
bool World<Sink>::is_still_caught(Slot copy, const Custody& custody, const Ending& ending, const Receiver& receiver) {
    const MtaGroup& group = mtas_.group(custody.mta);
    if (ending.outcome != Outcome::hang || patience(group.does->profile->timeouts, ending.stage) != engine::forever)
        return false;
    const Connection connection = connection_of(copy, custody);
    const Time until = strikes_.until(connection, {.mode = failure::Mode::hang, .stage = ending.stage});
    if (until <= now_) return false;
    const Ticket old{copy, copies_.passage(copy).order};
    stay_caught(copy, until);
    if (receiver.cuttable) receivers_.renew(connection.server, old, copies_.passage(copy).order);
    return true;
}

// Of a sender that gives up waiting for the reply to the dot the server does not know.
template <class Sink>
void World<Sink>::end_otherwise(Slot copy, Custody& custody, std::uint32_t server, Receiver& receiver) {
    const Ending ending = endings_[copies_.passage(copy).verdict - 1u];
    if (is_still_caught(copy, custody, ending, receiver)) return;
    if (const auto rest = rests_.find(copy); rest != rests_.end()) {
        const engine::Duration left = rest->second;
        rests_.erase(rest);
        if (shared_fates_.may_be_born(custody.message)) return leave_to_server(copy, server, left);
    }
    free_slot(server, receiver);
    if (custody.marks & unwatched) return end_unwatched(copy, server, receiver);
    not_accepted(copy, custody, server, receiver, ending);
}

// A reply of 5xx in place of the greeting, or to EHLO, tells of the server, not of the message; there are senders to whom
// that in place of the greeting tells of the message, too.
template <class Sink>
void World<Sink>::not_accepted(Slot copy, Custody& custody, std::uint32_t server, const Receiver& receiver,
                               const Ending& ending) {
    if (ending.outcome == Outcome::ack_lost) {
        if ((!receiver.bounded || has_room(custody, receiver)) && shared_fates_.may_be_born(custody.message))
            return acknowledgement_lost(copy, server, receiver);
        return failed(copy, custody, mtas_.group(custody.mta), {Stage::eod, Outcome::dropped});
    }
    const MtaGroup& group = mtas_.group(custody.mta);
    const bool of_message = ending.stage > Stage::ehlo ||
                            (ending.stage == Stage::banner && group.does->profile->greeting_rejects);
    if (ending.outcome == Outcome::reply && ending.code >= 500 && of_message) return rejected(copy, custody, ending);
    failed(copy, custody, group, ending);
}

// The server has the message, and its sender does not know: there are two copies from now on.
template <class Sink>
void World<Sink>::acknowledgement_lost(Slot copy, std::uint32_t server, const Receiver& receiver) {
    const Slot second = second_copy(copy);
    Custody& custody = copies_.custody(copy);
    const MtaGroup& group = mtas_.group(custody.mta);
    const std::uint16_t address = address_tried(copy, custody);
    const bool was_last = is_last_session(copy, custody, group);
    tell_attempt(copy, custody, Ending{Stage::eod, Outcome::ack_lost}, group.relay);
    if (group.does->remembers_hosts) note_attempt(copy, custody, Ending{Stage::eod, Outcome::ack_lost});
    accepted_unseen(second, server, receiver, address);
    unreachable_ = false;
    if (was_last) return pass_failed(copy, custody, group, looked_up(copy, custody, group));
    pass_on(copy, custody, group);
}

// The server's copy goes through the rest of the session alone; it becomes the server's if that ends well.
template <class Sink>
void World<Sink>::leave_to_server(Slot copy, std::uint32_t server, engine::Duration rest) {
    const Slot second = second_copy(copy);
    Custody& custody = copies_.custody(copy);
    Passage& passage = copies_.passage(second);
    copies_.custody(second).marks |= unwatched;
    passage.server = server;
    passage.position = address_tried(copy, custody);
    passage.verdict = verdict_of({Stage::eod, Outcome::accepted, 250});
    schedule_at(second, engine::after(now_, rest), Kind::session_ends);
    if (receivers_[server].cuttable) receivers_.remember(server, {second, passage.order}, copies_);
    failed(copy, custody, mtas_.group(custody.mta), {Stage::eod, Outcome::hang});
}

template <class Sink>
void World<Sink>::end_unwatched(Slot copy, std::uint32_t server, const Receiver& receiver) {
    Custody& custody = copies_.custody(copy);
    if (receiver.bounded && !has_room(custody, receiver)) return withdraw(copy);
    custody.marks &= static_cast<std::uint8_t>(~unwatched);
    sink_.accepted_unseen(now_, server);
    accepted_unseen(copy, server, receiver, copies_.passage(copy).position);
    if (submissions_over_) look_for_the_end();
}

template <class Sink>
void World<Sink>::accepted_unseen(Slot copy, std::uint32_t server, const Receiver& receiver, std::uint16_t address) {
    Custody& custody = copies_.custody(copy);
    if constexpr (Sink::hears_beginnings) sink_.taken_at(address);
    last_end_ = now_;
    if (!Receivers::relays(receiver, flows_[custody.flow].domain)) {
        deliver_shared(custody, server);
        return give_up_slot(copy);
    }
    sink_.relayed(now_, subject(custody), server);
    if (custody.hop < most_hops) return take_over(copy, custody, server);
    bounce_shared(custody, Reason::too_many_hops);
    give_up_slot(copy);
}

// Nothing came of the session: the copy has never been.
template <class Sink>
void World<Sink>::withdraw(Slot copy) {
    const Custody& custody = copies_.custody(copy);
    const SharedFates::Ended ended = shared_fates_.withdrawn(custody.message);
    if constexpr (!Sink::hears_beginnings) tell_end(custody, ended);
    last_end_ = now_;
    give_up_slot(copy);
    if (submissions_over_) look_for_the_end();
}

// A session or a waiting connection that is no more; what follows is the caller's.
template <class Sink>
void World<Sink>::drop_connection(Slot copy, Custody& custody, std::uint32_t server, Receiver& receiver) {
    rests_.erase(copy);
    copies_.passage(copy).order = agenda_.no_event();
    if (custody.marks & in_line)
        stop_waiting(custody, server, receiver);
    else
        leave_session(server, receiver);
}

// Whatever the relay has stored is gone, and what it was just sending breaks off.
template <class Sink>
void World<Sink>::lose_queue(std::uint32_t relay) {
    const std::uint32_t mta = mtas_.relay(relay);
    hang_up(mta);
    copies_.for_each([&](Slot copy) {
        Custody& custody = copies_.custody(copy);
        if (custody.mta == mta && (custody.marks & unwatched) == 0) lose(copy, custody);
    });
}

template <class Sink>
void World<Sink>::hang_up(std::uint32_t mta) {
    for (std::uint32_t server = 0; server < receivers_.size(); ++server) {
        for (const Ticket& ticket : receivers_.accepted(server)) {
            if (copies_.passage(ticket.copy).order != ticket.order) continue;
            Custody& custody = copies_.custody(ticket.copy);
            if (custody.mta == mta && (custody.marks & unwatched) == 0)
                drop_connection(ticket.copy, custody, server, receivers_[server]);
        }
    }
    for (std::uint32_t server = 0; server < receivers_.size(); ++server) fill_slots(server, receivers_[server]);
}

// In nobody's queue yet; the sender's still holds the first.
template <class Sink>
Slot World<Sink>::second_copy(Slot of) {
    const Slot copy = copies_.take();
    copies_.passage(copy) = {};
    Custody& first = copies_.custody(of);
    first.marks |= shared;
    copies_.custody(copy) = first;
    copies_.custody(copy).marks = live | shared;
    shared_fates_.born(first.message, copy);
    return copy;
}

template <class Sink>
void World<Sink>::deliver_shared(const Custody& custody, std::uint32_t server) {
    const SharedFates::Delivery delivery = shared_fates_.delivered(custody.message);
    if (!delivery.first) return sink_.duplicate(now_, subject(custody), server);
    sink_.delivered(now_, subject(custody), server);
    for (std::uint32_t i = 0; i < delivery.false_bounces; ++i) sink_.false_bounce(now_, subject(custody));
}

// A sink that hears of copies is told of each; one that counts, of the messages.
template <class Sink>
void World<Sink>::bounce_shared(const Custody& custody, Reason reason) {
    if constexpr (Sink::hears_beginnings) sink_.bounced(now_, subject(custody), reason);
    tell_end(custody, shared_fates_.bounced(custody.message, reason));
}

template <class Sink>
void World<Sink>::tell_end(const Custody& custody, const SharedFates::Ended& ended) {
    if (ended.told == SharedFates::Told::false_bounce) return sink_.false_bounce(now_, subject(custody));
    if constexpr (!Sink::hears_beginnings) {
        if (ended.told == SharedFates::Told::bounced) sink_.bounced(now_, subject(custody), ended.reason);
        if (ended.told == SharedFates::Told::lost) sink_.lost(now_, subject(custody));
    }
}

// A session that did not end with the message accepted ends in one of a few ways.
template <class Sink>
Verdict World<Sink>::verdict_of(const Ending& ending) {
    const auto same = [&](const Ending& e) {
        return e.stage == ending.stage && e.outcome == ending.outcome && e.code == ending.code;
    };
    const auto known = std::find_if(endings_.begin(), endings_.end(), same);
    const auto index = known - endings_.begin();
    if (known == endings_.end()) endings_.push_back(ending);
    if (endings_.size() > 255) throw engine::Bug{now_, "session", "more than 255 ways to end"};
    return static_cast<Verdict>(index + 1);
}

template <class Sink>
Verdict World<Sink>::number_of(const failure::Effect& effect) {
    const auto known = std::find(effects_.begin(), effects_.end(), effect);
    const auto index = known - effects_.begin();
    if (known == effects_.end()) effects_.push_back(effect);
    if (effects_.size() > 255) throw engine::Bug{now_, "outage", "more than 255 different effects"};
    return static_cast<Verdict>(index + 1);
}

}  // namespace mxsim::mail
