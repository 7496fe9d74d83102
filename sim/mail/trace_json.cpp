// Written by hand and in whole numbers: a trace has millions of rows, and its times lose no digit.
#include "sim/mail/trace_json.hpp"

#include <string_view>

#include "sim/engine/exact_seconds.hpp"
#include "sim/mail/trace_text.hpp"

namespace mxsim::mail {

namespace {

// RFC 8259 section 7.
std::string quoted(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string to = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') to += '\\';
        if (byte < 0x20) {
            to += "\\u00";
            to += hex[byte >> 4];
            to += hex[byte & 15];
        } else {
            to += c;
        }
    }
    return to + '"';
}

void add_word(std::string& to, std::string_view key, std::string_view word) {
    to += ",\"";
    to += key;
    to += "\":\"";
    to += word;
    to += '"';
}

void add_number(std::string& to, std::string_view key, std::int64_t number) {
    to += ",\"";
    to += key;
    to += "\":";
    to += std::to_string(number);
}

void add_time(std::string& to, std::string_view key, engine::Time at) {
    to += ",\"";
    to += key;
    to += "\":";
    engine::append_exact_seconds(to, at);
}

// In JSON an event is a copy's: each copy that reaches a mailbox is delivered.
std::string_view event_word(TraceEvent event) {
    if (event == TraceEvent::duplicate) return word(TraceEvent::delivered);
    if (event == TraceEvent::false_bounce) return word(TraceEvent::notice);
    return word(event);
}

// A queue run may take a message up at another instant than the one at which it is due.
void add_next(std::string& to, const NextPass& next) {
    add_time(to, "next_s", next.at);
    add_word(to, "set_by", word(next.by));
    if (next.by == next.due_by) return;
    add_time(to, "due_s", next.due);
    add_word(to, "due_set_by", word(next.due_by));
}

}  // namespace

TraceJson::TraceJson(const WorldSpec& spec) : spec_{spec} {
    for (const SenderSpec& sender : spec.senders) senders_.push_back(quoted(sender.name));
    for (const dns::ZoneSpec& domain : spec.domains) domains_.push_back(quoted(domain.name));
    for (const ServerSpec& server : spec.servers) {
        servers_.push_back(quoted(server.name));
        std::vector<std::string>& addresses = addresses_.emplace_back();
        for (const std::string& address : server.addresses) addresses.push_back(quoted(address));
    }
}

void TraceJson::append(std::string& to, const TraceRow& row) const {
    if (row.event == TraceEvent::queued) return;
    to += "{\"t_s\":";
    engine::append_exact_seconds(to, row.began);
    add_word(to, "event", event_word(row.event));
    add_number(to, "message", row.message);
    add_number(to, "copy", row.copy);
    add_number(to, "hop", row.hop);
    details(to, row);
    to += "}\n";
}

void TraceJson::details(std::string& to, const TraceRow& row) const {
    switch (row.event) {
        case TraceEvent::submitted:
            from(to, row, "from");
            (to += ",\"domain\":") += domains_[row.domain];
            add_number(to, "size_bytes", row.size);
            to += spec_.senders[row.population].wanted ? ",\"wanted\":true" : ",\"wanted\":false";
            if (row.unknown) to += ",\"unknown_recipient\":true";
            return;
        case TraceEvent::lookup: return lookup(to, row);
        case TraceEvent::attempt: return attempt(to, row);
        case TraceEvent::waits:
        case TraceEvent::suspended:
            from(to, row, "from");
            (to += ",\"domain\":") += domains_[row.domain];
            return;
        case TraceEvent::deferred:
            from(to, row, "from");
            return add_next(to, row.next);
        case TraceEvent::relayed:
        case TraceEvent::delivered:
        case TraceEvent::duplicate:
            from(to, row, "from");
            return place(to, row.server, row.address);
        case TraceEvent::bounced:
            from(to, row, "at");
            return add_word(to, "reason", word(row.reason));
        case TraceEvent::lost:
            from(to, row, "at");
            return add_word(to, "reason", word(row.reason));
        case TraceEvent::notice:
            from(to, row, "from");
            return add_word(to, "kind", "delay");
        case TraceEvent::false_bounce:
            from(to, row, "from");
            return add_word(to, "kind", "false-bounce");
        case TraceEvent::queued: return;
    }
}

// Who holds the message.
void TraceJson::from(std::string& to, const TraceRow& row, const char* key) const {
    ((to += ",\"") += key) += "\":";
    to += row.holder == no_server ? senders_[row.population] : servers_[row.holder];
}

void TraceJson::place(std::string& to, std::uint32_t server, std::uint16_t address) const {
    (to += ",\"server\":") += servers_[server];
    if (address != dns::no_number) (to += ",\"address\":") += addresses_[server][address];
}

void TraceJson::lookup(std::string& to, const TraceRow& row) const {
    from(to, row, "from");
    (to += ",\"domain\":") += domains_[row.domain];
    to += ",\"candidates\":[";
    for (const ListedCandidate& listed : row.candidates) {
        to += &listed == &row.candidates.front() ? "{" : ",{";
        const std::size_t begins = to.size();
        place(to, listed.candidate.server, listed.candidate.address);
        to.erase(begins, 1);  // the comma
        add_number(to, "preference", listed.candidate.preference);
        if (listed.skip != Skip::no) add_word(to, "skipped", word(listed.skip));
        to += '}';
    }
    to += ']';
    if (row.answer != dns::Answer::found) add_word(to, "answer", word(row.answer));
    if (row.began != row.at) add_time(to, "end_s", row.at);
}

void TraceJson::attempt(std::string& to, const TraceRow& row) const {
    from(to, row, "from");
    (to += ",\"domain\":") += domains_[row.domain];
    place(to, row.server, row.address);
    add_word(to, "stage", word(row.ending.stage));
    add_word(to, "result", result_word(row.ending));
    add_time(to, "end_s", row.at);
    if (row.reused) to += ",\"reused\":true";
    if (row.session_limit) add_word(to, "limit", "session_limit");
}

}  // namespace mxsim::mail
