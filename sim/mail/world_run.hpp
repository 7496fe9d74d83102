// The course of a run: submissions until their time is over, then on until every message has ended, but
// not longer than 40 days after the last submission. Outages change the servers' state as planned.
//
// Model: connections that an outage cuts are closed at once for both sides, also when the server is then
// silent; what was under way is taken to have reached the end of its text, if it did not hang before.
// IWYU pragma: private, include "sim/mail/world.hpp"
#pragma once

namespace mxsim::mail {

inline constexpr std::size_t servers_a_cache_holds = 256;
inline constexpr std::uint64_t copies_a_cache_holds = 1u << 14;
inline constexpr engine::Duration patience_after_submissions = std::chrono::hours{40 * 24};

template <class Sink>
World<Sink>::World(const WorldSpec& spec, const Flows& flows, const Outages& outages, engine::Key key, Sink& sink)
    : spec_{spec},
      sink_{sink},
      mtas_{spec, key, agenda_},
      lookups_{spec, mtas_.views(), key},
      zones_change_{zones_change(spec)},
      order_{key},
      receivers_{spec, key, agenda_},
      flows_{flows},
      outages_{outages},
      strikes_{spec, key},
      run_lots_{key, engine::stream_id("messages of a queue run", "")},
      many_servers_{spec.servers.size() > servers_a_cache_holds},
      head_start_{head_start()},
      submissions_{spec, flows_, mtas_, key},
      announced_submissions_{submissions_},
      populations_left_{submissions_.populations()} {
    if (spec.servers.size() >> subject_bits != 0) throw std::length_error{"too many servers"};
    mtas_.start_ahead(head_start_, agenda_);
    plan_run(spec);
}

// What is known beforehand comes first at its instant: it is put on the agenda before anything else.
template <class Sink>
void World<Sink>::plan_run(const WorldSpec& spec) {
    for (std::uint32_t i = 0; i < outages_.transitions.size(); ++i)
        agenda_.at(outages_.transitions[i].at, what(Kind::transition, i));
    for (std::uint32_t i = 0; i < spec.changes.size(); ++i) agenda_.at(spec.changes[i].at, what(Kind::change, i));
    if (spec.steady && spec.warmup.count() > 0) agenda_.at(engine::time_zero + spec.warmup, what(Kind::warmed_up, 0));
    const Time submissions_end = engine::time_zero + spec.duration;
    agenda_.at(submissions_end, what(Kind::submissions_end, 0));
    agenda_.at(spec.until.value_or(submissions_end + patience_after_submissions), what(Kind::cut_off, 0));
    fill_queues();
    for (std::uint32_t p = 0; p < submissions_.populations(); ++p) {
        if constexpr (Sink::hears_beginnings) schedule_announcement(p);
        schedule_submission(p);
    }
}

// Mail that waits at the start is late, and had its delay notice if it is old enough.
template <class Sink>
void World<Sink>::fill_queues() {
    for (const Custody& waiting : submissions_.waiting()) {
        const Slot copy = copies_.take();
        copies_.passage(copy) = {};
        Custody& custody = copies_.custody(copy) = waiting;
        const MtaGroup& group = mtas_.group(custody.mta);
        const Profile& profile = *group.does->profile;
        const engine::Duration age = now_ - custody.since;
        const Standing standing = standing_at_start(profile, age, Mtas::phase(group, custody.mta));
        constexpr std::uint32_t most_passes = std::numeric_limits<std::uint16_t>::max();
        custody.pass = static_cast<std::uint16_t>(std::min(standing.passes, most_passes));
        if (profile.delay_notice && age >= *profile.delay_notice) custody.marks |= noticed;
        ++created_;
        if constexpr (Sink::hears_beginnings) {
            ++announced_;
            sink_.submitted(custody.submitted, subject(custody), size_of(custody));
        } else {
            sink_.submitted(custody.submitted, subject(custody));
        }
        become_late(custody);
        if (custody.hop > 0) {
            sink_.queued_before(now_, group.relay, size_of(custody));
            if (receivers_[group.relay].bounded) receivers_[group.relay].take(size_of(custody));
        }
        wait(copy, standing.next);
    }
}

template <class Sink>
engine::Duration World<Sink>::head_start() const noexcept {
    if (zones_change_) return engine::Duration{0};
    bool all_found = true;
    mtas_.for_each_sender([&](const MtaGroup& group) {
        all_found = all_found && !group.does->plans_late;  // the first pass may have to wait
        for (const measure::Flow& flow : flows_.all())
            all_found = all_found && lookups_.list(lookups_.number(flow.domain, group.view)).count > 0;
    });
    return all_found ? mtas_.shortest_first_connect() : engine::Duration{0};
}

template <class Sink>
void World<Sink>::run() {
    while (!over_) {
        const engine::Event event = agenda_.next();
        if (copies_.in_use() > copies_a_cache_holds) fetch_ahead();
        if (event.time < now_) [[unlikely]] runs_backwards(event);
        now_ = event.time;
        ++events_;
        handle(event);
    }
    if (!submissions_over_) sink_.stop_averaging(now_);
    tell_queued();
}

// Of those whose first attempt is still under way when the run is cut, nothing is known but the submission.
template <class Sink>
void World<Sink>::tell_queued() {
    copies_.for_each([this](Slot copy) {
        const Custody& custody = copies_.custody(copy);
        if ((custody.marks & shared) == 0 || shared_fates_.is_queued(custody.message)) sink_.queued(subject(custody));
    });
    if (!shared_fates_.add_up()) throw engine::Bug{now_, "end of the run", "the ledger of copies does not add up"};
    if (head_start_.count() == 0) return;
    while (populations_left_ > 0 && !agenda_.empty()) {
        const engine::Event event = agenda_.next();
        const Time submitted = event.time - head_start_;
        if (static_cast<Kind>(event.what >> subject_bits) != Kind::submission || submitted >= now_) continue;
        Custody custody;
        new_message(custody, event.what & subject_mask, submitted);
        sink_.queued(subject(custody));
        schedule_submission(event.what & subject_mask);
    }
}

// In a large world nearly every event needs memory that no cache holds. It is asked for a few events ahead,
// in the order in which one address tells the next: the copy, its server, who waits there, that copy.
template <class Sink>
void World<Sink>::fetch_ahead() noexcept {
    const engine::Event* event = agenda_.ahead(many_servers_ ? 14 : 4);
    if (event && is_of_copy(*event)) copies_.prefetch(event->what & subject_mask);
    if (many_servers_) fetch_servers_ahead();
}

template <class Sink>
void World<Sink>::fetch_servers_ahead() noexcept {
    const auto server_ahead = [this](std::size_t n) {
        const engine::Event* event = agenda_.ahead(n);
        return event && is_of_copy(*event) ? copies_.passage(event->what & subject_mask).server : no_server;
    };
    if (const std::uint32_t server = server_ahead(6); server < receivers_.size()) {
        __builtin_prefetch(&receivers_[server], 1);
        if constexpr (requires { sink_.fetch_server(server); }) sink_.fetch_server(server);
    }
    if (agenda_.from_line()) return;
    if (const std::uint32_t server = server_ahead(4); server < receivers_.size()) receivers_[server].line.fetch_front();
    if (const std::uint32_t server = server_ahead(2); server < receivers_.size() && !receivers_[server].line.empty())
        copies_.prefetch(receivers_[server].line.front().copy);
}

// Who waits at a server is admitted in turn.
template <class Sink>
void World<Sink>::fetch_line_ahead(const Receiver& receiver) noexcept {
    if (receiver.waiting < copies_a_cache_holds) return;
    if (const Ticket* soon = receiver.line.ahead(6)) copies_.prefetch(soon->copy);
}

// Looked for whenever submissions, or the last copy in flight, may have come to an end.
template <class Sink>
void World<Sink>::look_for_the_end() noexcept {
    over_ = submissions_over_ && populations_left_ == 0 && copies_.in_use() == 0;
}

template <class Sink>
void World<Sink>::runs_backwards(const engine::Event& event) const {
    throw engine::Bug{now_, std::to_string(event.what), "time runs backwards"};
}

// The three events of nearly every message are told apart before all others.
template <class Sink>
void World<Sink>::handle(const engine::Event& event) {
    Slot copy = event.what & subject_mask;
    const Kind kind = static_cast<Kind>(event.what >> subject_bits);
    if (kind == Kind::session_ends) return is_stale(event, copy) ? void() : end_session(copy);
    if (kind == Kind::submission) {
        copy = submit(copy);
        if (copy == no_copy) return;
    } else if (kind != Kind::connected) {
        return handle_rare(event);
    } else if (is_stale(event, copy)) {
        return;
    }
    connected(copy);
}

template <class Sink>
void World<Sink>::handle_rare(const engine::Event& event) {
    const std::uint32_t subject = event.what & subject_mask;
    if (is_of_copy(event) && is_stale(event, subject)) return;
    switch (static_cast<Kind>(event.what >> subject_bits)) {
        case Kind::connected:
        case Kind::session_ends:
        case Kind::submission: break;
        case Kind::unanswered: return unanswered(subject);
        case Kind::full_reply: return attempt_failed(subject, {Stage::banner, Outcome::reply, 421});
        case Kind::no_banner: return greeting_missed(subject);
        case Kind::pass_begins: return begin_pass(subject);
        case Kind::lookup_ends: return end_lookup(subject);
        case Kind::transition: return transition(subject);
        case Kind::change: return change(subject);
        case Kind::warmed_up: return sink_.start_counting(now_);
        case Kind::submissions_end:
            submissions_over_ = true;
            look_for_the_end();
            return sink_.stop_averaging(now_);
        case Kind::cut_off: over_ = true; return;
        case Kind::submission_announced:
            if constexpr (Sink::hears_beginnings) announce_submission(subject);
            return;
        case Kind::attempt_announced:
            if constexpr (Sink::hears_beginnings) tell_beginning(subject);
            return;
    }
    throw engine::Bug{now_, std::to_string(event.what), "unknown event"};
}

template <class Sink>
void World<Sink>::attempt_failed(Slot copy, const Ending& ending) {
    Custody& custody = copies_.custody(copy);
    failed(copy, custody, mtas_.group(custody.mta), ending);
}

template <class Sink>
void World<Sink>::greeting_missed(Slot copy) {
    const std::uint32_t server = copies_.passage(copy).server;
    if ((copies_.custody(copy).marks & in_line) == 0) return end_session(copy);  // admitted, but never greeted
    stop_waiting(copies_.custody(copy), server, receivers_[server]);
    attempt_failed(copy, {Stage::banner, Outcome::hang});
}

template <class Sink>
void World<Sink>::end_lookup(Slot copy) {
    Custody& custody = copies_.custody(copy);
    go_through(copy, custody, mtas_.group(custody.mta), now_ - dns::unanswered);
}

template <class Sink>
void World<Sink>::schedule_submission(std::uint32_t population) {
    const Time next = submissions_.next(population);
    if (next == engine::never)
        --populations_left_;
    else
        agenda_.timer(next + head_start_, what(Kind::submission, population));
}

template <class Sink>
void World<Sink>::schedule_announcement(std::uint32_t population) {
    const Time next = announced_submissions_.next(population);
    if (next != engine::never) agenda_.at(next, what(Kind::submission_announced, population));
}

template <class Sink>
void World<Sink>::announce_submission(std::uint32_t population) {
    Custody custody = announced_submissions_.message(population, announced_++, now_);
    const std::int64_t listed = announced_submissions_.listed_size(population);
    sink_.submitted(now_, subject(custody), listed >= 0 ? listed : size_of(custody));
    custody.pass = 1;
    const engine::Duration first = mtas_.group(custody.mta).does->profile->first;
    if (first < head_start_) announce_pass(now_ + first, no_copy, custody);  // else when the message enters the world
    schedule_announcement(population);
}

template <class Sink>
void World<Sink>::new_message(Custody& custody, std::uint32_t population, Time submitted) {
    if (created_ >> 32 != 0) throw engine::Bug{now_, "submission", "more than 2^32 messages in one replication"};
    const auto number = static_cast<std::uint32_t>(created_++);
    const std::int64_t size = submissions_.listed_size(population);
    if (size >= 0) flows_.note_size(number, size);
    custody = submissions_.message(population, number, submitted);
    if constexpr (!Sink::hears_beginnings) sink_.submitted(now_, subject(custody));
}

// Returns the copy if its first attempt now learns the server's state.
template <class Sink>
Slot World<Sink>::submit(std::uint32_t population) {
    const Slot copy = copies_.take();
    copies_.passage(copy) = {};
    Custody& custody = copies_.custody(copy);
    new_message(custody, population, now_ - head_start_);
    schedule_submission(population);
    const MtaGroup& group = mtas_.group(custody.mta);
    if (head_start_.count() == 0) return take_up(copy, custody, group), no_copy;
    plan_pass(copy, custody, looked_up(copy, custody, group));
    if constexpr (Sink::hears_beginnings)
        if (group.does->profile->first >= head_start_)
            announce_pass(custody.since + group.does->profile->first, copy, custody);
    if (group.does->starts_ahead) return copy;
    schedule(copy, group.does->rest_of_first_connect, Kind::connected);
    return no_copy;
}

template <class Sink>
void World<Sink>::transition(std::uint32_t index) {
    const Transition& t = outages_.transitions[index];
    if (t.server == no_server) return transition_of_zones(t);
    Receiver& receiver = receivers_[t.server];
    const failure::OutageSpec& outage = spec_.outages[t.outage];
    const failure::Mode mode = strikes_.effect(t.outage, t.server).mode;
    const bool refuses_all = mode == failure::Mode::refused && outage.strikes_all();
    if (t.begins) {
        ++receiver.struck;
        receiver.refusing = static_cast<std::uint16_t>(receiver.refusing + refuses_all);
        strikes_.begin(t.outage, t.server, t.until);
        if (t.first) sink_.window_began(now_, t.outage);
        if (outage.loses_queues()) return lose_queue(t.server);
        if (outage.sessions == failure::Sessions::cut && mode != failure::Mode::up) cut_sessions(t.outage, t.server);
    } else {
        --receiver.struck;
        receiver.refusing = static_cast<std::uint16_t>(receiver.refusing - refuses_all);
        strikes_.end(t.outage, t.server);
        if (t.first) measure_window_end(t.outage);
    }
}

template <class Sink>
void World<Sink>::transition_of_zones(const Transition& t) {
    if (t.begins)
        lookups_.begin(t.outage);
    else
        lookups_.end(t.outage);
    if (t.begins && t.first) sink_.window_began(now_, t.outage);
    if (!t.begins && t.first) measure_window_end(t.outage);
}

// In order of acceptance; each sender goes on with its pass at once.
template <class Sink>
void World<Sink>::cut_sessions(std::uint32_t outage, std::uint32_t server) {
    Receiver& receiver = receivers_[server];
    std::vector<Ticket> tickets;
    tickets.swap(receivers_.accepted(server));
    for (const Ticket& ticket : tickets) {
        if (copies_.passage(ticket.copy).order != ticket.order) continue;
        Custody& custody = copies_.custody(ticket.copy);
        if (!strikes_.concerns(outage, connection_of(ticket.copy, custody))) {
            receivers_.accepted(server).push_back(ticket);
            continue;
        }
        const bool waits = custody.marks & in_line;
        drop_connection(ticket.copy, custody, server, receiver);
        if (custody.marks & unwatched)
            withdraw(ticket.copy);
        else if (waits)
            attempt_failed(ticket.copy, {Stage::banner, Outcome::closed});
        else
            attempt_failed(ticket.copy, cut_ending(copies_.passage(ticket.copy).verdict));
    }
    fill_slots(server, receiver);
}

template <class Sink>
measure::Ending World<Sink>::cut_ending(Verdict verdict) const {
    if (verdict == will_be_accepted) return {Stage::eod, Outcome::dropped};
    const Ending& was_to_come = endings_[verdict - 1u];
    if (was_to_come.outcome != Outcome::hang || was_to_come.stage == Stage::eod) return {Stage::eod, Outcome::dropped};
    return {was_to_come.stage, Outcome::closed};
}

template <class Sink>
void World<Sink>::fill_slots(std::uint32_t server, Receiver& receiver) {
    while (receiver.busy < receiver.slots && !receiver.line.empty() && admit_next(server, receiver)) {
        ++receiver.busy;
        sink_.sessions(now_, server, 1);
    }
}

template <class Sink>
void World<Sink>::measure_window_end(std::uint32_t outage) {
    const std::size_t follower = sink_.window_ended(now_, outage);
    copies_.for_each([&](Slot copy) {
        const Custody& custody = copies_.custody(copy);
        if ((custody.marks & (late | in_line)) == 0 || !sink_.hits(outage, custody.flow)) return;
        const std::uint32_t relay = mtas_.group(custody.mta).relay;
        sink_.enlist(follower, outage, relay == no_server ? -1 : std::int64_t{relay}, custody.flow,
                     now_ - custody.since);
        if (follower < followers_a_copy_knows)
            copies_.passage(copy).followers |= static_cast<std::uint8_t>(1u << follower);
    });
    sink_.enlisted(follower);
}

}  // namespace mxsim::mail
