// The world of one replication: messages travel from senders over relays to mailbox servers.
//
// 1. A message is submitted at an MTA. Its delivery passes are the same wherever it is: the MTA looks the
//    domain up, and tries the addresses by preference, one attempt after the other, until one accepts.
// 2. An attempt connects, and reads the server's state when the connect time is over. It is refused, or
//    unanswered, or gets a slot, or waits for one, or is told that the server is full.
// 3. A session holds its slot to its end. A mailbox server's acceptance delivers the message; a relay's
//    makes it the relay's, with a clock of its own: the same passes begin again from there.
// 4. A pass in which no address accepted defers the message until its profile's next pass, or bounces it.
// 5. Where zones change or fail a pass is planned when it begins, else as soon as the one before it has failed.
//
// Nothing can happen to a new message before its first attempt learns the server's state. So it enters the
// world then, with the instant of its submission: one event instead of two, where all senders alike connect
// at once to domains that can be routed.
//
// Model: which of two events in one nanosecond comes first may depend on whether zones ever change or fail.
//
// An MTA learns a server's state only by an attempt; a recovery triggers nothing. Everything told to the
// sink is in order of time. `Sink` is a template parameter, so that counting costs no virtual call.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/engine/agenda.hpp"
#include "sim/engine/check.hpp"
#include "sim/mail/copies.hpp"
#include "sim/mail/destinations.hpp"
#include "sim/mail/flows.hpp"
#include "sim/mail/host_passes.hpp"
#include "sim/mail/host_records.hpp"
#include "sim/mail/lookups.hpp"
#include "sim/mail/mtas.hpp"
#include "sim/mail/mx_order.hpp"
#include "sim/mail/outages.hpp"
#include "sim/mail/queue_runners.hpp"
#include "sim/mail/receivers.hpp"
#include "sim/mail/shared_fates.hpp"
#include "sim/mail/strikes.hpp"
#include "sim/mail/submissions.hpp"
#include "sim/measure/rows.hpp"

namespace mxsim::mail {

template <class Sink>
class World {
  public:
    World(const WorldSpec& spec, const Flows& flows, const Outages& outages, engine::Key key, Sink& sink);

    // Runs to the end; the sink then knows every message that is still queued.
    void run();

    engine::Time last_end() const noexcept { return last_end_; }
    std::uint64_t created() const noexcept { return created_; }
    std::uint64_t events() const noexcept { return events_; }

  private:
    using Time = engine::Time;
    using Stage = measure::Stage;
    using Outcome = measure::Outcome;
    using Reason = measure::Reason;
    using Ending = measure::Ending;

    // What an event means; its subject is a copy, a population, an announced pass, an outage
    // transition, a planned change, or nothing.
    enum class Kind : std::uint32_t {
        connected, session_ends, unanswered, no_banner, full_reply, pass_begins, lookup_ends,  // of a copy
        submission, submission_announced, attempt_announced, transition, change, warmed_up, submissions_end, cut_off
    };
    static constexpr std::uint32_t subject_bits = 28;
    static constexpr std::uint32_t subject_mask = (1u << subject_bits) - 1;
    static constexpr std::uint32_t what(Kind kind, std::uint32_t subject) noexcept {
        return static_cast<std::uint32_t>(kind) << subject_bits | subject;
    }

    // The course of the run (world_run.hpp)
    void plan_run(const WorldSpec& spec);
    void fill_queues();
    void look_for_the_end() noexcept;
    engine::Duration head_start() const noexcept;
    void fetch_ahead() noexcept;
    void fetch_servers_ahead() noexcept;
    void fetch_line_ahead(const Receiver& receiver) noexcept;
    [[noreturn, gnu::noinline, gnu::cold]] void runs_backwards(const engine::Event& event) const;
    void handle(const engine::Event& event);
    void handle_rare(const engine::Event& event);
    [[gnu::noinline]] void attempt_failed(Slot copy, const Ending& ending);
    [[gnu::noinline]] void greeting_missed(Slot copy);
    void end_lookup(Slot copy);
    void schedule_submission(std::uint32_t population);
    void schedule_announcement(std::uint32_t population);
    void announce_submission(std::uint32_t population);
    void new_message(Custody& custody, std::uint32_t population, Time submitted);
    Slot submit(std::uint32_t population);
    void tell_queued();
    [[gnu::noinline]] void transition(std::uint32_t index);
    void transition_of_zones(const Transition& t);
    void cut_sessions(std::uint32_t outage, std::uint32_t server);
    Ending cut_ending(Verdict verdict) const;
    void fill_slots(std::uint32_t server, Receiver& receiver);
    void measure_window_end(std::uint32_t outage);

