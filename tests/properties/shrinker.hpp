// A failing world made as small as it goes: whatever can be taken away, or made plain, while it still breaks the rule.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "tests/properties/renumbered.hpp"

namespace mxsim::properties {

class Shrinker {
  public:
    using Breaks = std::function<bool(const mail::WorldSpec&)>;

    explicit Shrinker(Breaks breaks) : breaks_{std::move(breaks)} {}

    mail::WorldSpec shrunk(mail::WorldSpec spec) {
        spec_ = std::move(spec);
        for (bool smaller = true; smaller;) smaller = take_away() | make_plain();
        return std::move(spec_);
    }

  private:
    using Spec = mail::WorldSpec;

    bool keep_if_broken(Spec candidate) {
        if (!breaks_(candidate)) return false;
        spec_ = std::move(candidate);
        return true;
    }
    // Changes a copy; false if that changed nothing, or the rule holds then.
    template <class Change>
    bool attempt(Change&& change) {
        Spec candidate = spec_;
        return change(candidate) && keep_if_broken(std::move(candidate));
    }

    bool take_away() {
        bool any = take(&Spec::outages) | take(&Spec::changes);
        for (std::size_t i = spec_.senders.size(); i-- > 0 && spec_.senders.size() > 1;)
            any |= keep_if_broken(without_sender(i));
        for (std::size_t i = spec_.servers.size(); i-- > 0 && spec_.servers.size() > 1;)
            any |= keep_if_broken(without_server(i));
        for (std::size_t i = spec_.domains.size(); i-- > 0 && spec_.domains.size() > 1;)
            if (const auto less = without_domain(i)) any |= keep_if_broken(*less);
        for (std::size_t d = 0; d < spec_.domains.size(); ++d)
            any |= take_of([d](Spec & s) -> auto& { return s.domains[d].mx; });
        for (std::size_t p = 0; p < spec_.senders.size(); ++p) {
            any |= take_of([p](Spec& s) -> auto& { return s.senders[p].to; }, 1);
            any |= take_of([p](Spec& s) -> auto& { return s.senders[p].members; }, 1);
        }
        return any;
    }
    template <class List>
    bool take(List Spec::* list) {
        return take_of([list](Spec& s) -> auto& { return s.*list; });
    }
    template <class ListOf>
    bool take_of(ListOf&& list, std::size_t least = 0) {
        bool any = false;
        for (std::size_t i = list(spec_).size(); i-- > 0 && list(spec_).size() > least;)
            any |=
                attempt([&](Spec& s) { return list(s).erase(list(s).begin() + static_cast<std::ptrdiff_t>(i)), true; });
        return any;
    }

    static std::vector<std::uint32_t> all_but(std::size_t count, std::size_t one) {
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < count; ++i)
            if (i != one) order.push_back(i);
        return order;
    }
    template <class Item, class One>
    static void remove(std::vector<Item>& list, const One& one) {
        list.erase(std::remove(list.begin(), list.end(), one), list.end());
    }
    template <class OfIt>
    static void drop_changes(Spec& s, OfIt&& of_it) {
        s.changes.erase(std::remove_if(s.changes.begin(), s.changes.end(),
                                       [&](const mail::ChangeSpec& c) { return std::visit(of_it, c.what); }),
                        s.changes.end());
    }

