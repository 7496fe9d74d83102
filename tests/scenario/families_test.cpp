// A family is its members written out.

#include "sim/mail/trace.hpp"
#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

namespace {

std::vector<std::string> names_of(const std::vector<mail::ServerSpec>& servers) {
    std::vector<std::string> names;
    for (const auto& server : servers) names.push_back(server.name);
    return names;
}

std::string told(const std::vector<mail::TraceRow>& rows) {
    std::string all;
    for (const mail::TraceRow& row : rows)
        all += std::to_string(row.at.time_since_epoch().count()) + ' ' + std::to_string(static_cast<int>(row.event)) +
               ' ' + std::to_string(row.message) + ' ' + std::to_string(row.domain) + ' ' + std::to_string(row.server) +
               ' ' + std::to_string(row.population) + '\n';
    return all;
}

}  // namespace

TEST_CASE("a value in braces replaces one, as it does by its path; a table of its own is laid over it") {
    const std::string file = "[domains.\"d.example\"]\nmx = [\"10 mx.example\", \"20 b.example\"]\n[servers.\"b.example\"]\n"
                             "relay = { for = [\"d.example\"], queue = { messages = 5 } }\n";
    const auto queue_of = [&](const std::string& variant) {
        Point point;
        point.variant = "a";
        const ReadResult result = read(file + variant, "braces.toml", {}, nullptr, nullptr, point);
        REQUIRE(result.scenario);
        const auto& servers = result.scenario->world.servers;
        const auto at = std::find_if(servers.begin(), servers.end(), [](const auto& one) { return one.name == "b.example"; });
        return at->relay->queue.value();
    };
    const auto by_path = queue_of("[variants.a]\n\"servers.b.example.relay.queue\" = { bytes = \"10 MB\" }\n");
    const auto in_braces = queue_of("[variants.a.servers.\"b.example\".relay]\nqueue = { bytes = \"10 MB\" }\n");
    const auto in_table = queue_of("[variants.a.servers.\"b.example\".relay.queue]\nbytes = \"10 MB\"\n");
    CHECK(in_braces.messages == by_path.messages);
    CHECK(in_braces.messages > 5);
    CHECK(in_table.messages == 5);
    CHECK(in_table.bytes == 10'000'000);
}

TEST_CASE("zeros before the first number of a range are kept") {
    const Scenario world = good("[domains.\"d{08..11}.example\"]\nmx = [\"10 mx{n}.example\"]\n");
    REQUIRE(world.world.domains.size() == 4);
    CHECK(world.world.domains[0].name == "d08.example");
    CHECK(world.world.domains[3].name == "d11.example");
    CHECK(world.world.servers[0].name == "mx08.example");
}

TEST_CASE("what a variant says of one member, or of a host in other letters, is laid over it") {
    const std::string family = "[domains.\"d{1..3}.example\"]\nmx = [\"10 mx.example\"]\nttl = \"1h\"\n[servers.\"mx.example\"]\nsessions = 2\n";
    const std::string variant = "[variants.a.domains.\"d2.example\"]\nttl = \"5m\"\n[variants.a.servers.\"MX.example\"]\nsessions = 7\n";
    Point point;
    point.variant = "a";
    const ReadResult result = read(family + variant, "family.toml", {}, nullptr, nullptr, point);
    REQUIRE(result.scenario);
    CHECK(result.scenario->world.domains[1].ttl == std::chrono::minutes{5});
    CHECK(result.scenario->world.domains[2].ttl == std::chrono::hours{1});
    CHECK(result.scenario->world.servers[0].sessions == 7);
}

TEST_CASE("a family of 50 gives the same rows as its 50 members written out") {
    const std::string head = "duration = \"1h\"\n";
    const std::string family =
        head +
        "[domains.\"customer{1..50}.example\"]\nmx = [\"10 mx{n}.example\", \"20 backup.example\"]\n"
        "[servers.\"mx{1..50}.example\"]\nsessions = 2\nservice = { exponential = \"1s\" }\n"
        "[servers.\"backup.example\"]\nrelay = { for = [\"customer{1..50}.example\"] }\n"
        "[outages.\"crash{3..7}\"]\nserver = \"mx{n}.example\"\nmode = \"refused\"\nat = \"{n}m\"\nfor = \"30m\"\n"
        "[senders.\"ann{1..2}\"]\nprofile = \"postfix\"\nto = \"customer{n}.example\"\nrate = \"60/h\"\n"
        "[senders.all]\nprofile = \"fixed\"\nrate = \"2000/h\"\n";
    std::string written = head, servers, outages, senders, customers;
    for (int n = 1; n <= 50; ++n) {
        const std::string i = std::to_string(n);
        written += "[domains.\"customer" + i + ".example\"]\nmx = [\"10 mx" + i + ".example\", \"20 backup.example\"]\n";
        servers += "[servers.\"mx" + i + ".example\"]\nsessions = 2\nservice = { exponential = \"1s\" }\n";
        customers += (n > 1 ? ", " : "") + ("\"customer" + i + ".example\"");
        if (n >= 3 && n <= 7)
            outages += "[outages.crash" + i + "]\nserver = \"mx" + i + ".example\"\nmode = \"refused\"\nat = \"" + i +
                       "m\"\nfor = \"30m\"\n";
        if (n <= 2)
            senders +=
                "[senders.ann" + i + "]\nprofile = \"postfix\"\nto = \"customer" + i + ".example\"\nrate = \"60/h\"\n";
    }
    written += servers + "[servers.\"backup.example\"]\nrelay = { for = [" + customers + "] }\n" + outages + senders +
               "[senders.all]\nprofile = \"fixed\"\nrate = \"2000/h\"\n";
    const Scenario of_family = good(family), of_members = good(written);
    CHECK(told(mail::trace(of_family.world, 1, 0)) == told(mail::trace(of_members.world, 1, 0)));
    CHECK(of_family.world.outages.size() == 5);
    CHECK(of_family.world.servers.size() == 51);
}

TEST_CASE("in a list a range makes as many entries") {
    const Scenario scenario = good("[domains.\"a.example\"]\nmx = [\"10 mx{2..4}.example\", \"10 mx{7..7}.example\"]\n");
    CHECK(names_of(scenario.world.servers) ==
          std::vector<std::string>{"mx2.example", "mx3.example", "mx4.example", "mx7.example"});
    const Scenario both = good("[domains.\"d{1..2}.example\"]\nmx = [\"10 mx{n}-{1..2}.example\"]\n");
    CHECK(names_of(both.world.servers) ==
          std::vector<std::string>{"mx1-1.example", "mx1-2.example", "mx2-1.example", "mx2-2.example"});
}

TEST_CASE("four hundred exchangers of one domain are tried like two") {
    const Scenario scenario = good("[domains.\"a.example\"]\nmx = [\"10 mx{1..400}.example\"]\n");
    CHECK(scenario.world.domains[0].mx.size() == 400);
}

TEST_CASE("members can be set, and what is wrong with all of them is told once") {
    const std::string family = "[domains.\"d{1..9}.example\"]\nmx = [\"10 mx{n}.example\"]\n";
    const Scenario set = good(family, {{"servers.mx4.example.sessions", "7"}});
    for (const auto& server : set.world.servers) CHECK(server.sessions == (server.name == "mx4.example" ? 7 : 100));
    const std::string wrong = bad(family + "ttl = \"soon\"\n");
    CHECK(wrong == "test.toml:3:8: \"soon\" is not a duration\n"
                   "    a duration is numbers with units: \"250ms\", \"1.5h\", \"4h30m\", \"2d\"\n");
}

}  // namespace mxsim::scenario
