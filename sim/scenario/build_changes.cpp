// Planned changes, in order of their time. A change of records is the whole data of the domain from then on, so that
// one change after the other accumulates. A server that stops accepting refuses new connections, and finishes what it
// has accepted; it goes on handing its queue on.
//
// What stands behind a withdrawn address is said by `old_address`: nothing that answers, a host that refuses, or, if it
// forwards or still serves, the server itself.
//
// Model: a forwarding old address takes no more time than the new one.

#include <algorithm>
#include <map>
#include <tuple>

#include "sim/scenario/build.hpp"
#include "sim/scenario/change_paths.hpp"
#include "sim/scenario/multiple.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/walk.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

using Section = ChangePath::Section;

class ChangesBuilder {
  public:
    explicit ChangesBuilder(Builder& to) : to_{to}, world_{to.scenario.world}, zones_{world_.domains} {
        for (const mail::ServerSpec& server : world_.servers) {
            queues_.push_back(server.relay && server.relay->queue ? *server.relay->queue : mail::QueueBounds{});
            auto& now = addresses_.emplace_back();
            for (std::uint16_t i = 0; i < server.addresses.size(); ++i) now.push_back(i);
        }
    }

    void build() {
        const Node* changes = to_.draft.root.find("changes");
        if (!changes || !changes->is(Type::table)) return;
        std::vector<std::pair<engine::Time, const Node*>> planned;
        for (const Node& change : changes->items) {
            const Node* at = change.find("at");
            if (!at && change.is(Type::table)) error(change.key_at, wording::change_without_time(change.key));
            if (const auto time = at ? to_.silent.time(*at) : std::nullopt) planned.emplace_back(*time, &change);
        }
        std::stable_sort(planned.begin(), planned.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [at, change] : planned) add(at, *change);
    }

  private:
    void error(Spot at, Complaint complaint) { to_.findings.error(at, std::move(complaint)); }

    void add(engine::Time at, const Node& change) {
        at_ = at;
        change_ = &change;
        withdrawn_ = false;
        const Node* first = nullptr;
        for (const char* key : {"set", "flush", "stop_accepting", "resume"}) {
            const Node* node = change.find(key);
            if (!node) continue;
            if (first) return error(node->key_at, wording::one_change_at_once(key));
            first = node;
        }
        const bool empty = first && first->is(Type::table) && first->items.empty();
        if (!first || empty) return error(change.key_at, wording::change_does_nothing(change.key));
        if (first->key == "set")
            set(change);
        else
            action(*first);
        const Node* old = change.find("old_address");
        if (old && !withdrawn_) error(old->key_at, wording::old_address_without_need());
    }

    void set(const Node& change) {
        for (const SetValue& set : values_set(to_.draft, change)) {
            const ChangePath path = change_path(to_.draft, set.path);
            if (!path.word) {
                error(set.value->key_at, why_not(set.path, path));
                continue;
            }
            if (changed_at_once(set, path)) continue;
            const Node* value = value_of(set, path);
            const std::size_t before = to_.findings.errors();
            if (value && path.section == Section::senders && ends_mailing(path, *value)) continue;
            if (value) check_value(*value, *path.word, to_.loud);
            if (!value || to_.findings.errors() > before) continue;
            if (path.section == Section::domains) records(path, *value);
            if (path.section == Section::servers) server(path, *value);
            if (path.section == Section::senders) rate(path, *value);
        }
    }

    // A name or a word that does not exist is told as it is for --set.
    Complaint why_not(const std::string& path, const ChangePath& found) const {
        const std::string section = path.substr(0, path.find('.'));
        const auto table = section == "domains" ? Table::domain : section == "servers" ? Table::server : Table::sender;
        if (section == path || (table == Table::sender && section != "senders")) return wording::cannot_change(path);
        if (found.section == Section::none) {
            const std::string rest = path.substr(section.size() + 1), wanted = rest.substr(0, rest.rfind('.'));
            std::vector<std::string> names;
            for (const Node& one : to_.draft.section(section)) names.push_back(one.key);
            return wording::unknown_in_path(section, wanted, nearest(canonical(wanted), names), names);
        }
        const std::string word = found.key.substr(0, found.key.find('.'));
        if (find_word(table, word)) return wording::cannot_change(path);
        return wording::unknown_path(path, word, nearest(word, keys_of(table)));
    }

    // Which of the two would hold, nobody could tell.
    bool changed_at_once(const SetValue& set, const ChangePath& path) {
        Set& last = last_[{path.section, path.index, path.key}];
        const bool twice = last.by && last.at == at_;
        if (twice) error(set.value->key_at, wording::changed_twice(set.path, last.by->key));
        last.by = change_;
        last.at = at_;
        return twice;
    }

