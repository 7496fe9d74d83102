// A scenario laid over another: bases and variants.

#include "sim/scenario/points.hpp"
#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

namespace {

const std::string two_ways =
    one_domain +
    "[servers.\"mx1.example.org\"]\nsessions = 10\nwaiting = 3\n"
    "[variants.small.servers.\"mx1.example.org\"]\nsessions = 2\n"
    "[variants.backup]\ndomains.\"example.org\".mx = [\"10 mx1.example.org\", \"20 b.example.net\"]\n"
    "servers.\"b.example.net\".relay = { for = [\"example.org\"] }\n"
    "[[expect]]\nmetric = \"servers.b.example.net.accepted\"\nequals = 0\nvariant = \"backup\"\n";

Scenario variant(const std::string& text, const std::string& name) {
    ReadResult result = read(text, "test.toml", {}, {}, {}, {name, {}});
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
    CHECK(backup.point.variant == "backup");
}

TEST_CASE("an expectation of one variant is not looked for in another") {
    CHECK(variant(two_ways, "small").expectations.empty());
    CHECK(variant(two_ways, "backup").expectations.size() == 1);
}

TEST_CASE("a setting is laid over the variant, a family in it has its members") {
    const ReadResult set = read(two_ways, "test.toml", {{"servers.mx1.example.org.sessions", "7"}}, {}, {}, {"small", {}});
    REQUIRE(set.scenario);
    CHECK(set.scenario->world.servers[0].sessions == 7);
    const std::string many = one_domain + "[variants.many]\ndomains.\"c{1..3}.example\".mx = [\"10 mx{n}.example\"]\n";
    CHECK(variant(many, "many").world.domains.size() == 4);
}

TEST_CASE("a base is what the file does not say, and so is the base of a base") {
    const TestFiles files{
        {"town/base.toml", "base = \"root.toml\"\nduration = \"2h\"\n" + one_domain +
                               "[senders.ann]\nprofile = \"fixed\"\ntimes = \"t.csv\"\n"},
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

TEST_CASE("every combination of variants and swept values is a point, the last path changing fastest") {
    const std::string swept = two_ways + "[sweep]\n\"outages.o.for\" = [\"1h\", \"2h\"]\nservers.\"mx1.example.org\".sessions = [5, 6, 7]\n"
                                         "[outages.o]\nserver = \"mx1.example.org\"\nmode = \"refused\"\nat = \"1h\"\nfor = \"9h\"\n";
    const auto points = points_of(reading(swept));
    REQUIRE(points.size() == 12);
    CHECK(points[0].variant == "small");
    CHECK(points[1].set[0].value == "\"1h\"");
    CHECK(points[1].set[1].value == "6");
    CHECK(points[3].set[0].value == "\"2h\"");
    CHECK(points[11].variant == "backup");
    const ReadResult one = read(swept, "test.toml", {}, {}, {}, points[11]);
    REQUIRE(one.scenario);
    CHECK(one.scenario->world.servers[0].sessions == 7);
    CHECK(one.scenario->world.outages[0].occurrences[0].lasts->mean() == 7.2e12);
    CHECK(points_of(reading(swept), "backup").size() == 6);
    CHECK(points_of(reading(one_domain)).size() == 1);
}

TEST_CASE("an expectation holds where it says, a factor sweeps too, and a wrong value has its place") {
    const std::string swept = one_domain + "[senders.ann]\nprofile = \"fixed\"\nrate = \"10/h\"\n[sweep]\n\"senders.ann.rate\" = [\"*2\", \"7/h\", \"many\"]\n"
                                           "[[expect]]\nmetric = \"messages.lost\"\nequals = 0\nwhere = { \"senders.ann.rate\" = \"7/h\" }\n";
    const auto points = points_of(reading(swept));
    const auto at = [&](std::size_t i) { return read(swept, "test.toml", {}, {}, {}, points[i]); };
    CHECK(at(0).scenario->world.senders[0].arrivals.per_second * 3600 == 20);
    CHECK(at(0).scenario->expectations.empty());
    CHECK(at(1).scenario->expectations.size() == 1);
    CHECK(has(said(at(2)), "test.toml:7:37: \"many\" is not a rate"));
}

}  // namespace mxsim::scenario