    // Passes and attempts (world_attempts.hpp)
    void take_up(Slot copy, Custody& custody, const MtaGroup& group);
    void plan_pass(Slot copy, Custody& custody, const dns::Lookup& list);
    [[gnu::noinline]] void begin_pass(Slot copy);
    void prepare_pass(Slot copy, Custody& custody, const MtaGroup& group);
    void go_through(Slot copy, Custody& custody, const MtaGroup& group, Time began);
    void cannot_route(Slot copy, Custody& custody, const MtaGroup& group, const dns::Lookup& list);
    const dns::Candidate& candidate(const dns::Lookup& list, std::uint16_t position, const Custody& custody);
    void choose(Slot copy, const Custody& custody, const dns::Lookup& list);
    void connected(Slot copy);
    void ask_for_slot(Slot copy, Custody& custody, const MtaGroup& group, Receiver& receiver);
    void wait_for_slot(Slot copy, Custody& custody, const Behaviour& does, Receiver& receiver);
    void stop_waiting(Custody& custody, std::uint32_t server, Receiver& receiver);
    void begin_session(Slot copy, Custody& custody, const Behaviour& does, std::uint32_t server, Receiver& receiver);
    void open_session(Slot copy, Custody& custody, const Behaviour& does, std::uint32_t server, Receiver& receiver);
    void leave_session(std::uint32_t server, Receiver& receiver);
    void end_session(Slot copy);
    void free_slot(std::uint32_t server, Receiver& receiver);
    bool admit_next(std::uint32_t server, Receiver& receiver);
    void failed(Slot copy, Custody& custody, const MtaGroup& group, const Ending& ending);
    void pass_on(Slot copy, Custody& custody, const MtaGroup& group);
    [[gnu::noinline]] bool is_last_session(Slot copy, const Custody& custody, const MtaGroup& group);
    void forget_sessions(Slot copy) noexcept;
    [[gnu::noinline]] void rejected(Slot copy, Custody& custody, const Ending& ending);

    // Servers that fail (world_failures.hpp)
    const dns::Candidate& tried(Slot copy, const Custody& custody);
    std::uint16_t address_tried(Slot copy, const Custody& custody);
    Connection connection_of(Slot copy, const Custody& custody);
    [[gnu::noinline]] void meet_outage(Slot copy, Custody& custody, const MtaGroup& group, Receiver& receiver);
    [[gnu::noinline]] void wait_unanswered(Slot copy, const Behaviour& does);
    [[gnu::noinline]] void unanswered(Slot copy);
    [[gnu::noinline]] void begin_failing_session(Slot copy, Custody& custody, const Behaviour& does,
                                                 std::uint32_t server, Receiver& receiver);
    [[gnu::noinline]] void say_if_full(Slot copy, const Custody& custody, const Receiver& receiver);
    [[gnu::noinline]] bool has_room(const Custody& custody, const Receiver& receiver) const;
    void schedule_hang(Slot copy, const Behaviour& does, const failure::Effect& effect, const SessionCourse& course);
    void stay_caught(Slot copy, Time until);
    bool is_still_caught(Slot copy, const Custody& custody, const Ending& ending, const Receiver& receiver);
    [[gnu::noinline]] void end_otherwise(Slot copy, Custody& custody, std::uint32_t server, Receiver& receiver);
    void not_accepted(Slot copy, Custody& custody, std::uint32_t server, const Receiver& receiver, const Ending& ending);
    void acknowledgement_lost(Slot copy, std::uint32_t server, const Receiver& receiver);
    void leave_to_server(Slot copy, std::uint32_t server, engine::Duration rest);
    void end_unwatched(Slot copy, std::uint32_t server, const Receiver& receiver);
    void accepted_unseen(Slot copy, std::uint32_t server, const Receiver& receiver, std::uint16_t address);
    void withdraw(Slot copy);
    void drop_connection(Slot copy, Custody& custody, std::uint32_t server, Receiver& receiver);
    void lose_queue(std::uint32_t relay);
    void hang_up(std::uint32_t mta);
    Slot second_copy(Slot of);
    Verdict verdict_of(const Ending& ending);
    Verdict number_of(const failure::Effect& effect);

