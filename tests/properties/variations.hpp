// Worlds that differ from another only in what must not matter, and whether their traces say so.
//
// Which variation is tried depends on the seed, so that each world runs once more, not six times. Where it is left open
// what must come out, nothing is held:
// - Other names: a name is the name of a random stream. Only what draws nothing is renamed.
// - Another order: servers, domains and senders stand the other way round. Of what happens at one instant, senders come
//   in the order of their tables, and the relays that a lost queue hangs up on in that of servers: worlds in which two
//   populations submit at one instant, or a queue is lost, are left out of the one and the other. The order of outages
//   and of MX records has a meaning.
// - An outage cut in two: one that strikes all connections, and lets sessions finish or is met before there are any
//   (its second half would cut those of the first). No queue is lost twice.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/properties/renumbered.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

using Rows = std::vector<mail::TraceRow>;

inline bool same_row(const mail::TraceRow& x, const mail::TraceRow& y) {
    return x.event == y.event && x.at == y.at && x.began == y.began && x.next.at == y.next.at &&
           x.message == y.message && x.copy == y.copy && x.population == y.population && x.domain == y.domain &&
           x.unknown == y.unknown && x.holder == y.holder && x.hop == y.hop && x.server == y.server &&
           x.address == y.address && x.size == y.size && x.answer == y.answer && x.candidates == y.candidates &&
           x.ending.stage == y.ending.stage && x.ending.outcome == y.ending.outcome && x.ending.code == y.ending.code &&
           x.reason == y.reason;
}

inline bool same_rows(const Rows& a, const Rows& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_row);
}

// What happened before an instant; what is left in queues is told at the end of the run only.
inline Rows before(const Rows& rows, engine::Time t) {
    Rows kept;
    for (const mail::TraceRow& row : rows)
        if (row.at < t && row.event != mail::TraceEvent::queued) kept.push_back(row);
    return kept;
}

// Copies are numbered as they are born, which may be long before one of them is told of.
inline Rows any_copies(Rows rows) {
    for (mail::TraceRow& row : rows) row.copy = 0;
    return rows;
}

class Variations {
  public:
    explicit Variations(const Watched& run) : run_{run}, spec_{run.spec}, rows_{run.seen.rows()} {}

    // What does not hold; nothing if all is well.
    std::string broken(std::uint64_t seed) const {
        switch (seed % 7) {
            case 0: return unused_server();
            case 1: return other_names();
            case 2: return other_order();
            case 3: return cut_in_two(seed / 7);
            case 4: return something_later(seed / 7);
            case 5: return longer_outage(seed / 7);
            default: return same_again();
        }
    }

