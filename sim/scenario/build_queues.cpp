// Mail that waits at the start: so many messages over the sender's domains, or the relay's, alike, or as a table of
// qshape has them. Somebody is there to receive it, and it is wanted.
//
// Model: a relay has had what is queued at it since the message was submitted; what an open column of qshape holds is at
// most twice as old as its beginning.

#include <algorithm>
#include <unordered_map>

#include "sim/scenario/build.hpp"
#include "sim/scenario/qshape.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::int64_t most_queued = 100'000'000;

class QueueBuilder {
  public:
    // `sender.to` is known.
    QueueBuilder(Builder& to, const Node& table, mail::SenderSpec& sender) : to_{to}, table_{table}, sender_{sender} {}

    void build() {
        const Node* from = table_.find("from");
        const Node* messages = table_.find("messages");
        const Node* oldest = table_.find("oldest");
        if (from && (messages || oldest))
            return to_.findings.error((messages ? messages : oldest)->key_at, wording::queued_beside_from());
        if (from) return of_table(*from);
        if (!messages || !oldest) return to_.findings.error(table_.at, wording::queued_incomplete());
        const auto count = to_.silent.integer(*messages, 1);
        const auto age = to_.silent.duration(*oldest);
        if (!count || !age) return;
        if (*count > most_queued) return to_.findings.error(messages->at, wording::too_much_queued(most_queued));
        for (const mail::Member& member : sender_.members) {
            const mail::Profile& profile = to_.scenario.world.profiles[member.profile];
            if (*age <= profile.lifetime) continue;
            to_.findings.warning(oldest->at, wording::queued_too_old(profile.name));
            break;
        }
        alike(static_cast<std::uint64_t>(*count), *age);
    }

  private:
    void alike(std::uint64_t messages, engine::Duration oldest) {
        const std::uint64_t domains = sender_.to.size();
        for (std::uint64_t d = 0; d < domains; ++d) {
            const std::uint64_t share = messages / domains + (d < messages % domains);
            if (share > 0) sender_.queued.push_back({static_cast<std::uint32_t>(d), share, engine::Duration{0}, oldest});
        }
    }

    void of_table(const Node& from) {
        const std::string name = to_.files.beside(from);
        const TextFile& file = to_.files.text(name);
        if (!file.readable) return to_.findings.error(from.at, file.unreadable);
        std::uint64_t all = 0, left_out = 0;
        const QshapeCell* unknown = nullptr;
        std::unordered_map<std::uint32_t, std::uint32_t> places;
        for (std::uint32_t i = 0; i < sender_.to.size(); ++i) places.emplace(sender_.to[i].domain, i);
        const auto cells = read_qshape(file.content, to_.findings.file(name), to_.findings);
        for (const QshapeCell& cell : cells) {
            all += cell.messages;
            const auto place = places.find(static_cast<std::uint32_t>(to_.draft.domains.find(cell.domain)));  // -1 is none
            if (place != places.end()) {
                sender_.queued.push_back({place->second, cell.messages, cell.youngest, cell.oldest});
            } else {
                left_out += cell.messages;
                if (!unknown) unknown = &cell;
            }
        }
        if (all > static_cast<std::uint64_t>(most_queued))
            return to_.findings.error(from.at, wording::too_much_queued(most_queued));
        if (unknown) to_.findings.warning(unknown->at, wording::queued_elsewhere(unknown->domain, left_out, all));
    }

    Builder& to_;
    const Node& table_;
    mail::SenderSpec& sender_;
};

bool is_sender(const Builder& to, const std::string& name) {
    const auto& senders = to.scenario.world.senders;
    return std::any_of(senders.begin(), senders.end(), [&](const auto& sender) { return sender.name == name; });
}

// What a relay has stored is mail of a population that submits no more, and is named like the relay.
void build_queue_of(Builder& to, std::size_t server, const Node& table) {
    const mail::ServerSpec& spec = to.scenario.world.servers[server];
    mail::SenderSpec stored;
    stored.name = is_sender(to, spec.name) ? "queued at " + spec.name : spec.name;
    stored.members.push_back({spec.relay->profile, 1, 1, 0});
    for (const std::uint32_t domain : spec.relay->domains) stored.to.push_back({domain, 1});
    stored.arrivals.kind = mail::ArrivalKind::listed;
    stored.queued_at = static_cast<std::uint32_t>(server);
    QueueBuilder{to, table, stored}.build();
    std::uint64_t messages = 0;
    for (const mail::Waiting& some : stored.queued) messages += some.messages;
    const auto most = spec.relay->queue ? spec.relay->queue->messages : std::numeric_limits<std::int64_t>::max();
    if (messages > static_cast<std::uint64_t>(most)) to.findings.error(table.at, wording::queued_above_bound(messages, most));
    if (!stored.queued.empty()) to.scenario.world.senders.push_back(std::move(stored));
}

}  // namespace

void build_queues(Builder& to) {
    const auto& tables = to.draft.section("senders");
    for (std::size_t s = 0; s < tables.size(); ++s) {
        const Node* queued = tables[s].find("queued");
        if (!queued || !queued->is(Type::table)) continue;
        mail::SenderSpec& sender = to.scenario.world.senders[s];
        if (!sender.wanted) to.findings.error(queued->key_at, wording::queued_unwanted());
        QueueBuilder{to, *queued, sender}.build();
    }
    for (std::size_t s = 0; s < to.scenario.world.servers.size(); ++s) {
        const Node* relay = to.draft.section("servers")[s].find("relay");
        const Node* queued = relay && to.scenario.world.servers[s].relay ? relay->find("queued") : nullptr;
        if (queued && queued->is(Type::table)) build_queue_of(to, s, *queued);
    }
}

}  // namespace mxsim::scenario
