// What is not said has a stated default, and every default that bears on the result is listed. Fixed
// ones stand in the table of words; here are those that depend on the rest of the file:
//
// - `duration`: to one day after the last outage's end or, where it has none, its beginning; one day
//   without outages. Random or recurring outages have no last one, so there it must be said.
// - `start`: a Monday, 00:00, where days or hours of the clock matter. `replications`, where nothing is random, is 1; that
//   is known only when the world is built (read.cpp).
// - `network.connect`: one round trip. `warmup`: a tenth of the duration of a steady study.
// - `mode` of what is out of reach as a whole (an address, a site, a group): silent, of zones timeout. A slow server finishes
//   its sessions, any other outage cuts them.
// - Without senders, `internet` sends to every domain; a sender without profile and mix is the mix
//   `internet`, one without `to` sends to every domain alike.

#include "sim/scenario/defaults.hpp"

#include <algorithm>

#include "sim/scenario/quantity.hpp"
#include "sim/scenario/roles.hpp"
#include "sim/scenario/walk.hpp"
#include "sim/scenario/wording.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::string_view ours = "mxsim default";
constexpr engine::Duration one_day = std::chrono::hours{24};

Node node_of(std::string_view toml) {
    Node node = toml.front() == '"' ? text_node(toml.substr(1, toml.size() - 2))
                                    : integer_node(std::stoll(std::string{toml}));
    node.assumed = true;
    return node;
}

bool is_text(const Node* node, std::string_view text) {
    return node && node->is(Type::text) && node->text == text;
}

class Filler {
  public:
    Filler(Draft& draft, const Values& silent, Findings& findings, Assumptions& assumptions)
        : draft_{draft}, silent_{silent}, findings_{findings}, assumptions_{assumptions} {}

    void fill() {
        for (Node& outage : draft_.section("outages")) modes(outage);
        silence_ = silence();
        study();
        network();
        for (Node& server : draft_.section("servers")) this->server(server);
        senders();
        for (Node& outage : draft_.section("outages")) this->outage(outage);
    }

  private:
    void study() {
        Node& root = draft_.root;
        top("format");
        if (!root.find("start") && uses_weekdays(root)) {
            Node& start = root.put("start", a_monday());
            assumptions_.add("start", written(start), "mxsim default: a Monday, 00:00");
        }
        duration();
        for (const std::string_view key : {"until", "seed", "on_time"}) top(key);
        const Node* steady = root.find("steady");
        if (!steady || !steady->is(Type::boolean) || !steady->boolean) return;
        if (root.find("warmup")) return;
        root.put("warmup", node_of("\"auto\""));
        assumptions_.add("warmup", "\"auto\"", "mxsim default: a tenth of the duration");
    }

    void top(std::string_view key) {
        const Word* word = find_word(Table::top, key);
        if (fixed(draft_.root, Table::top, key)) assumptions_.add(key, std::string{word->fallback}, word->source);
    }
    // Puts the fixed default of a word into a table that does not have it; tells whether it did.
    static bool fixed(Node& table, Table kind, std::string_view key) {
        if (table.find(key)) return false;
        table.put(key, node_of(find_word(kind, key)->fallback));
        return true;
    }
    void fixed(Node& table, Table kind, std::string_view key, std::string_view section) {
        fixed(table, kind, key, section, std::string{table.key}, std::string{key});
    }
    void fixed(Node& table, Table kind, std::string_view key, std::string_view section,
               const std::string& name, const std::string& path) {
        if (!fixed(table, kind, key)) return;
        const Word* word = find_word(kind, key);
        assumptions_.add(section, name, path, std::string{word->fallback}, word->source);
    }

    static Node a_monday() {
        Node monday;
        monday.type = Type::moment;
        monday.moment.wall_ns = std::int64_t{4} * 86'400 * 1'000'000'000;  // 1970-01-05
        monday.assumed = true;
        return monday;
    }

    // Where it matters on which day and at which hour the run starts.
    static bool uses_weekdays(const Node& root) {
        for (const std::string_view key : {"outages", "senders", "servers", "changes", "until"})
            if (const Node* part = root.find(key); part && any_weekday(*part)) return true;
        const Node* senders = root.find("senders");
        return senders && std::any_of(senders->items.begin(), senders->items.end(), [](const Node& sender) {
                   return sender.find("week") || sender.find("day");
               });
    }
    static bool any_weekday(const Node& node) {
        if (node.is(Type::text)) return Clock::is_weekday(node.text);
        return std::any_of(node.items.begin(), node.items.end(), any_weekday);
    }

    void duration() {
        if (draft_.root.find("duration")) return;
        engine::Duration last{0};
        for (const Node& outage : draft_.section("outages")) {
            const auto end = end_of(outage);
            if (!end) {
                findings_.error(outage.key_at, wording::duration_required(outage.key));
                return;
            }
            last = std::max(last, *end);
        }
        const engine::Duration all = std::min(last + one_day, longest_duration);
        const bool outages = !draft_.section("outages").empty();
        draft_.root.put("duration", text_node(written_duration(all))).assumed = true;
        assumptions_.add("duration", '"' + written_duration(all) + '"',
                         outages ? "mxsim default: one day after the last outage" : "mxsim default");
    }