    Spec without_sender(std::size_t one) const {
        Spec s = spec_;
        for (failure::OutageSpec& outage : s.outages)
            if (outage.from) remove(outage.from->populations, one);
        drop_changes(s, [one](const auto& change) {
            if constexpr (requires { change.sender; }) return change.sender == one;
            return false;
        });
        Order order = Order::as_it_is(s);
        order.senders = all_but(s.senders.size(), one);
        return renumbered(s, order);
    }
    Spec without_server(std::size_t one) const {
        Spec s = spec_;
        const auto forget = [one](dns::ZoneSpec& zone) {
            zone.mx.erase(
                std::remove_if(zone.mx.begin(), zone.mx.end(), [one](const auto& r) { return r.exchange == one; }),
                zone.mx.end());
            remove(zone.implicit, one);
        };
        for (dns::ZoneSpec& zone : s.domains) forget(zone);
        for (mail::ServerSpec& server : s.servers)
            if (server.relay && server.relay->route == static_cast<std::uint32_t>(one)) server.relay->route.reset();
        for (failure::OutageSpec& outage : s.outages) {
            if (const auto at = std::find(outage.servers.begin(), outage.servers.end(), one);
                at != outage.servers.end()) {
                if (!outage.addresses.empty())
                    outage.addresses.erase(outage.addresses.begin() + (at - outage.servers.begin()));
                outage.servers.erase(at);
            }
            for (failure::ZoneFault& fault : outage.zones)
                remove(fault.hosts, failure::HostName{static_cast<std::uint32_t>(one), 0});
            if (outage.from) remove(outage.from->relays, one);
        }
        drop_changes(s, [one](const auto& change) {
            if constexpr (requires { change.server; }) return change.server == one;
            return false;
        });
        for (mail::ChangeSpec& change : s.changes)
            if (auto* records = std::get_if<mail::ChangeOfRecords>(&change.what)) forget(records->zone);
        drop_empty(s);
        Order order = Order::as_it_is(s);
        order.servers = all_but(s.servers.size(), one);
        return renumbered(s, order);
    }
    static void drop_empty(Spec& s) {
        s.outages.erase(
            std::remove_if(s.outages.begin(), s.outages.end(),
                           [](const auto& outage) { return outage.servers.empty() && outage.zones.empty(); }),
            s.outages.end());
    }
    // Nothing if another is its alias, or a sender writes to no other.
    std::optional<Spec> without_domain(std::size_t one) const {
        Spec s = spec_;
        for (const dns::ZoneSpec& zone : s.domains)
            if (zone.alias_of == static_cast<std::uint32_t>(one)) return std::nullopt;
        for (mail::SenderSpec& sender : s.senders) {
            sender.to.erase(
                std::remove_if(sender.to.begin(), sender.to.end(), [one](const auto& to) { return to.domain == one; }),
                sender.to.end());
            if (sender.to.empty()) return std::nullopt;
        }
        for (mail::ServerSpec& server : s.servers)
            if (server.relay) remove(server.relay->domains, one);
        for (failure::OutageSpec& outage : s.outages)
            for (failure::ZoneFault& fault : outage.zones) remove(fault.domains, one);
        drop_changes(s, [one](const auto& change) {
            if constexpr (requires { change.domain; }) return change.domain == one;
            return false;
        });
        Order order = Order::as_it_is(s);
        order.domains = all_but(s.domains.size(), one);
        return renumbered(s, order);
    }

    // One thing after the other as if nobody had thought of it; at last less mail in less time.
    bool make_plain() {
        bool any = false;
        for (std::size_t i = 0; i < spec_.outages.size(); ++i) any |= plain_outage(i);
        for (std::size_t i = 0; i < spec_.servers.size(); ++i) any |= plain_server(i);
        for (std::size_t i = 0; i < spec_.profiles.size(); ++i) any |= plain_profile(i);
        for (std::size_t i = 0; i < spec_.senders.size(); ++i) any |= plain_sender(i);
        any |= set([](Spec& s) -> auto& { return s.until; }, std::nullopt);
        any |= set([](Spec& s) -> auto& { return s.network.round_trip; }, network::NetworkSpec{}.round_trip);
        any |= set([](Spec& s) -> auto& { return s.network.connect; }, network::NetworkSpec{}.connect);
        any |= attempt([](Spec& s) { return all_begins_by(s, s.duration / 2) && (s.duration /= 2, true); });
        return any;
    }
    template <class FieldOf, class Value>
    bool set(FieldOf&& field, const Value& value) {
        return attempt([&](Spec& s) {
            auto& now = field(s);
            if (now == value) return false;
            now = value;
            return true;
        });
    }

    static bool all_begins_by(const Spec& s, engine::Duration end) {
        const auto soon = [end](engine::Time at) { return at - engine::time_zero < end; };
        return end > std::chrono::seconds{30} &&
               std::all_of(s.changes.begin(), s.changes.end(), [&](const auto& change) { return soon(change.at); }) &&
               std::all_of(s.outages.begin(), s.outages.end(), [&](const auto& outage) {
                   return std::all_of(outage.occurrences.begin(), outage.occurrences.end(),
                                      [&](const auto& o) { return soon(o.at); });
               });
    }

