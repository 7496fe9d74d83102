// What can only be said of the whole. Two outages that certainly meet on one server must agree on what a
// connection meets there. An MX record that names a relay which does not relay for the domain is legal
// DNS and a common slip: the relay says 550 at rcpt, and the mail comes back.

#include <algorithm>

#include "sim/scenario/build.hpp"
#include "sim/scenario/change_paths.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

// Something that one outage does to one target for certain: servers come first, then zones by name.
struct Interval {
    std::size_t target;
    engine::Time begin, end;
    std::uint32_t outage;
    std::size_t place;  // of the target among the outage's servers, or its zones
};

class Overlaps {
  public:
    explicit Overlaps(Builder& to) : to_{to}, world_{to.scenario.world} {}

    // Sweeps over each target's intervals, keeping those that still last.
    void check() {
        std::vector<bool> told(world_.outages.size(), false);
        std::vector<const Interval*> lasting;
        const std::vector<Interval> all = certain();
        for (const Interval& interval : all) {
            const auto over = [&](const Interval* o) {
                return o->target != interval.target || o->end <= interval.begin;
            };
            lasting.erase(std::remove_if(lasting.begin(), lasting.end(), over), lasting.end());
            const auto other = std::find_if(lasting.begin(), lasting.end(),
                                            [&](const Interval* o) { return disagree(*o, interval); });
            if (other != lasting.end() && !told[interval.outage]) {
                told[interval.outage] = true;
                tell(interval, **other);
            }
            lasting.push_back(&interval);
        }
    }

  private:
    // The windows that are certain: of constant length, or without an end, and not recurring.
    std::vector<Interval> certain() {
        std::vector<Interval> all;
        for (std::uint32_t o = 0; o < world_.outages.size(); ++o) {
            const failure::OutageSpec& outage = world_.outages[o];
            if (outage.every || !says_how(o)) continue;
            for (const failure::Occurrence& occurrence : outage.occurrences) {
                if (occurrence.lasts && !occurrence.lasts->is_constant()) continue;
                const engine::Duration lasts{occurrence.lasts ? static_cast<std::int64_t>(occurrence.lasts->mean())
                                                              : engine::forever.count()};
                add(all, o, occurrence.at, engine::after(occurrence.at, lasts));
            }
        }
        std::sort(all.begin(), all.end(), [](const Interval& a, const Interval& b) {
            if (a.target != b.target) return a.target < b.target;
            return a.begin != b.begin ? a.begin < b.begin : a.outage < b.outage;
        });
        return all;
    }

    // Of one that does not say how it strikes that is told, and nothing is known.
    bool says_how(std::size_t outage) const {
        const auto& outages = to_.draft.section("outages");
        return outage >= outages.size() || outages[outage].find("mode") || outages[outage].find("parts");
    }

    void add(std::vector<Interval>& to, std::uint32_t o, engine::Time begin, engine::Time end) {
        const failure::OutageSpec& outage = world_.outages[o];
        for (std::size_t i = 0; i < outage.servers.size(); ++i) to.push_back({outage.servers[i], begin, end, o, i});
        for (std::size_t i = 0; i < outage.zones.size(); ++i)
            to.push_back({world_.servers.size() + number_of(outage.zones[i].zone), begin, end, o, i});
    }

    std::size_t number_of(const std::string& zone) {
        zones_.add(zone);
        return static_cast<std::size_t>(zones_.find(zone));
    }

    // Two that strike every connection at the same stage, or every look-up, must be the same thing.
    bool disagree(const Interval& a, const Interval& b) const {
        const failure::OutageSpec& one = world_.outages[a.outage];
        const failure::OutageSpec& other = world_.outages[b.outage];
        if (!one.strikes_all() || !other.strikes_all()) return false;
        if (a.target >= world_.servers.size()) {
            const failure::ZoneFault& x = one.zones[a.place];
            const failure::ZoneFault& y = other.zones[b.place];
            return x.mode != y.mode && ((x.mx && y.mx) || (x.address && y.address));
        }
        const failure::Effect& x = one.effect_at(a.place);
        const failure::Effect& y = other.effect_at(b.place);
        return !(x == y) && failure::strikes_connections(x.mode) && failure::strikes_connections(y.mode) &&
               failure::strikes_at(x) == failure::strikes_at(y);
    }

    void tell(const Interval& later, const Interval& earlier) {
        const auto& outages = to_.draft.section("outages");
        const bool zone = later.target >= world_.servers.size();
        const bool named = later.outage < outages.size();
        const Spot at = named || zone ? outages[later.outage].key_at : to_.draft.section("servers")[later.target].key_at;
        to_.findings.error(
            at, zone ? wording::zones_disagree(name(later), name(earlier),
                                               zones_.all()[later.target - world_.servers.size()])
                     : wording::outages_disagree(name(later), name(earlier), world_.servers[later.target].name));
    }

    std::string name(const Interval& interval) const {
        const std::string& name = world_.outages[interval.outage].name;
        return name.empty() ? "a state or change of " + world_.servers[interval.target].name : name;
    }

    Builder& to_;
    const mail::WorldSpec& world_;
    NameList zones_;
};

// A message has a number of 32 bits.
void check_rates(Builder& to) {
    double messages = 0;
    const auto& senders = to.scenario.world.senders;
    for (std::size_t s = 0; s < senders.size(); ++s) {
        if (senders[s].arrivals.kind == mail::ArrivalKind::listed) continue;
        messages += senders[s].arrivals.per_second * engine::seconds(to.scenario.world.duration);
        if (messages < 4e9) continue;
        const Node& table = to.draft.section("senders")[s];
        const Node* rate = table.find("rate");
        return to.findings.error(rate ? rate->at : table.key_at, wording::too_many_messages(messages));
    }
}

