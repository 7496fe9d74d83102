// A name lies in a zone if it is the zone's name or ends in it, label by label (RFC 1034 section 3.1). What is
// looked up of a name fails with its zone: the MX records of a mail domain, the addresses of a server.
#include "sim/scenario/outage_targets.hpp"

#include <algorithm>

#include "sim/failure/mode_text.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

bool lies_in(const std::string& name, const std::string& zone) {
    if (zone.empty() || name == zone) return true;
    return name.size() > zone.size() && name[name.size() - zone.size() - 1] == '.' &&
           name.compare(name.size() - zone.size(), zone.size(), zone) == 0;
}

class Group {
  public:
    Group(Builder& to, const Node& outage, failure::OutageSpec& spec) : to_{to}, outage_{outage}, spec_{spec} {}

    void add() {
        const Node& named = *outage_.find("group");
        const Node* groups = to_.draft.root.find("groups");
        const Node* group = groups ? groups->find(named.text) : nullptr;
        if (!group) return error(named.at, wording::unknown_group(named.text, nearest(named.text, names(groups))));
        const std::size_t before = spec_.servers.size() + spec_.zones.size();
        if (!one_mode(*group)) return;
        servers(*group);
        sites(*group);
        zones(*group);
        if (before == spec_.servers.size() + spec_.zones.size() && !to_.findings.any_error())
            error(named.at, wording::empty_group(named.text));
    }

  private:
    void error(Spot at, Complaint complaint) { to_.findings.error(at, std::move(complaint)); }
    static std::vector<std::string> names(const Node* groups) {
        std::vector<std::string> all;
        if (groups)
            for (const Node& group : groups->items) all.push_back(group.key);
        return all;
    }

    // A single mode serves a group of which it fits every member.
    bool one_mode(const Node& group) {
        const Node* mode = outage_.find("mode");
        const bool parts = outage_.find("parts");
        const bool hosts = group.find("servers") || group.find("sites");
        if (mode && parts) return error(mode->key_at, wording::mode_beside_parts()), false;
        if (mode && hosts && group.find("zones")) return error(mode->at, wording::one_mode_for_all(mode->text)), false;
        return true;
    }

    // The mode given to one kind of member, or null.
    const Node* mode_of(const Node& group, const char* kind) {
        const Node* parts = outage_.find("parts");
        const Node* part = parts ? parts->find(kind) : nullptr;
        if (part && !group.find(kind)) error(part->key_at, wording::part_without_member(kind));
        return parts ? part : outage_.find("mode");
    }

    failure::Effect effect_of(const Node& group, const char* kind) {
        failure::Effect effect;
        effect.mode = failure::Mode::silent;
        const Node* mode = mode_of(group, kind);
        return mode ? lasting_mode(to_, *mode).value_or(effect) : effect;
    }

    void add(std::uint32_t server, const failure::Effect& effect) {
        if (std::find(spec_.servers.begin(), spec_.servers.end(), server) != spec_.servers.end()) return;
        spec_.servers.push_back(server);
        spec_.effects.push_back(effect);
    }

    void servers(const Node& group) {
        const Node* listed = group.find("servers");
        const Node* parts = outage_.find("parts");
        if (!listed && !(parts && parts->find("servers"))) return;
        const failure::Effect effect = effect_of(group, "servers");
        const auto names = listed ? to_.silent.names(*listed) : std::nullopt;
        if (!names) return;
        for (const std::uint32_t server : to_.names.resolve(*names, to_.draft.servers, "server")) add(server, effect);
    }

    void sites(const Node& group) {
        const Node* listed = group.find("sites");
        const Node* parts = outage_.find("parts");
        if (!listed && !(parts && parts->find("sites"))) return;
        const failure::Effect effect = effect_of(group, "sites");
        for (const Node* site : (listed ? to_.silent.names(*listed) : std::nullopt).value_or(std::vector<const Node*>{}))
            for (const std::uint32_t server : servers_at(to_, *site)) add(server, effect);
    }

