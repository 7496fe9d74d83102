// What became of the mail: latency quantiles beside the share not delivered, the mail submitted during
// each outage, and the classes of senders and domains, the worst first.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/page.hpp"

namespace mxsim::report {

namespace {

constexpr std::size_t most_outages = 3;
constexpr std::size_t most_rows = 20;

using Row = std::vector<std::string>;

// Headers of the columns that a figure of several runs has beside its mean.
void add_spread_headers(Row& row, const Result& r) {
    if (r.replications > 1) row.insert(row.end(), {"95 % interval", limit_header(r.replications)});
}

void add_spread(Row& row, const Estimate& e, const Result& r, Writer write) {
    if (r.replications < 2) return;
    const auto limit = limit_of(e, r.replications);
    row.insert(row.end(), {interval_text(e, write), limit ? write(limit->value) : std::string("–")});
}

const char* label_of(const std::string& key) {
    if (key == "mean_s") return "mean";
    if (key == "p50_s") return "p50";
    if (key == "p90_s") return "p90";
    if (key == "p95_s") return "p95";
    if (key == "p99_s") return "p99";
    if (key == "p999_s") return "p99.9";
    return "longest";
}

bool any_undelivered(const Counts<std::uint64_t>& sums) { return sums.delivered < sums.submitted; }

std::string latency_heading(const Result& r) {
    const auto& sums = r.messages;
    if (!any_undelivered(sums)) return "Latency (all messages were delivered)";
    const auto share = [&](std::uint64_t n) {
        return percent_text(static_cast<double>(n) / static_cast<double>(sums.submitted));
    };
    return fmt::format("Latency of the delivered; bounced {}, lost {}, queued {}", share(sums.bounced),
                       share(sums.lost), share(sums.queued));
}

double on_time_share(const Mail<Estimate>& mail) {
    const double submitted = value_or_zero(mail.counts.submitted);
    return submitted > 0 ? value_or_zero(mail.counts.on_time) / submitted : 1;
}

void write_rows(Page& page, const std::string& what, const std::vector<MailRow>& all) {
    if (all.size() < 2) return;
    std::vector<const MailRow*> rows;
    for (const auto& row : all) rows.push_back(&row);
    std::stable_sort(rows.begin(), rows.end(),
                     [](auto* a, auto* b) { return on_time_share(a->mail) < on_time_share(b->mail); });
    const auto left = rows.size() > most_rows ? rows.size() - most_rows : 0;
    rows.resize(rows.size() - left);

    page.heading(what);
    std::vector<Row> table = {
        {"", "submitted", "on time", "late", "bounced", "lost", "queued", "p50", "p95"}};
    for (const auto* row : rows) {
        const auto& counts = row->mail.counts;
        table.push_back({row->name, count_text(counts.submitted.value),
                         percent_text(on_time_share(row->mail)), count_text(counts.late.value),
                         count_text(counts.bounced.value), count_text(counts.lost.value),
                         count_text(counts.queued.value), duration_text(row->mail.latency.p50_s.value),
                         duration_text(row->mail.latency.p95_s.value)});
    }
    page.table(table);
    if (left > 0) page.line(fmt::format("  and {} that fared better, all in the JSON", left));
}

void write_other(Page& page, const Result& r) {
    if (r.other.submitted == 0) return;
    const auto per_run = [&](std::uint64_t n) { return count_text(static_cast<double>(n) / r.replications); };
    page.heading("Unwanted mail and unknown recipients");
    page.paragraph(fmt::format(
        "{} submitted: {} delivered, {} rejected, {} bounced, {} lost, {} still queued; {} "
        "to senders that never wrote (backscatter).",
        per_run(r.other.submitted), per_run(r.other.delivered), per_run(r.other_rejected),
        per_run(r.other.bounced), per_run(r.other.lost), per_run(r.other.queued),
        counted_text(static_cast<double>(r.other_backscatter) / r.replications, "notice")));
}

void write_fate(Page& page, const Told& told, const Result& r) {
    const auto& outage = *told.outage;
    const auto& mail = outage.mail;
    page.heading("Mail submitted during " + told.names +
                 (windows_of(outage) > 1 ? ", all its windows together" : ""));
    std::vector<Row> table = {{"", r.replications > 1 ? "mean" : "", "share"}};
    add_spread_headers(table.front(), r);
    const auto add_count = [&](const char* label, const Estimate& e) {
        Row row = {label, count_text(e.value),
                   percent_text(value_or_zero(e) / value_or_zero(mail.counts.submitted))};
        add_spread(row, e, r, count_text);
        table.push_back(row);
    };
    add_count("submitted", mail.counts.submitted);
    add_count("on time", mail.counts.on_time);
    add_count("late", mail.counts.late);
    add_count("through a relay", mail.counts.through_relay);
    add_count("bounced", mail.counts.bounced);
    add_count("lost", mail.counts.lost);
    add_count("queued", mail.counts.queued);
    add_count("delay notices", mail.counts.delay_notices);
    Latency<Estimate>::visit(
        [&](const char* key, const Estimate& e) {
            if (!e.value) return;
            Row row = {std::string("latency, ") + label_of(key), duration_text(e.value), ""};
            add_spread(row, e, r, duration_text);
            table.push_back(row);
        },
        mail.latency);
    page.table(table);
}

// An outage without an end leaves no time after it.
std::string after_end_text(const OutageRow& outage, const Estimate& time) {
    return outage.holds_mail_up ? "never" : duration_text(time.value);
}

void write_outage_table(Page& page, const Result& r) {
    page.heading("Outages");
    std::vector<Row> table = {
        {"", "submitted", "late", "bounced", "lost", "queued", "backlog", "drained", "normal"}};
    for (const auto& outage : r.outages) {
        const auto& counts = outage.mail.counts;
        table.push_back({outage.name, count_text(counts.submitted.value), count_text(counts.late.value),
                         count_text(counts.bounced.value), count_text(counts.lost.value),
                         count_text(counts.queued.value), count_text(outage.drain.backlog_peak.value),
                         after_end_text(outage, outage.drain.drain_100_s),
                         after_end_text(outage, outage.drain.normal_after_s)});
        if (table.size() > most_rows) break;
    }
    page.table(table);
    const bool several =
        std::any_of(r.outages.begin(), r.outages.end(), [](const auto& o) { return windows_of(o) > 1; });
    if (several) page.line("  drained, normal: of several windows the longest.");
    if (r.outages.size() > most_rows) {
        page.line(fmt::format("  and {} more, all in the JSON", r.outages.size() - most_rows));
    }
}

}  // namespace

void write_latency(Page& page, const Result& r) {
    page.heading(latency_heading(r));
    const bool worse = any_undelivered(r.messages);
    std::vector<Row> table = {{"", r.replications > 1 ? "mean" : "delivered"}};
    add_spread_headers(table.front(), r);
    if (worse) table.front().push_back("or worse");
    bool no_p999 = false;
    Latency<Estimate>::visit(
        [&](const char* key, const Estimate& e, const Estimate& or_worse) {
            if (std::string(key) == "p999_s" && !e.value) {
                no_p999 = true;
                return;
            }
            Row row = {label_of(key), duration_text(e.value)};
            add_spread(row, e, r, duration_text);
            if (worse) row.push_back(duration_text(or_worse.value));
            table.push_back(row);
        },
        r.wanted.latency, r.wanted.latency_or_worse);
    page.table(table);
    if (no_p999) page.line("  No p99.9: it needs 10 000 delivered messages in every run.");
    if (worse) page.line("  or worse: what was not delivered counts as infinitely late.");
}

void write_fates(Page& page, const Result& r) {
    if (r.outages.size() > 1) write_outage_table(page, r);
    const auto all = told_once(r);
    for (std::size_t i = 0; i < std::min(all.size(), most_outages); ++i) {
        if (value_or_zero(all[i].outage->mail.counts.submitted) > 0) write_fate(page, all[i], r);
    }
    if (all.size() > most_outages) page.line("  Those of the other outages are in the JSON.");
}

void write_classes(Page& page, const Result& r) {
    write_rows(page, "Senders", r.senders);
    const bool all = r.domains.size() == r.domains_in_all;
    write_rows(page, all ? "Domains" : fmt::format("Domains ({} of {})", r.domains.size(), r.domains_in_all),
               r.domains);
    write_other(page, r);
}

}  // namespace mxsim::report
