// A server is final for the domains that name it (mailbox), or stores and forwards (relay), never both:
// nothing would say which domains it keeps. Slots and waiting places may be unlimited.

#include <algorithm>

#include "sim/scenario/build.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

std::uint32_t count_of(Builder& to, const Node* node, std::int64_t least, std::uint32_t fallback) {
    if (!node) return fallback;
    if (node->is(Type::text)) return mail::unlimited;
    const auto count = to.silent.integer(*node, least);
    return count ? static_cast<std::uint32_t>(*count) : fallback;
}

void service(Builder& to, const Node& node, mail::ServerSpec& server) {
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

mail::WhenFull when_full(const Node* node) {
    if (node && node->text == "refuse") return mail::WhenFull::refuse;
    if (node && node->text == "silent") return mail::WhenFull::silent;
    return mail::WhenFull::reply_421;
}

mail::RelaySpec relay_of(Builder& to, const Node& table, const std::string& name) {
    mail::RelaySpec relay;
    const Node* domains = table.find("for");
    if (!domains) to.findings.error(table.key_at, wording::relay_without_for(name));
    const auto names = domains ? to.silent.names(*domains) : std::nullopt;
    if (names) relay.domains = to.names.resolve(*names, to.draft.domains, "domain");
    std::sort(relay.domains.begin(), relay.domains.end());
    if (const Node* profile = table.find("profile"))
        relay.profile = to.profiles.use(*profile, "servers." + name);
    return relay;
}

std::vector<std::string> addresses_of(Builder& to, const Node* node) {
    if (!node) return {"v4"};
    if (node->is(Type::text)) return {};
    return to.silent.addresses(*node).value_or(std::vector<std::string>{});
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
    if (const Node* node = table.find("service")) service(to, *node, server);
    server.waiting = count_of(to, table.find("waiting"), 0, server.waiting);
    server.when_full = when_full(table.find("when_full"));
    return server;
}

}  // namespace

void build_servers(Builder& to) {
    const std::size_t count = to.draft.servers.size();
    to.scenario.world.servers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) to.scenario.world.servers.push_back(server_of(to, i));
}

}  // namespace mxsim::scenario
