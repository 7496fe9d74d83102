// A server is final for the domains that name it (mailbox), or stores and forwards (relay), never both:
// nothing would say which domains it keeps. Slots and waiting places may be unlimited.

#include <algorithm>

#include "sim/failure/mode_text.hpp"
#include "sim/scenario/build.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

std::uint32_t count_of(Builder& to, const Node* node, std::int64_t least, std::uint32_t fallback) {
    if (!node) return fallback;
    if (node->is(Type::text)) return mail::unlimited;
    const auto count = to.silent.integer(*node, least);
    return count ? static_cast<std::uint32_t>(*count) : fallback;
}

mail::WhenFull when_full(const Node* node) {
    if (node && node->text == "refuse") return mail::WhenFull::refuse;
    if (node && node->text == "silent") return mail::WhenFull::silent;
    return mail::WhenFull::reply_421;
}

std::vector<mail::VerdictSpec> verdicts_of(Builder& to, const Node& list) {
    std::vector<mail::VerdictSpec> verdicts;
    double all = 0;
    if (!list.is(Type::array)) return verdicts;
    for (const Node& item : list.items) {
        if (!item.is(Type::table)) continue;  // reported
        const Node* reply = item.find("reply");
        const Node* share = item.find("share");
        const auto effect = reply ? failure::mode_of(reply->text) : std::nullopt;
        if (reply && !effect) continue;  // reported
        if (!share || !reply || effect->mode != failure::Mode::reply) {
            to.findings.error(item.at, wording::verdict_incomplete());
            continue;
        }
        const double part = to.silent.share(*share).value_or(0);
        all += part;
        if (all > 1 + 1e-9) to.findings.error(share->at, wording::verdicts_exceed_all());
        verdicts.push_back({*effect, part});
    }
    return verdicts;
}

std::optional<std::uint32_t> route_of(Builder& to, const Node& route) {
    if (const auto host = to.draft.host(canonical(route.text))) return host->server;
    const auto near = nearest(canonical(route.text), to.draft.servers.all());
    to.findings.error(route.at, wording::unknown_route(route.text, near));
    return std::nullopt;
}

std::vector<std::string> named_by(const Draft& draft, const std::string& host) {
    std::vector<std::string> domains;
    for (std::size_t d = 0; d < draft.mx.size(); ++d) {
        const auto names_it = [&](const MxLine& line) { return line.host == host; };
        if (std::any_of(draft.mx[d].begin(), draft.mx[d].end(), names_it)) domains.push_back(draft.domains.all()[d]);
    }
    return domains;
}

mail::RelaySpec relay_of(Builder& to, const Node& table, const std::string& name) {
    mail::RelaySpec relay;
    const Node* domains = table.find("for");
    if (!domains) to.findings.error(table.key_at, wording::relay_without_for(name, named_by(to.draft, name)));
    const auto names = domains ? to.silent.names(*domains) : std::nullopt;
    if (names) relay.domains = to.names.resolve(*names, to.draft.domains, "domain");
    std::sort(relay.domains.begin(), relay.domains.end());
    if (const Node* queue = table.find("queue")) relay.queue = bounds_of(to, *queue);
    if (const Node* verify = table.find("verify")) relay.knows_recipients = verify->text == "list";
    if (const Node* knows = table.find("knows_itself"); knows && knows->is(Type::boolean))
        relay.knows_itself = knows->boolean;
    if (const Node* families = table.find("families"))
        relay.families = to.silent.families(*families).value_or(relay.families);
    if (const Node* route = table.find("route")) relay.route = route_of(to, *route);
    if (const Node* profile = table.find("profile"))
        relay.profile = to.profiles.use(*profile, "servers." + name);
    return relay;
}

std::vector<std::string> addresses_of(Builder& to, const Node* node) {
    if (!node) return {"v4"};
    if (node->is(Type::text)) return {};
    return to.silent.addresses(*node).value_or(std::vector<std::string>{});
}

void add_alias(mail::ServerSpec& server, const std::string& alias, std::uint16_t number) {
    server.aliases.resize(std::max<std::size_t>(server.aliases.size(), number));
    server.aliases[number - 1u] = alias;
}

mail::ServerSpec server_of(Builder& to, std::size_t index) {
    const Node& table = to.draft.section("servers")[index];
    mail::ServerSpec server;
    server.name = to.draft.servers.all()[index];
    const Node* mailbox = table.find("mailbox");
    const Node* relay = table.find("relay");
    server.mailbox = mailbox && mailbox->is(Type::boolean) && mailbox->boolean;
    if (relay && relay->is(Type::table)) server.relay = relay_of(to, *relay, server.name);
    if (server.mailbox && server.relay) to.findings.error(relay->key_at, wording::both_roles(server.name));
    server.addresses = addresses_of(to, table.find("addresses"));
    if (const Node* ttl = table.find("ttl")) server.ttl = to.silent.duration(*ttl).value_or(server.ttl);
    server.sessions = count_of(to, table.find("sessions"), 1, server.sessions);
    if (const Node* node = table.find("service")) service_of(to, *node, server);
    server.waiting = count_of(to, table.find("waiting"), 0, server.waiting);
    server.when_full = when_full(table.find("when_full"));
    if (const Node* verdicts = table.find("verdicts")) server.verdicts = verdicts_of(to, *verdicts);
    for (const auto& [alias, host] : to.draft.aliases)
        if (host.server == index) add_alias(server, alias, host.name);
    if (const Node* site = table.find("site")) server.site = site->text;
    return server;
}

}  // namespace

std::uint32_t sessions_of(Builder& to, const Node& node) { return count_of(to, &node, 1, mail::unlimited); }

void service_of(Builder& to, const Node& node, mail::ServerSpec& server) {
    const Node* per_message = node.find("per_message");
    const Node* bandwidth = node.find("bandwidth");
    if (!per_message && !bandwidth) {
        if (const auto drawn = to.silent.distribution(node, Quantity::time)) server.service = *drawn;
        return;
    }
    server.service = engine::Distribution::constant(0);
    if (per_message)
        if (const auto drawn = to.silent.distribution(*per_message, Quantity::time)) server.service = *drawn;
    if (bandwidth) server.bandwidth = to.silent.bandwidth(*bandwidth).value_or(0);
}

mail::QueueBounds bounds_of(Builder& to, const Node& table) {
    mail::QueueBounds bounds;
    if (const Node* messages = table.find("messages"))
        bounds.messages = to.silent.integer(*messages, 0).value_or(bounds.messages);
    if (const Node* bytes = table.find("bytes")) bounds.bytes = to.silent.size(*bytes).value_or(bounds.bytes);
    return bounds;
}

void build_servers(Builder& to) {
    const std::size_t count = to.draft.servers.size();
    to.scenario.world.servers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) to.scenario.world.servers.push_back(server_of(to, i));
}

}  // namespace mxsim::scenario