    // What is set; "*1.3" multiplies what it is by then. Null if there is nothing to multiply, which is reported.
    const Node* value_of(const SetValue& set, const ChangePath& path) {
        Set& last = last_[{path.section, path.index, path.key}];
        if (!set.value->is(Type::text) || !is_factor(set.value->text)) return &*(last.value = *set.value);
        const auto before = last.value ? last.value : at_start(path);
        if (!before) return error(set.value->at, wording::nothing_to_multiply(set.path)), nullptr;
        Parsed<Node> product = multiplied(*before, set.value->text);
        if (!product) return error(set.value->at, std::move(product.complaint)), nullptr;
        product.value.at = set.value->at;
        product.value.key_at = set.value->key_at;
        return &*(last.value = std::move(product.value));
    }

    std::optional<Node> at_start(const ChangePath& path) {
        static constexpr std::string_view sections[] = {"", "domains", "servers", "senders"};
        const Node* node = &to_.draft.section(sections[static_cast<int>(path.section)])[path.index];
        for (std::size_t begin = 0; node && begin <= path.key.size();) {
            const std::size_t dot = std::min(path.key.find('.', begin), path.key.size());
            node = node->find(path.key.substr(begin, dot - begin));
            begin = dot + 1;
        }
        return node ? std::optional{*node} : fallback_of(*path.word);
    }

    template <class What>
    void plan(What what) {
        world_.changes.push_back({change_->key, at_, std::move(what)});
    }

    void records(const ChangePath& path, const Node& value) {
        dns::ZoneSpec& zone = zones_[path.index];
        if (path.key == "ttl") zone.ttl = to_.silent.duration(value).value_or(zone.ttl);
        if (path.key == "negative_ttl") zone.negative_ttl = to_.silent.duration(value).value_or(zone.negative_ttl);
        if (path.key == "addresses") implicit(zone, value);
        if (path.key == "mx") mx(zone, value);
        plan(mail::ChangeOfRecords{static_cast<std::uint32_t>(path.index), zone});
    }

    void mx(dns::ZoneSpec& zone, const Node& value) {
        zone.mx.clear();
        zone.null_mx = false;
        for (const MxLine& line : to_.silent.mx(value).value_or(std::vector<MxLine>{})) {
            if (line.host.empty()) zone.null_mx = true;
            if (const auto host = to_.draft.host(line.host))
                zone.mx.push_back({line.preference, host->server, host->name});
        }
    }

    void implicit(dns::ZoneSpec& zone, const Node& value) {
        zone.implicit.clear();
        for (const std::string& address : to_.silent.addresses(value).value_or(std::vector<std::string>{})) {
            const auto owner = to_.draft.server_at.find(address);
            if (owner == to_.draft.server_at.end()) return error(value.at, wording::changes_to_address_of_nobody(address));
            if (std::find(zone.implicit.begin(), zone.implicit.end(), owner->second) == zone.implicit.end())
                zone.implicit.push_back(owner->second);
        }
    }

    void server(const ChangePath& path, const Node& value) {
        const auto server = static_cast<std::uint32_t>(path.index);
        if (path.key == "addresses") return addresses(server, value);
        if (path.key == "sessions") return plan(mail::ChangeOfSessions{server, sessions_of(to_, value)});
        if (path.key == "service") {
            mail::ServerSpec changed;
            service_of(to_, value, changed);
            return plan(mail::ChangeOfService{server, changed.service, changed.bandwidth});
        }
        if (path.key.rfind("relay.queue", 0) == 0) queue(server, path, value);
    }

    void queue(std::uint32_t server, const ChangePath& path, const Node& value) {
        if (!world_.servers[server].relay)
            return error(value.key_at, wording::queue_of_no_relay(world_.servers[server].name));
        mail::QueueBounds& bounds = queues_[server];
        if (path.key == "relay.queue") bounds = bounds_of(to_, value);
        if (path.key == "relay.queue.messages") bounds.messages = to_.silent.integer(value, 0).value_or(0);
        if (path.key == "relay.queue.bytes") bounds.bytes = to_.silent.size(value).value_or(0);
        plan(mail::ChangeOfQueue{server, bounds});
    }

    // A rate of zero: no more messages, until another change.
    bool ends_mailing(const ChangePath& path, const Node& value) {
        const auto rate = value.is(Type::text) ? parse_rate_or_zero(value.text) : Parsed<double>{Complaint{}};
        if (!rate || rate.value > 0) return false;
        plan(mail::ChangeOfRate{static_cast<std::uint32_t>(path.index), 0});
        return true;
    }

    void rate(const ChangePath& path, const Node& value) {
        if (const auto rate = to_.silent.rate(value))
            plan(mail::ChangeOfRate{static_cast<std::uint32_t>(path.index), *rate});
    }

