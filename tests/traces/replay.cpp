// Every server of the laboratory is an address whose state follows a schedule: each state is an outage of that address. The
// network takes no time, a session takes no time, and nobody is ever busy. Queue runs that were recorded are completed at
// their interval: a run that found nothing to do was not always seen.
#include "tests/traces/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "sim/mail/trace.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::traces {

namespace {

constexpr const char* postfix_parameters[] = {
    "minimal_backoff_time", "maximal_backoff_time", "queue_run_delay",   "maximal_queue_lifetime",
    "delay_warning_time",   "smtp_connect_timeout", "smtp_helo_timeout", "smtp_mail_timeout",
    "smtp_rcpt_timeout",    "smtp_data_init_timeout", "smtp_data_xfer_timeout", "smtp_data_done_timeout"};

// As Postfix writes a time: a whole number, and a unit or none, which is a second.
double seconds(const std::string& parameter, const std::string& text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string unit = text.substr(digits);
    const bool known = unit.empty() || unit == "s" || unit == "m" || unit == "h" || unit == "d";
    if (digits == 0 || digits > 9 || !known) throw NotACase{parameter + " = " + text + " is no time"};
    return std::stod(text) * (unit == "m" ? 60 : unit == "h" ? 3600 : unit == "d" ? 86400 : 1);
}

std::string time(double seconds) { return fmt::format("\"{:.6f}s\"", seconds); }

// A state as a mode, with what it needs besides; empty if the server is up.
std::string mode_of(const std::string& state) {
    const std::size_t colon = state.find(':');
    const std::string word = state.substr(0, colon), rest = colon == state.npos ? "" : state.substr(colon + 1);
    if (word == "up") return rest.empty() ? "" : fmt::format("mode = \"late at eod\"\nby = \"{}s\"", rest);
    if (word == "refuse") return "mode = \"refused\"";
    if (word == "drop") return "mode = \"silent\"";
    if (word == "unreach") return "mode = \"unreachable\"";
    if (word == "close" || word == "hang") return fmt::format("mode = \"{} at banner\"", word);
    if (word == "dropdata") return "mode = \"close at eod\"";
    if (word == "eodlost") return "mode = \"ack-lost\"";
    if (word == "banner" || word == "mail" || word == "rcpt" || word == "eod") return fmt::format("mode = \"{} at {}\"", rest, word);
    throw NotYet{"the state " + state};
}

// The recorded runs, and between and before them as many as fit.
std::vector<double> completed(const std::vector<double>& seen, double interval) {
    std::vector<double> all;
    double first = seen.front();
    while (first >= interval) first -= interval;
    for (double at = first; at < seen.front() - interval / 2; at += interval) all.push_back(at);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        all.push_back(seen[i]);
        if (i + 1 == seen.size()) break;
        const double gap = seen[i + 1] - seen[i];
        const double steps = std::round(gap / interval);
        for (double k = 1; k < steps; ++k) all.push_back(seen[i] + gap * k / steps);
    }
    return all;
}

class Writer {
  public:
    Writer(const Case& of, const Run& run, std::optional<double> phase) : case_{of}, run_{run}, phase_{phase} {}

    Files write() {
        if (case_.zone_changes) throw NotYet{"records that change behind a cache"};
        if (case_.resolver_fails) throw NotYet{"a resolver that fails"};
        add("format = 1\nreplications = 1\nuntil = {}\nduration = {}\n", time(run_.stopped_at), time(run_.stopped_at));
        add("[network]\nround_trip = \"0s\"\nconnect = \"0s\"\n");
        std::set<std::string> domains, hosts;
        for (const Message& message : run_.messages)
            if (domains.insert(message.domain).second) domain(message.domain);
        for (const Server& server : case_.servers)
            if (hosts.insert(server.host).second && exchanges(server.host))
                add("[servers.\"{}\"]\nmailbox = true\nservice = \"0s\"\nsessions = 100_000\n", server.host);
        nameless();
        for (const Relay& one : case_.relays) relay(one);
        sender();
        for (const Server& server : case_.servers) outages(server);
        for (const Server& server : case_.on_the_way) outages(server);
        return {text_, "$ORIGIN test.\n$TTL 60\n" + case_.zone};
    }

