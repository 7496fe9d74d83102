// An outage: what fails, how, and when. It begins at `at` or at each of its windows, and with `every` again
// and again, or comes by chance. How a dead server behaves (does it refuse, or stay silent?) decides how long a sender
// waits at it, so there is no default for the mode of a server.

#include <algorithm>

#include "sim/failure/mode_text.hpp"
#include "sim/scenario/build.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/outage_targets.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

class OutageBuilder {
  public:
    OutageBuilder(Builder& to, const Node& table) : to_{to}, table_{table} {}

    failure::OutageSpec build() {
        outage_.name = table_.key;
        target();
        mode();
        details();
        when();
        if (outage_.loses_queues()) at_an_instant();
        from();
        if (const Node* share = table_.find("share")) outage_.share = to_.silent.share(*share).value_or(1);
        if (const Node* each = table_.find("each"); each && each->is(Type::boolean))
            outage_.each = each->boolean;
        const Node* sessions = table_.find("sessions");
        if (sessions && sessions->text == "finish") outage_.sessions = failure::Sessions::finish;
        return std::move(outage_);
    }

  private:
    void error(Spot at, Complaint complaint) { to_.findings.error(at, std::move(complaint)); }

    // Of several kinds of targets one; reported if there is none, or another.
    const Node* target_of_kind() {
        const Node* found = nullptr;
        for (const char* key : {"server", "servers", "address", "site", "zone", "group", "resolver"}) {
            const Node* target = table_.find(key);
            if (found && target) return error(target->key_at, beside(*found, *target)), nullptr;
            if (target) found = target;
        }
        if (!found) error(table_.key_at, wording::outage_without_target(table_.key));
        return found;
    }

    static Complaint beside(const Node& first, const Node& second) {
        if (first.key == "server" && second.key == "servers") return wording::server_and_servers();
        if (second.key == "address") return wording::address_beside_server();
        if (second.key == "site") return wording::site_beside_others();
        return wording::one_kind_of_target(first.key, second.key);
    }

    void target() {
        const Node* target = target_of_kind();
        const Node* family = table_.find("family");
        for (const auto& [key, owner] : {std::pair{"type", "zone"}, {"parts", "group"}})
            if (const Node* node = table_.find(key); node && !table_.find(owner))
                error(node->key_at, wording::without_its_target(key, owner));
        if (!target) return;
        const bool named = target->key == "server" || target->key == "servers";
        if (family && !named) return error(family->key_at, wording::family_without_server());
        if (named) {
            const auto names = to_.silent.names(*target);
            if (names) outage_.servers = to_.names.resolve(*names, to_.draft.servers, "server");
            if (family) narrow_to(*family);
        }
        if (target->key == "address") addresses(*target);
        if (target->key == "site") outage_.servers = servers_at(to_, *target);
        if (target->key == "zone") zone(*target);
        if (target->key == "group") add_group(to_, table_, outage_);
    }

    void zone(const Node& name) {
        const Node* mode = table_.find("mode");
        const auto how = mode ? zone_mode(to_, *mode) : std::nullopt;
        if (!mode) error(table_.key_at, wording::zone_without_mode(table_.key));
        failure::ZoneFault fault = zone_fault(to_, name, how.value_or(failure::ZoneMode::servfail));
        const Node* type = table_.find("type");
        fault.mx = !type || type->text == "mx";
        fault.address = !type || type->text == "address";
        outage_.zones.push_back(std::move(fault));
    }

    void addresses(const Node& node) {
        for (const Node* named : to_.silent.names(node).value_or(std::vector<const Node*>{})) {
            const auto address = parse_address(named->text);
            const auto owner = to_.draft.server_at.find(address.value);
            if (!address)
                error(named->at, address.complaint);
            else if (owner == to_.draft.server_at.end())
                error(named->at, wording::address_of_nobody(named->text));
            else
                add_address(owner->second, address.value);
        }
    }

    void add_address(std::uint32_t server, const std::string& address) {
        const auto& all = to_.scenario.world.servers[server].addresses;
        const auto number = std::find(all.begin(), all.end(), address) - all.begin();
        const auto at = std::find(outage_.servers.begin(), outage_.servers.end(), server);
        const auto place = static_cast<std::size_t>(at - outage_.servers.begin());
        if (at == outage_.servers.end()) {
            outage_.servers.push_back(server);
            outage_.addresses.emplace_back();
        }
        outage_.addresses[place].push_back(static_cast<std::uint16_t>(number));
    }

