// The first screen. One outage gets a sentence that can be pasted into a change ticket, with what single
// runs did, and how it drained; several get one short sentence each, the worst five if there are more.
// Then the backup's peak, and the ledger of the whole run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/page.hpp"

namespace mxsim::report {

namespace {

constexpr std::size_t most_outages = 5;
constexpr std::size_t most_relays = 2;

using CountsRow = Counts<Estimate>;

std::string what_it_did(const failure::Effect& effect) {
    switch (effect.mode) {
        case failure::Mode::refused: return "refused connections";
        case failure::Mode::silent: return "did not answer";
        case failure::Mode::unreachable: return "could not be reached";
        case failure::Mode::ack_lost: return "lost its acknowledgements";
        case failure::Mode::slow: return fmt::format("was {:.4g} times as slow", effect.factor);
        case failure::Mode::reply: return "said " + failure::to_text(effect);
        case failure::Mode::queue_lost: return "lost its queue";
        default: return fmt::format("failed (\"{}\")", failure::to_text(effect));
    }
}

std::string what_zones_did(failure::ZoneMode mode) {
    switch (mode) {
        case failure::ZoneMode::servfail: return "answered SERVFAIL";
        case failure::ZoneMode::timeout: return "could not be looked up";
        case failure::ZoneMode::nxdomain: return "did not exist";
        case failure::ZoneMode::empty: return "was empty";
        case failure::ZoneMode::up: return "was spared";
    }
    return "";
}

// "mx1.example.org refused connections", "the zone example.org answered SERVFAIL"
std::string what_failed(const OutageRow& outage) {
    const bool one_kind = outage.servers.empty() || outage.zones.empty();
    if (!one_kind || !outage.alike) {
        std::vector<std::string> all = outage.servers;
        all.insert(all.end(), outage.zones.begin(), outage.zones.end());
        return listed(all, 2) + " failed";
    }
    if (outage.servers.empty()) return "the zone " + listed(outage.zones, 2) + ' ' + what_zones_did(outage.zone_mode);
    return listed(outage.servers, 2) + ' ' + what_it_did(outage.effect);
}

std::string windows_text(const OutageRow& outage, const Clock& clock) {
    if (outage.windows_s.empty()) return outage.windows_vary ? "at times that vary" : "not in these runs";
    const auto& [from, to] = outage.windows_s.front();
    if (outage.effect.mode == failure::Mode::queue_lost) return clock.at(from);
    const auto more = outage.windows_s.size() - 1;
    if (outage.windows_vary) {
        return fmt::format("{} at times that vary, {} in all",
                           counted_text(value_or_zero(outage.drain.windows_count), "outage"),
                           duration_text(outage.drain.down_s.value));
    }
    if (outage.open_ended && more == 0) return clock.at(from) + " to the end of the run";
    auto text = fmt::format("{}, {}", clock.from_to(from, to), duration_text(to - from));
    if (more > 0) text += fmt::format(", and {} more", more);
    return text;
}

// "1 message was submitted"
std::string submitted_text(const CountsRow& counts) {
    const double n = value_or_zero(counts.submitted);
    return counted_text(n, "message") + (is_one(n) ? " was" : " were") + " submitted";
}

std::string averaged_over(const Result& r) {
    return r.replications > 1 ? fmt::format(", on average over {} runs", r.replications) : "";
}

// "12 (0.01 %) were lost", "1 (0.001 %) was lost", "none was lost"
std::string clause(const Estimate& part, const CountsRow& counts, const char* one, const char* many) {
    const double n = value_or_zero(part);
    return part_text(part, counts.submitted) + " " + (n == 0 || is_one(n) ? one : many);
}

// "N arrived late (after 5m or more), none was returned to its sender and none was lost"
std::string fates_clause(const CountsRow& counts, const Result& r) {
    const bool queued = value_or_zero(counts.queued) > 0;
    auto text = fmt::format(
        "{} (after {} or more), {}{}{}", clause(counts.late, counts, "arrived late", "arrived late"),
        duration_text(r.on_time_s),
        clause(counts.bounced, counts, "was returned to its sender", "were returned to their senders"),
        queued ? ", " : " and ", clause(counts.lost, counts, "was lost", "were lost"));
    if (queued) {
        text += " and " +
                clause(counts.queued, counts, "was still queued at the end", "were still queued at the end");
    }
    return text;
}

// " In 19 of 20 runs at most 144 620 late; in 19 of 20 runs at most 12 returned.": each figure by itself, the
// runs need not be the same.
std::string range_sentence(const CountsRow& counts, const Result& r) {
    std::string text;
    const auto add = [&](const Estimate& part, const char* what) {
        const auto limit = limit_of(part, r.replications);
        if (!limit || value_or_zero(part) == 0) return;
        text += fmt::format("{} {} at most {} {}", text.empty() ? " In" : "; in", limit->who,
                            count_text(limit->value), what);
    };
    add(counts.late, "late");
    add(counts.bounced, "returned");
    add(counts.lost, "lost");
    return text.empty() ? "" : text + ".";
}

std::string fate_sentence(const OutageRow& outage, const Result& r) {
    if (outage.windows_s.empty() && !outage.windows_vary) return "It did not strike in these runs.";
    // What a disk takes with it was submitted before: that is told of all mail.
    const bool instant = outage.effect.mode == failure::Mode::queue_lost;
    const auto& counts = instant ? r.wanted.counts : outage.mail.counts;
    return fmt::format("{} {} ({}){} {}{}: {}.{}", instant ? "When" : "While", what_failed(outage),
                       windows_text(outage, Clock(r)), instant ? "; in all," : ",", submitted_text(counts),
                       averaged_over(r), fates_clause(counts, r), range_sentence(counts, r));
}

std::string after_text(const Estimate& time) {
    if (!time.value) return "not measured";
    return std::isinf(*time.value) ? "not before the end of the run" : "after " + duration_text(*time.value);
}

// Of an outage that is there until the run ends: what it holds up may end all the same, by being returned.
std::string never_ended_text(const OutageRow& outage) {
    return outage.holds_mail_up ? "never: it lasts to the end of the run, and mail was still waiting then."
                 : "never: it lasts to the end of the run, and no mail was waiting any more then.";
}

// Of several windows every time is the longest, each by itself: they need not be of the same window.
std::string drain_text(const OutageRow& outage, const Result& r) {
    const auto& drain = outage.drain;
    if (outage.open_ended) return never_ended_text(outage);
    if (!drain.drain_100_s.value) return "not measured";
    const bool several = windows_of(outage) > 1;
    const std::string longest = several ? " at the longest" : "";
    auto text = fmt::format("of what was waiting when {} ended, 90 % {}{}, all {}{}",
                            several ? "one of its windows" : "it", after_text(drain.drain_90_s), longest,
                            after_text(drain.drain_100_s), longest);
    const auto limit = limit_of(drain.drain_100_s, r.replications);
    const bool wider = limit && duration_text(limit->value) != duration_text(*drain.drain_100_s.value);
    if (wider && std::isfinite(limit->value))
        text += fmt::format(" ({}: {})", limit->who, duration_text(limit->value));
    text += fmt::format("; no backlog any more {}{}", after_text(drain.normal_after_s), longest);
    if (drain.normal_at_s.value && std::isfinite(*drain.normal_at_s.value)) {
        text += (several ? ", after the last at " : ", at ") + Clock(r).at(*drain.normal_at_s.value);
    }
    return text + ".";
}

std::string drained_clause(const OutageRow& outage) {
    const auto& time = outage.drain.drain_100_s;
    if (outage.open_ended) return "";
    if (windows_of(outage) > 1 && time.value && std::isfinite(*time.value))
        return "; longest drain " + duration_text(*time.value);
    return "; drained " + after_text(time);
}

std::string short_sentence(const Told& told, const Result& r) {
    const auto& outage = *told.outage;
    if (outage.effect.mode == failure::Mode::queue_lost)
        return fmt::format("{} ({}): what the relay had stored is lost; it counts where it was submitted.", told.names,
                           windows_text(outage, Clock(r)));
    const auto& counts = outage.mail.counts;
    auto text =
        fmt::format("of {}, {} late, {} returned, {} lost", counted_text(value_or_zero(counts.submitted), "message"),
                    part_text(counts.late, counts.submitted), part_text(counts.bounced, counts.submitted),
                    part_text(counts.lost, counts.submitted));
    if (value_or_zero(counts.queued) > 0)
        text += ", " + part_text(counts.queued, counts.submitted) + " queued";
    return fmt::format("{} ({}): {}{}.", told.names, windows_text(outage, Clock(r)), text, drained_clause(outage));
}

double harm(const OutageRow& outage) {
    const auto& counts = outage.mail.counts;
    return value_or_zero(counts.submitted) - value_or_zero(counts.on_time);
}

// The worst, in the order of the scenario.
std::vector<Told> shown_outages(std::vector<Told> shown) {
    if (shown.size() <= most_outages) return shown;
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Told& a, const Told& b) { return harm(*a.outage) > harm(*b.outage); });
    shown.resize(most_outages);
    std::sort(shown.begin(), shown.end(), [](const Told& a, const Told& b) { return a.outage < b.outage; });
    return shown;
}

