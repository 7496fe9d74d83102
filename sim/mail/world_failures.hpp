// Servers that fail: what a connection meets there, how its session goes then, and what a lost
// acknowledgement makes of the message.
//
// The server's state is read when the connect time is over, and holds for the session that follows, however
// long it has to wait for its slot. A session at a failing server holds its slot until one side gives up.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

template <class Sink>
Connection World<Sink>::connection_of(Slot copy, const Custody& custody) {
    const Passage& passage = copies_.passage(copy);
    const dns::Candidate& tried =
        order_.at(look_up(custody), passage.position, custody.message, custody.hop, custody.pass);
    return {passage.server, tried.address, flows_[custody.flow].population, mtas_.group(custody.mta).relay,
            custody.message, custody.pass, passage.position, custody.hop};
}

template <class Sink>
void World<Sink>::meet_outage(Slot copy, Custody& custody, const MtaGroup& group, Receiver& receiver) {
    custody.marks &= static_cast<std::uint8_t>(~waited);
    const failure::Effect* effect = strikes_.met(connection_of(copy, custody));
    if (!effect) return ask_for_slot(copy, custody, group, receiver);
    switch (effect->mode) {
        case failure::Mode::refused: return failed(copy, custody, group, {Stage::connect, Outcome::refused});
        case failure::Mode::unreachable: return failed(copy, custody, group, {Stage::connect, Outcome::unreachable});
        case failure::Mode::silent: return wait_unanswered(copy, *group.does, copies_.passage(copy).server);
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
void World<Sink>::wait_unanswered(Slot copy, const Behaviour& does, std::uint32_t server) {
    if (does.has_connect_timeout) return schedule(copy, does.unanswered, Kind::unanswered);
    const Time until = strikes_.until(server, detail::silence);
    if (until > now_ && until != engine::never) return schedule_at(copy, until, Kind::unanswered);
    copies_.passage(copy).order = agenda_.no_event();
}

// Silence goes on if another window of it has begun meanwhile.
template <class Sink>
void World<Sink>::unanswered(Slot copy) {
    const Behaviour& does = *mtas_.group(copies_.custody(copy).mta).does;
    const std::uint32_t server = copies_.passage(copy).server;
    if (!does.has_connect_timeout && strikes_.until(server, detail::silence) > now_)
        return wait_unanswered(copy, does, server);
    attempt_failed(copy, {Stage::connect, Outcome::timeout});
}

template <class Sink>
void World<Sink>::begin_failing_session(Slot copy, Custody& custody, const Behaviour& does, std::uint32_t server,
                                        Receiver& receiver) {
    Passage& passage = copies_.passage(copy);
    const failure::Effect effect = effects_[passage.verdict - 1u];
    const std::int64_t size = receiver.bandwidth > 0 ? size_of(custody) : 0;
    const bool takes = Receivers::takes(receiver, flows_[custody.flow].domain);
    const SessionCourse course =
        course_of(effect, receivers_.session_parts(receiver, size, takes), does.profile->timeouts);
    const bool accepted = course.ending.outcome == Outcome::accepted;
    passage.verdict = accepted ? will_be_accepted : verdict_of(course.ending);
    if (course.ending.outcome == Outcome::hang)
        schedule_hang(copy, does, server, effect, course);
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
void World<Sink>::schedule_hang(Slot copy, const Behaviour& does, std::uint32_t server, const failure::Effect& effect,
                                const SessionCourse& course) {
    if (course.ending.stage == Stage::banner && does.has_banner_timeout && effect.mode == failure::Mode::hang) {
        if (copies_.custody(copy).marks & waited) return;
        return schedule(copy, does.banner, Kind::no_banner);
    }
    if (course.length != engine::forever)
        return schedule_at(copy, engine::after(now_, course.length), Kind::session_ends);
    const Time until = strikes_.until(server, effect);
    if (until != engine::never) return schedule_at(copy, std::max(now_, until), Kind::session_ends);
    copies_.passage(copy).order = agenda_.no_event();
}

// A reply of 5xx in place of the greeting, or to EHLO, tells of the server, not of the message.
template <class Sink>
void World<Sink>::end_otherwise(Slot copy, Custody& custody, std::uint32_t server, const Receiver& receiver,
                                const Ending& ending) {
    if (ending.outcome == Outcome::ack_lost) {
        if (!receiver.bounded || has_room(custody, receiver)) return acknowledgement_lost(copy, server, receiver);
        return failed(copy, custody, mtas_.group(custody.mta), {Stage::eod, Outcome::dropped});
    }
    if (ending.outcome == Outcome::reply && ending.code >= 500 && ending.stage > Stage::ehlo)
        return rejected(copy, custody, ending);
    failed(copy, custody, mtas_.group(custody.mta), ending);
}

// The server has the message, and its sender does not know: there are two copies from now on.
template <class Sink>
void World<Sink>::acknowledgement_lost(Slot copy, std::uint32_t server, const Receiver& receiver) {
    const Slot second = second_copy(copy);
    Custody& custody = copies_.custody(copy);
    Custody& theirs = copies_.custody(second);
    const MtaGroup& group = mtas_.group(custody.mta);
    tell_attempt(copy, custody, Ending{Stage::eod, Outcome::ack_lost}, group.relay);
    if (!Receivers::relays(receiver, flows_[theirs.flow].domain)) {
        deliver_shared(theirs, server);
        give_up_slot(second);
    } else if (theirs.hop == std::numeric_limits<std::uint8_t>::max()) {
        bounce_shared(theirs, Reason::too_many_hops);
        give_up_slot(second);
    } else {
        sink_.relayed(now_, subject(theirs), server);
        take_over(second, theirs, server);
    }
    pass_on(copy, custody, group);
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

template <class Sink>
void World<Sink>::bounce_shared(const Custody& custody, Reason reason) {
    switch (shared_fates_.bounced(custody.message)) {
        case SharedFates::Bounce::of_message: return sink_.bounced(now_, subject(custody), reason);
        case SharedFates::Bounce::is_false: return sink_.false_bounce(now_, subject(custody));
        case SharedFates::Bounce::undecided: return;
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
