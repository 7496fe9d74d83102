// Every server of the laboratory is an address whose state follows a schedule: each state is an outage of that address. A
// session takes no time, and nobody is ever busy; an attempt takes ten milliseconds, as from the queue manager to the
// connection. Queue runs that were recorded are completed at their interval: a run that found nothing to do was not always
// seen.
#include "tests/traces/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "sim/mail/trace.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::traces {

namespace {

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
    all.erase(std::remove_if(all.begin(), all.end(), [](double at) { return at < 0; }), all.end());  // nothing waited then
    return all;
}

class Writer {
  public:
    Writer(const Case& of, const Run& run, const std::vector<double>& phases)
        : case_{of}, run_{run}, phases_{phases}, next_phase_{run.queue_runs.empty() ? 1u : 0u}, zone_{"\n" + of.zone} {}

    Files write() {
        if (case_.zone_changes) throw NotYet{"records that change behind a cache"};
        if (case_.resolver_fails) throw NotYet{"a resolver that fails"};
        add("format = 1\nreplications = 1\nuntil = {}\nduration = {}\n", time(run_.stopped_at), time(run_.stopped_at));
        add("[network]\nround_trip = \"0s\"\nconnect = \"10ms\"\n");
        std::set<std::string> domains;
        for (const Message& message : run_.messages) domains.insert(message.domain);
        for (const std::string& name : domains) domain(name);
        for (const std::string& name : hosts()) host(name);
        for (const Relay& one : case_.relays) relay(one);
        sender();
        for (const Server& server : case_.servers) outages(server);
        for (const Server& server : case_.on_the_way) outages(server);
        if (config_) hosts_[""] = *config_;
        return {text_, "$ORIGIN test.\n$TTL 60\n" + case_.zone, hosts_, relays_};
    }

  private:
    template <class... Values>
    void add(fmt::format_string<Values...> text, Values&&... values) {
        fmt::format_to(std::back_inserter(text_), text, std::forward<Values>(values)...);
    }

