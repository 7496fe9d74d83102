// A domain's MX records with their exchangers as indices; without MX records the server behind the
// domain's own address is its only candidate (RFC 5321 section 5.1). An alias has no data of its own.

#include "sim/scenario/build.hpp"
#include "sim/scenario/roles.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

std::optional<std::uint32_t> alias_of(Builder& to, const Node& table, const Node& cname) {
    for (const char* beside : {"mx", "addresses"})
        if (const Node* other = table.find(beside)) to.findings.error(other->key_at, wording::beside_cname(beside));
    return to.names.resolve_one(cname.text, cname.at, to.draft.domains, "domain");
}

dns::ZoneSpec zone_of(Builder& to, std::size_t index) {
    const Node& table = to.draft.section("domains")[index];
    dns::ZoneSpec zone;
    zone.name = to.draft.domains.all()[index];
    if (const Node* ttl = table.find("ttl")) zone.ttl = to.silent.duration(*ttl).value_or(zone.ttl);
    if (const Node* ttl = table.find("negative_ttl"))
        zone.negative_ttl = to.silent.duration(*ttl).value_or(zone.negative_ttl);
    for (const MxLine& line : to.draft.mx[index]) {
        const auto exchange = to.draft.host(line.host);
        if (line.host.empty())
            zone.null_mx = true;
        else if (exchange)  // else it was reported that nothing says what it is
            zone.mx.push_back({line.preference, exchange->server, exchange->name});
    }
    if (const Node* cname = table.find("cname"))
        zone.alias_of = alias_of(to, table, *cname);
    else if (to.draft.mx[index].empty() || table.find("addresses"))  // for as long as there are no MX records
        if (const std::int64_t server = implicit_server(to.draft, index, to.silent); server >= 0)
            zone.implicit.push_back(static_cast<std::uint32_t>(server));
    return zone;
}

// Aliases must come to an end (RFC 1034 section 3.6.2).
void check_alias(Builder& to, std::size_t index) {
    auto& domains = to.scenario.world.domains;
    std::size_t at = index;
    for (std::size_t steps = 0; domains[at].alias_of; ++steps) {
        at = *domains[at].alias_of;
        if (at != index && steps < domains.size()) continue;
        const Node& table = to.draft.section("domains")[index];
        to.findings.error(table.find("cname")->at, wording::ring_of_aliases(table.key));
        domains[index].alias_of.reset();
        return;
    }
}

}  // namespace

void build_domains(Builder& to) {
    const std::size_t count = to.draft.domains.size();
    to.scenario.world.domains.reserve(count);
    for (std::size_t i = 0; i < count; ++i) to.scenario.world.domains.push_back(zone_of(to, i));
    for (std::size_t i = 0; i < count; ++i) check_alias(to, i);
}

}  // namespace mxsim::scenario
