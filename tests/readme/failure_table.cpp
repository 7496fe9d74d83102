// Each row is a world of its own: a sender with the time-outs of RFC 5321 and a connect timer of 30 s makes one pass
// over a domain with one exchanger, over a network where a connect and a round trip take 50 ms each; the service takes
// 0.5 s, and whatever fails, fails for two hours.
#include "tests/readme/failure_table.hpp"

#include <algorithm>

#include "sim/failure/mode_text.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/mail/trace.hpp"
#include "sim/mail/trace_text.hpp"

namespace mxsim::test {

namespace {

using failure::Effect;
using failure::Mode;
using failure::ZoneMode;
using mail::TraceEvent;
using mail::TraceRow;

mail::WorldSpec world_failing_by(failure::OutageSpec outage) {
    mail::WorldSpec world;
    world.duration = std::chrono::hours{2};
    dns::ZoneSpec domain;
    domain.name = "example.org";
    domain.mx = {{10, 0}};
    world.domains.push_back(domain);
    mail::ServerSpec server;
    server.name = "mx1.example.org";
    server.mailbox = true;
    server.addresses = {"v4"};
    world.servers.push_back(server);
    mail::Profile profile;
    profile.passes = 1;
    profile.intervals = {std::chrono::hours{1}};
    world.profiles.push_back(profile);
    mail::SenderSpec sender;
    sender.name = "sender";
    sender.members = {{}};
    sender.to = {{0, 1}};
    sender.arrivals.kind = mail::ArrivalKind::listed;
    sender.arrivals.times = {{}};
    world.senders.push_back(sender);
    outage.occurrences = {{engine::time_zero, engine::Distribution::constant(std::int64_t{7200} * 1'000'000'000)}};
    outage.sessions = failure::Sessions::finish;
    world.outages.push_back(outage);
    return world;
}

const TraceRow* first(const std::vector<TraceRow>& rows, TraceEvent event) {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const TraceRow& row) { return row.event == event; });
    return at == rows.end() ? nullptr : &*at;
}

std::string what_comes_next(const std::vector<TraceRow>& rows, bool zone) {
    const TraceRow* bounced = first(rows, TraceEvent::bounced);
    if (bounced && bounced->reason != measure::Reason::passes) return "bounced";
    if (zone && bounced) return "next pass";
    if (!bounced) return "none: delivered or stored";
    const bool two = first(rows, TraceEvent::delivered) != nullptr;
    return two ? "next address, for the sender's copy" : "next address";
}

std::string row(const std::string& words, const failure::OutageSpec& outage) {
    const mail::WorldSpec world = world_failing_by(outage);
    const std::vector<TraceRow> rows = mail::trace(world, 1, 0);
    const measure::RunResult counted = mail::simulate(world, mail::plan_for(world), 1, 0);
    const bool zone = !outage.zones.empty();
    const TraceRow* tried = first(rows, zone ? TraceEvent::lookup : TraceEvent::attempt);
    std::uint32_t copies = 1;
    for (const TraceRow& each : rows) copies = std::max(copies, each.copy + 1);
    const engine::Duration held{static_cast<std::int64_t>(counted.servers[0].busy)};
    return "| " + words + " | " + mail::span_text(tried->at - tried->began) + " | " + mail::span_text(held) + " | " +
           std::to_string(copies) + " | " + what_comes_next(rows, zone) + " |";
}

std::string server_row(const std::string& words, engine::Duration by = std::chrono::minutes{2}) {
    failure::OutageSpec outage;
    outage.servers = {0};
    outage.effect = *failure::mode_of(words);
    const bool late = outage.effect.mode == Mode::late, slow = outage.effect.mode == Mode::slow;
    if (late) outage.effect.by = by;
    if (slow) outage.effect.factor = 10;
    return row(words + (late ? ", `by` = " + mail::span_text(by) : slow ? ", `factor` = 10" : ""), outage);
}

std::string zone_row(const char* words, ZoneMode mode) {
    failure::OutageSpec outage;
    outage.zones = {{mode, 2, true, true, "", {0}, {{0, 0}}}};
    return row(words, outage);
}

}  // namespace

std::vector<std::string> failure_table() {
    std::vector<std::string> lines{"| `mode` | the attempt takes | slot held | copies | what comes next |",
                                   "|---|--:|--:|--:|---|"};
    for (const char* alone : {"refused", "unreachable", "silent"}) lines.push_back(server_row(alone));
    for (const char* what : {"hang", "close", "late", "451", "550"})
        for (const std::string& stage : failure::stages()) lines.push_back(server_row(std::string{what} + " at " + stage));
    lines.push_back(server_row("late at eod", std::chrono::minutes{11}));
    for (const char* alone : {"502 at ehlo", "ack-lost", "slow"}) lines.push_back(server_row(alone));
    lines.push_back(zone_row("servfail (zone)", ZoneMode::servfail));
    lines.push_back(zone_row("timeout (zone)", ZoneMode::timeout));
    lines.push_back(zone_row("nxdomain (zone)", ZoneMode::nxdomain));
    lines.push_back(zone_row("empty (zone)", ZoneMode::empty));
    return lines;
}

}  // namespace mxsim::test
