// The declarative description of how an MTA behaves: a file of scenarios/profiles/ as plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/time.hpp"

namespace mxsim::mail {

// How long an MTA waits for each step before it gives the attempt up; `forever` is no time-out.
// Defaults: RFC 5321 section 4.5.3.2; connect is not given there, 30 s is Postfix's.
struct Timeouts {
    engine::Duration connect = std::chrono::seconds{30};
    engine::Duration banner = std::chrono::minutes{5};
    engine::Duration ehlo = std::chrono::minutes{5};
    engine::Duration mail = std::chrono::minutes{5};
    engine::Duration rcpt = std::chrono::minutes{5};
    engine::Duration data = std::chrono::minutes{2};
    engine::Duration block = std::chrono::minutes{3};
    engine::Duration eod = std::chrono::minutes{10};
};

enum class RetryClock : std::uint8_t {
    intervals,    // the n-th failed pass is followed by the n-th interval, the last one repeating
    message_age,  // the next wait is the message's age, held within two bounds (Postfix)
    host_age,     // by how long the hosts have failed, the first queue run that may try one of them (Exim)
    every_run,    // no wait but for the next queue run (Sendmail)
};

// Queue runs: a due message is taken up by the first run at or after its due time.
struct QueueRuns {
    engine::Duration every{0};             // zero: no queue runs, a message is taken up when it is due
    engine::Duration slack{0};             // a run takes what is due this much later, too
    std::optional<engine::Duration> phase;  // from time zero; none: drawn for each MTA in [0, every)
    std::vector<engine::Time> times;       // explicit runs first, then on at `every` after the last
};

// How many deliveries to one destination at once, and when it is left alone (Postfix).
struct DestinationWindow {
    std::uint32_t first = 0;           // at once, to begin with; 0: as many as there are messages, and none is left alone
    std::uint32_t most = 20;           // at once, after that many were answered; 0: no limit
    std::uint32_t failed_cohorts = 1;  // windows full of failures until it is left alone; 0: never
    engine::Duration dead_for{0};      // so long, from the whole second in which that happened
};

// "F,TIME,WAIT" and "G,TIME,WAIT,FACTOR" of Exim's retry section.
struct RetryRule {
    engine::Duration until{0};          // since the first failure
    engine::Duration wait{0};
    std::int64_t growth_per_mille = 0;  // 0: F
};

// What is remembered of hosts that failed, and what follows (Exim, Sendmail).
struct HostMemory {
    std::vector<RetryRule> rules;          // none: a host that failed is left alone by the rest of that queue run only
    engine::Duration longest_wait = std::chrono::hours{24};
    engine::Duration kept = std::chrono::hours{7 * 24};  // since the last try
    bool waits_after_cutoff = true;        // of all hosts expired none is tried before its time, and mail comes back at once
    std::uint32_t most_tried = 5;          // hosts a pass; then one of each worse preference
    std::uint32_t most_tried_at_all = 50;  // expired ones among them
    std::uint32_t runners = 5;             // of the queue at once, each delivers one message after the other
    bool in_order = false;                 // by arrival, else by lot
    bool freezes = false;                  // what would loop back to the MTA itself
    std::uint32_t mails_a_connection = 500;  // of those that wait for the host; of a run without rules: no limit
};

struct Profile {
    std::string name;
    RetryClock clock = RetryClock::intervals;
    engine::Duration first{0};                     // from submission or storing to the first pass
    std::vector<engine::Duration> intervals;       // from the end of a failed pass (intervals clock)
    engine::Duration minimal_backoff{0};           // message_age clock
    engine::Duration maximal_backoff{0};
    bool whole_seconds = false;                    // the MTA's clock has one-second resolution
    QueueRuns queue_runs;
    engine::Duration lifetime = engine::forever;   // a pass that fails at this age or later bounces
    std::uint32_t passes = 0;                      // at most so many passes; 0: no limit
    std::uint32_t address_limit = 0;               // at most so many addresses a pass; 0: no limit
    std::uint32_t least_address_limit = 0;         // a lower limit counts as this
    bool balances_families = false;                // neither family takes all places within the limit
    std::uint32_t session_limit = 0;               // at most so many sessions a pass that came past EHLO; 0: no limit
    bool shuffles = true;                          // equals come in random order, else as the zone names them
    bool greeting_rejects = false;                 // 5xx in place of the greeting bounces, as it does later
    std::optional<engine::Duration> delay_notice;  // one notice at the first deferral of at least this age
    DestinationWindow destination;
    HostMemory hosts;                              // host_age clock
    Timeouts timeouts;
};

}  // namespace mxsim::mail
