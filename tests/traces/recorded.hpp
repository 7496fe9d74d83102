// A case that a laboratory recorded: what was set up, and what a real MTA did then. Times are seconds of the MTA's clock:
// those of the file times its time scale.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace mxsim::traces {

struct State {
    double at = 0;
    std::string state;  // as the recordings name it: "refuse", "rcpt:450"
};

struct Server {
    std::string address, host;
    std::vector<State> states;
};

struct Attempt {
    double at = 0;
    int hop = 0;  // 0: by the sender
    std::string address, stage, result;
};

struct Message {
    std::string domain;
    double submitted_at = 0;
    std::vector<Attempt> attempts;  // in order of time
    std::string fate;               // delivered, bounced, queued
    double ended_at = 0;            // if it is not queued
};

// A connection on the wire; those that carried an MTA's own bounces are left out.
struct Connection {
    double at = 0;
    int hop = 0;
    std::string address, tcp;  // "connected", "refused", "timeout", "unreachable"
};

struct Relay {
    std::string address, mta, relays_for;
};

struct Run {
    std::vector<double> queue_runs;  // when the queue runner was seen to start
    std::vector<Connection> wire;
    double stopped_at = 0;
    std::vector<Message> messages;  // in order of submission
    std::vector<Attempt> nobodys;   // that failed to connect, of nobody knows which message
};

struct Case {
    std::string mta, name;
    std::map<std::string, std::string> config;
    std::string zone;  // names relative to "test."
    bool zone_changes = false;
    bool resolver_fails = false;
    std::vector<Relay> relays;
    std::vector<Server> servers;
    std::vector<Server> on_the_way;  // drops of all that goes to an address; no host
    double time_scale = 1;
    std::vector<Run> runs;
};

// Why a file is no such case.
struct NotACase : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What the simulator does not do yet.
struct NotYet : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Throws NotACase.
Case read_case(const std::string& text);

}  // namespace mxsim::traces