    bool plain_outage(std::size_t i) {
        const auto at = [i](Spec& s) -> failure::OutageSpec& { return s.outages[i]; };
        return set(
                   [&](Spec & s) -> auto& { return at(s).share; }, 1.0) |
               set(
                   [&](Spec & s) -> auto& { return at(s).each; }, false) |
               attempt([&](Spec& s) { return at(s).from && (at(s).from.reset(), true); }) |
               attempt([&](Spec& s) { return !at(s).addresses.empty() && (at(s).addresses.clear(), true); }) |
               attempt([&](Spec& s) { return at(s).every && (at(s).every.reset(), true); });
    }
    bool plain_server(std::size_t i) {
        const auto at = [i](Spec& s) -> mail::ServerSpec& { return s.servers[i]; };
        bool any =
            set(
                [&](Spec & s) -> auto& { return at(s).sessions; }, mail::unlimited) |
            set(
                [&](Spec & s) -> auto& { return at(s).waiting; }, mail::unlimited) |
            set(
                [&](Spec & s) -> auto& { return at(s).bandwidth; }, 0.0) |
            attempt([&](Spec& s) { return !at(s).verdicts.empty() && (at(s).verdicts.clear(), true); }) |
            attempt([&](Spec& s) {
                return at(s).addresses.size() > 1 && outages_have_no_addresses(s) && (at(s).addresses.resize(1), true);
            }) |
            attempt([&](Spec& s) {
                return !at(s).service.is_constant() &&
                       (at(s).service = engine::Distribution::constant(1'000'000'000), true);
            });
        if (!spec_.servers[i].relay) return any;
        return any | attempt([&](Spec& s) { return at(s).relay->queue && (at(s).relay->queue.reset(), true); }) |
               attempt([&](Spec& s) { return at(s).relay->route && (at(s).relay->route.reset(), true); }) |
               set([&](Spec& s) -> auto& { return at(s).relay->knows_recipients; }, false) |
               set([&](Spec& s) -> auto& { return at(s).relay->knows_itself; }, true);
    }
    static bool outages_have_no_addresses(const Spec& s) {
        const bool changed = std::any_of(s.changes.begin(), s.changes.end(), [](const auto& change) {
            return std::holds_alternative<mail::ChangeOfAddresses>(change.what);
        });
        return !changed && std::all_of(s.outages.begin(), s.outages.end(),
                                       [](const auto& outage) { return outage.addresses.empty(); });
    }
    bool plain_profile(std::size_t i) {
        const auto at = [i](Spec& s) -> mail::Profile& { return s.profiles[i]; };
        return set(
                   [&](Spec & s) -> auto& { return at(s).passes; }, 0u) |
               set(
                   [&](Spec & s) -> auto& { return at(s).address_limit; }, 0u) |
               set(
                   [&](Spec & s) -> auto& { return at(s).delay_notice; }, std::nullopt) |
               set(
                   [&](Spec & s) -> auto& { return at(s).first; }, engine::Duration{0}) |
               attempt([&](Spec& s) {
                   auto& runs = at(s).queue_runs;
                   return runs.every.count() > 0 && !runs.phase && (runs.phase = engine::Duration{0}, true);
               }) |
               attempt([&](Spec& s) { return at(s).intervals.size() > 1 && (at(s).intervals.resize(1), true); });
    }
    bool plain_sender(std::size_t i) {
        const auto at = [i](Spec& s) -> mail::SenderSpec& { return s.senders[i]; };
        return set(
                   [&](Spec & s) -> auto& { return at(s).unknown_recipients; }, 0.0) |
               set(
                   [&](Spec & s) -> auto& { return at(s).families; }, mail::both_families()) |
               set(
                   [&](Spec & s) -> auto& { return at(s).members[0].mtas; }, 1u) |
               set(
                   [&](Spec & s) -> auto& { return at(s).wanted; }, true) |
               set(
                   [&](Spec & s) -> auto& { return at(s).arrivals.kind; }, mail::ArrivalKind::regular) |
               attempt([&](Spec& s) {
                   return at(s).arrivals.per_second * engine::seconds(s.duration) > 1 &&
                          (at(s).arrivals.per_second /= 2, true);
               });
    }

    Breaks breaks_;
    Spec spec_;
};

}  // namespace mxsim::properties