    void zones(const Node& group) {
        const Node* listed = group.find("zones");
        const Node* parts = outage_.find("parts");
        if (!listed && !(parts && parts->find("zones"))) return;
        const Node* mode = mode_of(group, "zones");
        const auto how = mode ? zone_mode(to_, *mode) : failure::ZoneMode::timeout;
        for (const Node* zone : (listed ? to_.silent.names(*listed) : std::nullopt).value_or(std::vector<const Node*>{}))
            spec_.zones.push_back(zone_fault(to_, *zone, how.value_or(failure::ZoneMode::timeout)));
    }

    Builder& to_;
    const Node& outage_;
    failure::OutageSpec& spec_;
};

}  // namespace

failure::ZoneFault zone_fault(Builder& to, const Node& zone, failure::ZoneMode mode) {
    failure::ZoneFault fault;
    fault.mode = mode;
    fault.zone = canonical(zone.text);
    fault.labels =
        static_cast<std::uint32_t>(std::count(fault.zone.begin(), fault.zone.end(), '.') + !fault.zone.empty());
    const mail::WorldSpec& world = to.scenario.world;
    for (std::uint32_t d = 0; d < world.domains.size(); ++d)
        if (world.domains[d].name.front() != '[' && lies_in(world.domains[d].name, fault.zone))
            fault.domains.push_back(d);
    for (std::uint32_t s = 0; s < world.servers.size(); ++s) {
        if (lies_in(world.servers[s].name, fault.zone)) fault.hosts.push_back({s, 0});
        for (std::uint16_t a = 0; a < world.servers[s].aliases.size(); ++a)
            if (lies_in(world.servers[s].aliases[a], fault.zone))
                fault.hosts.push_back({s, static_cast<std::uint16_t>(a + 1)});
    }
    if (fault.domains.empty() && fault.hosts.empty())
        to.findings.error(zone.at, wording::nothing_in_zone(zone.text, nearest(fault.zone, to.draft.domains.all())));
    return fault;
}

void add_group(Builder& to, const Node& outage, failure::OutageSpec& spec) { Group{to, outage, spec}.add(); }

void check_idle_groups(Builder& to) {
    const auto& outages = to.draft.section("outages");
    for (const Node& group : to.draft.section("groups")) {
        const auto fails = [&group](const Node& outage) {
            const Node* named = outage.find("group");
            return named && named->text == group.key;
        };
        if (std::any_of(outages.begin(), outages.end(), fails)) continue;
        const Node* servers = group.find("servers");
        const Node* sites = group.find("sites");
        if (const auto names = servers ? to.silent.names(*servers) : std::nullopt) to.names.resolve(*names, to.draft.servers, "server");
        if (const auto names = sites ? to.silent.names(*sites) : std::nullopt)
            for (const Node* site : *names) servers_at(to, *site);
    }
}

std::vector<std::uint32_t> servers_at(Builder& to, const Node& site) {
    std::vector<std::uint32_t> all;
    const auto& servers = to.scenario.world.servers;
    if (!site.is(Type::text) || site.text.empty()) return all;  // reported
    for (std::uint32_t s = 0; s < servers.size(); ++s)
        if (servers[s].site == site.text) all.push_back(s);
    if (all.empty()) to.findings.error(site.at, wording::nobody_at_site(site.text));
    return all;
}

std::optional<failure::Effect> server_mode(Builder& to, const Node& mode) {
    const auto effect = failure::mode_of(mode.text);
    if (!effect && failure::zone_mode_of(mode.text)) to.findings.error(mode.at, wording::mode_of_zones(mode.text, mode.key != "mode"));
    return effect;
}

std::optional<failure::Effect> lasting_mode(Builder& to, const Node& mode) {
    const auto effect = server_mode(to, mode);
    if (!effect || effect->mode != failure::Mode::queue_lost) return effect;
    to.findings.error(mode.at, wording::queue_lost_is_no_state());
    return std::nullopt;
}

std::optional<failure::ZoneMode> zone_mode(Builder& to, const Node& mode) {
    const auto how = failure::zone_mode_of(mode.text);
    if (!how && failure::mode_of(mode.text)) to.findings.error(mode.at, wording::mode_of_servers(mode.text, mode.key != "mode"));
    return how;
}

}  // namespace mxsim::scenario
