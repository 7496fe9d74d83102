// After a failed pass the age of the message decides, counted from its arrival at this MTA: at the end of
// the lifetime it is bounced, so a message is always tried once more at or after that age. Otherwise it
// waits: for the next of the profile's intervals, or (Postfix) for as long as it is old, but at least
// minimal_backoff_time and at most maximal_backoff_time. Where the MTA works by queue runs, the message is
// taken up by the first run that finds it due.
//
// Postfix counts in whole seconds of the clock and its scan takes what is due within one second after it
// (qmgr_active.c, 3.7 and 3.10: due = now + delay is compared with the scan's now + 1).
//
// Model: the passes that a message had before time zero failed as soon as they began.
// Model: time zero lies on a whole second of every MTA's clock.
#include "sim/mail/retry.hpp"

#include <algorithm>
#include <chrono>

namespace mxsim::mail {

namespace {

engine::Time as_the_mta_reads_it(const Profile& profile, engine::Time t) noexcept {
    return profile.whole_seconds ? std::chrono::floor<std::chrono::seconds>(t) : t;
}

engine::Duration age(const Profile& profile, const Failure& failure) noexcept {
    return as_the_mta_reads_it(profile, failure.now) - as_the_mta_reads_it(profile, failure.since);
}

engine::Time due_time(const Profile& profile, const Failure& failure) noexcept {
    if (profile.clock == RetryClock::host_age) return failure.due;
    if (profile.clock == RetryClock::every_run) return failure.now;
    const engine::Duration wait =
        profile.clock == RetryClock::message_age
            ? std::clamp(age(profile, failure), profile.minimal_backoff, profile.maximal_backoff)
            : interval(profile, failure.passes);
    return as_the_mta_reads_it(profile, failure.now) + wait;
}

}  // namespace

GiveUp gives_up(const Profile& profile, const Failure& failure) noexcept {
    if (age(profile, failure) >= profile.lifetime) return GiveUp::expired;
    if (profile.passes > 0 && failure.passes >= profile.passes) return GiveUp::passes;
    return GiveUp::no;
}

engine::Time next_pass(const Profile& profile, const Failure& failure) noexcept {
    const engine::Time due = due_time(profile, failure);
    if (profile.queue_runs.every.count() == 0) return due;
    // A run that begins this very instant has begun already.
    const engine::Time next = std::max(due - profile.queue_runs.slack, failure.now + engine::Duration{1});
    return first_run(profile.queue_runs, failure.phase, next);
}

// The clock is wound on from the arrival of the message. Queue runs at an interval go on before time zero as they do after
// it, so they are counted from one before the message came; but none comes between time zero and the first.
Standing standing_at_start(const Profile& profile, engine::Duration age, engine::Duration phase) noexcept {
    const engine::Duration every = profile.queue_runs.every;
    const engine::Duration earlier = every.count() > 0 ? phase - ((phase + age) / every + 1) * every : phase;
    const engine::Time since = engine::time_zero - age;
    Failure failure{since + profile.first, since, 0, earlier, {}};
    if (profile.clock == RetryClock::host_age || profile.clock == RetryClock::every_run) return {1, engine::time_zero + phase};  // what it remembers is not known
    while (failure.now < engine::time_zero) {
        ++failure.passes;
        failure.now = next_pass(profile, failure);
    }
    const bool by_runs = failure.passes > 0 && every.count() > 0 && profile.queue_runs.times.empty();
    return {failure.passes, by_runs ? std::max(failure.now, engine::time_zero + phase) : failure.now};
}

NextPass explained_next_pass(const Profile& profile, const Failure& failure) noexcept {
    NextPass next;
    next.due = due_time(profile, failure);
    next.at = next_pass(profile, failure);
    if (profile.clock == RetryClock::message_age) {
        const engine::Duration old = age(profile, failure);
        next.due_by = old < profile.minimal_backoff   ? RetryParameter::minimal_backoff
                      : old > profile.maximal_backoff ? RetryParameter::maximal_backoff
                                                      : RetryParameter::message_age;
    }
    if (profile.clock == RetryClock::host_age) next.due_by = RetryParameter::retry_rule;
    if (profile.clock == RetryClock::every_run) next.due_by = RetryParameter::queue_run;
    const std::vector<engine::Time>& listed = profile.queue_runs.times;
    next.by = next.due_by;
    if (next.at != next.due)
        next.by = !listed.empty() && next.at <= listed.back() ? RetryParameter::queue_run_time
                                                              : RetryParameter::queue_run;
    return next;
}

engine::Time first_run(const QueueRuns& runs, engine::Duration phase, engine::Time due) noexcept {
    engine::Time start = engine::time_zero + phase;
    if (!runs.times.empty()) {
        const auto listed = std::lower_bound(runs.times.begin(), runs.times.end(), due);
        if (listed != runs.times.end()) return *listed;
        start = runs.times.back();
    }
    if (due <= start) return start;
    const auto runs_before = (due - start - engine::Duration{1}) / runs.every;
    return start + (runs_before + 1) * runs.every;
}

}  // namespace mxsim::mail
