// The load of every server, and the age of what was queued when each outage ended, as Postfix's qshape
// prints it: T in all, then messages younger than 5, 10, 20 ... minutes, and older ones.
// Source: https://www.postfix.org/QSHAPE_README.html
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/page.hpp"

namespace mxsim::report {

namespace {

constexpr std::size_t most_servers = 20;
constexpr std::size_t most_age_rows = 10;  // for each place
constexpr std::size_t most_outages = 4;
constexpr std::size_t least_columns =
    4;  // of a number in an age table, so that tables stand under each other

using Row = std::vector<std::string>;

// Relays, then the others by what they were asked to do, 20 at most; printed in the scenario's order.
std::vector<const ServerRow*> shown_servers(const Result& r) {
    std::vector<const ServerRow*> servers;
    for (const auto& server : r.servers) servers.push_back(&server);
    if (servers.size() <= most_servers) return servers;
    std::stable_sort(servers.begin(), servers.end(), [](auto* a, auto* b) {
        if (a->relay != b->relay) return a->relay;
        return value_or_zero(a->load.attempts) > value_or_zero(b->load.attempts);
    });
    servers.resize(most_servers);
    std::sort(servers.begin(), servers.end());
    return servers;
}

std::string share_text(const Estimate& share) { return share.value ? percent_text(*share.value) : "–"; }

void write_load(Page& page, const std::vector<const ServerRow*>& servers) {
    std::vector<Row> table = {{"", "share of mail", "attempts", "accepted", "rejected", "refused"}};
    for (const auto* server : servers) {
        const auto& load = server->load;
        table.push_back({server->name, share_text(load.share), count_text(load.attempts.value),
                         count_text(load.accepted.value), count_text(load.rejected.value),
                         count_text(load.refused.value)});
    }
    page.table(table);
}

std::string when_text(const Estimate& at_s, const Clock& clock) { return at_s.value ? clock.at(*at_s.value) : "–"; }

void write_sessions(Page& page, const std::vector<const ServerRow*>& servers, const Result& r) {
    const Clock clock(r);
    std::vector<Row> table = {{"", "slots in use", "peak", "waiting: peak", "when", "mean"}};
    for (const auto* server : servers) {
        const auto& load = server->load;
        table.push_back({server->name, share_text(load.utilization), count_text(load.sessions_peak.value),
                         count_text(load.connections_waiting_peak.value),
                         when_text(load.connections_waiting_peak_at_s, clock),
                         count_text(load.connections_waiting_mean.value)});
    }
    page.line();
    page.table(table);
}

void write_queues(Page& page, const std::vector<const ServerRow*>& servers, const Result& r) {
    const Clock clock(r);
    std::vector<Row> table = {{"", "queue: peak", "size", "when", "mean", "attempts made"}};
    for (const auto* server : servers) {
        if (!server->relay) continue;
        const auto& load = server->load;
        table.push_back({server->name, count_text(load.queue_peak_messages.value),
                         bytes_text(value_or_zero(load.queue_peak_bytes)), when_text(load.queue_peak_at_s, clock),
                         count_text(load.queue_mean_messages.value),
                         count_text(server->relaying.attempts_made.value)});
    }
    if (table.size() == 1) return;
    page.line();
    page.table(table);
}

// As qshape does, without grouping; thousands where the plain numbers would not leave room for a name.
std::string age_count(double n, bool thousands) {
    const auto whole = std::llround(n);
    if (!thousands || whole < 1000) return fmt::format("{}", whole);
    if (whole < 999'500) return fmt::format("{:.0f}k", static_cast<double>(whole) / 1e3);
    return fmt::format("{:.1f}M", static_cast<double>(whole) / 1e6);
}

double total(const std::array<double, measure::AgeTable::columns>& count) {
    double sum = 0;
    for (double n : count) sum += n;
    return sum;
}

Row age_row(const std::string& name, const std::array<double, measure::AgeTable::columns>& count,
            bool thousands) {
    Row row = {name, pad_left(age_count(total(count), thousands), least_columns)};
    for (double n : count) row.push_back(pad_left(age_count(n, thousands), least_columns));
    return row;
}

// Rows of one place, fullest first: their sum, then each, the least ones together.
std::vector<Row> age_table(const std::vector<const AgeRow*>& rows, bool thousands) {
    std::array<double, measure::AgeTable::columns> sum{}, rest{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t c = 0; c < sum.size(); ++c) {
            sum[c] += rows[i]->count[c];
            if (i >= most_age_rows) rest[c] += rows[i]->count[c];
        }
    }
    std::vector<Row> table = {{"", "T", "5", "10", "20", "40", "80", "160", "320", "640", "1280", "1280+"},
                              age_row("TOTAL", sum, thousands)};
    for (std::size_t i = 0; i < std::min(rows.size(), most_age_rows); ++i) {
        const auto& domain = rows[i]->domain;
        table.push_back(age_row(domain.empty() ? "others" : domain, rows[i]->count, thousands));
    }
    if (rows.size() > most_age_rows) {
        table.push_back(age_row(fmt::format("{} more", rows.size() - most_age_rows), rest, thousands));
    }
    return table;
}

bool leaves_room(const std::vector<Row>& table) {
    std::size_t used = 0;
    for (std::size_t c = 1; c < table.front().size(); ++c) {
        std::size_t widest = 0;
        for (const auto& row : table) widest = std::max(widest, columns(row[c]));
        used += widest + 1;
    }
    return used + 20 <= Page::width;
}

// "crash ended (Tue 10:00)", "best and second ended (Tue 10:00)", "the last of the 7 windows of crash ended (Tue 10:00)"
std::string ended_text(const Told& told, const Result& r) {
    const auto& outage = *told.outage;
    const auto at = outage.ages_at_s.value;
    const auto when = at && !outage.windows_vary ? " (" + Clock(r).at(*at) + ")" : "";
    const auto windows = windows_of(outage);
    if (windows < 2) return told.names + " ended" + when;
    if (outage.windows_vary) return fmt::format("the last window of {} ended", told.names);
    return fmt::format("the last of the {} windows of {} ended{}", windows, told.names, when);
}

// A mean that is written as none counts as none.
bool any_message(const std::vector<const AgeRow*>& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const AgeRow* row) { return std::llround(total(row->count)) > 0; });
}