  private:
    template <class... Values>
    void add(fmt::format_string<Values...> text, Values&&... values) {
        fmt::format_to(std::back_inserter(text_), text, std::forward<Values>(values)...);
    }

    // A domain of which the zone says nothing does not exist; below servfail.test nothing can be looked up.
    void domain(const std::string& name) {
        const std::string below = ".servfail.test";
        const std::string dotted = "." + name;
        const bool fails = dotted.size() >= below.size() && dotted.substr(dotted.size() - below.size()) == below;
        const std::string relative = name.substr(0, name.size() - std::string{".test"}.size());
        const bool exists = ("\n" + case_.zone).find("\n" + relative + " ") != std::string::npos;
        add("[domains.\"{}\"]\n", name);
        if (exists) return add("zone = \"case.zone\"\n");
        add("mx = []\n[outages.\"zone-{0}\"]\nzone = \"{0}\"\nmode = \"{1}\"\nat = \"0s\"\nfor = \"ever\"\n", name,
            fails ? "servfail" : "nxdomain");
    }
    // Servers of the laboratory that no record names are left out; exchangers without an address stay without one.
    bool exchanges(const std::string& host) const { return ("\n" + case_.zone).find(" " + host + ".\n") != std::string::npos || host_is_domain(host); }
    bool host_is_domain(const std::string& host) const {
        return std::any_of(run_.messages.begin(), run_.messages.end(), [&](const Message& m) { return m.domain == host; });
    }
    void nameless() {
        std::set<std::string> told;
        const std::string zone = "\n" + case_.zone, mark = " IN MX ";
        for (std::size_t at = zone.find(mark); at != zone.npos; at = zone.find(mark, at + 1)) {
            const std::size_t name = zone.find(' ', at + mark.size()) + 1, end = zone.find('\n', name);
            std::string host = zone.substr(name, end - name);
            if (host.empty() || host == "." || host.back() != '.') continue;
            host.pop_back();
            const std::string relative = host.substr(0, host.size() - std::string{".test"}.size());
            if (zone.find("\n" + relative + " ") != zone.npos || !told.insert(host).second) continue;
            const bool fails = host.find(".servfail.test") != host.npos || host == "servfail.test";
            add("[servers.\"{}\"]\nmailbox = true\n", host);
            if (fails)
                add("[outages.\"zone-{0}\"]\nzone = \"{0}\"\nmode = \"servfail\"\nat = \"0s\"\nfor = \"ever\"\n", host);
            else
                add("addresses = []\n");
        }
    }
    void sender() {
        add("[senders.mta]\nsize = \"1 kB\"\ntimes = [");
        for (const Message& message : run_.messages) add("\"{:.6f}s {}\", ", message.submitted_at, message.domain);
        add("]\n[senders.mta.profile]\nbase = \"postfix\"\n");
        for (const char* parameter : postfix_parameters)
            if (const auto found = case_.config.find(parameter); found != case_.config.end())
                add("{} = \"{}\"\n", parameter, found->second);
        if (!run_.queue_runs.empty()) {
            add("queue_run_times = [");
            for (const double at : completed(run_.queue_runs, queue_run_interval(case_))) add("{}, ", time(at));
            add("]\n");
        } else if (phase_) {
            add("queue_run_phase = {}\n", time(*phase_));
        }
    }
    // A Postfix as the laboratory always configures a relay.
    void relay(const Relay& one) {
        if (one.mta != "postfix") throw NotYet{"a relay like " + one.mta};
        add("[servers.\"{0}\"]\nsessions = 100_000\nservice = \"0s\"\n[servers.\"{0}\".relay]\nfor = [\"{1}\"]\n", host_of(one.address),
            one.relays_for);
        add("profile = {{ base = \"postfix\", minimal_backoff_time = 4, maximal_backoff_time = 32, queue_run_delay = 4, "
            "maximal_queue_lifetime = \"120s\", smtp_connect_timeout = 3, smtp_helo_timeout = 5, queue_run_phase = {} }}\n",
            time(phase_.value_or(0)));
    }
    // "relay.lab 60 IN A 10.9.20.1" names relay.lab.test.
    std::string host_of(const std::string& address) const {
        const std::string zone = "\n" + case_.zone;
        const std::size_t at = zone.find(" IN A " + address + "\n");
        if (at == zone.npos) throw NotYet{"a relay without a name"};
        const std::size_t begin = zone.rfind('\n', at) + 1;
        return zone.substr(begin, zone.find(' ', begin) - begin) + ".test";
    }
    void outages(const Server& server) {
        for (std::size_t i = 0; i < server.states.size(); ++i) {
            const State& state = server.states[i];
            const std::string mode = mode_of(state.state);
            if (mode.empty()) continue;
            const bool last = i + 1 == server.states.size();
            add("[outages.\"s{}\"]\naddress = \"{}\"\nat = {}\nfor = {}\nsessions = \"finish\"\n{}\n", ++outages_, server.address,
                time(state.at), last ? "\"ever\"" : time(server.states[i + 1].at - state.at), mode);
        }
    }

