// What one replication leaves behind: integers and histograms only, so that equal runs are equal bytes.
//
// Indices are those of WorldSpec. Where a world has more than 1000 domains or servers, only those named
// in Plan are kept one by one (their rows stand in the order of the plan).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/engine/int128.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/load_series.hpp"
#include "sim/measure/message_row.hpp"

namespace mxsim::measure {

// The ledger of messages; submitted = delivered + bounced + lost + queued.
struct Fates {
    std::uint64_t submitted = 0;
    std::uint64_t delivered = 0;
    std::uint64_t bounced = 0;
    std::uint64_t lost = 0;
    std::uint64_t queued = 0;  // at the end of the run
    std::uint64_t duplicates = 0;
    std::uint64_t delay_notices = 0;
    std::uint64_t false_bounces = 0;
};

// Messages under one heading (all wanted mail, a domain, a sender, those submitted during an outage).
struct MailFigures {
    Fates fates;
    std::uint64_t on_time = 0;          // delivered within the scenario's `on_time`
    std::uint64_t through_relay = 0;    // delivered after a relay had stored it
    std::uint64_t rejected = 0;         // bounced for a reply of 5xx (shown for unwanted mail)
    std::uint64_t backscatter = 0;      // notices to senders of unwanted mail
    Histogram latency;                  // of delivered messages, submission to acceptance by a final server
};

// Counts are over the run (steady: from the end of the warm-up on); integrals and the length they
// belong to (RunResult::averaged) are over the time of submissions.
struct ServerFigures {
    std::uint64_t attempts = 0;       // made at it
    std::uint64_t accepted = 0;       // messages
    std::uint64_t rejected = 0;       // replies of 4xx or 5xx
    std::uint64_t refused = 0;        // connections refused or not answered
    std::uint64_t attempts_made = 0;  // by a relay's own outbound side
    std::uint64_t accepted_bytes = 0;  // relays only
    std::int64_t sessions_peak = 0;
    engine::Int128 busy = 0;          // slots in use times nanoseconds
    std::int64_t waiting_peak = 0;    // connections waiting for a slot
    engine::Time waiting_peak_at{};
    engine::Int128 waiting = 0;
    std::int64_t queue_peak_messages = 0;  // stored at a relay
    std::int64_t queue_peak_bytes = 0;
    engine::Time queue_peak_at{};     // of the messages
    engine::Int128 queue = 0;
    LoadSeries queue_series;          // a relay's stored messages; a mailbox server's waiting connections
    bool has_series = false;
};

// Postfix's qshape: queued messages by age in columns of doubling width; by place and destination.
struct AgeTable {
    static constexpr std::size_t columns = 10;  // < 5, 10, 20, ... 1280 minutes, and older
    struct Row {
        std::int64_t relay = -1;   // server index; -1: at the senders
        std::int64_t domain = -1;  // -1: all domains not kept one by one
        std::array<std::uint64_t, columns> count{};
    };
    engine::Time at = engine::never;  // never: not taken
    std::vector<Row> rows;            // rows of zeros are left out
};

struct OutageFigures {
    MailFigures mail;                              // wanted mail submitted while it lasted
    std::vector<std::pair<engine::Time, engine::Time>> windows;  // as drawn, united; one without an end is cut at the end of submissions
    AgeTable ages;                                 // at the end of its last window
    // From the end of a window until 90 % and all of the copies late at its end had ended, and until the
    // backlog of the domains it hit was first zero: the longest over its windows; `forever`: not reached.
    engine::Duration drain_90{0};
    engine::Duration drain_100{0};
    engine::Duration normal_after{0};
    engine::Time normal_at{};                      // the latest instant at which it was
    std::int64_t backlog_peak = 0;                 // of the domains it hit, while it lasted or drained
    std::uint64_t drain_rate_peak = 0;             // most messages its servers accepted in a minute, draining
    std::uint64_t windows_not_measured = 0;        // too many outages drained at once
};

struct RunResult {
    std::uint32_t replication = 0;
    engine::Time ended{};              // when the last message ended, or the run was cut
    engine::Time averaged_until{};     // the end of `averaged`
    engine::Duration averaged{0};      // the time that integrals are over
    MailFigures wanted;                // to existing recipients; the headline
    MailFigures other;
    std::vector<MailFigures> domains;  // wanted mail
    std::vector<MailFigures> senders;  // every class in its own right
    std::vector<ServerFigures> servers;
    std::vector<OutageFigures> outages;
    std::int64_t backlog_peak = 0;
    engine::Time backlog_peak_at{};
    engine::Time backlog_empty_at{};   // when it last became zero; `never`: it did not
    LoadSeries backlog;
    std::vector<MessageRow> messages;  // by number; only if the plan asks for them
    std::uint64_t events = 0;          // simulated, for speed figures only
};

// What to keep, decided before the run from the scenario alone.
struct Plan {
    std::vector<std::uint32_t> domains;  // kept one by one, ascending
    std::vector<std::uint32_t> servers;  // likewise
    std::vector<std::uint32_t> series;   // servers with a load series, ascending
    bool messages = false;               // a row of each
};

}  // namespace mxsim::measure
