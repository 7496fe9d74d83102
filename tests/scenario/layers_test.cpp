// A scenario laid over another: bases and variants.

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

namespace {

const std::string two_ways = one_domain +
                             "[servers.\"mx1.example.org\"]\nsessions = 10\nwaiting = 3\n"
                             "[variants.small.servers.\"mx1.example.org\"]\nsessions = 2\n"
                             "[variants.backup]\ndomains.\"example.org\".mx = [\"10 mx1.example.org\", \"20 b.example.net\"]\n"
                             "servers.\"b.example.net\".relay = { for = [\"example.org\"] }\n"
                             "[[expect]]\nmetric = \"servers.b.example.net.accepted\"\nequals = 0\nvariant = \"backup\"\n";

Scenario variant(const std::string& text, const std::string& name) {
    ReadResult result = read(text, "test.toml", {}, {}, {}, name);
    INFO(said(result));
    REQUIRE(result.scenario);
    return std::move(*result.scenario);
}

}  // namespace

TEST_CASE("a variant changes what it says, and nothing else") {
    CHECK(reading(two_ways).variants == std::vector<std::string>{"small", "backup"});
    const Scenario small = variant(two_ways, "small"), backup = variant(two_ways, "backup");
    CHECK(small.world.servers[0].sessions == 2);
    CHECK(small.world.servers[0].waiting == 3);
    CHECK(small.world.servers.size() == 1);
    CHECK(backup.world.servers[0].sessions == 10);
    CHECK(backup.world.domains[0].mx.size() == 2);  // lists replace
    CHECK(backup.variant == "backup");
}

TEST_CASE("an expectation of one variant is not looked for in another") {
    CHECK(variant(two_ways, "small").expectations.empty());
    CHECK(variant(two_ways, "backup").expectations.size() == 1);
}

TEST_CASE("a setting is laid over the variant, a family in it has its members") {
    const ReadResult set = read(two_ways, "test.toml", {{"servers.mx1.example.org.sessions", "7"}}, {}, {}, "small");
    REQUIRE(set.scenario);
    CHECK(set.scenario->world.servers[0].sessions == 7);
    const std::string many = one_domain + "[variants.many]\ndomains.\"c{1..3}.example\".mx = [\"10 mx{n}.example\"]\n";
    CHECK(variant(many, "many").world.domains.size() == 4);
}

TEST_CASE("a base is what the file does not say, and so is the base of a base") {
    const TestFiles files{{"town/base.toml", "base = \"root.toml\"\nduration = \"2h\"\n" + one_domain + "[senders.ann]\nprofile = \"fixed\"\ntimes = \"t.csv\"\n"},
                          {"town/root.toml", "duration = \"1h\"\nseed = 7\n[servers.\"mx1.example.org\"]\nsessions = 9\n"},
                          {"town/t.csv", "60\n120\n"}};
    const Scenario scenario = good("base = \"town/base.toml\"\n[servers.\"mx1.example.org\"]\nwaiting = 5\n", {}, files);
    CHECK(scenario.seed == 7);
    CHECK(scenario.world.duration == std::chrono::hours{2});
    CHECK(scenario.world.servers[0].sessions == 9);
    CHECK(scenario.world.servers[0].waiting == 5);
    CHECK(scenario.world.senders[0].arrivals.times.size() == 2);  // of the file beside the base
}

TEST_CASE("what is wrong in a base is told with its place there") {
    const TestFiles files{{"base.toml", one_domain + "ttl = \"soon\"\n"}};
    CHECK(has(bad("base = \"base.toml\"\n", {}, files), "base.toml:3:8: \"soon\" is not a duration"));
}

}  // namespace mxsim::scenario