    // The end of an outage or, where it has none, its beginning; nothing if chance or recurrence decides.
    std::optional<engine::Duration> end_of(const Node& outage) const {
        if (outage.find("every") || outage.find("up") || outage.find("down")) return std::nullopt;
        std::optional<engine::Duration> last{engine::Duration{0}};
        const auto extend = [&](const Node& at, const Node* lasts) {
            const auto begin = silent_.time(at);
            const auto length = lasts ? silent_.distribution(*lasts, Quantity::time) : std::nullopt;
            if (length && !length->is_constant()) last.reset();
            if (!last || !begin) return;
            const engine::Duration span{length ? static_cast<std::int64_t>(length->mean()) : 0};
            const engine::Duration from_start = begin->time_since_epoch();
            last =
                std::max(*last, span > longest_duration - from_start ? longest_duration : from_start + span);
        };
        if (const Node* at = outage.find("at")) extend(*at, is_text(outage.find("for"), "ever") ? nullptr : outage.find("for"));
        if (const Node* windows = outage.find("windows"))
            for (const Node& window : windows->items)
                if (window.items.size() == 2) extend(window.items[0], &window.items[1]);
        return last;
    }

    static std::string written_duration(engine::Duration span) {
        constexpr std::pair<const char*, std::int64_t> units[] = {{"d", 86'400'000'000'000},
                                                                  {"h", 3'600'000'000'000},
                                                                  {"m", 60'000'000'000},
                                                                  {"s", 1'000'000'000},
                                                                  {"ms", 1'000'000},
                                                                  {"us", 1000},
                                                                  {"ns", 1}};
        std::string out;
        std::int64_t left = span.count();
        for (const auto& [unit, worth] : units) {
            if (left >= worth) out += std::to_string(left / worth) + unit;
            left %= worth;
        }
        return out.empty() ? "0s" : out;
    }

    void network() {
        Node* network = draft_.root.find("network");
        if (!network || !network->is(Type::table)) network = &draft_.root.put("network", table_node());
        if (fixed(*network, Table::network, "round_trip"))
            assumptions_.add("network.round_trip", "\"50ms\"", ours);
        if (!network->find("connect")) {
            Node connect = *network->find("round_trip");
            connect.assumed = true;
            assumptions_.add("network.connect", written(connect), "mxsim default: one round trip");
            network->put("connect", std::move(connect));
        }
        const Word* kernel = find_word(Table::network, "kernel_connect_timeout");
        if (silence_ && fixed(*network, Table::network, "kernel_connect_timeout"))
            assumptions_.add("network.kernel_connect_timeout", std::string{kernel->fallback}, kernel->source);
    }

    // Whether a connection can meet with silence: only then do connect timers matter.
    bool silence() {
        for (const Node& outage : draft_.section("outages")) {
            if (is_text(outage.find("mode"), "silent")) return true;
            const Node* parts = outage.find("parts");
            const auto is_silent = [](const Node& part) { return is_text(&part, "silent"); };
            if (parts && std::any_of(parts->items.begin(), parts->items.end(), is_silent)) return true;
        }
        for (const Node& server : draft_.section("servers"))
            if (is_text(server.find("when_full"), "silent")) return true;
        return false;
    }

    void server(Node& server) {
        if (leads_nowhere(server)) return;
        fixed(server, Table::server, "sessions", "servers");
        fixed(server, Table::server, "service", "servers");
        const bool endless = is_text(server.find("sessions"), "unlimited");
        if (!endless) fixed(server, Table::server, "waiting", "servers");
        const bool may_fill = !endless && !is_text(server.find("waiting"), "unlimited");
        if (may_fill) fixed(server, Table::server, "when_full", "servers");
        Node* relay = server.find("relay");
        if (!relay || !relay->is(Type::table)) return;
        fixed(*relay, Table::relay, "profile", "servers", server.key, "relay.profile");
        fixed(*relay, Table::relay, "verify", "servers", server.key, "relay.verify");
        own_timeouts(*relay, "servers", server.key, "relay.profile.timeouts.connect");
    }

    void senders() {
        if (draft_.section("senders").empty() && !draft_.section("domains").empty()) {
            Node& internet = draft_.root.find("senders")->put("internet", table_node());
            internet.assumed = true;
        }
        for (Node& sender : draft_.section("senders")) this->sender(sender);
    }

    void sender(Node& sender) {
        const auto assume = [&](std::string_view key, Node value, std::string_view source) {
            value.assumed = true;
            assumptions_.add("senders", sender.key, key, written(value), source);
            sender.put(key, std::move(value));
        };
        if (!sender.find("profile") && !sender.find("mix"))
            assume("mix", text_node("internet"), "mxsim default; every share in it is assumed");
        if (sender.find("profile") && !sender.find("mtas")) assume("mtas", integer_node(1), ours);
        if (!sender.find("to")) {
            Node to = table_node();
            to.put("zipf", integer_node(0));
            to.put("domains", text_node("*"));
            assume("to", std::move(to), "mxsim default: every domain alike");
        }
        if (!sender.find("times")) {
            fixed(sender, Table::sender, "rate", "senders");
            fixed(sender, Table::sender, "arrivals", "senders");
        }
        if (!sender.find("size"))
            assume("size", text_node("mail-of-2002"),
                   "a table of 11 quantiles, median 4.2 kB, measured in 2002, old: text-heavy mail");
        own_timeouts(sender, "senders", sender.key, "profile.timeouts.connect");
        if (!sender.find("families") && both_families())
            assume("families", array_node({text_node("v6"), text_node("v4")}), find_word(Table::sender, "families")->source);
    }

    // Only where a server has addresses of both does their order matter.
    bool both_families() {
        const auto of = [](const Node& server, bool v6) {
            const Node* listed = server.find("addresses");
            const auto is = [v6](const Node& address) { return (address.text == "v6" || address.text.find(':') != std::string::npos) == v6; };
            return listed && std::any_of(listed->items.begin(), listed->items.end(), is);
        };
        const auto& servers = draft_.section("servers");
        return std::any_of(servers.begin(), servers.end(), [&](const Node& s) { return of(s, true) && of(s, false); });
    }

    // Only where a connection can meet with silence do the time-outs of a profile of our own matter.
    void own_timeouts(Node& holder, std::string_view section, const std::string& name, std::string_view path) {
        Node* profile = holder.find("profile");
        if (!profile || !silence_ || profile_words(as_table(*profile)) != Table::own_profile) return;
        const Node* given = profile->find("timeouts");
        if (given && (!given->is(Type::table) || given->find("connect"))) return;
        *profile = as_table(*profile);
        Node& timeouts = given ? *profile->find("timeouts") : profile->put("timeouts", table_node());
        fixed(timeouts, Table::timeouts, "connect", section, name, std::string{path});
    }

    // A profile given by name is the table that changes nothing of it.
    static Node as_table(const Node& profile) {
        if (profile.is(Type::table)) return profile;
        Node table = table_node();
        table.key = profile.key;
        table.key_at = profile.key_at;
        table.at = profile.at;
        Node base = profile;
        table.put("base", std::move(base));
        return table;
    }

    // What is out of reach as a whole does not answer: neither its hosts nor, for its zones, its name servers.
    void modes(Node& outage) {
        if (outage.find("mode")) return;
        if (outage.find("address") || outage.find("site")) return assume_mode(outage, "mode", "silent");
        const Node* named = outage.find("group");
        const Node* groups = draft_.root.find("groups");
        const Node* group = named && groups ? groups->find(named->text) : nullptr;
        if (!group || !group->is(Type::table)) return;
        const bool hosts = group->find("servers") || group->find("sites");
        if (!outage.find("parts") && !(hosts && group->find("zones")))
            return assume_mode(outage, "mode", hosts ? "silent" : "timeout");
        Node* given = outage.find("parts");
        if (given && !given->is(Type::table)) return;
        Node& parts = given ? *given : outage.put("parts", table_node());
        for (const char* kind : {"servers", "sites", "zones"})
            if (group->find(kind) && !parts.find(kind))
                assume_mode(parts, kind, kind == std::string_view{"zones"} ? "timeout" : "silent");
    }
    static void assume_mode(Node& table, std::string_view key, std::string_view mode) {
        table.put(key, text_node(mode)).assumed = true;
    }

    void outage(Node& outage) {
        if (const Node* mode = outage.find("mode")) assumed_mode(outage, *mode, "mode");
        if (const Node* parts = outage.find("parts"))
            for (const Node& part : parts->items) assumed_mode(outage, part, "parts." + std::string{part.key});
        if (!outage.find("sessions") && is_text(outage.find("mode"), "slow")) {
            outage.put("sessions", node_of("\"finish\""));
            assumptions_.add("outages", outage.key, "sessions", "\"finish\"", "mxsim default: a slow server cuts nobody");
        }
        if (!outage.find("zone")) fixed(outage, Table::outage, "sessions", "outages");
        const bool once = outage.find("at") && !outage.find("for") && !outage.find("windows");
        if (once && !loses_queues(outage)) fixed(outage, Table::outage, "for", "outages");
    }
    void assumed_mode(const Node& outage, const Node& mode, const std::string& path) {
        if (mode.assumed)
            assumptions_.add("outages", outage.key, path, written(mode), "mxsim default: out of reach, it does not answer");
    }

    static bool loses_queues(const Node& outage) { return is_text(outage.find("mode"), "queue-lost"); }

    Draft& draft_;
    const Values& silent_;
    Findings& findings_;
    Assumptions& assumptions_;
    bool silence_ = false;
};

}  // namespace

void fill_defaults(Draft& draft, const Values& silent, Findings& findings, Assumptions& assumptions) {
    Filler{draft, silent, findings, assumptions}.fill();
}

}  // namespace mxsim::scenario
