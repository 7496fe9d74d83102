// Passes and attempts: what a sender does, step by step, and what it meets at the server.
//
// A pass looks the domain up and tries its addresses by preference (RFC 5321 section 5.1). Whatever ends an
// attempt short of a reply of 5xx sends the pass on to the next address; 5xx bounces the message, but not
// in place of a greeting (unless the profile says so) or of a reply to EHLO, where it tells of the server, not of
// the message. When no address is left, or the sessions of a pass are used up, the pass has failed, and the
// profile decides (retry.cpp).
//
// A server that is up and has a free slot begins a session; with all slots taken the connection waits, up to
// the banner time-out of its sender; with no place left to wait it is turned away as the server says.
//
// Where zones neither change nor fail, what a pass will look up is known when it is planned: its first attempt is
// scheduled at once, to the instant at which it learns whether the server is there. Else the pass looks the domain
// up when it begins. A temporary error of the look-up fails the pass, and so does having nothing to try at the moment.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

// The first pass at an MTA that has just taken the message.
template <class Sink>
void World<Sink>::take_up(Slot copy, Custody& custody, const MtaGroup& group) {
    const Behaviour& does = *group.does;
    if (!zones_change_ && !does.plans_late) {
        const dns::Lookup list = looked_up(copy, custody, group);
        if (may_try(list, 0, group.self)) {
            plan_pass(copy, custody, list);
            if constexpr (Sink::hears_beginnings) announce_pass(now_ + does.profile->first, copy, custody);
            return schedule(copy, does.first_connect, Kind::connected);
        }
    }
    if (does.profile->first.count() == 0) return begin_pass(copy);
    copies_.passage(copy).position = between_passes;
    schedule(copy, does.first, Kind::pass_begins);
}

// A pass that was not planned beforehand: its look-up is made now.
template <class Sink>
void World<Sink>::begin_pass(Slot copy) {
    Custody& custody = copies_.custody(copy);
    const MtaGroup& group = mtas_.group(custody.mta);
    if (group.does->has_window && !enter_destination(copy, custody, group)) return;
    if (group.does->remembers_hosts && !enter_run(copy, custody, group)) return;
    prepare_pass(copy, custody, group);
    if (zones_change_ && lookups_.waited(answers_[copy]))
        return schedule_at(copy, now_ + dns::unanswered, Kind::lookup_ends);
    go_through(copy, custody, group, now_);
}

template <class Sink>
void World<Sink>::prepare_pass(Slot copy, Custody& custody, const MtaGroup& group) {
    if (custody.pass < std::numeric_limits<std::uint16_t>::max()) ++custody.pass;
    copies_.passage(copy).position = 0;
    forget_sessions(copy);
    if (zones_change_) {
        if (answers_.size() <= copy) answers_.resize(copy + 1u);
        const measure::Flow& flow = flows_[custody.flow];
        answers_[copy] = lookups_.ask({flow.domain, group.view, flow.population, group.relay, custody.message,
                                       custody.pass, custody.hop});
    }
}

template <class Sink>
void World<Sink>::go_through(Slot copy, Custody& custody, const MtaGroup& group, Time began) {
    const dns::Lookup list = looked_up(copy, custody, group);
    if (group.does->remembers_hosts) host_passes_.at(copy).begin();
    if (group.does->remembers_hosts && may_try(list, 0, group.self)) {
        const std::uint32_t first = first_usable(list, custody, group);
        if (!may_try(list, first, group.self)) return find_no_host(copy, custody, group, list);
        copies_.passage(copy).position = static_cast<std::uint16_t>(first);
    }
    if constexpr (Sink::hears_beginnings) tell_pass({subject(custody), custody.pass}, list, began);
    if (!may_try(list, 0, group.self)) return cannot_route(copy, custody, group, list);
    choose(copy, custody, list);
    if (group.does->remembers_hosts && reuses_connection(copy, custody)) return schedule_at(copy, now_, Kind::connected);
    schedule(copy, group.does->connect, Kind::connected);
}

// Chooses the first address of the next pass.
template <class Sink>
void World<Sink>::plan_pass(Slot copy, Custody& custody, const dns::Lookup& list) {
    if (custody.pass < std::numeric_limits<std::uint16_t>::max()) ++custody.pass;
    copies_.passage(copy).position = 0;
    forget_sessions(copy);
    choose(copy, custody, list);
}

