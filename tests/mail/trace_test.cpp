// Traces of a small world, as JSON lines, as text, and filtered.
#include "sim/mail/trace.hpp"

#include <chrono>
#include <string>

#include "sim/mail/trace_filter.hpp"
#include "sim/mail/trace_json.hpp"
#include "sim/mail/trace_text.hpp"
#include "tests/catch.hpp"

namespace mxsim::mail {

namespace {

using namespace std::chrono_literals;
using engine::Distribution;

// Two messages, of 1 and 2 kB, to a primary that refuses for ten minutes, and its backup.
WorldSpec world() {
    WorldSpec w;
    w.network = {50ms, 50ms, 127s};
    w.domains.resize(1);
    w.domains[0].name = "example.org";
    w.domains[0].mx = {{10, 0}, {20, 1}};
    w.servers.resize(2);
    w.servers[0].name = "mx1.example.org";
    w.servers[0].mailbox = true;
    w.servers[0].addresses = {"192.0.2.1"};
    w.servers[1].name = "backup.example.net";
    w.servers[1].relay = RelaySpec{{0}, 1};
    w.servers[1].addresses = {"2001:db8::2"};
    w.profiles.resize(2);
    w.profiles[0].intervals = {15min};
    Profile& postfix = w.profiles[1];
    postfix.clock = RetryClock::message_age;
    postfix.whole_seconds = true;
    postfix.minimal_backoff = 300s;
    postfix.maximal_backoff = 4000s;
    postfix.queue_runs = {300s, 1s, 137s, {}};
    postfix.delay_notice = 0s;
    w.senders.resize(1);
    w.senders[0].name = "a \"sender\"\n";
    w.senders[0].members = {{0, 1, 1, 0}};
    w.senders[0].to = {{0, 1}};
    w.senders[0].arrivals.kind = ArrivalKind::listed;
    w.senders[0].arrivals.times = {{engine::time_zero, 0, 1000}, {engine::time_zero + 1h, 0, 2000}};
    failure::OutageSpec outage;
    outage.name = "crash";
    outage.servers = {0};
    outage.occurrences = {{engine::time_zero, Distribution::constant(engine::Duration{10min}.count())}};
    w.outages = {outage};
    return w;
}

std::string json(const WorldSpec& w) {
    std::string text;
    const TraceJson lines{w};
    for (const TraceRow& row : trace(w, 1, 0)) lines.append(text, row);
    return text;
}

std::size_t count(const WorldSpec& w, const TraceFilter& filter) {
    std::size_t rows = 0;
    for (const TraceRow& row : trace(w, 1, 0)) rows += filter.wants(row);
    return rows;
}

}  // namespace

TEST_CASE("a trace as JSON lines") {
    const std::string sender = R"("a \"sender\"\u000a")";
    const std::string lists =
        R"("candidates":[{"server":"mx1.example.org","address":"192.0.2.1","preference":10},)"
        R"({"server":"backup.example.net","address":"2001:db8::2","preference":20)";
    const std::string backup = R"("from":"backup.example.net","domain":"example.org",)";
    const std::string mx1 = R"("server":"mx1.example.org","address":"192.0.2.1")";
    const std::string expected =
        R"({"t_s":0,"event":"submitted","message":0,"copy":0,"hop":0,"from":)" + sender +
        R"(,"domain":"example.org","size_bytes":1000,"wanted":true})" "\n"
        R"({"t_s":0,"event":"lookup","message":0,"copy":0,"hop":0,"from":)" + sender +
        R"(,"domain":"example.org",)" + lists + "}]}\n" +
        R"({"t_s":0,"event":"attempt","message":0,"copy":0,"hop":0,"from":)" + sender +
        R"(,"domain":"example.org",)" + mx1 + R"(,"stage":"connect","result":"refused","end_s":0.05})" "\n"
        R"({"t_s":0.05,"event":"attempt","message":0,"copy":0,"hop":0,"from":)" + sender +
        R"(,"domain":"example.org","server":"backup.example.net","address":"2001:db8::2",)"
        R"("stage":"eod","result":"250","end_s":0.9})" "\n"
        R"({"t_s":0.9,"event":"relayed","message":0,"copy":0,"hop":0,"from":)" + sender +
        R"(,"server":"backup.example.net","address":"2001:db8::2"})" "\n"
        R"({"t_s":0.9,"event":"lookup","message":0,"copy":0,"hop":1,)" + backup + lists + R"(,"skipped":"R55"}]})" "\n"
        R"({"t_s":0.9,"event":"attempt","message":0,"copy":0,"hop":1,)" + backup + mx1 +
        R"(,"stage":"connect","result":"refused","end_s":0.95})" "\n"
        R"({"t_s":0.95,"event":"notice","message":0,"copy":0,"hop":1,"from":"backup.example.net","kind":"delay"})" "\n"
        R"({"t_s":0.95,"event":"deferred","message":0,"copy":0,"hop":1,"from":"backup.example.net",)"
        R"("next_s":437,"set_by":"queue_run_delay","due_s":300,"due_set_by":"minimal_backoff_time"})" "\n";
    CHECK(json(world()).substr(0, expected.size()) == expected);
}