    // From hand to hand (world_custody.hpp)
    void pass_failed(Slot copy, Custody& custody, const MtaGroup& group, const dns::Lookup& list);
    void defer(Slot copy, Custody& custody, const Behaviour& does, const Failure& failure, const dns::Lookup& list);
    [[gnu::noinline]] void wait(Slot copy, Time next);
    void give_notice_if_due(Custody& custody, engine::Duration age);
    void become_late(Custody& custody);
    void accepted(Slot copy, Custody& custody, std::uint32_t server, const Receiver& receiver);
    void store(Slot copy, Custody& custody, std::uint32_t server);
    void take_over(Slot copy, Custody& custody, std::uint32_t server);
    void leave_queue(const Custody& custody);
    [[gnu::noinline]] void bounce(Slot copy, Custody& custody, Reason reason);
    void lose(Slot copy, Custody& custody);
    void tell_end(const Custody& custody, const SharedFates::Ended& ended);
    [[gnu::noinline]] void deliver_shared(const Custody& custody, std::uint32_t server);
    [[gnu::noinline]] void bounce_shared(const Custody& custody, Reason reason);
    void end(Slot copy, Custody& custody);
    void give_up_slot(Slot copy);

    // One destination's deliveries (world_destinations.hpp)
    [[gnu::noinline]] bool enter_destination(Slot copy, Custody& custody, const MtaGroup& group);
    enum class Delivery : std::uint8_t { answered, unreachable, broken_off };
    [[gnu::noinline]] void leave_destination(Custody& custody, Delivery how);
    void suspend_all(Destination& destination, const MtaGroup& group);
    void suspend(Slot copy, Custody& custody, const MtaGroup& group);

    // An MTA that remembers hosts (world_hosts.hpp)
    [[gnu::noinline]] bool enter_run(Slot copy, Custody& custody, const MtaGroup& group);
    void take_next(Runners& runners, const HostMemory& rules, std::optional<HostAddress> open);
    void end_turn(std::uint32_t mta, std::optional<HostAddress> open);
    bool reuses_connection(Slot copy, const Custody& custody);
    [[gnu::noinline]] void leave_run(Custody& custody, Delivery how);
    engine::Duration age_in_seconds(const Custody& custody) const noexcept;
    HostState state_of(const dns::Candidate& host, const Custody& custody, const HostMemory& rules);
    std::uint32_t usable_from(std::uint32_t position, const dns::Lookup& list, const Custody& custody, const MtaGroup& group,
                              HostPass& pass);
    bool not_tried_since(const Custody& custody, std::uint32_t position, const dns::Lookup& list);
    [[gnu::noinline]] std::uint32_t first_usable(const dns::Lookup& list, const Custody& custody, const MtaGroup& group);
    [[gnu::noinline]] std::uint32_t next_usable(std::uint32_t position, const dns::Lookup& list, const Custody& custody,
                                                const MtaGroup& group);
    void freeze(Slot copy, Custody& custody);
    void find_no_host(Slot copy, Custody& custody, const MtaGroup& group, const dns::Lookup& list);
    [[gnu::noinline]] void note_attempt(Slot copy, const Custody& custody, const Ending& ending);
    bool note_pass(Slot copy, const Custody& custody, const MtaGroup& group);
    [[gnu::noinline]] bool has_expired(Slot copy, const Custody& custody, const MtaGroup& group, const dns::Lookup& list);
    Time next_try(Slot copy, const Custody& custody, const MtaGroup& group, const dns::Lookup& list);
    void wait_for_hosts(Slot copy, const Custody& custody, const MtaGroup& group, const dns::Lookup& list);
    Slot take_follower(std::uint32_t mta, std::uint32_t server);
    struct Delivered {
        std::uint32_t mta = 0;
        std::uint16_t address = 0;
        std::uint16_t mails = 0;  // on the connection
        bool in_run = false;
    };
    Delivered delivered_by(Slot copy, Custody& custody);
    [[gnu::noinline]] void let_follow(const Delivered& one, std::uint32_t server);

    // What is planned to change (world_changes.hpp)
    [[gnu::noinline]] void change(std::uint32_t index);
    void apply(const ChangeOfRecords& change) { lookups_.set(change); }
    void apply(const ChangeOfAddresses& change) { lookups_.set(change); }
    void apply(const ChangeOfSessions& change);
    void apply(const ChangeOfService& change) { receivers_.set(change, agenda_); }
    void apply(const ChangeOfQueue& change) { receivers_.set(change); }
    void apply(const ChangeOfRate&) {}  // the submissions know it
    void apply(const Flush& flush);

