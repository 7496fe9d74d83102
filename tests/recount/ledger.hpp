// What a trace adds up to: the fates of messages, and what each server met. A message is delivered if any of its copies
// was, else queued if any is, else bounced if any was, else lost.
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

    std::uint64_t undelivered() const { return count("bounced") + count("queued") + count("lost"); }
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
    std::set<std::string> servers, zones;
    std::vector<std::pair<Nanoseconds, Nanoseconds>> windows;
};

class Ledger {
  public:
    Ledger(Nanoseconds on_time, Nanoseconds duration, std::map<std::string, Outage> of,
           std::map<std::string, std::string> cnames)
        : on_time_{on_time}, duration_{duration}, outages_of_{std::move(of)}, cnames_{std::move(cnames)} {}

    void add(const Row& row) {
        if (row.event == "submitted") {
            Message& message = messages_[row.message];
            message.submitted = row.at;
            message.size = row.size;
            message.sender = row.from;
            message.domain = row.domain;
            message.wanted = row.wanted;
            if (row.hop > 0) {  // stored before the start
                store(row.from, 0, 1, message.size);
                stored_.insert({row.message, row.copy});
            }
            ++submitted;
        } else if (row.event == "lookup") {
            for (const Candidate& c : row.candidates) exchangers_[row.domain].insert(c.server);
        } else if (row.is_attempt()) {
            attempt(row);
        } else if (row.event == "notice") {
            ++(row.is_false_bounce() ? messages_[row.message].false_bounces : messages_[row.message].notices);
        } else if (row.event == "relayed") {
            relayed(row);
        } else if (row.ends()) {
            ended(row);
        }
    }
    void end() {
        for (const auto& [number, message] : messages_) fate(message);
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
        Nanoseconds submitted = 0, delivered_at = 0;
        std::int64_t size = 0;
        std::string sender, domain, reason;  // of the first bounce
        bool wanted = false, through_relay = false;
        std::set<std::uint64_t> copies{0};   // under way
        std::uint64_t notices = 0, false_bounces = 0, delivered = 0, bounced = 0, last_hop = 0;
    };

    void attempt(const Row& row) {
        Server& server = servers[row.server];
        ++server.attempts;
        if (row.hop > 0) ++servers[row.from].attempts_made;
        if (row.acknowledgement_lost() || row.accepted()) return;  // counted with the copy that was taken
        if (row.is_reply())
            ++server.rejected;
        else if (row.stage == "connect")
            ++server.refused;
    }
    void store(const std::string& relay, Nanoseconds at, std::int64_t messages, std::int64_t bytes) {
        servers[relay].messages.step(at, messages, duration_);
        servers[relay].bytes.step(at, bytes, duration_);
    }
    void relayed(const Row& row) {
        Message& message = messages_.at(row.message);
        message.copies.insert(row.copy);
        // A copy that its sender goes on to hold, too, has not left the sender's queue.
        if (stored_.count({row.message, row.copy}) > 0) store(row.from, row.at, -1, -message.size);
        ++servers[row.server].accepted;
        servers[row.server].accepted_bytes += static_cast<std::uint64_t>(message.size);
        store(row.server, row.at, 1, message.size);
        stored_.insert({row.message, row.copy});
    }
    void ended(const Row& row) {
        Message& message = messages_.at(row.message);
        message.copies.erase(row.copy);
        last_end = row.at;
        message.last_hop = row.hop;
        if (stored_.erase({row.message, row.copy}) > 0) store(row.from, row.at, -1, -message.size);
        if (row.event == "bounced" && message.bounced++ == 0) message.reason = row.reason;
        if (row.event != "delivered") return;
        ++servers[row.server].accepted;
        if (message.delivered++ > 0) return;
        message.delivered_at = row.at;
        message.through_relay = row.hop > 0;
    }
    void fate(const Message& message) {
        if (message.delivered > 0 && message.false_bounces != message.bounced)
            throw Refused{"the false bounces of a message are not its bounced copies"};
        if (message.delivered > 0) return count_fate(message, "delivered");
        if (!message.copies.empty()) return count_fate(message, "queued");
        if (message.bounced == 0) return count_fate(message, "lost");
        if (!message.wanted && message.reason == "rejected") ++other_rejected;
        if (!message.wanted && message.last_hop > 0) ++other_backscatter;
        count_fate(message, "bounced");
    }
    void count_fate(const Message& message, const std::string& fate) {
        const auto count = [&](Mail& mail) {
            ++mail.counts["submitted"];
            ++mail.counts[fate];
            mail.counts["delay_notices"] += message.notices;
            mail.counts["false_bounces"] += message.false_bounces;
            if (fate != "delivered") return;
            const Nanoseconds latency = message.delivered_at - message.submitted;
            mail.latencies.push_back(latency);
            mail.counts["duplicates"] += message.delivered - 1;
            ++mail.counts[latency < on_time_ ? "on_time" : "late"];
            if (message.through_relay) ++mail.counts["through_relay"];
        };
        count(message.wanted ? wanted : other);
        count(senders[message.sender]);
        if (!message.wanted) return;
        count(domains[message.domain]);
        for (const auto& [name, outage] : outages_of_)
            if (concerns(outage, message)) count(outages[name]);
    }
    static bool lies_in(const std::string& name, const std::string& zone) {
        const bool below = name.size() > zone.size() && name[name.size() - zone.size() - 1] == '.';
        return zone == "." || name == zone || (below && name.substr(name.size() - zone.size()) == zone);
    }
    // Submitted while it lasted, to a domain that names one of its servers, or that lies, with the domain that it stands
    // for and its exchangers, in one of its zones.
    bool concerns(const Outage& outage, const Message& message) {
        const auto& exchangers = exchangers_[message.domain];
        const auto cname = cnames_.find(message.domain);
        const std::string& data = cname == cnames_.end() ? message.domain : cname->second;
        const bool names = std::any_of(outage.servers.begin(), outage.servers.end(),
                                       [&](const std::string& server) { return exchangers.count(server) > 0; });
        const bool in_zone = std::any_of(outage.zones.begin(), outage.zones.end(), [&](const std::string& zone) {
            return lies_in(message.domain, zone) || lies_in(data, zone) || std::any_of(exchangers.begin(), exchangers.end(),
                                                                [&](const auto& name) { return lies_in(name, zone); });
        });
        return (names || in_zone) && std::any_of(outage.windows.begin(), outage.windows.end(), [&](const auto& window) {
                   return window.first <= message.submitted && message.submitted < window.second;
               });
    }

    Nanoseconds on_time_, duration_;
    std::map<std::string, Outage> outages_of_;
    std::map<std::string, std::string> cnames_;
    std::unordered_map<std::uint64_t, Message> messages_;
    std::set<std::pair<std::uint64_t, std::uint64_t>> stored_;  // messages and copies in relays' queues
    std::map<std::string, std::set<std::string>> exchangers_;  // by domain
};

}  // namespace recount
