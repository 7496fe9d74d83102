// An MTA that remembers which hosts failed (host_records.cpp): as long as its rules say (Exim), or for the queue run in which
// they did (Sendmail). A pass leaves out the hosts whose time has not come; if it finds none, the message waits without an
// attempt, or comes back if they have all expired. A new message has a process of its own; later passes are made by the
// runners of the queue, one message after the other. After a delivery of an Exim what waits for the same host follows on the
// same connection, the newest first; a runner of Sendmail keeps a connection that still answers for its next message, and
// takes first what has been tried least (RetryFactor), of the same the oldest.
//
// hosts_max_try counts hosts that have not expired; when it is reached, one host of each worse preference is still tried.
//
// Model: an MTA knows between its queue runs what they would find: one that would find nothing is not simulated.
// Model: a message that follows on a connection comes to the server as a new session that needs no time to connect, and waits
// for a slot behind those that wait already.
// Model: a 4xx to one recipient holds back that message, and no other to the same recipient.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

// Whether the pass may begin now.
template <class Sink>
bool World<Sink>::enter_run(Slot copy, Custody& custody, const MtaGroup& group) {
    if (custody.pass == 0) host_passes_.at(copy) = {};
    if (custody.pass == 0 || (custody.marks & in_turn)) return true;
    const HostMemory& rules = group.does->profile->hosts;
    Runners& runners = runners_[custody.mta];
    const bool called = runners.is_called(copy);
    copies_.passage(copy).position = between_passes;
    if (!called && runners.is_first(copy, now_, rules.runners)) {
        schedule_at(copy, now_, Kind::pass_begins);
        return false;
    }
    const QueueRuns& runs = group.does->profile->queue_runs;
    schedule_at(copy, first_run(runs, Mtas::phase(group, custody.mta), now_ + engine::Duration{1}), Kind::pass_begins);
    runners.wait({copy, copies_.passage(copy).order});
    if (!called) return false;
    const auto after = [this, &rules](const Ticket& a, const Ticket& b) {
        const Custody &one = copies_.custody(a.copy), &other = copies_.custody(b.copy);
        if (rules.rules.empty() && one.pass != other.pass) return one.pass > other.pass;
        return one.message != other.message ? one.message > other.message : a.copy > b.copy;
    };
    rules.in_order ? runners.begin_in_order(after) : runners.begin();
    take_next(runners, rules, {});
    return false;
}

template <class Sink>
void World<Sink>::take_next(Runners& runners, const HostMemory& rules, std::optional<HostAddress> open) {
    while (runners.may_take()) {
        const Ticket next = runners.take(rules.in_order, run_lots_);
        if (copies_.passage(next.copy).order != next.order) continue;
        runners.begins_one();
        copies_.custody(next.copy).marks |= in_turn;
        host_passes_.at(next.copy).open = std::exchange(open, std::nullopt);
        schedule_at(next.copy, now_, Kind::pass_begins);
    }
}

template <class Sink>
void World<Sink>::leave_run(Custody& custody, Delivery how) {
    custody.marks &= static_cast<std::uint8_t>(~in_turn);
    const Slot copy = copies_.slot_of(custody);
    std::optional<HostAddress> open;
    const bool one_of_a_run = mtas_.group(custody.mta).does->profile->hosts.rules.empty();
    if (one_of_a_run && how == Delivery::answered && host_passes_.at(copy).tried_at_all > 0)
        open = HostAddress{copies_.passage(copy).server, tried(copy, custody).address};
    end_turn(custody.mta, open);
}

template <class Sink>
void World<Sink>::end_turn(std::uint32_t mta, std::optional<HostAddress> open) {
    const auto at = runners_.find(mta);
    at->second.ends_one();
    take_next(at->second, mtas_.group(mta).does->profile->hosts, open);
    if (at->second.is_idle()) runners_.erase(at);
}

template <class Sink>
engine::Duration World<Sink>::age_in_seconds(const Custody& custody) const noexcept {
    return std::chrono::floor<std::chrono::seconds>(now_) - std::chrono::floor<std::chrono::seconds>(custody.since);
}

