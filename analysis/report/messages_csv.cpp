// Names are made fields once: there are millions of rows and few names.
#include "analysis/report/messages_csv.hpp"

#include "analysis/report/csv.hpp"
#include "sim/engine/exact_seconds.hpp"

namespace mxsim::report {

namespace {

std::string_view word(measure::Fate fate) {
    switch (fate) {
        case measure::Fate::queued: return "queued";
        case measure::Fate::delivered: return "delivered";
        case measure::Fate::bounced: return "bounced";
        case measure::Fate::lost: return "lost";
    }
    return "";
}

}  // namespace

MessagesCsv::MessagesCsv(const mail::WorldSpec& world) {
    for (const auto& sender : world.senders) senders_.push_back(csv_field(sender.name));
    for (const auto& domain : world.domains) domains_.push_back(csv_field(domain.name));
    for (const auto& server : world.servers) servers_.push_back(csv_field(server.name));
}

void MessagesCsv::append(std::string& to, std::uint32_t replication, const measure::MessageRow& row) const {
    to += std::to_string(replication);
    (to += ',') += senders_[row.population];
    (to += ',') += domains_[row.domain];
    engine::append_exact_seconds(to += ',', row.submitted);
    to += ',';
    if (row.ended != engine::never) engine::append_exact_seconds(to, row.ended);
    (to += ',') += word(row.fate);
    (to += ',') += std::to_string(row.attempts);
    (to += ',') += std::to_string(row.hops);
    to += ',';
    if (row.last_server != measure::MessageRow::nowhere) to += servers_[row.last_server];
    to += "\r\n";
}

}  // namespace mxsim::report
