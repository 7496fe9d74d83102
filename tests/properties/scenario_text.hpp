// A made-up world as a scenario file, so that a failing one can be run, traced and sent on.
//
// What the language cannot say of one is said in a remark at its top: two profiles behind one sender, and which
// distribution a service is drawn from (that is written by its mean). The shrinker takes these away first.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/failure/mode_text.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::properties {

class ScenarioText {
  public:
    explicit ScenarioText(const mail::WorldSpec& spec) : spec_{spec} {
        for (const dns::ZoneSpec& zone : spec.domains) domain(zone);
        for (const mail::ServerSpec& one : spec.servers) server(one);
        for (const mail::SenderSpec& one : spec.senders) sender(one);
        for (const failure::OutageSpec& one : spec.outages) outage(one);
        for (const mail::ChangeSpec& one : spec.changes) change(one);
    }

    std::string text() const {
        std::string all;
        for (const std::string& remark : unsaid_) all += "# Not said here: " + remark + ".\n";
        all += fmt::format("format = 1\nduration = {}\n", span(spec_.duration));
        if (spec_.until) all += fmt::format("until = {}\n", time(*spec_.until));
        const auto& n = spec_.network;
        return all +
               fmt::format("\n[network]\nround_trip = {}\nconnect = {}\nkernel_connect_timeout = {}\n",
                           span(n.round_trip), span(n.connect), timeout(n.kernel_connect_timeout)) +
               tables_;
    }
    bool says_all() const { return unsaid_.empty(); }

  private:
    using Lines = std::vector<std::string>;

    // In the largest unit that is whole.
    static std::string span(engine::Duration d) {
        constexpr std::pair<const char*, std::int64_t> units[] = {
            {"h", 3'600'000'000'000}, {"m", 60'000'000'000}, {"s", 1'000'000'000}, {"ms", 1'000'000}};
        for (const auto& [unit, worth] : units)
            if (d.count() > 0 && d.count() % worth == 0) return fmt::format("\"{}{}\"", d.count() / worth, unit);
        return fmt::format("\"{}ns\"", d.count());
    }
    static std::string time(engine::Time t) { return span(t.time_since_epoch()); }
    static std::string timeout(engine::Duration d) { return d == engine::forever ? "\"none\"" : span(d); }
    static std::string quoted(const std::string& text) { return '"' + text + '"'; }
    static std::string list(const Lines& items) { return fmt::format("[{}]", fmt::join(items, ", ")); }
    static std::string count(std::uint32_t n) { return n == mail::unlimited ? "\"unlimited\"" : std::to_string(n); }
    static std::string rate(double per_second) { return fmt::format("\"{:.17f}/s\"", per_second); }
    static bool is_exponential(const engine::Distribution& d) {
        const engine::Stream stream{engine::Key{1, 0}, engine::stream_id("any", "")};
        return engine::Distribution::exponential(d.mean()).draw(stream, 0) == d.draw(stream, 0);
    }
    std::string drawn(const engine::Distribution& d, const std::string& of) {
        const auto mean = span(engine::Duration{static_cast<std::int64_t>(d.mean())});
        if (d.is_constant()) return mean;
        if (!is_exponential(d)) unsaid_.push_back("how " + of + " is distributed");
        return fmt::format("{{ exponential = {} }}", mean);
    }

    void table(const std::string& name, const Lines& lines) {
        tables_ += fmt::format("\n[{}]\n{}\n", name, fmt::join(lines, "\n"));
    }
    std::string server_name(std::uint32_t s) const { return quoted(spec_.servers[s].name); }
    Lines server_names(const std::vector<std::uint32_t>& servers) const {
        Lines all;
        for (const std::uint32_t s : servers) all.push_back(server_name(s));
        return all;
    }