    void narrow_to(const Node& family) {
        const bool v6 = family.text == "v6";
        for (const std::uint32_t server : outage_.servers) {
            const mail::ServerSpec& spec = to_.scenario.world.servers[server];
            auto& struck = outage_.addresses.emplace_back();
            for (std::size_t i = 0; i < spec.addresses.size(); ++i)
                if (is_v6(spec.addresses[i]) == v6) struck.push_back(static_cast<std::uint16_t>(i));
            if (struck.empty()) error(family.at, wording::family_of_nobody(family.text, spec.name));
        }
    }
    // An address, or the family that stands for one.
    static bool is_v6(const std::string& address) {
        return address == "v6" || address.find(':') != std::string::npos;
    }

    void mode() {
        const Node* mode = table_.find("mode");
        if (table_.find("zone") || table_.find("group") || table_.find("resolver")) return;
        if (!mode) error(table_.key_at, wording::outage_without_mode(table_.key));
        if (mode) outage_.effect = server_mode(to_, *mode).value_or(outage_.effect);
        if (outage_.loses_queues()) only_relays(*mode);
    }

    void only_relays(const Node& mode) {
        for (const char* key : {"for", "windows", "up", "down", "share", "from", "address", "family"})
            if (const Node* beside = table_.find(key)) error(beside->key_at, wording::beside_queue_lost(key));
        for (const std::uint32_t server : outage_.servers)
            if (!to_.scenario.world.servers[server].relay)
                error(mode.at, wording::no_queue_to_lose(to_.scenario.world.servers[server].name));
    }

    // `by` and `factor` say more of one mode each, in a group of every part that has it.
    void details() {
        const Node* by = table_.find("by");
        const Node* factor = table_.find("factor");
        bool any_late = false, any_slow = false;
        const auto detail = [&](failure::Effect& effect) {
            any_late = any_late || effect.mode == failure::Mode::late;
            any_slow = any_slow || effect.mode == failure::Mode::slow;
            if (effect.mode == failure::Mode::late && by)
                effect.by = to_.silent.duration(*by).value_or(engine::Duration{0});
            if (effect.mode == failure::Mode::slow && factor) effect.factor = to_.silent.positive(*factor).value_or(1);
        };
        detail(outage_.effect);
        for (failure::Effect& effect : outage_.effects) detail(effect);
        const Node* mode = table_.find("mode");
        if (!mode) mode = table_.find("parts");
        if (any_late && !by) error(mode->at, wording::late_without_by());
        if (by && !any_late) error(by->key_at, wording::without_its_mode("by", "late at STAGE"));
        if (any_slow && !factor) error(mode->at, wording::slow_without_factor());
        if (factor && !any_slow) error(factor->key_at, wording::without_its_mode("factor", "slow"));
    }

    void from() {
        const Node* from = table_.find("from");
        const auto paths = from ? to_.silent.names(*from) : std::nullopt;
        if (!paths) return;
        outage_.from.emplace();
        for (const Node* path : *paths) origin(*path);
    }

    void origin(const Node& path) {
        const std::size_t dot = path.text.find('.');
        const std::string section = path.text.substr(0, dot);
        const std::string name = dot == std::string::npos ? "" : path.text.substr(dot + 1);
        if (section == "senders") {
            const auto& senders = to_.scenario.world.senders;
            const auto at = std::find_if(senders.begin(), senders.end(), [&](const auto& s) { return s.name == name; });
            if (at == senders.end()) return error(path.at, why_not(path.text, "is no sender"));
            outage_.from->populations.push_back(static_cast<std::uint32_t>(at - senders.begin()));
        } else if (section == "servers") {
            const std::int64_t index = to_.draft.servers.find(canonical(name));
            if (index < 0 || !to_.scenario.world.servers[static_cast<std::size_t>(index)].relay)
                return error(path.at, why_not(path.text, "is no relay"));
            outage_.from->relays.push_back(static_cast<std::uint32_t>(index));
        } else {
            error(path.at, why_not(path.text, "names neither senders nor servers"));
        }
    }

    Complaint why_not(const std::string& path, const char* found) const {
        std::vector<std::string> known;
        for (const mail::SenderSpec& sender : to_.scenario.world.senders) known.push_back("senders." + sender.name);
        for (const mail::ServerSpec& server : to_.scenario.world.servers)
            if (server.relay) known.push_back("servers." + server.name);
        return wording::unknown_origin(path, found, nearest(path, known), known);
    }

