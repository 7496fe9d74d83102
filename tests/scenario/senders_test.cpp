// Who sends to whom, and when.

#include <chrono>

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

namespace {

const std::string three =
    "[domains.\"c1.example\"]\nmx = [\"10 mx.example\"]\n[domains.\"c2.example\"]\n"
    "mx = [\"10 mx.example\"]\n[domains.\"other.test\"]\nmx = [\"10 mx.other.test\"]\n"
    "[servers.\"mx.example\"]\naddresses = [\"192.0.2.1\"]\n";

mail::SenderSpec sender(const std::string& body, const TestFiles& files = {}, const std::string& top = "") {
    return good(top + three + "[senders.s]\n" + body, {}, files).world.senders.at(0);
}

}  // namespace

TEST_CASE("to: every domain, one, shares, Zipf over a pattern") {
    CHECK(sender("").to.size() == 3);
    CHECK(sender("to = \"OTHER.test.\"\n").to.at(0).domain == 2);
    const auto shares = sender(
        "to = [{ domain = \"c2.example\", share = 0.6 }, { domain = \"c1.example\", share = 3 }]\n");
    CHECK(shares.to.at(0).domain == 1);
    CHECK(shares.to.at(0).share == Approx(0.6));
    CHECK(shares.to.at(1).share == 3);
    const auto zipf = sender("to = { zipf = 1, domains = \"c*.example\" }\n");
    REQUIRE(zipf.to.size() == 2);
    CHECK(zipf.to[1].share == Approx(0.5));
}

TEST_CASE("an address literal is a domain of its own with that server as its only candidate") {
    const Scenario s = good(three + "[senders.s]\nto = \"[192.0.2.1]\"\n[senders.t]\nto = \"[192.0.2.1]\"\n");
    REQUIRE(s.world.domains.size() == 4);
    CHECK(s.world.domains[3].name == "[192.0.2.1]");
    CHECK(s.world.domains[3].implicit == std::vector<std::uint32_t>{0});
    CHECK(s.world.senders.at(0).to.at(0).domain == 3);
    CHECK(s.world.senders.at(1).to.at(0).domain == 3);
}

TEST_CASE("arrivals in all their shapes") {
    CHECK(sender("arrivals = \"regular\"\n").arrivals.kind == mail::ArrivalKind::regular);
    CHECK(sender("arrivals = { batch = 50 }\n").arrivals.batch == 50);
    CHECK(sender("arrivals = { gaps = { weibull = { mean = \"1s\", shape = 0.7 } } }\n").arrivals.kind ==
          mail::ArrivalKind::gaps);
    const auto mmpp =
        sender("arrivals = { mmpp = { rates = [1, 10], dwell = [\"50m\", \"10m\"] } }\n").arrivals;
    CHECK(mmpp.kind == mail::ArrivalKind::mmpp);
    CHECK(mmpp.rates == std::vector<double>{1, 10});
    CHECK(mmpp.dwell == std::vector<engine::Duration>{50min, 10min});
}

