// MX records are sorted by preference, lowest first; every exchanger stands for each of its addresses that the
// sender uses, and one whose name does not resolve is passed over (RFC 3974 section 3). A domain without MX
// records has its own address as the only exchanger, of preference 0 (the implicit MX, RFC 5321 section 5.1).
// "0 ." says that the domain takes no mail at all (RFC 7505). An alias is answered with the data of the name
// it stands for (RFC 1034 section 3.6.2).
//
// A name that does not exist is a permanent error; a server that fails, or does not answer, a temporary one:
// the message is kept. So is it if exchangers have no address only because their look-ups fail; as long as
// some exchanger resolves, the pass goes on with those.
//
// Model: all look-ups of a pass are made when it begins, side by side; those that are answered take no time,
// and unanswered ones end together after two tries of 5 s.
// Model: single name servers are not modelled.
// Model: name-server transport is not modelled.
// Model: nothing to do with WKS records: they are not looked at.
// Model: policy fetches are not modelled.
// Model: a look-up that meets no failure sees the zone as it is, nothing is cached.
#include "sim/dns/zones.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace mxsim::dns {

namespace {

using failure::ZoneFault;
using failure::ZoneMode;

template <class List, class Name>
bool has(const List& list, const Name& name) noexcept {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// Of several the closest; of equally close ones the first.
template <class Strikes>
ZoneMode closest(const std::vector<const ZoneFault*>& met, Strikes&& strikes) noexcept {
    const ZoneFault* best = nullptr;
    for (const ZoneFault* fault : met)
        if (strikes(*fault) && (!best || fault->labels > best->labels)) best = fault;
    return best ? best->mode : ZoneMode::up;
}

}  // namespace

ZoneMode Faults::of_mx(std::uint32_t domain) const noexcept {
    return closest(met, [&](const ZoneFault& f) { return f.mx && has(f.domains, domain); });
}

ZoneMode Faults::of_address(std::uint32_t domain) const noexcept {
    return closest(met, [&](const ZoneFault& f) { return f.address && has(f.domains, domain); });
}

ZoneMode Faults::of_host(failure::HostName host) const noexcept {
    return closest(met, [&](const ZoneFault& f) { return f.address && has(f.hosts, host); });
}

Zones::Zones(const std::vector<ZoneSpec>& domains, std::vector<Host> hosts, std::vector<View> views)
    : domains_{domains},
      hosts_{std::move(hosts)},
      views_{std::move(views)},
      views_count_{static_cast<std::uint32_t>(views_.size())} {
    lists_.reserve(domains_.size() * views_.size());
    const Faults none;
    for (std::uint32_t domain = 0; domain < domains_.size(); ++domain)
        for (const View& view : views_) add({domain, view, none});
}

void Zones::set_records(std::uint32_t domain, ZoneSpec spec) {
    changed_.insert_or_assign(domain, std::move(spec));
}

const ZoneSpec& Zones::data(std::uint32_t domain) const {
    const auto changed = changed_.find(domain);
    return changed == changed_.end() ? domains_[domain] : changed->second;
}

void Zones::set_addresses(std::uint32_t server, std::vector<std::uint16_t> resolves_to) {
    hosts_[server].resolves_to = std::move(resolves_to);
}

std::uint32_t Zones::ask(std::uint32_t domain, std::uint32_t view, const Faults& faults) {
    if (further_.empty()) further_.resize(lists_.size());
    const std::uint32_t first = number(domain, view);
    const auto newest = static_cast<std::uint32_t>(lists_.size());
    add({domain, views_[view], faults});
    const auto is_newest = [&](std::uint32_t known) { return same(lists_[known], lists_.back()); };
    std::uint32_t known = newest;
    if (is_newest(first)) known = first;
    for (const std::uint32_t other : further_[first])
        if (known == newest && is_newest(other)) known = other;
    if (known == newest) return further_[first].push_back(newest), newest;
    candidates_.resize(lists_.back().first);
    lists_.pop_back();
    return known;
}

bool Zones::same(const Listed& a, const Listed& b) const noexcept {
    const auto same_candidate = [](const Candidate& x, const Candidate& y) {
        return x.server == y.server && x.preference == y.preference && x.address == y.address && x.absence == y.absence;
    };
    if (a.count != b.count || a.absent != b.absent || a.answer != b.answer || a.waited != b.waited) return false;
    const auto first = candidates_.begin() + a.first;
    return std::equal(first, first + a.count + a.absent, candidates_.begin() + b.first, same_candidate);
}

void Zones::add(const Question& q) {
    Listed list;
    list.first = static_cast<std::uint32_t>(candidates_.size());
    absent_.clear();
    list.answer = answer_of(list, q);
    list.count = static_cast<std::uint32_t>(candidates_.size()) - list.first;
    if (list.answer == Answer::found && list.count == 0) list.answer = nothing_found();
    put_in_order(list, q.view);
    absent_.resize(std::min<std::size_t>(absent_.size(), std::numeric_limits<std::uint16_t>::max()));
    list.absent = static_cast<std::uint16_t>(absent_.size());
    candidates_.insert(candidates_.end(), absent_.begin(), absent_.end());
    lists_.push_back(list);
}

Answer Zones::answer_of(Listed& list, const Question& q) {
    if (q.view.route) {
        const failure::HostName host{*q.view.route, 0};
        exchanger(list, q, {0, host.server}, q.faults.of_host(host));
        return Answer::found;
    }
    std::uint32_t domain = q.domain;
    for (std::size_t steps = 0; steps <= domains_.size(); ++steps) {
        switch (q.faults.of_mx(domain)) {
            case ZoneMode::servfail: return Answer::servfail;
            case ZoneMode::timeout: return list.waited = true, Answer::timeout;
            case ZoneMode::nxdomain: return Answer::no_such_domain;
            case ZoneMode::empty: return own_address(list, q, domain), Answer::found;
            case ZoneMode::up: break;
        }
        if (!data(domain).alias_of) break;
        domain = *data(domain).alias_of;
    }
    const ZoneSpec& spec = data(domain);
    if (spec.null_mx) return Answer::null_mx;
    if (spec.mx.empty())
        own_address(list, q, domain);
    else
        exchangers(list, q, spec);
    return Answer::found;
}

void Zones::exchangers(Listed& list, const Question& q, const ZoneSpec& spec) {
    std::vector<MxRecord> records = spec.mx;
    std::stable_sort(records.begin(), records.end(),
                     [](const MxRecord& a, const MxRecord& b) { return a.preference < b.preference; });
    for (const MxRecord& record : records)
        exchanger(list, q, record, q.faults.of_host({record.exchange, record.name}));
}

void Zones::own_address(Listed& list, const Question& q, std::uint32_t domain) {
    for (const std::uint32_t server : data(domain).implicit)
        exchanger(list, q, {0, server}, q.faults.of_address(domain));
}

void Zones::exchanger(Listed& list, const Question& q, const MxRecord& record, ZoneMode mode) {
    switch (mode) {
        case ZoneMode::up: return add_addresses(q.view, record);
        case ZoneMode::servfail: return leave_out(record, Absence::servfail);
        case ZoneMode::timeout: return list.waited = true, leave_out(record, Absence::timeout);
        case ZoneMode::nxdomain:
        case ZoneMode::empty: return leave_out(record, Absence::no_address);
    }
}

void Zones::add_addresses(const View& view, const MxRecord& record) {
    const Host& host = hosts_[record.exchange];
    if (host.resolves_to.empty()) leave_out(record, Absence::no_address);
    for (const std::uint16_t number : host.resolves_to) {
        const Family family = host.addresses[number];
        if (has(view.families, family))
            candidates_.push_back({record.exchange, record.preference, number, family, Absence::no});
        else
            leave_out(record, Absence::family);
    }
}

// What would be there at another time, or for another sender, does not make the domain one without addresses.
Answer Zones::nothing_found() const noexcept {
    Answer answer = Answer::no_address;
    for (const Candidate& absent : absent_) {
        if (absent.absence == Absence::servfail) return Answer::servfail;
        if (absent.absence == Absence::timeout) answer = Answer::timeout;
        if (absent.absence == Absence::family && answer == Answer::no_address) answer = Answer::no_family;
    }
    return answer;
}

void Zones::put_in_order(Listed& list, const View& view) {
    const auto first = candidates_.begin() + list.first;
    const auto place = [&](const Candidate& c) {
        const auto turn = std::find(view.families.begin(), view.families.end(), c.family) - view.families.begin();
        return std::pair{c.preference, turn};
    };
    std::stable_sort(first, candidates_.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    for (std::uint32_t i = 1; i < list.count; ++i)
        if (place(first[i]) == place(first[i - 1])) list.graded = false;
}

}  // namespace mxsim::dns