template <class Sink>
void World<Sink>::cannot_route(Slot copy, Custody& custody, const MtaGroup& group, const dns::Lookup& list) {
    unreachable_ = true;  // nobody can be found
    if (may_try_later(list, group.self)) {
        copies_.passage(copy).position = between_passes;  // nor will the next pass be planned beforehand
        return pass_failed(copy, custody, group, list);
    }
    switch (list.answer) {
        case dns::Answer::null_mx: return bounce(copy, custody, Reason::null_mx);
        case dns::Answer::no_address: return bounce(copy, custody, Reason::no_address);
        case dns::Answer::no_such_domain: return bounce(copy, custody, Reason::no_such_domain);
        default: break;
    }
    if (group.does->profile->hosts.freezes) return freeze(copy, custody);
    bounce(copy, custody, Reason::loops_back);
}

template <class Sink>
const dns::Candidate& World<Sink>::candidate(const dns::Lookup& list, std::uint16_t position, const Custody& custody) {
    if (list.graded || !mtas_.group(custody.mta).does->profile->shuffles) return list.first[position];
    return order_.at(list, position, custody.message, custody.hop, custody.pass);
}

template <class Sink>
void World<Sink>::choose(Slot copy, const Custody& custody, const dns::Lookup& list) {
    Passage& passage = copies_.passage(copy);
    passage.server = candidate(list, passage.position, custody).server;
}

template <class Sink>
void World<Sink>::connected(Slot copy) {
    Passage& passage = copies_.passage(copy);
    Receiver& receiver = receivers_[passage.server];
    Custody& custody = copies_.custody(copy);
    const MtaGroup& group = mtas_.group(custody.mta);
    if (group.does->connect_expires) return failed(copy, custody, group, {Stage::connect, Outcome::timeout});
    passage.verdict = will_be_accepted;
    if (receiver.struck > 0) {
        if (receiver.struck > receiver.refusing) return meet_outage(copy, custody, group, receiver);
        return failed(copy, custody, group, {Stage::connect, Outcome::refused});
    }
    ask_for_slot(copy, custody, group, receiver);
}

template <class Sink>
void World<Sink>::ask_for_slot(Slot copy, Custody& custody, const MtaGroup& group, Receiver& receiver) {
    const std::uint32_t server = copies_.passage(copy).server;
    if (!receiver.exists()) return wait_unanswered(copy, *group.does);
    if (receiver.busy < receiver.slots) return open_session(copy, custody, *group.does, server, receiver);
    if (receiver.waiting < receiver.places) return wait_for_slot(copy, custody, *group.does, receiver);
    switch (receiver.when_full) {
        case WhenFull::reply_421: return schedule(copy, receivers_.until_banner(), Kind::full_reply);
        case WhenFull::refuse: return failed(copy, custody, group, {Stage::connect, Outcome::refused});
        case WhenFull::silent: return wait_unanswered(copy, *group.does);
    }
}

template <class Sink>
void World<Sink>::wait_for_slot(Slot copy, Custody& custody, const Behaviour& does, Receiver& receiver) {
    Passage& passage = copies_.passage(copy);
    ++receiver.waiting;
    custody.marks |= in_line | waited;
    sink_.waiting(now_, passage.server, 1);
    if ((custody.marks & late) == 0) sink_.backlog(now_, custody.flow, 1);
    if (does.has_banner_timeout)
        schedule(copy, does.banner, Kind::no_banner);
    else
        passage.order = agenda_.no_event();
    receiver.line.push(agenda_.pool(), {copy, passage.order});
    if (receiver.cuttable) receivers_.remember(passage.server, {copy, passage.order}, copies_);
}

template <class Sink>
void World<Sink>::stop_waiting(Custody& custody, std::uint32_t server, Receiver& receiver) {
    --receiver.waiting;
    custody.marks &= static_cast<std::uint8_t>(~in_line);
    sink_.waiting(now_, server, -1);
    if ((custody.marks & late) == 0) sink_.backlog(now_, custody.flow, -1);
}

template <class Sink>
void World<Sink>::begin_session(Slot copy, Custody& custody, const Behaviour& does, std::uint32_t server,
                                Receiver& receiver) {
    Passage& passage = copies_.passage(copy);
    if (receiver.bounded && passage.verdict == will_be_accepted) say_if_full(copy, custody, receiver);
    if (passage.verdict != will_be_accepted) return begin_failing_session(copy, custody, does, server, receiver);
    if (!Receivers::takes(receiver, flows_[custody.flow])) {
        passage.verdict = verdict_of({Stage::rcpt, Outcome::reply, 550});
        schedule(copy, receivers_.until_rcpt_reply(), Kind::session_ends);
    } else if (receiver.constant_session && receiver.reply_wait <= does.eod) {
        schedule(copy, receiver.session, Kind::session_ends);
    } else {
        const std::int64_t size = receiver.bandwidth > 0 ? size_of(custody) : 0;
        const SessionLength session = receivers_.session_length(receiver, size, does.eod);
        if (!session.reply_in_time()) {
            passage.verdict = verdict_of({Stage::eod, Outcome::hang});
            rests_[copy] = session.rest;
        }
        schedule_at(copy, now_ + session.length, Kind::session_ends);
    }
    if (receiver.cuttable) receivers_.remember(server, {copy, passage.order}, copies_);
}