void write_outages(Page& page, const Result& r) {
    if (r.outages.empty()) {
        page.paragraph(fmt::format("{}{}: {}.{}", submitted_text(r.wanted.counts), averaged_over(r),
                                   fates_clause(r.wanted.counts, r), range_sentence(r.wanted.counts, r)));
        return;
    }
    if (r.outages.size() == 1) {
        page.paragraph(fate_sentence(r.outages.front(), r));
        page.line();
        page.labelled("Drained", drain_text(r.outages.front(), r));
        return;
    }
    page.paragraph(fmt::format(
        "What became of messages submitted during an outage{} (late: after {} or more):", averaged_over(r),
        duration_text(r.on_time_s)));
    const auto all = told_once(r);
    const std::size_t lines = all.size() <= 3 ? 3 : 2;  // of each: ten at most keep the backup on the first screen
    for (const auto& told : shown_outages(all)) page.paragraph(short_sentence(told, r), 2, lines);
    if (all.size() > most_outages) {
        const auto left = static_cast<double>(all.size() - most_outages);
        page.line(fmt::format("  {} that harmed less {} below.", counted_text(left, "outage"),
                              is_one(left) ? "stands" : "stand"));
    }
}

// With the interval and what single runs did; the latter alone where outages have taken most of the screen.
std::string relay_text(const ServerRow& server, const Result& r) {
    const auto& peak = server.load.queue_peak_messages;
    if (value_or_zero(peak) == 0) return server.name + " stored nothing.";
    const bool room = r.outages.size() < 2;
    const auto limit = limit_of(peak, r.replications);
    auto text = fmt::format("{} queued up to {}", server.name, counted_text(*peak.value, "message"));
    if (peak.low && room) text += fmt::format(" (95 %: {})", interval_text(peak, count_text));
    text += fmt::format(", {}, at {}", bytes_text(value_or_zero(server.load.queue_peak_bytes)),
                        Clock(r).at(value_or_zero(server.load.queue_peak_at_s)));
    if (limit && room) text += fmt::format("; {} stay at or below {}", limit->who, count_text(limit->value));
    if (limit && !room) text += fmt::format("; at most {} in {}", count_text(limit->value), limit->who);
    return text + ".";
}