    std::string unused_server() const {
        mail::WorldSpec larger = spec_;
        mail::ServerSpec unused;
        unused.name = "unused.example.net";
        unused.relay = mail::RelaySpec{{0}, 0};
        unused.addresses = {"203.0.113.1"};
        unused.service = engine::Distribution::exponential(1e9);
        larger.servers.push_back(unused);
        return same_rows(trace(larger), rows_) ? "" : "an unused server changes something";
    }
    std::string other_names() const {
        mail::WorldSpec other = spec_;
        rename(other);
        return same_rows(trace(other), rows_) ? "" : "other names change something";
    }
    std::string other_order() const {
        Order order = Order::as_it_is(spec_);
        std::reverse(order.domains.begin(), order.domains.end());
        if (!loses_a_queue()) std::reverse(order.servers.begin(), order.servers.end());
        if (one_submits_at_a_time()) std::reverse(order.senders.begin(), order.senders.end());
        Rows there = trace(renumbered(spec_, order));
        for (mail::TraceRow& row : there) row = numbered_back(std::move(row), order);
        return same_rows(there, rows_) ? "" : "another order of tables changes something";
    }
    std::string cut_in_two(std::uint64_t choice) const {
        const auto outage = one_window(choice, [&](const failure::OutageSpec& o) {
            const bool no_session = o.zones.empty() && failure::strikes_before_session(o.effect.mode);
            return o.share >= 1 && o.effect.mode != failure::Mode::queue_lost && o.occurrences[0].lasts &&
                   o.occurrences[0].lasts->mean() > 1 &&
                   (o.sessions == failure::Sessions::finish || no_session || o.servers.empty());
        });
        if (!outage) return "";
        mail::WorldSpec other = spec_;
        failure::OutageSpec& first = other.outages[*outage];
        failure::OutageSpec second = first;
        const auto whole = static_cast<std::int64_t>(first.occurrences[0].lasts->mean());
        first.occurrences[0].lasts = engine::Distribution::constant(whole / 3);
        second.name += ", continued";
        second.occurrences[0] = {first.occurrences[0].at + engine::Duration{whole / 3},
                                 engine::Distribution::constant(whole - whole / 3)};
        other.outages.insert(other.outages.begin() + static_cast<std::ptrdiff_t>(*outage) + 1, second);
        return same_rows(trace(other), rows_) ? "" : "an outage cut in two changes something";
    }
    // An outage of everything, a change of rate and of slots, from an instant on; of zones, too, if they change already
    // (else all passes are planned otherwise, and of what happens in one nanosecond another message may come first).
    std::string something_later(std::uint64_t choice) const {
        const engine::Time t = engine::time_zero + spec_.duration * static_cast<int>(1 + choice % 100) / 100;
        mail::WorldSpec other = spec_;
        failure::OutageSpec all;
        all.name = "all";
        for (std::uint32_t s = 0; s < spec_.servers.size(); ++s) all.servers.push_back(s);
        all.occurrences = {{t, std::nullopt}};
        if (mail::zones_change(spec_)) {
            failure::ZoneFault fault;
            for (std::uint32_t d = 0; d < spec_.domains.size(); ++d) fault.domains.push_back(d);
            all.zones.push_back(fault);
        }
        other.outages.push_back(all);
        other.changes.push_back({"slots", t, mail::ChangeOfSessions{0, 1}});
        other.changes.push_back({"rate", t, mail::ChangeOfRate{0, 1e-3}});
        std::stable_sort(other.changes.begin(), other.changes.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
        return same_rows(before(trace(other), t), before(rows_, t)) ? "" : "what comes later changes what was before";
    }
    // Whether an outage ends sooner or later, nobody knows before somebody tries: what differs first is met at one of its
    // servers, or at a look-up of its zones, and not before the earlier end.
    std::string longer_outage(std::uint64_t choice) const {
        const auto outage = one_window(choice, [](const failure::OutageSpec& o) {
            return o.occurrences[0].lasts && o.effect.mode != failure::Mode::queue_lost;
        });
        if (!outage) return "";
        mail::WorldSpec other = spec_;
        failure::Occurrence& window = other.outages[*outage].occurrences[0];
        const auto lasts = static_cast<std::int64_t>(window.lasts->mean());
        const engine::Time end = window.at + engine::Duration{lasts};
        window.lasts =
            engine::Distribution::constant(lasts + 1'000'000'000 * static_cast<std::int64_t>(1 + choice % 3600));
        const Rows a = any_copies(before(rows_, engine::never)), b = any_copies(before(trace(other), engine::never));
        const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same_row);
        const auto tells = [&](const auto& row, const Rows& of, const auto& beside, const Rows& its) {
            return row != of.end() && (beside == its.end() || row->at <= beside->at) &&
                   met(*row, spec_.outages[*outage], end);
        };
        if (x == a.end() && y == b.end()) return "";
        return tells(x, a, y, b) || tells(y, b, x, a) ? "" : "the end of an outage is known to who has not tried";
    }
    std::string same_again() const {
        if (!same_rows(trace(spec_), rows_)) return "the same seed tells another story";
        return "";
    }

  private:
    Rows trace(const mail::WorldSpec& spec) const { return mail::trace(spec, run_.seed, 0); }

    static bool met(const mail::TraceRow& row, const failure::OutageSpec& outage, engine::Time end) {
        if (row.event == mail::TraceEvent::lookup) return !outage.zones.empty() && row.began >= end;
        return row.at >= end && std::count(outage.servers.begin(), outage.servers.end(), row.server) > 0;
    }

    bool loses_a_queue() const {
        return std::any_of(spec_.outages.begin(), spec_.outages.end(),
                           [](const auto& o) { return o.effect.mode == failure::Mode::queue_lost; });
    }
    bool one_submits_at_a_time() const {
        const mail::TraceRow* last = nullptr;
        for (const mail::TraceRow& row : rows_) {
            if (row.event != mail::TraceEvent::submitted) continue;
            if (last && last->at == row.at && last->population != row.population) return false;
            last = &row;
        }
        return true;
    }

    // An outage with a single window that `may` be used.
    template <class May>
    std::optional<std::size_t> one_window(std::uint64_t choice, May&& may) const {
        std::vector<std::size_t> all;
        for (std::size_t o = 0; o < spec_.outages.size(); ++o) {
            const failure::OutageSpec& outage = spec_.outages[o];
            const bool one = !outage.on_and_off && !outage.every && outage.occurrences.size() == 1;
            if (one && (!outage.occurrences[0].lasts || outage.occurrences[0].lasts->is_constant()) && may(outage))
                all.push_back(o);
        }
        if (all.empty()) return std::nullopt;
        return all[choice % all.size()];
    }

    const Watched& run_;
    const mail::WorldSpec& spec_;
    const Rows& rows_;
};

}  // namespace mxsim::properties
