// Outages that are in force at a server stand in the order in which a connection would meet them.
#include "sim/mail/strikes.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

bool at_address(const failure::OutageSpec& outage, const Connection& connection) noexcept {
    if (outage.addresses.empty()) return true;
    const auto server = std::find(outage.servers.begin(), outage.servers.end(), connection.server);
    const auto& struck = outage.addresses[static_cast<std::size_t>(server - outage.servers.begin())];
    return std::find(struck.begin(), struck.end(), connection.address) != struck.end();
}

}  // namespace

Strikes::Strikes(const WorldSpec& spec, engine::Key key)
    : outages_{spec.outages}, servers_{spec.servers}, in_force_(spec.servers.size()) {
    for (const ServerSpec& server : spec.servers)
        verdicts_.emplace_back(key, engine::stream_id("verdicts", server.name));
    for (const failure::OutageSpec& outage : spec.outages)
        shares_.emplace_back(key, engine::stream_id("share of connections", outage.name));
}

const failure::Effect& Strikes::effect(std::uint32_t outage, std::uint32_t server) const noexcept {
    const failure::OutageSpec& spec = outages_[outage];
    if (spec.effects.empty()) return spec.effect;
    return spec.effects[static_cast<std::size_t>(std::find(spec.servers.begin(), spec.servers.end(), server) -
                                                 spec.servers.begin())];
}

void Strikes::begin(std::uint32_t outage, std::uint32_t server, engine::Time until) {
    const auto rank = [&](std::uint32_t o) { return std::pair{failure::strikes_at(effect(o, server)), o}; };
    auto& all = in_force_[server];
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const InForce& other) { return rank(outage) < rank(other.outage); });
    all.insert(at, {outage, until});
}

void Strikes::end(std::uint32_t outage, std::uint32_t server) {
    auto& all = in_force_[server];
    all.erase(std::find_if(all.begin(), all.end(), [&](const InForce& one) { return one.outage == outage; }));
}

bool Strikes::concerns(std::uint32_t outage, const Connection& c) const noexcept {
    const failure::OutageSpec& spec = outages_[outage];
    if (spec.strikes_all()) return true;
    if (!at_address(spec, c)) return false;
    if (spec.from && !spec.from->include(c.hop, c.population, c.relay)) return false;
    if (spec.share >= 1) return true;
    const std::uint64_t index = c.message | std::uint64_t{c.pass} << 32;
    const std::uint32_t sub = std::uint32_t{c.hop} << 8 | (c.position & 0xffu);
    return engine::unit(engine::first_word(shares_[outage].at(index, sub))) < spec.share;
}

const failure::Effect* Strikes::met(const Connection& connection) const noexcept {
    const failure::Effect* said = verdict(connection);
    for (const InForce& one : in_force_[connection.server]) {
        const failure::Effect& met = effect(one.outage, connection.server);
        if (!failure::strikes_connections(met.mode) || !concerns(one.outage, connection)) continue;
        return said && failure::strikes_at(*said) < failure::strikes_at(met) ? said : &met;
    }
    return said;
}

const failure::Effect* Strikes::verdict(const Connection& connection) const noexcept {
    const auto& all = servers_[connection.server].verdicts;
    if (all.empty()) return nullptr;
    double part = engine::unit(engine::first_word(verdicts_[connection.server].at(connection.message)));
    for (const VerdictSpec& one : all) {
        if (part < one.share) return &one.effect;
        part -= one.share;
    }
    return nullptr;
}

engine::Time Strikes::until(const Connection& connection, const failure::Effect& effect) const noexcept {
    engine::Time last{};
    for (const InForce& one : in_force_[connection.server])
        if (this->effect(one.outage, connection.server) == effect && concerns(one.outage, connection))
            last = std::max(last, one.until);
    return last;
}

}  // namespace mxsim::mail