TEST_CASE("listed times, inline and from a file, in order") {
    const auto inline_times =
        sender("to = \"c1.example\"\ntimes = [\"3s other.test\", \"1s\", \"Mon 00:00 c2.example\"]\n");
    REQUIRE(inline_times.arrivals.times.size() == 3);
    CHECK(inline_times.arrivals.times[0].domain == 1);
    CHECK(inline_times.arrivals.times[1].at == engine::Time{1s});
    CHECK(inline_times.arrivals.times[1].domain == 0);
    CHECK(inline_times.arrivals.times[2].domain == 2);
    const TestFiles files = {
        {"t.csv", "time,domain,size\n2,other.test,30 kB\n1s,c1.example\n\"4s\",\"c2.example\",500\n"}};
    const auto csv = sender("times = \"t.csv\"\n", files);
    REQUIRE(csv.arrivals.times.size() == 3);
    CHECK(csv.arrivals.times[0].size == -1);
    CHECK(csv.arrivals.times[1].domain == 2);
    CHECK(csv.arrivals.times[1].size == 30'000);
    CHECK(csv.arrivals.times[2].size == 500);
    const TestFiles dates = {
        {"d.csv", "time,domain\n1970-01-01T00:00:02Z,other.test\nThu 00:01,other.test\n"}};
    const auto dated = sender("times = \"d.csv\"\n", dates, "start = 1970-01-01T00:00:00Z\n");
    CHECK(dated.arrivals.times[0].at == engine::Time{2s});
    CHECK(dated.arrivals.times[1].at == engine::Time{1min});
}

TEST_CASE("MTAs behind a sender") {
    CHECK(sender("profile = \"fixed\"\n").members.at(0).mtas == 1);
    CHECK(sender("profile = \"fixed\"\nmtas = 40\nspread = { zipf = 1.1 }\n").members.at(0).zipf ==
          Approx(1.1));
    CHECK(sender("profile = \"fixed\"\nmtas = \"one-per-message\"\n").members.at(0).mtas == mail::unlimited);
    CHECK(sender("spread = \"equal\"\n").members.at(0).zipf == 0);
    CHECK_FALSE(sender("wanted = false\n").wanted);
    CHECK(sender("size = \"30 kB\"\n").size.mean() == 30'000);
}

TEST_CASE("the hours of a day or week: by name, listed, or in a file; from the wall clock of the start") {
    const auto hours = [](const std::string& body, const std::string& top = "", const TestFiles& files = {}) {
        return sender(body, files, top).arrivals;
    };
    CHECK(hours("day = \"flat\"\n").hours.empty());
    CHECK(hours("day = \"office-hours\"\n").hours.size() == 24);
    const auto week = hours("week = \"consumer\"\n", "start = 2026-03-03T22:00:00+01:00\n");
    REQUIRE(week.hours.size() == 168);
    CHECK(week.into_hours == 46h);  // a Tuesday
    double sum = 0;
    for (const double weight : week.hours) sum += weight;
    CHECK(sum == Approx(168));
    std::string lines = "hour weight\n";
    for (int i = 0; i < 24; ++i) lines += std::to_string(i) + "\n";
    const auto day = hours("day = \"hours.csv\"\n", "start = 2026-03-03T22:00:00Z\n", {{"hours.csv", lines}});
    CHECK(day.into_hours == 22h);
    CHECK(day.hours.at(23) == Approx(23 * 24 / 276.0));
    CHECK(hours("day = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 25]\n").hours[23] == Approx(12.5));
}

TEST_CASE("mail that waits at the start lies over the domains alike, or as a table of qshape has it") {
    const auto alike = sender("queued = { messages = 8, oldest = \"2h\" }\n").queued;
    REQUIRE(alike.size() == 3);
    CHECK(alike[0].messages == 3);
    CHECK(alike[2].messages == 2);
    CHECK(alike[0].oldest == 2h);
    const std::string table = "              T  5 10 10+\n   TOTAL      6  1  5 0\n   OTHER.test 4  0  4 0\n   c1.example 2  1  1 0\n";
    const auto cells = sender("queued = { from = \"qshape.txt\" }\n", {{"qshape.txt", table}}).queued;
    REQUIRE(cells.size() == 3);
    CHECK(cells[0].to == 2);
    CHECK(cells[0].messages == 4);
    CHECK(cells[0].youngest == 5min);
    CHECK(cells[0].oldest == 10min);
    CHECK(cells[1].to == 0);
    CHECK(cells[1].oldest == 5min);
}

TEST_CASE("what waits at a relay is mail of a population that bears its name") {
    const Scenario s = good(three + "[servers.\"r.test\"]\nrelay = { for = [\"c1.example\"], queued = { messages = 3, oldest = \"1h\" } }\n"
                            "[domains.\"d.test\"]\nmx = [\"10 mx.other.test\", \"20 r.test\"]\n");
    REQUIRE(s.world.senders.size() == 2);
    CHECK(s.world.senders[1].name == "r.test");
    CHECK(s.world.senders[1].queued_at == 1);
    CHECK(s.world.senders[1].queued.at(0).messages == 3);
}

}  // namespace mxsim::scenario