TEST_CASE("what bounces says where it was and why") {
    WorldSpec w = world();
    w.domains[0] = {"example.org", {}, true, {}, 1h, 1h};
    const std::string said = json(w);
    CHECK(said.find(R"("candidates":[],"answer":"null-mx"})") != std::string::npos);
    CHECK(said.find(R"("event":"bounced","message":0,"copy":0,"hop":0,"at":"a \"sender\"\u000a","reason":"null-mx"})") !=
          std::string::npos);
}

TEST_CASE("what is left when the run is cut has no row in JSON, and one for people") {
    WorldSpec w = world();
    w.until = engine::time_zero + 5min;
    CHECK(json(w).find("queued") == std::string::npos);
    CHECK(text_lines(w, trace(w, 1, 0)).back().find("still queued") != std::string::npos);
}

TEST_CASE("a trace ends when no more rows are wanted") {
    const WorldSpec w = world();
    std::size_t taken = 0;
    trace(w, 1, 0, [&](const TraceRow&) { return ++taken < 3; });
    CHECK(taken == 3);
}

TEST_CASE("every condition of a filter must hold") {
    const WorldSpec w = world();
    const std::size_t all = count(w, {});
    TraceFilter filter;
    filter.message = 1;
    CHECK(count(w, filter) == 4);  // submitted, looked up, tried, delivered: the primary is back
    filter.from = engine::time_zero + 1h + 1ms;
    CHECK(count(w, filter) == 2);
    filter.to = engine::time_zero + 1h + 1ms;
    CHECK(count(w, filter) == 0);
    filter = {};
    filter.message = 2;
    CHECK(count(w, filter) == 0);
    filter = {};
    filter.domain = 0;
    CHECK(count(w, filter) == all);
    filter.domain = 1;
    CHECK(count(w, filter) == 0);
}

TEST_CASE("a server is named where it is tried, where it holds the message, and in look-ups") {
    const WorldSpec w = world();
    TraceFilter filter;
    filter.server = 1;
    filter.message = 0;
    std::size_t wanted = 0, others = 0;
    for (const TraceRow& row : trace(w, 1, 0)) {
        if (row.message != 0) continue;
        const bool of_sender = row.event == TraceEvent::submitted || (row.hop == 0 && row.server == 0);
        CHECK(filter.wants(row) == !of_sender);
        ++(filter.wants(row) ? wanted : others);
    }
    CHECK(others == 2);
    CHECK(wanted > 5);
}

TEST_CASE("a row is past a filter from its end on") {
    TraceFilter filter;
    TraceRow row;
    CHECK_FALSE(filter.is_past(row));
    filter.to = row.at;
    CHECK(filter.is_past(row));
}

}  // namespace mxsim::mail
