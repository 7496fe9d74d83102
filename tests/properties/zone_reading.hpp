// What a look-up must list, read anew from the zones as they are at its instant: every exchanger of the domain, by
// preference, each to be tried or left out for a reason that holds.
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "tests/properties/outage_reading.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

class ZoneReading {
  public:
    ZoneReading(const mail::WorldSpec& spec, const OutageReading& outages) : spec_{spec}, outages_{outages} {}

    // What is wrong with the look-up; nothing if all is well, or if chance decides what it meets.
    std::string broken(const mail::TraceRow& row, const mail::Profile& profile) const {
        if (!in_order(row)) return "the look-up lists a worse preference before a better one";
        if (by_chance(row.began)) return "";
        Reading reading{row, {}, {}, {}};
        read(reading);
        const bool told = reading.answer == dns::Answer::found || reading.answer == row.answer;
        if (!told) return "the look-up is answered otherwise than the zones would";
        for (Listed& listed : reading.listed) listed.own_or_worse = listed.preference >= reading.own(spec_);
        return same(reading, row, profile) ? "" : "the look-up lists something else than the zones have";
    }

  private:
    struct Listed {
        std::uint32_t server;
        std::uint16_t preference;
        std::uint16_t address;
        mail::Skip absent;
        bool own_or_worse = false;
        auto key() const { return std::tuple{server, preference, address, absent}; }
    };
    struct Reading {
        const mail::TraceRow& row;
        std::vector<const failure::ZoneFault*> faults;
        std::vector<Listed> listed;
        dns::Answer answer = dns::Answer::found;  // said of the domain itself

        // A relay that knows itself goes no further than its own preference.
        std::uint32_t own(const mail::WorldSpec& spec) const {
            std::uint32_t best = mail::no_preference;
            if (row.holder == mail::no_server) return best;
            const mail::RelaySpec& relay = *spec.servers[row.holder].relay;
            if (!relay.knows_itself || relay.route) return best;
            for (const Listed& one : listed)
                if (one.server == row.holder) best = std::min<std::uint32_t>(best, one.preference);
            return best;
        }
    };

    static bool in_order(const mail::TraceRow& row) {
        std::uint32_t last = 0;
        for (const mail::ListedCandidate& one : row.candidates) {
            if (one.candidate.absence != dns::Absence::no) continue;
            if (one.candidate.preference < last) return false;
            last = one.candidate.preference;
        }
        return true;
    }

    bool by_chance(engine::Time t) const {
        for (std::size_t o = 0; o < spec_.outages.size(); ++o)
            if (!spec_.outages[o].zones.empty() && spec_.outages[o].share < 1 && lasts(o, t)) return true;
        return false;
    }
    bool lasts(std::size_t o, engine::Time t) const { return outages_.in_force(o, spec_.outages[o].servers.size(), t); }
    bool seen_from(const failure::OutageSpec& outage, const mail::TraceRow& row) const {
        if (!outage.from) return true;
        const bool sender = row.holder == mail::no_server;
        const auto& list = sender ? outage.from->populations : outage.from->relays;
        return std::count(list.begin(), list.end(), sender ? row.population : row.holder) > 0;
    }

    void read(Reading& to) const {
        for (std::size_t o = 0; o < spec_.outages.size(); ++o)
            if (!spec_.outages[o].zones.empty() && lasts(o, to.row.began) && seen_from(spec_.outages[o], to.row))
                for (const failure::ZoneFault& fault : spec_.outages[o].zones) to.faults.push_back(&fault);
        if (to.row.holder != mail::no_server)
            if (const auto& route = spec_.servers[to.row.holder].relay->route)
                return add(to, {0, *route}, fault(to, [&](const auto& f) {
                               return f.address && has(f.hosts, {*route, 0});
                           }));
        std::uint32_t domain = to.row.domain;
        for (;;) {
            const auto mode = fault(to, [&](const auto& f) { return f.mx && has(f.domains, domain); });
            const dns::ZoneSpec zone = records(domain, to.row.began);
            if (mode == failure::ZoneMode::empty ||
                (mode == failure::ZoneMode::up && !zone.alias_of && !zone.null_mx && zone.mx.empty()))
                return own_address(to, zone, domain);
            if (mode != failure::ZoneMode::up) return to.answer = answer_of(mode), void();
            if (zone.null_mx) return to.answer = dns::Answer::null_mx, void();
            if (!zone.alias_of) return exchangers(to, zone);
            domain = *zone.alias_of;
        }
    }
    static dns::Answer answer_of(failure::ZoneMode mode) {
        if (mode == failure::ZoneMode::servfail) return dns::Answer::servfail;
        return mode == failure::ZoneMode::timeout ? dns::Answer::timeout : dns::Answer::no_such_domain;
    }
    void own_address(Reading& to, const dns::ZoneSpec& zone, std::uint32_t domain) const {
        for (const std::uint32_t server : zone.implicit)
            add(to, {0, server}, fault(to, [&](const auto& f) { return f.address && has(f.domains, domain); }));
    }
    void exchangers(Reading& to, const dns::ZoneSpec& zone) const {
        for (const dns::MxRecord& record : zone.mx)
            add(to, record, fault(to, [&](const auto& f) {
                    return f.address && has(f.hosts, {record.exchange, record.name});
                }));
    }
    template <class List>
    static bool has(const List& list, const typename List::value_type& one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    }
    template <class Strikes>
    static failure::ZoneMode fault(const Reading& in, Strikes&& strikes) {
        const failure::ZoneFault* closest = nullptr;
        for (const failure::ZoneFault* one : in.faults)
            if (strikes(*one) && (!closest || one->labels > closest->labels)) closest = one;
        return closest ? closest->mode : failure::ZoneMode::up;
    }