    const Case& case_;
    const Run& run_;
    std::optional<double> phase_;
    std::string text_;
    int outages_ = 0;
};

std::string result_of(const measure::Ending& ending) {
    using measure::Outcome;
    switch (ending.outcome) {
        case Outcome::accepted: return "250";
        case Outcome::refused: return "refused";
        case Outcome::unreachable: return "unreachable";
        case Outcome::timeout: return "timeout";
        case Outcome::hang: return "hang";
        case Outcome::closed: return "closed";
        case Outcome::dropped: return "dropped";
        case Outcome::ack_lost: return "ack-lost";
        case Outcome::reply: break;
    }
    return fmt::format("{}", ending.code);
}

double in_seconds(engine::Time at) { return static_cast<double>((at - engine::time_zero).count()) / 1e9; }

}  // namespace

double queue_run_interval(const Case& of) {
    if (of.mta != "postfix") throw NotYet{"an MTA like " + of.mta};
    const auto found = of.config.find("queue_run_delay");
    if (found == of.config.end()) throw NotACase{"its config has no queue_run_delay"};
    return seconds(found->first, found->second);
}

Files files_of(const Case& of, const Run& run, std::optional<double> phase) { return Writer{of, run, phase}.write(); }

Run simulated(const Files& files, std::uint64_t seed) {
    const auto read = scenario::read(files.scenario, "case.toml", {}, [&](std::string_view) { return std::optional{files.zone}; });
    if (!read.scenario) {
        std::string why = "the scenario that was made of it:";
        for (const auto& diagnostic : read.diagnostics) why += '\n' + to_text(diagnostic);
        throw NotYet{why};
    }
    const mail::WorldSpec& world = read.scenario->world;
    Run run;
    std::vector<Message>& all = run.messages;
    mail::trace(world, seed, 0, [&](const mail::TraceRow& row) {
        if (row.message >= all.size()) all.resize(row.message + 1);
        Message& message = all[row.message];
        const auto ends = [&](const char* fate) { message.fate = fate, message.ended_at = in_seconds(row.at); };
        if (row.event == mail::TraceEvent::submitted) {
            message.domain = world.domains.at(row.domain).name;
            message.submitted_at = in_seconds(row.at);
            message.fate = "queued";
        } else if (row.event == mail::TraceEvent::attempt) {
            const Attempt attempt{in_seconds(row.began), row.hop, world.servers.at(row.server).addresses.at(row.address),
                                  std::string{measure::word(row.ending.stage)}, result_of(row.ending)};
            const bool connected = row.ending.stage != measure::Stage::connect;
            run.wire.push_back({attempt.at, attempt.hop, attempt.address, connected ? "connected" : attempt.result});
            message.attempts.push_back(attempt);
        } else if (row.event == mail::TraceEvent::delivered) {
            ends("delivered");
        } else if (row.event == mail::TraceEvent::bounced) {
            ends("bounced");
        }
        return true;
    });
    return run;
}

}  // namespace mxsim::traces
