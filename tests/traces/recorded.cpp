// Everything that a case may leave out is left out here; what it must have, and has not, is told with its path in the file.
#include "tests/traces/recorded.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mxsim::traces {

namespace {

using Json = nlohmann::json;

// "sender", "relay", "relay2"
int hop_of(const std::string& name) {
    if (name == "relay") return 1;
    return name == "relay2" ? 2 : 0;
}

class Reader {
  public:
    Case read(const Json& file) {
        Case one;
        one.mta = file.at("mta").get<std::string>();
        one.name = file.at("case").get<std::string>();
        scale_ = one.time_scale = file.at("time_scale").get<double>();
        for (const auto& [key, value] : file.at("config").items())
            one.config[key] = value.is_string() ? value.get<std::string>() : value.dump();
        const Json& dns = file.at("dns");
        one.zone = dns.at("zone").get<std::string>();
        one.zone_changes = !dns.at("changes").empty();
        one.resolver_fails = !dns.at("resolver_outage").empty();
        for (const auto& [name, relay] : file.at("relays").items())
            one.relays.push_back({relay.at("ip").get<std::string>(), relay.at("mta").get<std::string>(),
                                  relay.value("relay_domains", "")});
        for (const Json& server : file.at("servers")) one.servers.push_back(server_of(server));
        for (const Json& drop : file.at("forward_drops"))
            on_the_way(one, drop.at(2).get<std::string>()).states.push_back({time(drop.at(0)), drop.at(1).get<std::string>()});
        for (const Json& run : file.at("runs")) one.runs.push_back(run_of(run));
        if (one.runs.empty()) throw NotACase{"it has no runs"};
        return one;
    }

  private:
    double time(const Json& seconds) const { return seconds.get<double>() * scale_; }

    Server server_of(const Json& from) const {
        Server server{from.at("address").get<std::string>(), from.at("host").get<std::string>(), {}};
        for (const Json& state : from.at("states"))
            server.states.push_back({time(state.at("t")), state.at("state").get<std::string>()});
        return server;
    }
    static Server& on_the_way(Case& of, const std::string& address) {
        for (Server& server : of.on_the_way)
            if (server.address == address) return server;
        return of.on_the_way.emplace_back(Server{address, "", {}});
    }
    Run run_of(const Json& from) const {
        Run run;
        for (const Json& at : from.at("queue_runs")) run.queue_runs.push_back(time(at));
        run.stopped_at = time(from.at("stopped_at"));
        for (const Json& row : from.at("wire"))
            if (!row.value("dsn", false)) {
                const Connection one{time(row.at("t")), hop_of(row.at("hop").get<std::string>()),
                                     row.at("address").get<std::string>(), row.at("tcp").get<std::string>()};
                run.wire.push_back(one);
                if (one.tcp != "connected" && row.contains("msgs") && row["msgs"].empty())
                    run.nobodys.push_back({one.at, one.hop, one.address, "connect", one.tcp});
            }
        for (const Json& message : from.at("messages")) run.messages.push_back(message_of(message));
        std::stable_sort(run.messages.begin(), run.messages.end(),
                         [](const Message& a, const Message& b) { return a.submitted_at < b.submitted_at; });
        return run;
    }
    Message message_of(const Json& from) const {
        Message message;
        message.domain = from.at("domain").get<std::string>();
        message.submitted_at = time(from.at("submitted_at"));
        message.fate = from.value("final", "");
        if (from.contains("final_t") && from["final_t"].is_number()) message.ended_at = time(from["final_t"]);
        for (const Json& attempt : from.value("attempts", Json::array()))
            message.attempts.push_back({time(attempt.at("t")), hop_of(attempt.at("hop").get<std::string>()),
                                        attempt.at("address").get<std::string>(), attempt.at("stage").get<std::string>(),
                                        attempt.at("result").get<std::string>()});
        std::stable_sort(message.attempts.begin(), message.attempts.end(),
                         [](const Attempt& a, const Attempt& b) { return a.at < b.at; });
        return message;
    }

    double scale_ = 1;
};

}  // namespace

Case read_case(const std::string& text) {
    try {
        return Reader{}.read(Json::parse(text));
    } catch (const Json::exception& error) {
        throw NotACase{error.what()};
    }
}

}  // namespace mxsim::traces