    dns::ZoneSpec records(std::uint32_t domain, engine::Time t) const {
        dns::ZoneSpec zone = spec_.domains[domain];
        for (const mail::ChangeSpec& change : spec_.changes)
            if (const auto* records = std::get_if<mail::ChangeOfRecords>(&change.what);
                records && records->domain == domain && change.at <= t)
                zone = records->zone;
        return zone;
    }
    std::vector<std::uint16_t> addresses(std::uint32_t server, engine::Time t) const {
        const mail::ServerSpec& spec = spec_.servers[server];
        std::vector<std::uint16_t> numbers;
        for (std::uint16_t n = 0; n < spec.addresses.size(); ++n) numbers.push_back(n);
        if (spec.resolves_to) numbers = *spec.resolves_to;
        for (const mail::ChangeSpec& change : spec_.changes)
            if (const auto* set = std::get_if<mail::ChangeOfAddresses>(&change.what);
                set && set->server == server && change.at <= t)
                numbers = set->resolves_to;
        return numbers;
    }
    void add(Reading& to, const dns::MxRecord& record, failure::ZoneMode mode) const {
        const auto absent = [&](mail::Skip why) { to.listed.push_back({record.exchange, record.preference, 0, why}); };
        if (mode == failure::ZoneMode::servfail) return absent(mail::Skip::servfail);
        if (mode == failure::ZoneMode::timeout) return absent(mail::Skip::timeout);
        const auto numbers = addresses(record.exchange, to.row.began);
        if (mode != failure::ZoneMode::up || numbers.empty()) return absent(mail::Skip::no_address);
        for (const std::uint16_t n : numbers)
            if (used(to.row, mail::family_of(spec_.servers[record.exchange].addresses[n])))
                to.listed.push_back({record.exchange, record.preference, n, mail::Skip::no});
            else
                absent(mail::Skip::family);
    }
    bool used(const mail::TraceRow& row, dns::Family family) const {
        const auto& families = row.holder == mail::no_server ? spec_.senders[row.population].families
                                                             : spec_.servers[row.holder].relay->families;
        return std::find(families.begin(), families.end(), family) != families.end();
    }

    // The same exchangers, and of those that can be tried each left out where it must be.
    bool same(const Reading& reading, const mail::TraceRow& row, const mail::Profile& profile) const {
        std::vector<Listed> told;
        std::size_t position = 0;
        const std::vector<bool> in_limit = within_limit(reading, row, profile);
        for (const mail::ListedCandidate& one : row.candidates) {
            const bool there = one.candidate.absence == dns::Absence::no;
            told.push_back({one.candidate.server, one.candidate.preference,
                            there ? one.candidate.address : std::uint16_t{0}, there ? mail::Skip::no : one.skip});
            if (!there) continue;
            const auto known = std::find_if(reading.listed.begin(), reading.listed.end(),
                                            [&](const Listed& l) { return l.key() == told.back().key(); });
            if (known == reading.listed.end() || one.skip != skip(*known, in_limit[position++])) return false;
        }
        std::vector<Listed> read = reading.listed;
        const auto by_key = [](const Listed& a, const Listed& b) { return a.key() < b.key(); };
        std::sort(told.begin(), told.end(), by_key);
        std::sort(read.begin(), read.end(), by_key);
        return std::equal(told.begin(), told.end(), read.begin(), read.end(),
                          [](const Listed& a, const Listed& b) { return a.key() == b.key(); });
    }
    static mail::Skip skip(const Listed& listed, bool in_limit) {
        if (listed.own_or_worse) return mail::Skip::own_preference;
        return in_limit ? mail::Skip::no : mail::Skip::address_limit;
    }
    // Of each candidate that is there. Balanced, the rarer family keeps what it has up to half of the places.
    std::vector<bool> within_limit(const Reading& reading, const mail::TraceRow& row, const mail::Profile& profile) const {
        std::vector<bool> is_v6;
        std::size_t own_or_worse = 0;
        for (const mail::ListedCandidate& one : row.candidates) {
            if (one.candidate.absence != dns::Absence::no) continue;
            const std::string& address = spec_.servers[one.candidate.server].addresses[one.candidate.address];
            is_v6.push_back(address.find(':') != address.npos);
        }
        for (const Listed& listed : reading.listed) own_or_worse += listed.own_or_worse && listed.absent == mail::Skip::no;
        const std::size_t all = is_v6.size() - std::min(own_or_worse, is_v6.size());
        const std::size_t limit = std::max(profile.address_limit, profile.least_address_limit);
        std::vector<bool> within(is_v6.size(), true);
        if (profile.address_limit == 0 || all <= limit) return within;
        const auto sixes = static_cast<std::size_t>(std::count(is_v6.begin(), is_v6.begin() + static_cast<std::ptrdiff_t>(all), true));
        std::size_t places[] = {limit, limit};  // of IPv4, of IPv6
        if (profile.balances_families && sixes > 0 && sixes < all) {
            const bool rarer = sixes <= all - sixes;
            const std::size_t few = std::min(sixes, all - sixes);
            places[rarer] = few <= limit / 2 ? few : limit / 2 + (is_v6[0] == rarer ? limit % 2 : 0);
            places[!rarer] = limit - places[rarer];
        }
        for (std::size_t i = 0, taken = 0; i < within.size(); ++i) {
            within[i] = taken < limit && places[is_v6[i]] > 0;
            taken += within[i];
            places[is_v6[i]] -= within[i];
        }
        return within;
    }

    const mail::WorldSpec& spec_;
    const OutageReading& outages_;
};

}  // namespace mxsim::properties