    struct AnnouncedPass {
        measure::Subject who;
        std::uint16_t pass = 0;
        Slot copy = no_copy;  // none: of a message that is just submitted
    };
    // What only a sink that hears of beginnings is told (world_told.hpp).
    void announce_attempt(Time begin);
    void announce_pass(Time begin, Slot copy, const Custody& custody);
    void tell_beginning(std::uint32_t announced);
    void tell_planned(const AnnouncedPass& pass);
    bool still_comes(const AnnouncedPass& pass);
    void tell_pass(const AnnouncedPass& pass, const dns::Lookup& list, Time began);
    void tell_attempt(Slot copy, const Custody& custody, const Ending& ending, std::uint32_t relay);
    void tell_deferred(const Custody& custody, Time next, const Failure& failure);
    static bool is_of_copy(const engine::Event& event) noexcept {
        return event.what >> subject_bits <= static_cast<std::uint32_t>(Kind::lookup_ends);
    }
    bool is_stale(const engine::Event& event, Slot copy) noexcept {
        return copies_.passage(copy).order != event.order;
    }
    void schedule(Slot copy, engine::Line line, Kind kind) {
        copies_.passage(copy).order = agenda_.in(line, now_, what(kind, copy));
    }
    void schedule_at(Slot copy, Time at, Kind kind) {
        copies_.passage(copy).order = agenda_.at(at, what(kind, copy));
    }
    // What the copy's pass looked up, or will.
    dns::Lookup looked_up(Slot copy, const Custody& custody, const MtaGroup& group) const noexcept {
        if (zones_change_) [[unlikely]] return lookups_.list(answers_[copy]);
        return lookups_.list(lookups_.number(flows_[custody.flow].domain, group.view));
    }
    std::int64_t size_of(const Custody& custody) const noexcept { return flows_.size_of(custody.flow, custody.message); }
    measure::Subject subject(const Custody& c) const {
        measure::Subject who{c.message, c.flow, c.mta, c.hop, c.submitted};
        if constexpr (Sink::hears_beginnings)
            if (c.marks & shared) who.copy = shared_fates_.number(copies_.slot_of(c));
        return who;
    }

    const WorldSpec& spec_;
    Sink& sink_;
    engine::Agenda<> agenda_;
    Copies copies_;
    Mtas mtas_;
    Lookups lookups_;
    const bool zones_change_;
    std::vector<std::uint16_t> sessions_;  // by copy, of its pass: counted where there is a limit on them
    std::vector<std::uint32_t> answers_;  // where they do: by copy, the number of what its pass was answered
    MxOrder order_;
    Receivers receivers_;
    Flows flows_;
    const Outages& outages_;
    Strikes strikes_;
    Destinations destinations_;
    HostRecords hosts_;
    HostPasses host_passes_;
    std::unordered_map<std::uint32_t, Runners> runners_;  // by MTA; in no order that matters
    engine::Stream run_lots_;
    SharedFates shared_fates_;
    std::vector<Ending> endings_;           // that sessions had which accepted nothing, or seemed to
    std::vector<failure::Effect> effects_;  // that waiting connections have met
    std::map<Slot, engine::Duration> rests_;  // of sessions whose sender will not wait for the reply to the dot
    const bool many_servers_;
    const engine::Duration head_start_;  // from a message's submission to its first event
    Submissions submissions_;
    Submissions announced_submissions_;
    std::vector<AnnouncedPass> announced_passes_;  // in recycled places
    std::vector<std::uint32_t> free_passes_;
    std::uint32_t populations_left_;     // that have submissions to come
    Time now_{};
    Time last_end_{};
    std::uint64_t created_ = 0;
    std::uint32_t announced_ = 0;
    std::uint64_t events_ = 0;
    bool unreachable_ = false;  // the attempt that ended last found nobody to talk to
    bool submissions_over_ = false;
    bool over_ = false;  // nothing is to come but the end of the run
};

}  // namespace mxsim::mail

#include "sim/mail/world_attempts.hpp"
#include "sim/mail/world_changes.hpp"
#include "sim/mail/world_custody.hpp"
#include "sim/mail/world_destinations.hpp"
#include "sim/mail/world_failures.hpp"
#include "sim/mail/world_hosts.hpp"
#include "sim/mail/world_run.hpp"
#include "sim/mail/world_told.hpp"