void write_relays(Page& page, const Result& r) {
    std::vector<const ServerRow*> relays;
    for (const auto& server : r.servers) {
        if (server.relay) relays.push_back(&server);
    }
    std::stable_sort(relays.begin(), relays.end(), [](auto* a, auto* b) {
        return value_or_zero(a->load.queue_peak_messages) > value_or_zero(b->load.queue_peak_messages);
    });
    const std::size_t shown = std::min(relays.size(), r.outages.size() < 2 ? most_relays : 1);
    for (std::size_t i = 0; i < shown; ++i) {
        auto text = relay_text(*relays[i], r);
        if (i + 1 == shown && relays.size() > shown)
            text += fmt::format(" {} more below.", relays.size() - shown);
        page.labelled("Backup", text);
    }
}

void write_ledger(Page& page, const Result& r) {
    const auto& counts = r.wanted.counts;
    auto text = fmt::format("{} submitted: {} delivered, {} bounced, {} lost, {} still queued",
                            counted_text(value_or_zero(counts.submitted), "message"), count_text(counts.delivered.value),
                            count_text(counts.bounced.value), count_text(counts.lost.value),
                            count_text(counts.queued.value));
    if (value_or_zero(counts.duplicates) > 0)
        text += "; " + counted_text(*counts.duplicates.value, "duplicate");
    const bool all = r.other.submitted == 0;  // what is not wanted stands below
    page.labelled(all ? "All mail" : "Wanted", text + ".");
    if (r.backlog.peak_at_s.value) {
        auto peak = fmt::format("up to {} late at once, at {}", counted_text(value_or_zero(r.backlog.peak), "message"),
                                Clock(r).at(*r.backlog.peak_at_s.value));
        if (r.outages.empty() && r.backlog.empty_at_s.value && std::isfinite(*r.backlog.empty_at_s.value))
            peak += ", and none any more at " + Clock(r).at(*r.backlog.empty_at_s.value);  // else it stands beside the outage
        page.labelled("Backlog", peak + ".");
    }
}

// The title, or the file it has none in.
std::string heading_of(const Result& r) {
    if (!r.title.empty()) return r.title;
    return r.origin.path == "-" ? "Standard input" : r.origin.path.substr(r.origin.path.rfind('/') + 1);
}

}  // namespace

void write_head(Page& page, const Result& r) {
    page.paragraph(heading_of(r), 0, 2, Tone::strong);
    if (!r.question.empty()) page.paragraph(r.question, 0, 2);
    if (!r.origin.complete) {
        page.line(
            page.toned(fmt::format("Interrupted: {} of {} finished; the figures are {}.", r.replications,
                                   counted_text(r.origin.replications_asked, "replication"),
                                   r.replications == 1 ? "its own" : "theirs"),
                       Tone::bad));
    }
    page.line();
    write_outages(page, r);
    if (r.outages.size() != 1) page.line();
    write_relays(page, r);
    write_ledger(page, r);
}

}  // namespace mxsim::report
