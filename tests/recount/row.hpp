// A row of a trace, read from its line; on its own, so that a mistake of the simulator is not made twice.
#pragma once

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace recount {

using Json = nlohmann::json;
using Nanoseconds = std::int64_t;

// Why a trace is refused.
class Refused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A trace lasts at most some 50 days: a double still tells every nanosecond of them apart.
inline Nanoseconds nanoseconds(const Json& seconds) { return std::llround(seconds.get<double>() * 1e9); }

struct Candidate {
    std::string server, address;
    bool skipped = false;
};

struct Row {
    std::string event;
    Nanoseconds at = 0;     // t_s
    Nanoseconds known = 0;  // end_s, else t_s
    std::uint64_t message = 0, copy = 0;
    std::uint64_t hop = 0;
    bool last_of_pass = false;  // by a limit of the profile
    std::string from, answer, kind, domain, server, address, stage, result, reason;
    Nanoseconds next = 0;
    std::int64_t size = 0;
    bool wanted = false;
    std::vector<Candidate> candidates;

    explicit Row(const std::string& line) {
        const Json row = Json::parse(line);
        event = row.at("event").get<std::string>();
        at = nanoseconds(row.at("t_s"));
        known = row.contains("end_s") ? nanoseconds(row.at("end_s")) : at;
        message = row.at("message").get<std::uint64_t>();
        hop = row.at("hop").get<std::uint64_t>();
        copy = row.at("copy").get<std::uint64_t>();
        from = row.value(event == "bounced" || event == "lost" ? "at" : "from", "");
        answer = row.value("answer", "");
        kind = row.value("kind", "");
        domain = row.value("domain", "");
        server = row.value("server", "");
        address = row.value("address", "");
        stage = row.value("stage", "");
        result = row.value("result", "");
        last_of_pass = row.contains("limit");
        reason = row.value("reason", "");
        if (row.contains("next_s")) next = nanoseconds(row.at("next_s"));
        size = row.value("size_bytes", std::int64_t{0});
        wanted = row.value("wanted", false) && !row.value("unknown_recipient", false);
        if (event != "lookup") return;
        for (const Json& c : row.at("candidates"))
            candidates.push_back({c.at("server").get<std::string>(), c.value("address", ""),
                                  c.contains("skipped")});
    }

    bool is_attempt() const { return event == "attempt"; }
    bool accepted() const { return is_attempt() && result == "250"; }
    bool is_reply() const { return is_attempt() && result.size() == 3 && result[0] >= '2' && result[0] <= '5'; }
    // In place of the greeting, or to EHLO, it tells of the server only.
    bool rejected_for_good() const { return is_reply() && result[0] == '5' && stage != "banner" && stage != "ehlo"; }
    bool refuses_in_greeting() const { return is_reply() && result[0] == '5' && stage == "banner"; }
    // The sender does not know what has become of it: there may be another copy from now on.
    bool acknowledgement_lost() const { return is_attempt() && result == "ack-lost"; }
    bool left_to_server() const { return is_attempt() && result == "hang" && stage == "eod"; }
    bool ends() const { return event == "delivered" || event == "bounced" || event == "lost"; }
    bool is_false_bounce() const { return event == "notice" && kind == "false-bounce"; }
};

}  // namespace recount