    // All that a server ever has are numbered; at the start its name leads to the first ones only.
    std::uint16_t number_of(std::uint32_t server, const std::string& address) {
        mail::ServerSpec& spec = world_.servers[server];
        const auto at = std::find(spec.addresses.begin(), spec.addresses.end(), address);
        if (at != spec.addresses.end()) return static_cast<std::uint16_t>(at - spec.addresses.begin());
        if (!spec.resolves_to) spec.resolves_to = addresses_[server];
        spec.addresses.push_back(address);
        to_.draft.server_at.try_emplace(address, server);
        return static_cast<std::uint16_t>(spec.addresses.size() - 1);
    }

    void addresses(std::uint32_t server, const Node& value) {
        std::vector<std::uint16_t> now;
        for (const std::string& address : to_.silent.addresses(value).value_or(std::vector<std::string>{})) {
            const auto owner = to_.draft.server_at.find(address);
            if (owner != to_.draft.server_at.end() && owner->second != server)
                return error(value.at, wording::address_twice(address, world_.servers[owner->second].name));
            now.push_back(number_of(server, address));
        }
        withdraw(server, now, value);
        addresses_[server] = now;
        plan(mail::ChangeOfAddresses{server, std::move(now)});
    }

    void withdraw(std::uint32_t server, const std::vector<std::uint16_t>& now, const Node& value) {
        std::vector<std::uint16_t> gone;
        for (const std::uint16_t number : addresses_[server])
            if (std::find(now.begin(), now.end(), number) == now.end()) gone.push_back(number);
        for (failure::OutageSpec& dead : to_.unnamed) comes_back(dead, server, now);
        if (gone.empty()) return;
        withdrawn_ = true;
        const mail::ServerSpec& spec = world_.servers[server];
        const Node* old = change_->find("old_address");
        if (!old) return error(value.key_at, wording::old_address_unknown(spec.name, spec.addresses[gone.front()]));
        if (old->text == "forwards" || old->text == "serves") return;
        failure::OutageSpec dead;
        dead.servers = {server};
        dead.addresses = {gone};
        dead.effect.mode = old->text == "silent" ? failure::Mode::silent : failure::Mode::refused;
        dead.sessions = failure::Sessions::finish;
        dead.occurrences = {{at_, std::nullopt}};
        to_.unnamed.push_back(std::move(dead));
    }

    // An address that is used again is no longer dead.
    void comes_back(failure::OutageSpec& dead, std::uint32_t server, const std::vector<std::uint16_t>& now) {
        if (dead.addresses.empty() || dead.servers != std::vector<std::uint32_t>{server}) return;
        failure::Occurrence& occurrence = dead.occurrences.front();
        const auto used = [&](std::uint16_t number) { return std::find(now.begin(), now.end(), number) != now.end(); };
        if (occurrence.lasts || std::none_of(dead.addresses[0].begin(), dead.addresses[0].end(), used)) return;
        occurrence.lasts = engine::Distribution::constant((at_ - occurrence.at).count());
    }

    void action(const Node& node) {
        if (!node.is(Type::text)) return;
        const auto server = to_.names.resolve_one(node.text, node.at, to_.draft.servers, "server");
        if (!server) return;
        if (node.key == "flush" && !world_.servers[*server].relay)
            return error(node.at, wording::action_on_no_relay(node.key, world_.servers[*server].name));
        if (node.key == "flush") return plan(mail::Flush{*server});
        if (node.key == "resume") return resume(*server, node);
        failure::OutageSpec stopped;
        stopped.servers = {*server};
        stopped.sessions = failure::Sessions::finish;
        stopped.occurrences = {{at_, std::nullopt}};
        stopped_.emplace_back(*server, to_.unnamed.size());
        to_.unnamed.push_back(std::move(stopped));
    }

    void resume(std::uint32_t server, const Node& node) {
        bool any = false;
        for (const auto& [stopped, place] : stopped_) {
            failure::Occurrence& occurrence = to_.unnamed[place].occurrences.front();
            if (stopped != server || occurrence.lasts || at_ <= occurrence.at) continue;
            occurrence.lasts = engine::Distribution::constant((at_ - occurrence.at).count());
            any = true;
        }
        if (!any) error(node.at, wording::nothing_to_resume(world_.servers[server].name));
    }

    struct Set {
        const Node* by = nullptr;  // the change that did it last
        engine::Time at{};
        std::optional<Node> value;
    };

    Builder& to_;
    mail::WorldSpec& world_;
    std::map<std::tuple<Section, std::size_t, std::string>, Set> last_;  // by what is set
    std::vector<dns::ZoneSpec> zones_;              // as they are after the changes so far, and so on
    std::vector<mail::QueueBounds> queues_;
    std::vector<std::vector<std::uint16_t>> addresses_;
    std::vector<std::pair<std::uint32_t, std::size_t>> stopped_;  // servers, and their places in `unnamed`
    engine::Time at_{};
    const Node* change_ = nullptr;
    bool withdrawn_ = false;
};

}  // namespace

void build_changes(Builder& to) { ChangesBuilder{to}.build(); }

}  // namespace mxsim::scenario