    std::string records(const dns::ZoneSpec& zone) const {
        if (zone.null_mx) return "[\"0 .\"]";
        Lines all;
        for (const dns::MxRecord& record : zone.mx)
            all.push_back(fmt::format("\"{} {}\"", record.preference, spec_.servers[record.exchange].name));
        return list(all);
    }
    void domain(const dns::ZoneSpec& zone) {
        const std::string name = fmt::format("domains.\"{}\"", zone.name);
        if (zone.alias_of) return table(name, {"cname = " + quoted(spec_.domains[*zone.alias_of].name)});
        if (zone.implicit.empty()) return table(name, {"mx = " + records(zone)});
        table(name, {"mx = []", fmt::format("addresses = [\"{}\"]", spec_.servers[zone.implicit[0]].addresses[0])});
    }

    static Lines addresses(const std::vector<std::string>& all) {
        Lines items;
        for (const std::string& address : all) items.push_back(quoted(address));
        return items;
    }
    static std::string families(const std::vector<dns::Family>& all) {
        Lines items;
        for (const dns::Family family : all) items.push_back(family == dns::Family::v6 ? "\"v6\"" : "\"v4\"");
        return list(items);
    }
    static std::string bounds(const mail::QueueBounds& queue) {
        return fmt::format("{{ messages = {}, bytes = \"{} B\" }}", queue.messages, queue.bytes);
    }
    std::string service(const engine::Distribution& service, double bandwidth, const std::string& of) {
        const std::string per_message = drawn(service, "the service of " + of);
        if (bandwidth == 0) return per_message;
        return fmt::format("{{ per_message = {}, bandwidth = \"{:.0f} bit/s\" }}", per_message, 8 * bandwidth);
    }
    std::string relay(const mail::RelaySpec& relay) {
        Lines domains;
        for (const std::uint32_t d : relay.domains) domains.push_back(quoted(spec_.domains[d].name));
        if (domains.empty()) {
            unsaid_.emplace_back("that a relay relays for nobody");
            domains.push_back(quoted(spec_.domains[0].name));
        }
        std::string all =
            fmt::format("relay = {{ for = {}, profile = {}, verify = \"{}\", knows_itself = {}, families = {}",
                        list(domains), profile(spec_.profiles[relay.profile]), relay.knows_recipients ? "list" : "none",
                        relay.knows_itself, families(relay.families));
        if (relay.queue) all += ", queue = " + bounds(*relay.queue);
        if (relay.route) all += ", route = " + server_name(*relay.route);
        return all + " }";
    }
    void server(const mail::ServerSpec& server) {
        static const char* const when_full[] = {"421", "refuse", "silent"};
        Lines lines{server.relay ? relay(*server.relay) : fmt::format("mailbox = {}", server.mailbox),
                    "addresses = " + list(addresses(server.addresses)), "sessions = " + count(server.sessions),
                    "waiting = " + count(server.waiting),
                    fmt::format("when_full = \"{}\"", when_full[static_cast<int>(server.when_full)]),
                    "service = " + service(server.service, server.bandwidth, server.name)};
        Lines verdicts;
        for (const mail::VerdictSpec& verdict : server.verdicts)
            verdicts.push_back(
                fmt::format("{{ reply = \"{}\", share = {} }}", failure::to_text(verdict.effect), verdict.share));
        if (!verdicts.empty()) lines.push_back("verdicts = " + list(verdicts));
        table(fmt::format("servers.\"{}\"", server.name), lines);
    }