template <class Sink>
void World<Sink>::open_session(Slot copy, Custody& custody, const Behaviour& does, std::uint32_t server,
                               Receiver& receiver) {
    ++receiver.busy;
    sink_.sessions(now_, server, 1);
    begin_session(copy, custody, does, server, receiver);
}

template <class Sink>
void World<Sink>::leave_session(std::uint32_t server, Receiver& receiver) {
    --receiver.busy;
    sink_.sessions(now_, server, -1);
}

template <class Sink>
void World<Sink>::end_session(Slot copy) {
    const Passage passage = copies_.passage(copy);
    Custody& custody = copies_.custody(copy);
    Receiver& receiver = receivers_[passage.server];
    if (passage.verdict != will_be_accepted) return end_otherwise(copy, custody, passage.server, receiver);
    free_slot(passage.server, receiver);
    accepted(copy, custody, passage.server, receiver);
}

// It goes to who waits, unless there are now fewer slots than sessions.
template <class Sink>
void World<Sink>::free_slot(std::uint32_t server, Receiver& receiver) {
    if (receiver.line.empty() || receiver.busy > receiver.slots || !admit_next(server, receiver))
        leave_session(server, receiver);
}

// The connection that has waited longest gets the free slot.
template <class Sink>
bool World<Sink>::admit_next(std::uint32_t server, Receiver& receiver) {
    do {
        const Ticket next = receiver.line.front();
        receiver.line.pop(agenda_.pool());
        fetch_line_ahead(receiver);
        if (copies_.passage(next.copy).order != next.order) continue;
        Custody& custody = copies_.custody(next.copy);
        stop_waiting(custody, server, receiver);
        begin_session(next.copy, custody, *mtas_.group(custody.mta).does, server, receiver);
        return true;
    } while (!receiver.line.empty());
    return false;
}

template <class Sink>
void World<Sink>::failed(Slot copy, Custody& custody, const MtaGroup& group, const Ending& ending) {
    const bool was_last = ending.stage > Stage::ehlo && is_last_session(copy, custody, group);
    tell_attempt(copy, custody, ending, group.relay);
    if (group.does->remembers_hosts) note_attempt(copy, custody, ending);
    unreachable_ = ending.stage <= Stage::ehlo;
    if (was_last) return pass_failed(copy, custody, group, looked_up(copy, custody, group));
    pass_on(copy, custody, group);
}

// Counts the sessions of a pass that came past EHLO, where there is a limit on them: is this the last, with something left
// to try?
template <class Sink>
bool World<Sink>::is_last_session(Slot copy, const Custody& custody, const MtaGroup& group) {
    if (group.does->session_limit == 0) return false;
    if (sessions_.size() <= copy) sessions_.resize(copy + 1u);
    if (++sessions_[copy] < group.does->session_limit) return false;
    const dns::Lookup list = looked_up(copy, custody, group);
    const std::uint32_t next = next_position(list, copies_.passage(copy).position, group.self, group.does->address_limit);
    if (!may_try(list, next, group.self)) return false;
    if constexpr (Sink::hears_beginnings) sink_.session_limit();
    return true;
}

template <class Sink>
void World<Sink>::forget_sessions(Slot copy) noexcept {
    if (copy < sessions_.size()) sessions_[copy] = 0;
}

template <class Sink>
void World<Sink>::pass_on(Slot copy, Custody& custody, const MtaGroup& group) {
    Passage& passage = copies_.passage(copy);
    const dns::Lookup list = looked_up(copy, custody, group);
    const std::uint32_t next = group.does->remembers_hosts
                                   ? next_usable(passage.position, list, custody, group)
                                   : next_position(list, passage.position, group.self, group.does->address_limit);
    if (!may_try(list, next, group.self)) return pass_failed(copy, custody, group, list);
    passage.position = static_cast<std::uint16_t>(next);
    choose(copy, custody, list);
    if constexpr (Sink::hears_beginnings) announce_attempt(now_);
    schedule(copy, group.does->connect, Kind::connected);
}

template <class Sink>
void World<Sink>::rejected(Slot copy, Custody& custody, const Ending& ending) {
    const MtaGroup& group = mtas_.group(custody.mta);
    tell_attempt(copy, custody, ending, group.relay);
    if (group.does->remembers_hosts) note_pass(copy, custody, group);
    bounce(copy, custody, Reason::rejected);
}

}  // namespace mxsim::mail