void write_place_ages(Page& page, const std::vector<const AgeRow*>& place, const Told& told, const Result& r) {
    if (!any_message(place)) return;
    const auto& relay = place.front()->relay;
    page.heading(fmt::format("Age in minutes of mail at {} when {}", relay.empty() ? "the senders" : relay,
                             ended_text(told, r)));
    auto table = age_table(place, false);
    page.table(leaves_room(table) ? table : age_table(place, true));
}

// One table for each relay and one for the senders; rows of one place stand together.
void write_outage_ages(Page& page, const Told& told, const Result& r) {
    const auto& outage = *told.outage;
    std::vector<const AgeRow*> place;
    for (std::size_t i = 0; i < outage.ages.size(); ++i) {
        const auto& row = outage.ages[i];
        place.push_back(&row);
        if (i + 1 < outage.ages.size() && outage.ages[i + 1].relay == row.relay) continue;
        write_place_ages(page, place, told, r);
        place.clear();
    }
}

}  // namespace

void write_servers(Page& page, const Result& r) {
    if (r.servers.empty()) return;
    const auto servers = shown_servers(r);
    page.heading("Servers");
    write_load(page, servers);
    write_sessions(page, servers, r);
    write_queues(page, servers, r);
    if (servers.size() < r.servers_in_all) {
        page.line(fmt::format("  and {} more; the JSON has {}", r.servers_in_all - servers.size(),
                              r.servers.size()));
    }
}

void write_ages(Page& page, const Result& r) {
    const auto all = told_once(r);
    for (std::size_t i = 0; i < std::min(all.size(), most_outages); ++i) write_outage_ages(page, all[i], r);
}

}  // namespace mxsim::report
