// Zone files as RFC 1035 section 5 has them: the same world as the words they stand for.

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

namespace {

const std::string from_file = "[domains.\"example.org\"]\nzone = \"z\"\n";

// MX records, addresses and TTLs: "10 mx1.example.org 192.0.2.25/3600s, ... ttl 3600s, negative 600s".
std::string told(const Scenario& scenario) {
    const dns::ZoneSpec& zone = scenario.world.domains[0];
    const auto& servers = scenario.world.servers;
    const auto seconds = [](engine::Duration d) { return std::to_string(d.count() / 1'000'000'000) + 's'; };
    const auto server = [&](std::uint32_t index) {
        std::string all = ' ' + servers[index].name;
        for (const std::string& address : servers[index].addresses) all += ' ' + address;
        return all + '/' + seconds(servers[index].ttl);
    };
    std::string all;
    for (const dns::MxRecord& record : zone.mx)
        all += std::to_string(record.preference) + server(record.exchange) + ", ";
    for (const std::uint32_t index : zone.implicit) all += "implicit" + server(index) + ", ";
    return all + "ttl " + seconds(zone.ttl) + ", negative " + seconds(zone.negative_ttl);
}

std::string told(const std::string& zone, const std::string& more = "") {
    return told(good(from_file + more, {}, {{"z", zone}}));
}

// With neither SOA nor TTL, and mx1's address, so that only what is tested differs.
std::string told_mx(const std::string& zone) { return told(zone + "\nmx1.example.org. A 192.0.2.25\n"); }

const std::string plain = "10 mx1.example.org 192.0.2.25/3600s, ttl 3600s, negative 3600s";
const std::string start = "@ SOA ns1 hostmaster 1 3h 15m 4w 10m\n";

}  // namespace

TEST_CASE("a master file of RFC 1035 with every liberty it takes says what one line would") {
    CHECK(told_mx("example.org. IN MX 10 mx1.example.org.") == plain);
    CHECK(told_mx("@ MX 10 mx1") == plain);
    CHECK(told_mx("EXAMPLE.ORG. in mx 10 MX1") == plain);
    CHECK(told_mx("@ IN MX ( 10 ; the best\n   mx1 )") == plain);
    CHECK(told_mx("\r\n\n; only a remark\r\n@\tMX\t10\tmx1\r") == plain);
    CHECK(told_mx("@ TXT \"a ; b ( \\\" c\"\n MX 10 mx1") == plain);
    CHECK(told_mx("@ MX 10 m\\x\\049") == plain);
    CHECK(told_mx("$ORIGIN org.\nexample MX 10 mx1.example\nother MX 5 mx1.example") == plain);
    CHECK(told_mx("$ORIGIN .\nexample.org MX 10 mx1.example.org") == plain);
    CHECK(told_mx("@ TYPE65 \\# 0\n@ MX 10 mx1\n@ CAA 0 issue \"ca.example\"") == plain);
}

TEST_CASE("a TTL is its own, else that of $TTL, else the last one stated, else the SOA's minimum") {
    const std::string mx = "MX 10 mx1\n";
    CHECK(has(told_mx("@ 300 IN " + mx), "ttl 300s"));
    CHECK(has(told_mx("@ IN 300 " + mx), "ttl 300s"));
    CHECK(has(told_mx("$TTL 2h30m\n@ " + mx), "ttl 9000s"));
    CHECK(has(told_mx("$TTL 1d\n@ 300 NS ns1\n " + mx), "ttl 86400s"));
    CHECK(has(told_mx("@ 300 NS ns1\n " + mx), "ttl 300s"));
    CHECK(has(told_mx(start + " " + mx), "ttl 600s"));
    CHECK(has(told_mx("@ 300 MX 10 mx1\n@ 60 MX 10 mx1.example.net."), "ttl 60s"));  // the lowest of the set
    CHECK(has(told_mx(start + " " + mx), "negative 600s"));
    CHECK(has(told_mx("@ 30 SOA ns1 hostmaster 1 3h 15m 4w 10m\n " + mx), "negative 30s"));
}

TEST_CASE("without MX records the domain's own addresses stand in, and the server that holds one of them") {
    CHECK(told("@ A 192.0.2.1\n@ AAAA 2001:db8::1\n") ==
          "implicit example.org 192.0.2.1 2001:db8::1/3600s, ttl 3600s, negative 3600s");
    CHECK(told("@ A 192.0.2.1\n", "[servers.\"www.example.org\"]\naddresses = [\"192.0.2.1\"]\nmailbox = true\n") ==
          "implicit www.example.org 192.0.2.1/3600s, ttl 3600s, negative 3600s");
    CHECK(told(start) == "ttl 3600s, negative 600s");  // a zone with neither
    CHECK(good(from_file, {}, {{"z", "@ MX 0 .\n"}}).world.domains[0].null_mx);
}

TEST_CASE("aliases are followed: the domain's own, and an exchanger's") {
    CHECK(told_mx("@ CNAME mail\nmail MX 10 mx1") == plain);
    const Scenario outside =
        good("[domains.\"example.org\"]\nzone = \"z\"\n[domains.\"example.net\"]\nmx = [\"10 mx\"]\n", {},
             {{"z", "@ CNAME example.net.\n"}});
    CHECK(outside.world.domains[0].alias_of == 1u);
    const Scenario inside = good(from_file, {}, {{"z", "@ MX 10 smtp\nsmtp CNAME mx1\nmx1 A 192.0.2.25\n"}});
    CHECK(told(inside) == plain);
    CHECK(inside.world.servers[0].aliases == std::vector<std::string>{"smtp.example.org"});
}

TEST_CASE("in a whole zone a name without address leads nowhere, unless it is delegated or a wildcard stands for it") {
    const auto addresses = [](const std::string& zone) { return told(start + " MX 10 mx1.sub\n" + zone); };
    CHECK(has(addresses(""), "10 mx1.sub.example.org/"));
    CHECK(has(addresses("mx1.sub TXT x\n"), "10 mx1.sub.example.org/"));
    CHECK(has(addresses("sub NS ns1\n"), "10 mx1.sub.example.org v4/"));
    CHECK(has(addresses("* A 192.0.2.9\n"), "10 mx1.sub.example.org 192.0.2.9/"));
    CHECK(has(addresses("* A 192.0.2.9\nsub TXT x\n"), "10 mx1.sub.example.org/"));
    CHECK(has(told("@ MX 10 mx1.sub\n"), "10 mx1.sub.example.org v4/"));  // an excerpt
}

TEST_CASE("a file includes others, relative to itself, under an origin of theirs") {
    const Scenario scenario =
        good("[domains.\"example.org\"]\nzone = \"zones/z\"\n", {},
             {{"zones/z", "$INCLUDE hosts sub\n@ MX 10 mx1.sub\n"}, {"zones/hosts", "mx1 A 192.0.2.7\n"}});
    CHECK(has(told(scenario), "10 mx1.sub.example.org 192.0.2.7/"));
}

TEST_CASE("what a zone file says can be set, and so can the file") {
    const TestFiles files{{"z", "@ MX 10 mx1\nmx1 A 192.0.2.25\n"}, {"y", "@ 60 MX 10 mx2\n"}};
    CHECK(has(told(good(from_file, {{"domains.example.org.ttl", "5m"}}, files)), "ttl 300s"));
    CHECK(good(from_file, {{"servers.mx1.example.org.sessions", "3"}}, files).world.servers[0].sessions == 3);
    CHECK(
        has(told(good(from_file, {{"domains.example.org.zone", "y"}}, files)), "10 mx2.example.org v4/3600s, ttl 60s"));
}

TEST_CASE("garbage in a zone file ends in diagnostics") {
    std::string garbage = "@ MX 10 mx1\n";
    std::uint32_t state = 1;
    const std::string letters = "@ MX10\n\t;()\"\\$.aA*INSOTLCE:0259{}";
    for (int round = 0; round < 2000; ++round) {
        std::string zone = garbage;
        for (int i = 0; i < 60; ++i) {
            state = state * 1664525u + 1013904223u;
            zone += letters[(state >> 16) % letters.size()];
        }
        const ReadResult result = reading(from_file, {}, {{"z", zone}});
        CHECK((result.scenario || !result.diagnostics.empty()));
    }
}

}  // namespace mxsim::scenario