template <class Sink>
HostState World<Sink>::state_of(const dns::Candidate& host, const Custody& custody, const HostMemory& rules) {
    const FailureRecord* record = hosts_.find(custody.mta, host.server, host.address, rules, now_);
    if (rules.rules.empty()) {
        const auto runners = runners_.find(custody.mta);
        const bool in_this_run = record && custody.pass > 1 && runners != runners_.end() && record->noted >= runners->second.run();
        return in_this_run ? HostState::waits : HostState::usable;
    }
    return host_state(record, rules, now_, age_in_seconds(custody));
}

// The first position from there on whose host may be tried now, or one at which there is nothing.
template <class Sink>
std::uint32_t World<Sink>::usable_from(std::uint32_t position, const dns::Lookup& list, const Custody& custody,
                                       const MtaGroup& group, HostPass& pass) {
    const HostMemory& rules = group.does->profile->hosts;
    if (pass.tried >= rules.most_tried || pass.tried_at_all >= rules.most_tried_at_all) {
        pass.skipped = pass.skipped || may_try(list, position, group.self);
        return list.count;
    }
    for (; may_try(list, position, group.self); ++position) {
        const HostState state = state_of(candidate(list, static_cast<std::uint16_t>(position), custody), custody, rules);
        if (state == HostState::waits) pass.skipped = true, pass.all_expired = false;
        const bool once_more = state == HostState::waits_expired && pass.once_more && not_tried_since(custody, position, list);
        if (state == HostState::waits || (state == HostState::waits_expired && !once_more)) continue;
        ++pass.tried_at_all;
        pass.tried = static_cast<std::uint16_t>(pass.tried + (state == HostState::usable));
        pass.all_expired = false;
        return position;
    }
    return list.count;
}

template <class Sink>
bool World<Sink>::not_tried_since(const Custody& custody, std::uint32_t position, const dns::Lookup& list) {
    const dns::Candidate& host = candidate(list, static_cast<std::uint16_t>(position), custody);
    const HostMemory& rules = mtas_.group(custody.mta).does->profile->hosts;
    return hosts_.find(custody.mta, host.server, host.address, rules, now_)->last_try <= custody.since;
}

// The first position of a pass.
template <class Sink>
std::uint32_t World<Sink>::first_usable(const dns::Lookup& list, const Custody& custody, const MtaGroup& group) {
    HostPass& pass = host_passes_.at(copies_.slot_of(custody));
    const std::uint32_t first = usable_from(0, list, custody, group, pass);
    if (may_try(list, first, group.self) || !pass.all_expired || group.does->profile->hosts.waits_after_cutoff) return first;
    pass.once_more = true;
    return usable_from(0, list, custody, group, pass);
}

// After the host at `position`.
template <class Sink>
std::uint32_t World<Sink>::next_usable(std::uint32_t position, const dns::Lookup& list, const Custody& custody,
                                       const MtaGroup& group) {
    HostPass& pass = host_passes_.at(copies_.slot_of(custody));
    if (pass.follows) return list.count;
    std::uint32_t next = position + 1;
    if (pass.tried >= group.does->profile->hosts.most_tried) {
        while (next < list.count && list.first[next].preference == list.first[position].preference) ++next, pass.skipped = true;
        if (next < list.count) --pass.tried;
    }
    return usable_from(next, list, custody, group, pass);
}

// Whether the host that is to be tried is at the other end of the connection that the runner has.
template <class Sink>
bool World<Sink>::reuses_connection(Slot copy, const Custody& custody) {
    HostPass& pass = host_passes_.at(copy);
    const std::optional<HostAddress> open = std::exchange(pass.open, std::nullopt);
    if (!open) return false;
    const dns::Candidate& host = tried(copy, custody);
    pass.reuses = host.server == open->server && host.address == open->address;
    return pass.reuses;
}