    // "mx1.example.test" stands in the zone as "mx1.example".
    bool has_records(const std::string& name) const {
        return zone_.find('\n' + name.substr(0, name.size() - std::string_view{".test"}.size()) + ' ') != zone_.npos;
    }
    // Of what the zone does not say: below servfail.test nothing can be looked up, all else does not exist.
    static bool cannot_be_looked_up(const std::string& name) {
        const std::string dotted = "." + name, below = ".servfail.test";
        return dotted.size() >= below.size() && dotted.compare(dotted.size() - below.size(), below.size(), below) == 0;
    }
    void fails_to_resolve(const std::string& name, const char* mode) {
        add("[outages.\"zone-{0}\"]\nzone = \"{0}\"\nmode = \"{1}\"\nat = \"0s\"\nfor = \"ever\"\n", name, mode);
    }
    void domain(const std::string& name) {
        add("[domains.\"{}\"]\n{}\n", name, has_records(name) ? "zone = \"case.zone\"" : "mx = []");
        if (!has_records(name)) fails_to_resolve(name, cannot_be_looked_up(name) ? "servfail" : "nxdomain");
    }
    // Every exchanger of the zone, and every domain that is its own.
    std::set<std::string> hosts() const {
        std::set<std::string> all;
        const std::string mark = " IN MX ";
        for (std::size_t at = zone_.find(mark); at != zone_.npos; at = zone_.find(mark, at + 1)) {
            const std::size_t name = zone_.find(' ', at + mark.size()) + 1, end = zone_.find(".\n", name);
            if (zone_[name] != '.') all.insert(zone_.substr(name, end - name));
        }
        for (const Message& message : run_.messages)
            for (const Server& server : case_.servers)
                if (server.host == message.domain) all.insert(server.host);
        for (const Relay& relay : case_.relays) all.erase(host_of(relay.address));
        return all;
    }
    void host(const std::string& name) {
        add("[servers.\"{}\"]\nmailbox = true\nservice = \"0s\"\nsessions = 100_000\n", name);
        if (has_records(name)) return;
        if (cannot_be_looked_up(name)) return fails_to_resolve(name, "servfail");
        add("addresses = []\n");
    }
    void sender() {
        add("[senders.mta]\nsize = \"1 kB\"\ntimes = [");
        for (const Message& message : run_.messages) add("\"{:.6f}s {}\", ", message.submitted_at, message.domain);
        add("]\n[senders.mta.profile]\nbase = \"postfix\"\n");
        if (config_) {
            add("{}", config_->words);
            return runs();
        }
        for (const auto& [parameter, value] : case_.config) {
            const scenario::Word* word = scenario::find_word(scenario::Table::postfix_profile, parameter);
            if (!word) throw NotACase{"Postfix has no parameter " + parameter};
            if (word->part <= scenario::simulated_part) add("{} = \"{}\"\n", parameter, value);
        }
        runs();
    }
    void runs() {
        if (!run_.queue_runs.empty()) {
            add("queue_run_times = [");
            for (const double at : completed(run_.queue_runs, queue_run_interval(case_))) add("{}, ", time(at));
            add("]\n");
        } else {
            add("queue_run_phase = {}\n", time(phases_.at(0)));
        }
    }
    // As the laboratory always configures it.
    void relay(const Relay& one) {
        const std::string name = host_of(one.address);
        relays_.push_back(name);
        add("[servers.\"{0}\"]\nsessions = 100_000\nservice = \"0s\"\n[servers.\"{0}\".relay]\nfor = [\"{1}\"]\n", name,
            one.relays_for.empty() ? run_.messages.at(0).domain : one.relays_for);
        if (one.mta != "postfix") {
            hosts_[name] = config_of_relay(one.mta);
            add("[servers.\"{}\".relay.profile]\nbase = \"postfix\"\n{}queue_run_phase = {}\n", name, hosts_[name].words, time(phases_.at(next_phase_++)));
            return;
        }
        add("profile = {{ base = \"postfix\", minimal_backoff_time = 4, maximal_backoff_time = 32, queue_run_delay = 4, "
            "initial_destination_concurrency = 5, maximal_queue_lifetime = \"120s\", smtp_connect_timeout = 3, smtp_helo_timeout = 5, queue_run_phase = {} }}\n",
            time(phases_.at(next_phase_++)));
    }
    // "relay.lab 60 IN A 10.9.20.1" names relay.lab.test.
    std::string host_of(const std::string& address) const {
        const std::size_t at = zone_.find(" IN A " + address + "\n");
        if (at == zone_.npos) throw NotACase{"the relay at " + address + " has no name"};
        const std::size_t begin = zone_.rfind('\n', at) + 1;
        return zone_.substr(begin, zone_.find(' ', begin) - begin) + ".test";
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
    const std::optional<HostConfig> config_ = host_config(case_);
    std::map<std::string, HostConfig> hosts_;
    std::vector<std::string> relays_;
    const Run& run_;
    const std::vector<double>& phases_;
    std::size_t next_phase_;  // of the next relay
    std::string zone_;  // every line between two line feeds
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

// Every MTA of a case has its own.
mail::Profile& profile_of(mail::WorldSpec& world, const std::string& relay) {
    if (relay.empty()) return world.profiles.at(world.senders.at(0).members.at(0).profile);
    const auto at = std::find_if(world.servers.begin(), world.servers.end(), [&](const auto& server) { return server.name == relay; });
    return world.profiles.at(at->relay.value().profile);
}

}  // namespace

double queue_run_interval(const Case& of) {
    if (const auto config = host_config(of)) return config->queue_interval_s;
    if (of.mta != "postfix") throw NotYet{"an MTA like " + of.mta};
    const auto found = of.config.find("queue_run_delay");
    if (found == of.config.end()) throw NotACase{"its config has no queue_run_delay"};
    return seconds(found->first, found->second);
}

Files files_of(const Case& of, const Run& run, const std::vector<double>& phases) { return Writer{of, run, phases}.write(); }

Run simulated(const Files& files, std::uint64_t seed) {
    const auto read = scenario::read(files.scenario, "case.toml", {}, [&](std::string_view) { return std::optional{files.zone}; });
    if (!read.scenario) {
        std::string why = "the scenario that was made of it:";
        for (const auto& diagnostic : read.diagnostics) why += '\n' + to_text(diagnostic);
        throw NotYet{why};
    }
    mail::WorldSpec world = read.scenario->world;
    for (const auto& [name, config] : files.hosts) config.lay_on(profile_of(world, name));
    const auto hop_of = [&](const mail::TraceRow& row) {
        if (row.holder == mail::no_server) return 0;
        const auto at = std::find(files.relays.begin(), files.relays.end(), world.servers.at(row.holder).name);
        return static_cast<int>(at - files.relays.begin()) + 1;
    };
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
            const Attempt attempt{in_seconds(row.began), hop_of(row), world.servers.at(row.server).addresses.at(row.address),
                                  std::string{measure::word(row.ending.stage)}, result_of(row.ending)};
            const bool connected = row.ending.stage != measure::Stage::connect;
            if (!row.reused) run.wire.push_back({attempt.at, attempt.hop, attempt.address, connected ? "connected" : attempt.result});
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