    void by_chance(const Node* up, const Node* down) {
        if (!up || !down)
            return error((up ? up : down)->key_at, wording::up_without_down(up ? "up" : "down", up ? "down" : "up"));
        for (const char* key : {"at", "for", "windows", "every"})
            if (const Node* beside = table_.find(key)) return error(beside->key_at, wording::chance_beside(key));
        const auto ups = to_.silent.distribution(*up, Quantity::time);
        const auto downs = to_.silent.distribution(*down, Quantity::time);
        if (!ups || !downs) return;
        constexpr std::int64_t most = 1'000'000;
        const double often = static_cast<double>(to_.scenario.world.duration.count()) / (ups->mean() + downs->mean());
        if (!(often < static_cast<double>(most))) return error(up->key_at, wording::fails_too_often(most));
        outage_.on_and_off = failure::OnAndOff{*ups, *downs};
    }

    void when() {
        const Node* at = table_.find("at");
        const Node* lasts = table_.find("for");
        const Node* windows = table_.find("windows");
        const Node* up = table_.find("up");
        const Node* down = table_.find("down");
        if (up || down) return by_chance(up, down);
        if (at && windows) return error(windows->key_at, wording::at_and_windows());
        if (lasts && windows) return error(lasts->key_at, wording::for_beside_windows());
        if (windows) {
            several(*windows);
        } else if (at) {
            once(*at, lasts);
        } else {
            return error(table_.key_at, wording::outage_without_time(table_.key, lasts));
        }
        recurring();
    }

    // A disk is lost in no time; a nanosecond makes a window of it.
    void at_an_instant() {
        for (failure::Occurrence& occurrence : outage_.occurrences) occurrence.lasts = engine::Distribution::constant(1);
    }

    void once(const Node& at, const Node* lasts) {
        const auto begin = to_.silent.time(at);
        if (!begin) return;
        failure::Occurrence occurrence{*begin, std::nullopt};
        if (lasts) occurrence.lasts = to_.silent.distribution(*lasts, Quantity::time);
        if (lasts && occurrence.lasts) check_length(*occurrence.lasts, *lasts);
        check_begin(*begin, at.at);
        outage_.occurrences.push_back(std::move(occurrence));
    }

    void several(const Node& windows) {
        auto all = to_.silent.windows(windows).value_or(std::vector<Window>{});
        std::stable_sort(all.begin(), all.end(),
                         [](const Window& a, const Window& b) { return a.occurrence.at < b.occurrence.at; });
        engine::Time free{};
        for (Window& window : all) {
            check_begin(window.occurrence.at, window.at);
            if (window.occurrence.lasts->is_constant() && window.occurrence.lasts->mean() == 0)
                error(window.at, wording::zero_duration("window"));
            if (window.occurrence.at < free) error(window.at, wording::windows_overlap());
            free = end_of(window.occurrence);
            outage_.occurrences.push_back(std::move(window.occurrence));
        }
    }

    // Of a constant length; one drawn by chance may end at once.
    static engine::Time end_of(const failure::Occurrence& occurrence) {
        if (!occurrence.lasts) return engine::never;
        const bool known = occurrence.lasts->is_constant();
        return engine::after(
            occurrence.at, engine::Duration{known ? static_cast<std::int64_t>(occurrence.lasts->mean()) : 0});
    }

    void check_length(const engine::Distribution& lasts, const Node& at) {
        if (lasts.is_constant() && lasts.mean() == 0) error(at.at, wording::zero_duration("for"));
    }

    void check_begin(engine::Time begin, Spot at) {
        if (begin - engine::time_zero >= to_.scenario.world.duration)
            error(at, wording::outage_after_duration(table_.key));
    }

    void recurring() {
        const Node* every = table_.find("every");
        if (!every) return;
        outage_.every = to_.silent.duration(*every);
        if (!outage_.every || outage_.occurrences.empty()) return;
        if (outage_.every->count() == 0) return error(every->at, wording::zero_duration("every"));
        constexpr std::int64_t most = 1'000'000;
        if (to_.scenario.world.duration / *outage_.every > most)
            return error(every->at, wording::recurs_too_often(most));
        const engine::Time first = outage_.occurrences.front().at;
        const engine::Time end = end_of(outage_.occurrences.back());
        if (end == engine::never || end - first > *outage_.every)
            error(every->at, wording::recurs_before_its_end());
    }

    Builder& to_;
    const Node& table_;
    failure::OutageSpec outage_;
};

}  // namespace

void build_outages(Builder& to) {
    auto& outages = to.scenario.world.outages;
    for (const Node& table : to.draft.section("outages")) outages.push_back(OutageBuilder{to, table}.build());
    check_idle_groups(to);
    outages.insert(outages.end(), to.unnamed.begin(), to.unnamed.end());
}

}  // namespace mxsim::scenario
