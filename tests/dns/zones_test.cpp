#include "sim/dns/zones.hpp"

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

const std::vector<std::uint32_t> one_address_each(4, 1);

}  // namespace

TEST_CASE("records come by preference, equals as the zone lists them") {
    const Zones zones{{zone({{20, 0}, {10, 3}, {20, 1}, {5, 2}})}, one_address_each};
    const Lookup answer = zones.look_up(0);
    CHECK(told(answer) == "5:2.0 10:3.0 20:0.0 20:1.0");
    CHECK(answer.answer == Answer::found);
    CHECK_FALSE(answer.graded);
    CHECK(zones.largest_group() == 2);
}

TEST_CASE("an exchanger stands for each of its addresses, and one that does not resolve is passed over") {
    const Zones zones{{zone({{10, 0}, {20, 1}, {30, 2}})}, {2, 0, 1, 1}};
    CHECK(told(zones.look_up(0)) == "10:0.0 10:0.1 30:2.0");
    CHECK_FALSE(zones.look_up(0).graded);
    CHECK(zones.largest_group() == 2);
}

TEST_CASE("an answer without equals has nothing to shuffle, whatever the zones beside it") {
    const Zones zones{{zone({{10, 0}, {10, 1}}), zone({{10, 2}, {20, 3}}), zone({{20, 2}})},
                      one_address_each};
    CHECK_FALSE(zones.look_up(0).graded);
    CHECK(zones.look_up(1).graded);
    CHECK(zones.look_up(2).graded);
    CHECK(told(zones.look_up(2)) == "20:2.0");
}

TEST_CASE("without MX records the domain's own address is the exchanger") {
    ZoneSpec spec;
    spec.implicit = {3};
    CHECK(told(Zones{{spec}, one_address_each}.look_up(0)) == "0:3.0");
}

TEST_CASE("MX records hide the domain's own address") {
    ZoneSpec spec = zone({{10, 1}});
    spec.implicit = {3};
    CHECK(told(Zones{{spec}, one_address_each}.look_up(0)) == "10:1.0");
}

TEST_CASE("a null MX, no address, and no record at all are told apart") {
    ZoneSpec null_mx;
    null_mx.null_mx = true;
    const Zones zones{{null_mx, zone({{10, 0}}), zone({})}, {0}};
    CHECK(zones.look_up(0).answer == Answer::null_mx);
    CHECK(zones.look_up(1).answer == Answer::no_address);
    CHECK(zones.look_up(2).answer == Answer::no_address);
    for (std::uint32_t domain = 0; domain < 3; ++domain) CHECK(zones.look_up(domain).count == 0);
}

}  // namespace mxsim::dns