// The pass does not begin: all hosts are left alone.
template <class Sink>
void World<Sink>::find_no_host(Slot copy, Custody& custody, const MtaGroup& group, const dns::Lookup& list) {
    if constexpr (Sink::hears_beginnings) sink_.suspended(now_, subject(custody));
    copies_.passage(copy).position = between_passes;
    pass_failed(copy, custody, group, list);
}

// It stays in the queue, and nothing is tried any more.
template <class Sink>
void World<Sink>::freeze(Slot copy, Custody& custody) {
    if (custody.marks & in_turn) leave_run(custody, Delivery::unreachable);
    become_late(custody);
    copies_.passage(copy).position = 0;
    copies_.passage(copy).order = agenda_.no_event();
}

// Of what a host says before MAIL, or of a connection that breaks, it is the host that failed; of a reply of 4xx, or where
// nobody knows whether the mail was taken, the message.
template <class Sink>
void World<Sink>::note_attempt(Slot copy, const Custody& custody, const Ending& ending) {
    HostPass& pass = host_passes_.at(copy);
    pass.reuses = false;
    pass.turned_away = ending.stage == Stage::banner && ending.code >= 500;
    const bool replied = ending.outcome == Outcome::reply;
    const bool hung = ending.outcome == Outcome::hang && (ending.stage == Stage::mail || ending.stage == Stage::rcpt);
    if (ending.stage > Stage::ehlo && (replied || hung || ending.stage == Stage::eod)) {
        pass.own_failed = true;
        return;
    }
    pass.failed.push_back({copies_.passage(copy).server, tried(copy, custody).address});
}

// A pass has ended, well or not: what failed is written down then. True if all of it has expired, or a host that has not,
// while the message is older than it knows the host to fail, and than every rule.
template <class Sink>
bool World<Sink>::note_pass(Slot copy, const Custody& custody, const MtaGroup& group) {
    HostPass& pass = host_passes_.at(copy);
    const HostMemory& rules = group.does->profile->hosts;
    const engine::Duration age = age_in_seconds(custody);
    bool all_expired = true;
    for (const HostAddress& host : pass.failed) {
        FailureRecord& record = hosts_.failed(custody.mta, host.server, host.address, rules, now_);
        if (record.expired) continue;
        const bool too_old = std::chrono::floor<std::chrono::seconds>(custody.since) <= record.first && is_too_old(rules, age);
        if (too_old) record.next_try = record.last_try;
        all_expired = all_expired && too_old;
    }
    if (pass.own_failed && !rules.rules.empty()) {
        note_failure(pass.own, pass.own_known, rules, now_, age);
        pass.own_known = true;
        all_expired = all_expired && pass.own.expired;
    }
    const bool any = !rules.rules.empty() && (!pass.failed.empty() || pass.own_failed);
    pass.failed.clear();
    return any && all_expired;
}

// Whether the message comes back.
template <class Sink>
bool World<Sink>::has_expired(Slot copy, const Custody& custody, const MtaGroup& group, const dns::Lookup& list) {
    HostPass& pass = host_passes_.at(copy);
    const bool routed = may_try(list, 0, group.self);
    pass.own_failed = pass.own_failed || !routed;
    const bool expired = note_pass(copy, custody, group);
    if (routed && pass.tried_at_all == 0 && !group.does->profile->hosts.rules.empty()) return pass.all_expired;
    return expired && !pass.skipped;
}

// When a host may be tried, or the message itself.
template <class Sink>
engine::Time World<Sink>::next_try(Slot copy, const Custody& custody, const MtaGroup& group, const dns::Lookup& list) {
    const HostMemory& rules = group.does->profile->hosts;
    if (rules.rules.empty()) return now_;
    const HostPass& pass = host_passes_.at(copy);
    const Time too_old = std::chrono::floor<std::chrono::seconds>(custody.since) + rules.rules.back().until + std::chrono::seconds{1};
    if (pass.own_known && now_ < pass.own.next_try) return std::min(pass.own.next_try, too_old);
    Time next = engine::never;
    for (std::uint32_t position = 0; may_try(list, position, group.self); ++position) {
        const dns::Candidate& host = candidate(list, static_cast<std::uint16_t>(position), custody);
        const FailureRecord* record = hosts_.find(custody.mta, host.server, host.address, rules, now_);
        if (!record) return now_;
        next = std::min(next, record->expired ? record->next_try : std::min(record->next_try, too_old));
    }
    return next == engine::never ? now_ : next;
}

