#include "sim/dns/zones.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"

namespace mxsim::dns {

namespace {

// "preference:server.address ..." in the order of the answer.
std::string told(const Lookup& answer) {
    std::string text;
    for (std::uint32_t i = 0; i < answer.count; ++i) {
        const Candidate& c = answer.first[i];
        text += (i > 0 ? " " : "") + std::to_string(c.preference) + ':' + std::to_string(c.server) + '.' +
                std::to_string(c.address);
    }
    return text;
}

ZoneSpec zone(std::vector<MxRecord> mx) {
    ZoneSpec spec;
    spec.mx = std::move(mx);
    return spec;
}

// Hosts with so many IPv4 addresses each.
std::vector<Host> hosts(const std::vector<std::uint16_t>& counts) {
    std::vector<Host> all;
    for (const std::uint16_t count : counts) {
        Host& host = all.emplace_back();
        host.addresses.assign(count, Family::v4);
        for (std::uint16_t i = 0; i < count; ++i) host.resolves_to.push_back(i);
    }
    return all;
}

const std::vector<View> any_family{{{Family::v6, Family::v4}, {}}};

// Kept for as long as the zones made of it, which only look at it.
const std::vector<ZoneSpec>& kept(std::vector<ZoneSpec> domains) {
    static std::deque<std::vector<ZoneSpec>> all;
    return all.emplace_back(std::move(domains));
}

Zones zones_of(std::vector<ZoneSpec> domains, const std::vector<std::uint16_t>& addresses = {1, 1, 1, 1}) {
    return {kept(std::move(domains)), hosts(addresses), any_family};
}

// What a failing zone answers: the candidates, then who is left out and why.
std::string asked(Zones& zones, const std::vector<failure::ZoneFault>& faults, std::uint32_t view = 0) {
    Faults met;
    for (const failure::ZoneFault& fault : faults) met.met.push_back(&fault);
    const std::uint32_t number = zones.ask(0, view, met);
    const Lookup answer = zones.list(number);
    std::string text = told(answer);
    for (std::uint32_t i = 0; i < answer.absent; ++i)
        text += " !" + std::to_string(answer.first[answer.count + i].server);
    if (answer.answer == Answer::servfail) text += " servfail";
    if (answer.answer == Answer::timeout) text += " timeout";
    if (answer.answer == Answer::no_such_domain) text += " no such domain";
    if (answer.answer == Answer::no_address) text += " no address";
    if (answer.answer == Answer::no_family) text += " no family";
    if (zones.waited(number)) text += " (waited)";
    return text;
}

using failure::ZoneMode;

failure::ZoneFault of_domain(ZoneMode mode, std::uint32_t labels = 2) { return {mode, labels, true, true, "", {0}, {}}; }
failure::ZoneFault of_host(ZoneMode mode, std::uint32_t server) { return {mode, 3, true, true, "", {}, {{server, 0}}}; }

}  // namespace

TEST_CASE("records come by preference, equals as the zone lists them") {
    const Zones zones = zones_of({zone({{20, 0}, {10, 3}, {20, 1}, {5, 2}})});
    const Lookup answer = zones.look_up(0);
    CHECK(told(answer) == "5:2.0 10:3.0 20:0.0 20:1.0");
    CHECK(answer.answer == Answer::found);
    CHECK_FALSE(answer.graded);
}

TEST_CASE("an exchanger stands for each of its addresses, and one that does not resolve is passed over") {
    const Zones zones = zones_of({zone({{10, 0}, {20, 1}, {30, 2}})}, {2, 0, 1, 1});
    CHECK(told(zones.look_up(0)) == "10:0.0 10:0.1 30:2.0");
    CHECK_FALSE(zones.look_up(0).graded);
}

TEST_CASE("an answer without equals has nothing to shuffle, whatever the zones beside it") {
    const Zones zones = zones_of({zone({{10, 0}, {10, 1}}), zone({{10, 2}, {20, 3}}), zone({{20, 2}})});
    CHECK_FALSE(zones.look_up(0).graded);
    CHECK(zones.look_up(1).graded);
    CHECK(zones.look_up(2).graded);
    CHECK(told(zones.look_up(2)) == "20:2.0");
}

TEST_CASE("without MX records the domain's own address is the exchanger") {
    ZoneSpec spec;
    spec.implicit = {3};
    CHECK(told(zones_of({spec}).look_up(0)) == "0:3.0");
}

TEST_CASE("MX records hide the domain's own address") {
    ZoneSpec spec = zone({{10, 1}});
    spec.implicit = {3};
    CHECK(told(zones_of({spec}).look_up(0)) == "10:1.0");
}

TEST_CASE("a null MX, no address, and no record at all are told apart") {
    ZoneSpec null_mx;
    null_mx.null_mx = true;
    const Zones zones = zones_of({null_mx, zone({{10, 0}}), zone({})}, {0});
    CHECK(zones.look_up(0).answer == Answer::null_mx);
    CHECK(zones.look_up(1).answer == Answer::no_address);
    CHECK(zones.look_up(2).answer == Answer::no_address);
    for (std::uint32_t domain = 0; domain < 3; ++domain) CHECK(zones.look_up(domain).count == 0);
}

TEST_CASE("a zone that fails is a temporary error, one that does not exist a permanent one") {
    Zones zones = zones_of({zone({{10, 0}, {20, 1}})});
    CHECK(asked(zones, {}) == "10:0.0 20:1.0");
    CHECK(asked(zones, {of_domain(ZoneMode::servfail)}) == " servfail");
    CHECK(asked(zones, {of_domain(ZoneMode::timeout)}) == " timeout (waited)");
    CHECK(asked(zones, {of_domain(ZoneMode::nxdomain)}) == " no such domain");
}

TEST_CASE("a domain whose MX records are gone has its own address left") {
    ZoneSpec spec = zone({{10, 1}});
    spec.implicit = {3};
    Zones zones = zones_of({spec});
    failure::ZoneFault fault = of_domain(ZoneMode::empty);
    CHECK(asked(zones, {fault}) == " !3 no address");
    fault.address = false;
    CHECK(asked(zones, {fault}) == "0:3.0");
}

TEST_CASE("an exchanger that cannot be looked up is passed over; if none is left, the error is temporary") {
    Zones zones = zones_of({zone({{10, 0}, {20, 1}})});
    CHECK(asked(zones, {of_host(ZoneMode::servfail, 0)}) == "20:1.0 !0");
    CHECK(asked(zones, {of_host(ZoneMode::timeout, 0)}) == "20:1.0 !0 (waited)");
    CHECK(asked(zones, {of_host(ZoneMode::nxdomain, 0), of_host(ZoneMode::servfail, 1)}) == " !0 !1 servfail");
    CHECK(asked(zones, {of_host(ZoneMode::nxdomain, 0), of_host(ZoneMode::empty, 1)}) == " !0 !1 no address");
}

TEST_CASE("of several faults the closest is met, one that spares a part of the zone among them") {
    Zones zones = zones_of({zone({{10, 0}})});
    CHECK(asked(zones, {of_domain(ZoneMode::servfail, 1), of_domain(ZoneMode::nxdomain, 2)}) == " no such domain");
    CHECK(asked(zones, {of_domain(ZoneMode::servfail, 1), of_domain(ZoneMode::up, 2)}) == "10:0.0");
}

TEST_CASE("an alias is answered with the data of the name it stands for, and meets the faults of both") {
    ZoneSpec alias;
    alias.alias_of = 1;
    Zones zones = zones_of({alias, zone({{10, 2}})});
    CHECK(asked(zones, {}) == "10:2.0");
    CHECK(asked(zones, {of_domain(ZoneMode::servfail)}) == " servfail");
    CHECK(asked(zones, {{ZoneMode::nxdomain, 2, true, true, "", {1}, {}}}) == " no such domain");
}

TEST_CASE("one family comes before the other at each preference, and one that is not used not at all") {
    const std::vector<Host> both{{{Family::v4, Family::v6}, {0, 1}}, {{Family::v6}, {0}}};
    const std::vector<View> views{{{Family::v6, Family::v4}, {}}, {{Family::v4}, {}}, {{Family::v4, Family::v6}, {}}};
    Zones zones{kept({zone({{10, 0}, {20, 1}})}), both, views};
    CHECK(asked(zones, {}, 0) == "10:0.1 10:0.0 20:1.0");
    CHECK(asked(zones, {}, 1) == "10:0.0 !0 !1");
    CHECK(asked(zones, {}, 2) == "10:0.0 10:0.1 20:1.0");
    CHECK(zones.look_up(0, 0).graded);
    CHECK(asked(zones, {of_host(ZoneMode::empty, 0)}, 1) == " !0 !1 no family");
}

TEST_CASE("a fixed route takes the place of every domain's exchangers") {
    Zones zones{kept({zone({{10, 0}})}), hosts({1, 1}), {{{Family::v4}, {}}, {{Family::v4}, 1}}};
    CHECK(told(zones.look_up(0, 0)) == "10:0.0");
    CHECK(told(zones.look_up(0, 1)) == "0:1.0");
    CHECK(asked(zones, {of_domain(ZoneMode::nxdomain)}, 1) == "0:1.0");
}

TEST_CASE("changed data answer from then on, and the same answer has the same number") {
    Zones zones = zones_of({zone({{10, 0}})}, {1, 2});
    const std::uint32_t before = zones.ask(0, 0, {});
    zones.set_records(0, zone({{10, 1}}));
    const std::uint32_t after = zones.ask(0, 0, {});
    zones.set_addresses(1, {1});
    CHECK(told(zones.list(before)) == "10:0.0");
    CHECK(told(zones.list(after)) == "10:1.0 10:1.1");
    CHECK(told(zones.list(zones.ask(0, 0, {}))) == "10:1.1");
    zones.set_addresses(1, {0, 1});
    CHECK(zones.ask(0, 0, {}) == after);
    zones.set_records(0, zone({{10, 0}}));
    CHECK(zones.ask(0, 0, {}) == before);
}

}  // namespace mxsim::dns