    static std::string timeouts(const mail::Timeouts& t) {
        return fmt::format(
            "{{ connect = {}, banner = {}, ehlo = {}, mail = {}, rcpt = {}, data = {}, block = {}, eod = {} }}",
            timeout(t.connect), timeout(t.banner), timeout(t.ehlo), timeout(t.mail), timeout(t.rcpt), timeout(t.data),
            timeout(t.block), timeout(t.eod));
    }
    std::string profile(const mail::Profile& p) {
        const bool postfix = p.clock == mail::RetryClock::message_age;
        if (postfix && p.passes > 0) unsaid_.emplace_back("that a Postfix has limits it has not");
        if (postfix && !p.queue_runs.phase) unsaid_.emplace_back("when a Postfix scans its queue");
        if (postfix) return postfix_profile(p);
        Lines intervals;
        for (const engine::Duration wait : p.intervals) intervals.push_back(span(wait));
        std::string all = fmt::format("{{ base = \"fixed\", first = {}, interval = {}, lifetime = {}, timeouts = {}",
                                      span(p.first), list(intervals), span(p.lifetime), timeouts(p.timeouts));
        if (p.passes > 0) all += fmt::format(", passes = {}", p.passes);
        if (p.address_limit > 0) all += fmt::format(", address_limit = {}", p.address_limit);
        if (p.delay_notice) all += ", delay_notice = " + span(*p.delay_notice);
        return all + " }";
    }
    static std::string postfix_profile(const mail::Profile& p) {
        const auto seconds = [](engine::Duration d) {
            return d == engine::forever ? "\"0s\"" : fmt::format("\"{}s\"", d.count() / 1'000'000'000);
        };
        const auto& t = p.timeouts;
        const std::string window =
            p.destination.first == 0
                ? ""
                : fmt::format("initial_destination_concurrency = {}, default_destination_concurrency_limit = {}, "
                              "default_destination_concurrency_failed_cohort_limit = {}, ",
                              p.destination.first, p.destination.most, p.destination.failed_cohorts);
        return fmt::format(
            "{{ base = \"postfix\", {}maximal_queue_lifetime = {}, delay_warning_time = {}, queue_run_phase = {}, "
            "smtp_connect_timeout = {}, smtp_helo_timeout = {}, smtp_mail_timeout = {}, smtp_rcpt_timeout = {}, "
            "smtp_data_init_timeout = {}, smtp_data_xfer_timeout = {}, smtp_data_done_timeout = {}, "
            "smtp_mx_address_limit = {}, smtp_mx_session_limit = {}, smtp_randomize_addresses = {}, "
            "smtp_balance_inet_protocols = {}, smtp_skip_5xx_greeting = {} }}",
            window, seconds(p.lifetime), seconds(p.delay_notice.value_or(engine::Duration{0})),
            span(p.queue_runs.phase.value_or(engine::Duration{0})), seconds(t.connect), seconds(t.ehlo),
            seconds(t.mail), seconds(t.rcpt), seconds(t.data), seconds(t.block), seconds(t.eod), p.address_limit,
            p.session_limit, p.shuffles, p.balances_families, !p.greeting_rejects);
    }

    void sender(const mail::SenderSpec& sender) {
        if (sender.members.size() > 1) unsaid_.push_back("the second profile of " + sender.name);
        Lines to;
        for (const mail::DomainShare& share : sender.to)
            to.push_back(
                fmt::format("{{ domain = \"{}\", share = {} }}", spec_.domains[share.domain].name, share.share));
        const auto& arrivals = sender.arrivals;
        const std::string kind = arrivals.kind == mail::ArrivalKind::batch
                                     ? fmt::format("{{ batch = {} }}", arrivals.batch)
                                 : arrivals.kind == mail::ArrivalKind::regular ? "\"regular\""
                                                                               : "\"poisson\"";
        const mail::Member& member = sender.members[0];
        table(fmt::format("senders.\"{}\"", sender.name),
              {"profile = " + profile(spec_.profiles[member.profile]),
               "mtas = " + (member.mtas == mail::unlimited ? "\"one-per-message\"" : std::to_string(member.mtas)),
               "to = " + list(to), "rate = " + rate(arrivals.per_second), "arrivals = " + kind,
               fmt::format("wanted = {}", sender.wanted),
               fmt::format("unknown_recipients = {}", sender.unknown_recipients),
               "families = " + families(sender.families)});
    }

    void outage(const failure::OutageSpec& outage) {
        Lines lines;
        if (!outage.zones.empty()) {
            const failure::ZoneFault& fault = outage.zones[0];
            lines = {"zone = " + quoted(fault.zone), fmt::format("mode = \"{}\"", failure::to_text(fault.mode))};
            if (!fault.mx || !fault.address) lines.push_back(fault.mx ? "type = \"mx\"" : "type = \"address\"");
        } else {
            lines = targets(outage);
            lines.push_back(fmt::format("mode = \"{}\"", failure::to_text(outage.effect)));
            if (outage.effect.mode == failure::Mode::late) lines.push_back("by = " + span(outage.effect.by));
            if (outage.effect.mode == failure::Mode::slow)
                lines.push_back(fmt::format("factor = {}", outage.effect.factor));
            if (!outage.loses_queues())
                lines.push_back(outage.sessions == failure::Sessions::cut ? "sessions = \"cut\""
                                                                          : "sessions = \"finish\"");
        }
        when(outage, lines);
        if (outage.loses_queues()) return table(fmt::format("outages.\"{}\"", outage.name), lines);
        if (outage.share < 1) lines.push_back(fmt::format("share = {}", outage.share));
        if (outage.from) lines.push_back("from = " + list(origins(*outage.from)));
        table(fmt::format("outages.\"{}\"", outage.name), lines);
    }
    Lines targets(const failure::OutageSpec& outage) {
        if (outage.addresses.empty()) {
            Lines lines{"servers = " + list(server_names(outage.servers))};
            if (outage.each) lines.emplace_back("each = true");
            return lines;
        }
        Lines struck;
        for (std::size_t i = 0; i < outage.servers.size(); ++i)
            for (const std::uint16_t a : outage.addresses[i])
                struck.push_back(quoted(spec_.servers[outage.servers[i]].addresses[a]));
        if (outage.each) unsaid_.push_back("that the servers of " + outage.name + " fail each for itself");
        return {"address = " + list(struck)};
    }
    Lines origins(const failure::Origins& from) const {
        Lines all;
        for (const std::uint32_t p : from.populations) all.push_back(quoted("senders." + spec_.senders[p].name));
        for (const std::uint32_t s : from.relays) all.push_back(quoted("servers." + spec_.servers[s].name));
        return all;
    }
    void when(const failure::OutageSpec& outage, Lines& lines) {
        if (outage.on_and_off) {
            lines.push_back("up = " + drawn(outage.on_and_off->up, "the time up of " + outage.name));
            lines.push_back("down = " + drawn(outage.on_and_off->down, "the time down of " + outage.name));
            return;
        }
        const failure::Occurrence& once = outage.occurrences[0];
        lines.push_back("at = " + time(once.at));
        if (once.lasts && !outage.loses_queues())
            lines.push_back("for = " + drawn(*once.lasts, "the length of " + outage.name));
        if (outage.every) lines.push_back("every = " + span(*outage.every));
    }

    void change(const mail::ChangeSpec& change) {
        const std::string what = std::visit([this](const auto& one) { return said(one); }, change.what);
        if (!what.empty()) table(fmt::format("changes.\"{}\"", change.name), {"at = " + time(change.at), what});
    }
    std::string set(const std::string& path, const std::string& value) const {
        return fmt::format("set = {{ \"{}\" = {} }}", path, value);
    }
    std::string of_server(std::uint32_t s, const std::string& key) const {
        return "servers." + spec_.servers[s].name + '.' + key;
    }
    std::string said(const mail::ChangeOfRecords& to) const {
        return set("domains." + to.zone.name + ".mx", records(to.zone));
    }
    std::string said(const mail::ChangeOfSessions& to) const {
        return set(of_server(to.server, "sessions"), count(to.sessions));
    }
    std::string said(const mail::ChangeOfService& to) {
        return set(of_server(to.server, "service"), service(to.service, to.bandwidth, spec_.servers[to.server].name));
    }
    std::string said(const mail::ChangeOfQueue& to) const {
        return set(of_server(to.server, "relay.queue"), bounds(to.queue));
    }
    std::string said(const mail::ChangeOfRate& to) const {
        return set("senders." + spec_.senders[to.sender].name + ".rate", rate(to.per_second));
    }
    std::string said(const mail::Flush& flush) const { return "flush = " + server_name(flush.server); }
    std::string said(const mail::ChangeOfAddresses& to) {
        Lines items;
        for (const std::uint16_t n : to.resolves_to) items.push_back(quoted(spec_.servers[to.server].addresses[n]));
        return set(of_server(to.server, "addresses"), list(items)) + "\nold_address = \"serves\"";
    }

    const mail::WorldSpec& spec_;
    std::string tables_;
    Lines unsaid_;
};

}  // namespace mxsim::properties
