// What a trace adds up to: the fates of messages, and what each server met.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/recount/row.hpp"

namespace recount {

// Messages under one heading, with the figures' names of the result.
struct Mail {
    std::map<std::string, std::uint64_t> counts;
    std::vector<Nanoseconds> latencies;  // of those delivered

    std::uint64_t undelivered() const { return count("bounced") + count("queued"); }
    std::uint64_t count(const std::string& key) const {
        const auto found = counts.find(key);
        return found == counts.end() ? 0 : found->second;
    }
};

struct Level {
    std::int64_t now = 0, peak = 0;
    Nanoseconds peak_at = 0, since = 0;
    double integral = 0;  // level times nanoseconds, until the end of submissions

    void step(Nanoseconds at, std::int64_t by, Nanoseconds end) {
        if (at <= end || since < end)
            integral += static_cast<double>(now) * static_cast<double>(std::min(at, end) - since);
        since = std::min(at, end);
        now += by;
        if (now > peak) {
            peak = now;
            peak_at = at;
        }
    }
};

struct Server {
    std::uint64_t attempts = 0, accepted = 0, rejected = 0, refused = 0, attempts_made = 0, accepted_bytes = 0;
    Level messages, bytes;  // stored at a relay
};

// An outage as the result has it.
struct Outage {
    std::set<std::string> servers;
    std::vector<std::pair<Nanoseconds, Nanoseconds>> windows;
};

class Ledger {
  public:
    Ledger(Nanoseconds on_time, Nanoseconds duration, std::map<std::string, Outage> of)
        : on_time_{on_time}, duration_{duration}, outages_of_{std::move(of)} {}

    void add(const Row& row) {
        if (row.event == "submitted") {
            under_way_[row.message] = {row.at, row.size, row.from, row.domain, row.wanted, false};
            ++submitted;
        } else if (row.event == "lookup") {
            for (const Candidate& c : row.candidates) exchangers_[row.domain].insert(c.server);
        } else if (row.is_attempt()) {
            attempt(row);
        } else if (row.event == "notice") {
            under_way_.at(row.message).notices += 1;
        } else if (row.event == "relayed") {
            relayed(row);
        } else if (row.ends()) {
            ended(row);
        }
    }
    void end() {
        for (const auto& [number, message] : under_way_) count_fate(message, "queued", nullptr);
        under_way_.clear();
        for (auto& [name, server] : servers)
            for (Level* level : {&server.messages, &server.bytes}) level->step(duration_, 0, duration_);
    }

    Mail wanted, other;
    std::map<std::string, Mail> domains, senders, outages;
    std::map<std::string, Server> servers;
    std::uint64_t submitted = 0, other_rejected = 0, other_backscatter = 0;
    Nanoseconds last_end = 0;

  private:
    struct Message {
        Nanoseconds submitted = 0;
        std::int64_t size = 0;
        std::string sender, domain;
        bool wanted = false;
        bool relayed = false;
        std::uint64_t notices = 0;
    };

    void attempt(const Row& row) {
        Server& server = servers[row.server];
        ++server.attempts;
        if (row.hop > 0) ++servers[row.from].attempts_made;
        if (row.accepted())
            ++server.accepted;
        else if (row.is_reply())
            ++server.rejected;
        else if (row.stage == "connect")
            ++server.refused;
    }
    void store(const std::string& relay, Nanoseconds at, std::int64_t messages, std::int64_t bytes) {
        servers[relay].messages.step(at, messages, duration_);
        servers[relay].bytes.step(at, bytes, duration_);
    }
    void relayed(const Row& row) {
        Message& message = under_way_.at(row.message);
        message.relayed = true;
        if (row.hop > 0) store(row.from, row.at, -1, -message.size);
        servers[row.server].accepted_bytes += static_cast<std::uint64_t>(message.size);
        store(row.server, row.at, 1, message.size);
    }
    void ended(const Row& row) {
        const auto found = under_way_.find(row.message);
        const Message& message = found->second;
        last_end = row.at;
        if (row.hop > 0) store(row.from, row.at, -1, -message.size);
        if (!message.wanted && row.reason == "rejected") ++other_rejected;
        if (!message.wanted && row.event == "bounced" && row.hop > 0) ++other_backscatter;
        count_fate(message, row.event, &row);
        under_way_.erase(found);
    }
    void count_fate(const Message& message, const std::string& fate, const Row* delivered) {
        const auto count = [&](Mail& mail) {
            ++mail.counts["submitted"];
            ++mail.counts[fate];
            mail.counts["delay_notices"] += message.notices;
            if (fate != "delivered") return;
            const Nanoseconds latency = delivered->at - message.submitted;
            mail.latencies.push_back(latency);
            ++mail.counts[latency < on_time_ ? "on_time" : "late"];
            if (message.relayed) ++mail.counts["through_relay"];
        };
        count(message.wanted ? wanted : other);
        count(senders[message.sender]);
        if (!message.wanted) return;
        count(domains[message.domain]);
        for (const auto& [name, outage] : outages_of_)
            if (concerns(outage, message)) count(outages[name]);
    }
    // Submitted while it lasted, to a domain that names one of its servers.
    bool concerns(const Outage& outage, const Message& message) {
        const auto& exchangers = exchangers_[message.domain];
        const bool names = std::any_of(outage.servers.begin(), outage.servers.end(),
                                       [&](const std::string& server) { return exchangers.count(server) > 0; });
        return names && std::any_of(outage.windows.begin(), outage.windows.end(), [&](const auto& window) {
                   return window.first <= message.submitted && message.submitted < window.second;
               });
    }

    Nanoseconds on_time_, duration_;
    std::map<std::string, Outage> outages_of_;
    std::unordered_map<std::uint64_t, Message> under_way_;
    std::map<std::string, std::set<std::string>> exchangers_;  // by domain
};

}  // namespace recount