template <class Sink>
void World<Sink>::wait_for_hosts(Slot copy, const Custody& custody, const MtaGroup& group, const dns::Lookup& list) {
    HostPass& pass = host_passes_.at(copy);
    if (pass.own_known || pass.in_lists || group.does->profile->hosts.rules.empty()) return;
    pass.in_lists = true;
    std::uint32_t last = no_server;
    for (std::uint32_t position = 0; may_try(list, position, group.self); ++position)
        if (list.first[position].server != last) {
            last = list.first[position].server;
            host_passes_.waiting_for(custody.mta, last).push_back({copy, custody.message});
        }
}

// The newest message that waits for the host and can go now; taken out of the list.
template <class Sink>
Slot World<Sink>::take_follower(std::uint32_t mta, std::uint32_t server) {
    auto& waiting = host_passes_.waiting_for(mta, server);
    while (!waiting.empty()) {
        const HostPasses::Waiting newest = waiting.back();
        waiting.pop_back();
        const Custody& custody = copies_.custody(newest.copy);
        const bool there = (custody.marks & live) != 0 && custody.message == newest.message && custody.mta == mta &&
                           copies_.passage(newest.copy).position == between_passes && (custody.marks & (in_turn | unwatched)) == 0;
        if (!there) continue;
        const auto runners = runners_.find(mta);
        if (runners != runners_.end() && runners->second.is_called(newest.copy)) continue;
        host_passes_.at(newest.copy).in_lists = false;
        return newest.copy;
    }
    return no_copy;
}

// The turn of a runner lasts until nothing follows.
template <class Sink>
auto World<Sink>::delivered_by(Slot copy, Custody& custody) -> Delivered {
    const bool in_run = custody.marks & in_turn;
    custody.marks &= static_cast<std::uint8_t>(~in_turn);
    note_pass(copy, custody, mtas_.group(custody.mta));
    const std::uint32_t mails = host_passes_.at(copy).mails_before + 1u;
    return {custody.mta, tried(copy, custody).address, static_cast<std::uint16_t>(std::min(mails, 0xffffu)), in_run};
}

// After a delivery to the host, which works then.
template <class Sink>
void World<Sink>::let_follow(const Delivered& one, std::uint32_t server) {
    hosts_.works(one.mta, server, one.address);
    const MtaGroup& group = mtas_.group(one.mta);
    const HostMemory& rules = group.does->profile->hosts;
    if (rules.rules.empty()) return one.in_run ? end_turn(one.mta, HostAddress{server, one.address}) : void();
    const Slot copy = one.mails < rules.mails_a_connection ? take_follower(one.mta, server) : no_copy;
    if (copy == no_copy) return one.in_run ? end_turn(one.mta, {}) : void();
    Custody& custody = copies_.custody(copy);
    if (one.in_run) custody.marks |= in_turn;
    prepare_pass(copy, custody, group);
    const dns::Lookup list = looked_up(copy, custody, group);
    HostPass& pass = host_passes_.at(copy);
    pass.begin();
    for (std::uint32_t position = 0; may_try(list, position, group.self); ++position) {
        const dns::Candidate& host = candidate(list, static_cast<std::uint16_t>(position), custody);
        if (host.server != server || host.address != one.address) continue;
        pass.follows = pass.reuses = true;
        pass.tried = pass.tried_at_all = 1;
        pass.all_expired = false;
        pass.mails_before = one.mails;
        copies_.passage(copy).position = static_cast<std::uint16_t>(position);
        choose(copy, custody, list);
        if constexpr (Sink::hears_beginnings) tell_pass({subject(custody), custody.pass}, list, now_);
        return connected(copy);
    }
    wait(copy, now_);  // the host is no longer among its exchangers
}

}  // namespace mxsim::mail
