// Where a domain's mail can go: senders hand it to any exchanger that has an address, a relay only to those
// of strictly better preference than its own (RFC 5321 section 5.1). A relay that has nobody better returns
// what it takes ("mail loops back to myself"), and if no exchanger leads to a mailbox server all mail is
// returned. Both are scenarios that can be run, so they are warned of, not refused.

#include <algorithm>

#include "sim/network/custody_graph.hpp"
#include "sim/scenario/build.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

class CustodyCheck {
  public:
    CustodyCheck(Builder& to, std::uint32_t domain)
        : CustodyCheck{to, domain, to.scenario.world.domains[data_of(to.scenario.world, domain)]} {}
    CustodyCheck(Builder& to, std::uint32_t domain, const dns::ZoneSpec& zone) : to_{to}, domain_{domain}, zone_{zone} {
        for (const dns::MxRecord& record : zone_.mx) add(record);
        if (zone_.mx.empty())
            for (const std::uint32_t server : zone_.implicit) add({0, server});
    }

    // What a change makes of the domain.
    void check_later(const std::string& change) const {
        if (zone_.mx.empty() || network::examine(graph()).mailbox_reached) return;
        for (const Node& table : to_.draft.section("changes"))
            if (table.key == change) to_.findings.warning(table.key_at, wording::no_mailbox_later(zone_.name, change));
    }

    void check() const {
        // Only relays lead mail astray; a domain that names nobody at all says so on purpose.
        if (zone_.mx.empty() && zone_.implicit.empty()) return;
        if (!exchangers_.empty() && std::all_of(exchangers_.begin(), exchangers_.end(), [&](const auto& one) {
                return server(one.exchange).mailbox;
            }))
            return;
        const bool told_in_its_zone = exchangers_.empty() && place().file != 0;  // that none has an address
        if (told_in_its_zone) return;
        const network::CustodyReport report = network::examine(graph());
        if (!report.mailbox_reached)
            return to_.findings.warning(place(), wording::no_mailbox_reached(zone_.name));
        for (const dns::MxRecord& record : exchangers_)
            if (std::binary_search(report.dead_ends.begin(), report.dead_ends.end(), record.exchange))
                dead_end(record);
    }

  private:
    const mail::ServerSpec& server(std::uint32_t index) const { return to_.scenario.world.servers[index]; }

    // Whose name does not resolve is passed over by everyone.
    void add(const dns::MxRecord& record) {
        if (!server(record.exchange).addresses.empty()) exchangers_.push_back(record);
    }

    bool relays(std::uint32_t index) const {
        const mail::ServerSpec& one = server(index);
        return one.relay &&
               std::binary_search(one.relay->domains.begin(), one.relay->domains.end(), domain_);
    }

    network::CustodyGraph graph() const {
        network::CustodyGraph graph;
        for (const dns::MxRecord& from : exchangers_) {
            graph.entries.push_back(from.exchange);
            if (server(from.exchange).mailbox) graph.mailboxes.push_back(from.exchange);
            if (!relays(from.exchange)) continue;
            if (add_route(graph, from.exchange)) continue;
            for (const dns::MxRecord& better : exchangers_)
                if (better.preference < from.preference)
                    graph.handovers.push_back({from.exchange, better.exchange});
        }
        return graph;
    }

    // A fixed route takes the place of the exchangers, from relay to relay.
    bool add_route(network::CustodyGraph& graph, std::uint32_t from) const {
        if (!server(from).relay->route) return false;
        for (std::size_t steps = 0; steps <= to_.scenario.world.servers.size(); ++steps) {
            if (!relays(from) || !server(from).relay->route) break;
            graph.handovers.push_back({from, *server(from).relay->route});
            from = *server(from).relay->route;
        }
        if (server(from).mailbox) graph.mailboxes.push_back(from);
        return true;
    }

    // A server that does not relay for the domain is a dead end, too, and was told of for itself.
    void dead_end(const dns::MxRecord& record) const {
        if (relays(record.exchange))
            to_.findings.warning(place_of(record.exchange),
                                 wording::relay_is_best(server(record.exchange).name, zone_.name));
    }

    const Node& table() const { return to_.draft.section("domains")[domain_]; }
    Spot place() const {
        const Node* mx = table().find("mx");
        return mx ? mx->at : table().key_at;
    }
    Spot place_of(std::uint32_t exchange) const {
        for (const MxLine& line : to_.draft.mx[data_of(to_.scenario.world, domain_)])
            if (line.host == server(exchange).name) return line.at;
        return place();
    }

    Builder& to_;
    std::uint32_t domain_;
    const dns::ZoneSpec& zone_;
    std::vector<dns::MxRecord> exchangers_;
};

}  // namespace

// Mail that goes from route to route and back is never delivered, whatever is up.
void check_routes(Builder& to) {
    network::CustodyGraph graph;
    const auto& servers = to.scenario.world.servers;
    for (std::uint32_t s = 0; s < servers.size(); ++s)
        if (servers[s].relay && servers[s].relay->route) graph.handovers.push_back({s, *servers[s].relay->route});
    for (const auto& ring : network::examine(graph).rings) {
        const Node& relay = *to.draft.section("servers")[ring.front()].find("relay");
        to.findings.error(relay.find("route")->at, wording::ring_of_routes(servers[ring.front()].name, ring.size()));
    }
}

void check_custody(Builder& to) {
    check_routes(to);
    if (to.findings.any_error()) return;  // what is missing or wrong would be told again, as a consequence
    for (std::uint32_t domain = 0; domain < to.draft.mx.size(); ++domain) CustodyCheck{to, domain}.check();
    for (const mail::ChangeSpec& change : to.scenario.world.changes)
        if (const auto* records = std::get_if<mail::ChangeOfRecords>(&change.what))
            CustodyCheck{to, records->domain, records->zone}.check_later(change.name);
}

}  // namespace mxsim::scenario
