// Who is a mailbox server, who a relay, and what a domain without MX records has.

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

TEST_CASE("an exchanger of the best preference is a mailbox server with 100 slots") {
    const Scenario s = good(one_domain);
    REQUIRE(s.world.servers.size() == 1);
    CHECK(s.world.servers[0].mailbox);
    CHECK(s.world.servers[0].sessions == 100);
    CHECK(s.world.servers[0].addresses.size() == 1);
    CHECK(value_of(s, "servers.mx1.example.org.mailbox") == "true");
}

TEST_CASE("equal preferences are both best") {
    const Scenario s = good("[domains.\"example.org\"]\nmx = [\"10 a.example\", \"10 b.example\"]\n");
    CHECK(s.world.servers.at(0).mailbox);
    CHECK(s.world.servers.at(1).mailbox);
}

TEST_CASE("a second exchanger without a role is an error, and pasting the lines offered works") {
    const std::string text =
        "[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\", \"20 backup.example.net\"]\n";
    const ReadResult result = reading(text);
    REQUIRE(result.diagnostics.size() == 1);
    const std::string& fix = result.diagnostics[0].fix;
    const std::size_t gap = fix.find("\n\n");
    const Scenario relay = good(text + fix.substr(0, gap) + '\n');
    CHECK(relay.world.servers.at(0).relay->domains == std::vector<std::uint32_t>{0});
    const Scenario mailbox = good(text + fix.substr(gap + 2) + '\n');
    CHECK(mailbox.world.servers.at(0).mailbox);
}

TEST_CASE("first in one domain, second in another: its role must be said") {
    const std::string both =
        "[domains.\"a.example\"]\nmx = [\"10 mx.a.example\", \"20 mx.b.example\"]\n"
        "[domains.\"b.example\"]\nmx = [\"10 mx.b.example\"]\n";
    CHECK(has(bad(both), "nothing says whether \"mx.b.example\" is a relay or a mailbox server"));
}

TEST_CASE("names are compared without case and a trailing dot") {
    const Scenario s = good(
        "[domains.\"Example.ORG.\"]\nmx = [\"10 MX1.example.org.\", \"20 backup.example.net\"]\n"
        "[servers.\"mx1.EXAMPLE.org\"]\nsessions = 7\n"
        "[servers.\"Backup.example.NET.\"]\nrelay = { for = \"EXAMPLE.org\" }\n");
    CHECK(s.world.domains.at(0).name == "example.org");
    CHECK(s.world.servers.size() == 2);
    CHECK(s.world.servers.at(0).sessions == 7);
    CHECK(s.world.servers.at(1).relay->domains == std::vector<std::uint32_t>{0});
}

TEST_CASE("a relay's domains may be a pattern") {
    std::string text;
    for (const char* n : {"1", "2", "3"})
        text += std::string{"[domains.\"customer"} + n +
                ".example\"]\nmx = [\"10 mx.example\", \"20 backup.example\"]\n";
    const Scenario s = good(text + "[servers.\"backup.example\"]\nrelay = { for = \"customer*.example\" }\n");
    CHECK(s.world.servers.at(0).relay->domains == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("null MX, no MX, implicit MX") {
    CHECK(good("[domains.\"a.example\"]\nmx = [\"0 .\"]\n").world.domains.at(0).null_mx);
    const Scenario none = good("[domains.\"a.example\"]\nmx = []\n");
    CHECK(none.world.domains.at(0).mx.empty());
    CHECK(none.world.domains.at(0).implicit.empty());
    const Scenario by_name = good("[domains.\"a.example\"]\naddresses = [\"v4\"]\n");
    CHECK(by_name.world.servers.at(0).name == "a.example");
    CHECK(by_name.world.servers.at(0).mailbox);
    CHECK(by_name.world.domains.at(0).implicit == std::vector<std::uint32_t>{0});
    const Scenario by_address = good(
        "[domains.\"a.example\"]\naddresses = [\"2001:db8::25\"]\n"
        "[servers.\"www.example\"]\naddresses = [\"192.0.2.1\", \"2001:DB8:0::25\"]\n");
    CHECK(by_address.world.servers.size() == 1);
    CHECK(by_address.world.domains.at(0).implicit == std::vector<std::uint32_t>{0});
}

TEST_CASE("a server without addresses does not resolve") {
    const std::string server = one_domain + "[servers.\"mx1.example.org\"]\naddresses = ";
    CHECK(good(server + "[]\n").world.servers.at(0).addresses.empty());
    CHECK(good(server + "\"nodata\"\n").world.servers.at(0).addresses.empty());
    CHECK(good(server + "[\"v4\", \"v6\"]\n").world.servers.at(0).addresses.size() == 2);
}

TEST_CASE("an exchanger without addresses needs no role, whatever its preference") {
    const std::string two = "[domains.\"a.example\"]\nmx = [\"10 mx1.example\", \"20 mx2.example\"]\n";
    for (const char* nowhere : {"[]", "\"nodata\""}) {
        const Scenario s = good(two + "[servers.\"mx2.example\"]\naddresses = " + nowhere + "\n");
        CHECK_FALSE(s.world.servers.at(0).mailbox);
        CHECK_FALSE(s.world.servers.at(0).relay);
        CHECK(value_of(s, "servers.mx2.example.sessions").empty());
    }
    const Scenario best = good(two +
                               "[servers.\"mx1.example\"]\naddresses = []\n"
                               "[servers.\"mx2.example\"]\nmailbox = true\n");
    CHECK_FALSE(best.world.servers.at(0).mailbox);
    CHECK(value_of(best, "servers.mx1.example.mailbox").empty());
}

TEST_CASE("what a server is made of") {
    const Scenario s = good(one_domain +
                            "[servers.\"mx1.example.org\"]\nmailbox = true\nsessions = \"unlimited\"\n"
                            "service = { per_message = \"50ms\", bandwidth = \"8 Mbit/s\" }\n"
                            "waiting = 5\nwhen_full = \"silent\"\n");
    const mail::ServerSpec& server = s.world.servers.at(0);
    CHECK(server.sessions == mail::unlimited);
    CHECK(server.waiting == 5);
    CHECK(server.bandwidth == 1e6);
    CHECK(server.service.mean() == Approx(5e7));
    CHECK(server.when_full == mail::WhenFull::silent);
}

TEST_CASE("an exchanger that does not relay for the domain is a warning") {
    const ReadResult result = reading(
        "[domains.\"a.example\"]\nmx = [\"10 mx.example\", \"20 b.example\"]\n"
        "[domains.\"c.example\"]\nmx = [\"10 mx.example\", \"20 b.example\"]\n"
        "[servers.\"b.example\"]\nrelay = { for = \"a.example\" }\n");
    REQUIRE(result.scenario);
    CHECK(has(said(result), "warning: \"b.example\" is named here, but does not relay for \"c.example\""));
}

}  // namespace mxsim::scenario
