// An attempt stands at the instant at which its outcome is known, with the time it took since the connecting
// began; so the column of times never goes back, and every beginning can be found.
#include "sim/mail/trace_text.hpp"

#include <algorithm>
#include <array>

#include "sim/engine/exact_seconds.hpp"

namespace mxsim::mail {

namespace {

using engine::Duration;

constexpr std::int64_t per_s = 1'000'000'000;
constexpr std::int64_t per_day = 86'400 * per_s;

std::string padded(std::int64_t number, std::size_t digits) {
    std::string text = std::to_string(number);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

// Whole milliseconds have three digits, anything finer nine.
std::string fraction(std::int64_t ns) {
    if (ns == 0) return "";
    return '.' + (ns % 1'000'000 == 0 ? padded(ns / 1'000'000, 3) : padded(ns, 9));
}

std::string candidates(const WorldSpec& spec, const TraceRow& row) {
    std::string text = "look up " + spec.domains[row.domain].name + ": ";
    if (row.answer != dns::Answer::found) text += word(row.answer);
    if (row.answer != dns::Answer::found && !row.candidates.empty()) text += ", ";
    for (const ListedCandidate& listed : row.candidates) {
        const ServerSpec& server = spec.servers[listed.candidate.server];
        if (&listed != &row.candidates.front()) text += ", ";
        text += server.name;
        if (listed.candidate.address != dns::no_number) text += ' ' + server.addresses[listed.candidate.address];
        text += " (" + std::to_string(listed.candidate.preference) + ')';
        if (listed.skip != Skip::no) text += " skipped: " + std::string{word(listed.skip)};
    }
    if (row.began != row.at) text += ", after " + span_text(row.at - row.began);
    return text;
}

std::string what_happened(const WorldSpec& spec, const TraceRow& row) {
    switch (row.event) {
        case TraceEvent::submitted:
            return (row.at < engine::time_zero ? "queued since then for " : "submitted to ") + spec.domains[row.domain].name;
        case TraceEvent::lookup: return candidates(spec, row);
        case TraceEvent::attempt:
            return "try " + spec.servers[row.server].name + " (" + std::to_string(row.preference) + "): " + result_word(row.ending) + " at " +
                   std::string{word(row.ending.stage)} + " after " + span_text(row.at - row.began) +
                   (row.reused ? ", on an open connection" : "") + (row.session_limit ? ", the last session of the pass" : "");
        case TraceEvent::deferred: return "deferred, next " + clock_text(row.next.at);
        case TraceEvent::relayed: return "relayed to " + spec.servers[row.server].name;
        case TraceEvent::delivered:
            return "delivered to " + spec.servers[row.server].name + ", latency " +
                   span_text(row.at - row.submitted);
        case TraceEvent::bounced: return "bounced: " + std::string{word(row.reason)};
        case TraceEvent::lost: return "lost: " + std::string{word(row.reason)};
        case TraceEvent::waits: return "waits for its turn at " + spec.domains[row.domain].name;
        case TraceEvent::suspended: return "not tried: " + spec.domains[row.domain].name + " is left alone";
        case TraceEvent::notice: return "notice: delay";
        case TraceEvent::duplicate: return "duplicate to " + spec.servers[row.server].name;
        case TraceEvent::false_bounce: return "notice: false bounce";
        case TraceEvent::queued: return "still queued";
    }
    return "";
}

using Columns = std::array<std::string, 4>;

Columns columns(const WorldSpec& spec, const TraceRow& row) {
    const bool at_relay = row.holder != no_server;
    std::string message = 'm' + std::to_string(row.message);
    if (row.copy > 0) message += '.' + std::to_string(row.copy);
    return {row.event == TraceEvent::queued ? "end" : clock_text(row.at), message,
            at_relay ? spec.servers[row.holder].name : spec.senders[row.population].name,
            what_happened(spec, row)};
}

}  // namespace

std::string_view word(TraceEvent event) {
    switch (event) {
        case TraceEvent::submitted: return "submitted";
        case TraceEvent::lookup: return "lookup";
        case TraceEvent::attempt: return "attempt";
        case TraceEvent::deferred: return "deferred";
        case TraceEvent::relayed: return "relayed";
        case TraceEvent::delivered: return "delivered";
        case TraceEvent::bounced: return "bounced";
        case TraceEvent::lost: return "lost";
        case TraceEvent::waits: return "waits";
        case TraceEvent::suspended: return "suspended";
        case TraceEvent::notice: return "notice";
        case TraceEvent::duplicate: return "duplicate";
        case TraceEvent::false_bounce: return "false-bounce";
        case TraceEvent::queued: return "queued";
    }
    return "";
}

std::string_view word(measure::Reason reason) {
    switch (reason) {
        case measure::Reason::expired: return "expired";
        case measure::Reason::passes: return "passes";
        case measure::Reason::rejected: return "rejected";
        case measure::Reason::null_mx: return "null-mx";
        case measure::Reason::no_address: return "no-address";
        case measure::Reason::loops_back: return "loops-back";
        case measure::Reason::too_many_hops: return "too-many-hops";
        case measure::Reason::no_such_domain: return "no-such-domain";
        case measure::Reason::queue_lost: return "queue-lost";
    }
    return "";
}

std::string_view word(dns::Answer answer) {
    switch (answer) {
        case dns::Answer::found: return "found";
        case dns::Answer::null_mx: return "null-mx";
        case dns::Answer::no_address: return "no-address";
        case dns::Answer::no_such_domain: return "no-such-domain";
        case dns::Answer::servfail: return "servfail";
        case dns::Answer::timeout: return "timeout";
        case dns::Answer::no_family: return "no-family";
    }
    return "";
}

std::string_view word(RetryParameter parameter) {
    switch (parameter) {
        case RetryParameter::interval: return "interval";
        case RetryParameter::minimal_backoff: return "minimal_backoff_time";
        case RetryParameter::maximal_backoff: return "maximal_backoff_time";
        case RetryParameter::message_age: return "message_age";
        case RetryParameter::queue_run: return "queue_run_delay";
        case RetryParameter::queue_run_time: return "queue_run_times";
        case RetryParameter::retry_rule: return "retry";
    }
    return "";
}

std::string_view word(Skip skip) {
    switch (skip) {
        case Skip::no: return "";
        case Skip::own_preference: return "R55";
        case Skip::address_limit: return "address_limit";
        case Skip::family: return "families";
        case Skip::no_address: return "no-address";
        case Skip::servfail: return "servfail";
        case Skip::timeout: return "timeout";
    }
    return "";
}

std::string result_word(const measure::Ending& ending) {
    switch (ending.outcome) {
        case measure::Outcome::refused: return "refused";
        case measure::Outcome::unreachable: return "unreachable";
        case measure::Outcome::ack_lost: return "ack-lost";
        case measure::Outcome::timeout: return "timeout";
        case measure::Outcome::hang: return "hang";
        case measure::Outcome::closed: return "closed";
        case measure::Outcome::dropped: return "dropped";
        case measure::Outcome::accepted:
        case measure::Outcome::reply: return std::to_string(ending.code);
    }
    return "";
}

std::string clock_text(engine::Time t) {
    const std::int64_t ns = t.time_since_epoch().count();
    if (ns < 0) return '-' + clock_text(engine::time_zero - t.time_since_epoch());
    const std::int64_t s = ns % per_day / per_s;
    const std::string days = ns >= per_day ? std::to_string(ns / per_day) + "d " : "";
    return days + padded(s / 3600, 2) + ':' + padded(s / 60 % 60, 2) + ':' + padded(s % 60, 2) +
           fraction(ns % per_s);
}

std::string span_text(Duration span) {
    std::int64_t left = span.count();
    std::string text;
    for (const auto& [unit, worth] : {std::pair{'d', per_day}, {'h', 3600 * per_s}, {'m', 60 * per_s}}) {
        if (left >= worth) text += std::to_string(left / worth) + unit + ' ';
        left %= worth;
    }
    if (left > 0 || text.empty()) {
        engine::append_exact_seconds(text, Duration{left});
        return text + 's';
    }
    text.pop_back();
    return text;
}

TraceText::TraceText(const WorldSpec& spec) : spec_{spec}, widths_{std::string_view{"00:00:00.000"}.size(), 0, 0} {
    for (const SenderSpec& sender : spec.senders) widths_[2] = std::max(widths_[2], sender.name.size());
    for (const ServerSpec& server : spec.servers)
        if (server.relay) widths_[2] = std::max(widths_[2], server.name.size());
}

void TraceText::append(std::string& to, const TraceRow& row) {
    const Columns line = columns(spec_, row);
    for (std::size_t c = 0; c < widths_.size(); ++c) {
        widths_[c] = std::max(widths_[c], line[c].size());
        to += line[c];
        to.append(widths_[c] - line[c].size() + 2, ' ');
    }
    to += line[3];
    to += '\n';
}

std::vector<std::string> text_lines(const WorldSpec& spec, const std::vector<TraceRow>& rows) {
    std::vector<std::string> lines;
    TraceText text{spec};
    for (const TraceRow& row : rows) {
        text.append(lines.emplace_back(), row);
        lines.back().pop_back();
    }
    return lines;
}

}  // namespace mxsim::mail
