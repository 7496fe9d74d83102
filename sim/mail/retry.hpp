// When a message whose delivery pass failed is tried again, or that it is given up.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/engine/random.hpp"
#include "sim/mail/profile.hpp"

namespace mxsim::mail {

// A failed pass, as its MTA sees it.
struct Failure {
    engine::Time now{};
    engine::Time since{};      // arrival of the message at this MTA
    std::uint32_t passes = 0;  // made by this MTA, the failed one included
    engine::Duration phase{0};  // of this MTA's queue runs
    engine::Time due{};         // host_age clock: when something may be tried
};

enum class GiveUp : std::uint8_t { no, expired, passes };

GiveUp gives_up(const Profile& profile, const Failure& failure) noexcept;

// The instant of the next pass, for a message that is not given up.
engine::Time next_pass(const Profile& profile, const Failure& failure) noexcept;

// Where a message stands that waits at time zero, this old at this MTA, since all its passes so far have failed.
struct Standing {
    std::uint32_t passes = 0;
    engine::Time next{};  // at time zero or later
};
Standing standing_at_start(const Profile& profile, engine::Duration age, engine::Duration phase) noexcept;

// What sets an instant of the retry clock: a parameter of the profile, or the message's age.
enum class RetryParameter : std::uint8_t {
    interval,
    minimal_backoff,
    maximal_backoff,
    message_age,
    queue_run,       // the first of the regular runs that takes what is due
    queue_run_time,  // or of those that the profile lists
    retry_rule,      // of a host that has failed, or of the message
};

// The same instant with its reasons: when the message is due by the clock, and when a pass takes it up.
struct NextPass {
    engine::Time due{};
    RetryParameter due_by = RetryParameter::interval;
    engine::Time at{};
    RetryParameter by = RetryParameter::interval;  // not `due_by` if the queue run is not at `due`
};
NextPass explained_next_pass(const Profile& profile, const Failure& failure) noexcept;

// True if the wait after the n-th failed pass depends on n alone: such waits go through delay lines.
inline bool waits_are_constant(const Profile& profile) noexcept {
    return profile.clock == RetryClock::intervals && profile.queue_runs.every.count() == 0;
}

// The wait after the `passes`-th failed pass of an intervals clock: the last interval repeats.
inline engine::Duration interval(const Profile& profile, std::uint32_t passes) noexcept {
    const std::size_t last = profile.intervals.size() - 1;
    return profile.intervals[passes - 1 < last ? passes - 1 : last];
}

// The first queue run at or after `due`.
engine::Time first_run(const QueueRuns& runs, engine::Duration phase, engine::Time due) noexcept;

}  // namespace mxsim::mail
