// Both ledgers, made from the rows of the copies. A copy that has come into being ends once: delivered, bounced, lost, or
// left in a queue. A message is delivered if any copy was, else queued if any copy is, else bounced if any copy was, else
// lost.
#pragma once

#include <map>
#include <string>
#include <utility>
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

inline bool ends_message(const mail::TraceRow& row) {
    using mail::TraceEvent;
    return row.event == TraceEvent::delivered || row.event == TraceEvent::bounced || row.event == TraceEvent::queued ||
           row.event == TraceEvent::lost;
}

// Every message is submitted once, and ends once; what is told of it afterwards is of its other copies.
inline std::string broken_ledger_of_messages(const std::vector<mail::TraceRow>& messages) {
    std::map<std::uint32_t, int> ends;
    for (const mail::TraceRow& row : messages) {
        if (row.event == mail::TraceEvent::submitted && !ends.emplace(row.message, 0).second) return "submitted twice";
        if (ends.count(row.message) == 0) return "not submitted";
        if (ends_message(row)) ++ends[row.message];
        if (row.event == mail::TraceEvent::duplicate && ends[row.message] != 1) return "a duplicate before the delivery";
    }
    for (const auto& [message, times] : ends)
        if (times != 1) return "message " + std::to_string(message) + " ends " + std::to_string(times) + " times";
    return "";
}

// A lost acknowledgement makes one copy; so may a sender that gave up waiting for the reply to the dot. A copy that is
// left when the run is cut, as it may be, is told as its message's, and not at all if that is delivered.
inline std::string broken_ledger_of_copies(const std::vector<mail::TraceRow>& rows, bool may_be_cut) {
    using mail::TraceEvent;
    struct Message {
        std::map<std::uint32_t, int> ends;  // by copy
        std::size_t sure = 1, perhaps = 0;  // copies
    };
    std::map<std::uint32_t, Message> messages;
    for (const mail::TraceRow& row : rows) {
        Message& m = messages[row.message];
        if (row.event == TraceEvent::false_bounce) continue;
        if (m.ends[row.copy] > 0)
            return "something is told of a copy that has ended: message " + std::to_string(row.message);
        if (row.event == TraceEvent::attempt && row.ending.outcome == measure::Outcome::ack_lost) ++m.sure;
        if (row.ending.stage == measure::Stage::eod && row.ending.outcome == measure::Outcome::hang) ++m.perhaps;
        if (ends_message(row) || row.event == TraceEvent::duplicate) ++m.ends[row.copy];
    }
    for (const auto& [number, m] : messages) {
        const std::string who = "message " + std::to_string(number) + ": ";
        if (m.ends.size() < m.sure || m.ends.size() > m.sure + m.perhaps) return who + "has another number of copies";
        if (may_be_cut) continue;
        for (const auto& [copy, times] : m.ends)
            if (times != 1) return who + "copy " + std::to_string(copy) + " does not end";
    }
    return "";
}

}  // namespace mxsim::properties
