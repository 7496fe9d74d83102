// A domain's MX records with their exchangers as indices; without MX records the server behind the
// domain's own address is its only candidate (RFC 5321 section 5.1).

#include "sim/scenario/build.hpp"
#include "sim/scenario/roles.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

dns::ZoneSpec zone_of(Builder& to, std::size_t index) {
    const Node& table = to.draft.section("domains")[index];
    dns::ZoneSpec zone;
    zone.name = to.draft.domains.all()[index];
    if (const Node* ttl = table.find("ttl")) zone.ttl = to.silent.duration(*ttl).value_or(zone.ttl);
    if (const Node* ttl = table.find("negative_ttl"))
        zone.negative_ttl = to.silent.duration(*ttl).value_or(zone.negative_ttl);
    for (const MxLine& line : to.draft.mx[index]) {
        const std::int64_t exchange = to.draft.servers.find(line.host);
        if (line.host.empty())
            zone.null_mx = true;
        else if (exchange >= 0)  // else it was reported that nothing says what it is
            zone.mx.push_back({line.preference, static_cast<std::uint32_t>(exchange)});
    }
    if (to.draft.mx[index].empty())
        if (const std::int64_t server = implicit_server(to.draft, index, to.silent); server >= 0)
            zone.implicit.push_back(static_cast<std::uint32_t>(server));
    return zone;
}

}  // namespace

void build_domains(Builder& to) {
    const std::size_t count = to.draft.domains.size();
    to.scenario.world.domains.reserve(count);
    for (std::size_t i = 0; i < count; ++i) to.scenario.world.domains.push_back(zone_of(to, i));
}

}  // namespace mxsim::scenario
