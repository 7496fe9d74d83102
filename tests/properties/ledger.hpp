// The ledger of messages, made from the rows of their copies: a message is delivered if any copy was, else queued if
// any copy is, else bounced if any copy was, else lost.
#pragma once

#include <map>
#include <vector>

#include "sim/mail/trace.hpp"

namespace mxsim::properties {

// The rows of a trace with one ending for each message: of copies that ended otherwise nothing is left.
inline std::vector<mail::TraceRow> message_rows(const std::vector<mail::TraceRow>& rows) {
    using mail::TraceEvent;
    struct Ends {
        bool delivered = false, queued = false, bounced = false;
        std::uint64_t told = 0, all = 0;
        measure::Reason reason{};
    };
    std::map<std::uint32_t, Ends> ends;
    for (const mail::TraceRow& row : rows) {
        Ends& e = ends[row.message];
        if (row.event == TraceEvent::bounced && !e.bounced) e.reason = row.reason;
        e.delivered = e.delivered || row.event == TraceEvent::delivered;
        e.queued = e.queued || row.event == TraceEvent::queued;
        e.bounced = e.bounced || row.event == TraceEvent::bounced;
        if (row.event == TraceEvent::bounced || row.event == TraceEvent::lost) ++e.all;
    }
    std::vector<mail::TraceRow> kept;
    for (const mail::TraceRow& row : rows) {
        Ends& e = ends[row.message];
        if (row.event != TraceEvent::bounced && row.event != TraceEvent::lost) {
            kept.push_back(row);
        } else if (++e.told == e.all && !e.delivered && !e.queued) {
            kept.push_back(row);
            kept.back().event = e.bounced ? TraceEvent::bounced : TraceEvent::lost;
            if (e.bounced) kept.back().reason = e.reason;
        }
    }
    return kept;
}

}  // namespace mxsim::properties