bool relays_for(const mail::ServerSpec& server, std::size_t domain) {
    const auto& domains = server.relay->domains;
    return std::binary_search(domains.begin(), domains.end(), static_cast<std::uint32_t>(domain));
}

// A family's domains name it at one place: it is said there of all of them.
void check_relays_relay(Builder& to) {
    struct Refusal {
        Spot at;
        std::uint32_t server;
        std::vector<std::string> domains;
    };
    std::vector<Refusal> all;
    const mail::WorldSpec& world = to.scenario.world;
    for (std::size_t d = 0; d < to.draft.mx.size(); ++d)
        for (const MxLine& line : to.draft.mx[data_of(world, d)]) {
            const auto host = to.draft.host(line.host);
            if (!host) continue;
            const mail::ServerSpec& server = world.servers[host->server];
            if (!server.relay || server.mailbox || server.relay->domains.empty() || relays_for(server, d)) continue;
            const bool same = !all.empty() && line.at.member > 1 && all.back().server == host->server &&
                              all.back().at.line == line.at.line && all.back().at.column == line.at.column;
            if (!same) all.push_back({line.at, host->server, {}});
            all.back().domains.push_back(world.domains[d].name);
        }
    for (const Refusal& one : all)
        to.findings.warning(one.at, wording::relay_does_not_relay(world.servers[one.server].name, one.domains));
}

// The other way round: a domain that the list "for" names, and that does not name the relay. Another's route may lead
// there, and so may records that come later.
void check_relays_are_named(Builder& to) {
    const mail::WorldSpec& world = to.scenario.world;
    std::vector<std::vector<std::uint32_t>> named(world.servers.size());  // by whom, in order
    const auto name = [&](std::size_t domain, const std::vector<MxLine>& lines) {
        for (const MxLine& line : lines)
            if (const auto host = to.draft.host(line.host)) named[host->server].push_back(static_cast<std::uint32_t>(domain));
    };
    for (std::size_t d = 0; d < to.draft.mx.size(); ++d) name(d, to.draft.mx[data_of(world, d)]);
    for (const LaterRecords& later : later_records(to.draft, to.silent)) name(later.domain, later.mx);
    std::vector<bool> on_a_route(world.servers.size());
    for (const mail::ServerSpec& server : world.servers)
        if (server.relay && server.relay->route) on_a_route[*server.relay->route] = true;
    for (std::size_t s = 0; s < world.servers.size(); ++s) {
        const Node* relay = to.draft.section("servers")[s].find("relay");
        const Node* list = relay ? relay->find("for") : nullptr;
        const auto names = list && !on_a_route[s] ? to.silent.names(*list) : std::nullopt;
        if (!names) continue;
        std::sort(named[s].begin(), named[s].end());
        for (const Node* one : *names) {
            const std::int64_t domain = to.draft.domains.find(canonical(one->text));  // of a pattern: none
            if (domain >= 0 && !std::binary_search(named[s].begin(), named[s].end(), static_cast<std::uint32_t>(domain)))
                to.everywhere.warning(one->at, wording::relay_for_stranger(world.servers[s].name, one->text));
        }
    }
}

bool may_get_mail(const mail::SenderSpec& sender, const mail::RelaySpec& relay) {
    return std::any_of(sender.to.begin(), sender.to.end(), [&](const mail::DomainShare& to) {
        return std::binary_search(relay.domains.begin(), relay.domains.end(), to.domain);
    });
}

// A bound in bytes says little while nobody has said how large the mail is.
void check_byte_bounds(Builder& to) {
    for (std::size_t s = 0; s < to.scenario.world.servers.size(); ++s) {
        const Node* relay = to.draft.section("servers")[s].find("relay");
        const Node* queue = relay ? relay->find("queue") : nullptr;
        const Node* bytes = queue ? queue->find("bytes") : nullptr;
        if (!bytes || !to.scenario.world.servers[s].relay) continue;
        for (std::size_t i = 0; i < to.draft.section("senders").size(); ++i) {
            const Node* size = to.draft.section("senders")[i].find("size");
            if (!size || !size->assumed || !may_get_mail(to.scenario.world.senders[i], *to.scenario.world.servers[s].relay)) continue;
            to.findings.warning(bytes->at, wording::bytes_of_assumed_sizes(to.draft.section("senders")[i].key));
            break;
        }
    }
}

// A sender that connects to addresses of one family only, where nobody has any.
void check_families(Builder& to) {
    const mail::WorldSpec& world = to.scenario.world;
    const auto somebody_has = [&world](dns::Family family) {
        return std::any_of(world.servers.begin(), world.servers.end(), [family](const mail::ServerSpec& server) {
            return std::any_of(server.addresses.begin(), server.addresses.end(),
                               [family](const std::string& address) { return mail::family_of(address) == family; });
        });
    };
    for (std::size_t s = 0; s < world.senders.size(); ++s) {
        const mail::SenderSpec& sender = world.senders[s];
        const Node* families = to.draft.section("senders")[s].find("families");
        if (families && sender.families.size() == 1 && !somebody_has(sender.families[0]))
            to.findings.warning(families->at, wording::no_address_of_families(
                                                  sender.name, sender.families[0] == dns::Family::v6 ? "IPv6" : "IPv4"));
    }
}

}  // namespace

void check_world(Builder& to) {
    Overlaps{to}.check();
    check_rates(to);
    check_families(to);
    check_byte_bounds(to);
    check_relays_relay(to);
    check_relays_are_named(to);
    check_custody(to);
}

}  // namespace mxsim::scenario
