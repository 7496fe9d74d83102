// What the outages of a spec say of a connection, read anew: which effects it may meet, in what order, and for certain
// or not. Windows of a given length are laid out here; lengths drawn by chance are taken from where they are drawn.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/failure/windows.hpp"
#include "sim/mail/trace_row.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::properties {

// One effect that a connection may meet; of several the first that it meets for certain ends the list.
struct Possible {
    failure::Effect effect;
    bool certain = true;  // no share of connections, no verdict on a share of the mail
};

class OutageReading {
  public:
    using Windows = std::vector<failure::Window>;

    OutageReading(const mail::WorldSpec& spec, engine::Key key) : spec_{spec} {
        for (const failure::OutageSpec& outage : spec.outages) windows_.push_back(windows_of(outage, key));
    }

    // By outage, then by its servers in order, last its zones.
    const std::vector<std::vector<Windows>>& windows() const { return windows_; }

    bool in_force(std::size_t outage, std::size_t member, engine::Time t) const {
        const Windows& all = windows_[outage][member];
        return std::any_of(all.begin(), all.end(), [t](const auto& w) { return w.begin <= t && t < w.end; });
    }

    // The effects that the attempt may meet at the instant t, at the earliest stage first; at the same stage the first
    // outage of the scenario comes first, and what the server says by chance after all outages.
    std::vector<Possible> met(const mail::TraceRow& attempt, engine::Time t) const {
        std::vector<Possible> all;
        for (std::size_t o = 0; o < spec_.outages.size(); ++o)
            for (std::size_t i = 0; i < spec_.outages[o].servers.size(); ++i)
                if (concerns(o, i, attempt) && in_force(o, i, t))
                    all.push_back({spec_.outages[o].effect_at(i), spec_.outages[o].share >= 1});
        for (const mail::VerdictSpec& verdict : spec_.servers[attempt.server].verdicts)
            all.push_back({verdict.effect, false});
        all.erase(std::remove_if(all.begin(), all.end(),
                                 [](const Possible& p) { return !failure::strikes_connections(p.effect.mode); }),
                  all.end());
        std::stable_sort(all.begin(), all.end(), [](const Possible& a, const Possible& b) {
            return failure::strikes_at(a.effect) < failure::strikes_at(b.effect);
        });
        const auto first = std::find_if(all.begin(), all.end(), [](const Possible& p) { return p.certain; });
        if (first != all.end()) all.erase(first + 1, all.end());
        return all;
    }

    // Does an outage cut every session of the attempt's kind that was accepted at `from`, before `to` is over? With
    // `perhaps`, also those that cut a share of them.
    bool cuts(const mail::TraceRow& attempt, engine::Time from, engine::Time to, bool perhaps) const {
        for (std::size_t o = 0; o < spec_.outages.size(); ++o) {
            const failure::OutageSpec& outage = spec_.outages[o];
            if (outage.sessions != failure::Sessions::cut || (outage.share < 1 && !perhaps)) continue;
            for (std::size_t i = 0; i < outage.servers.size(); ++i) {
                if (!failure::strikes_connections(outage.effect_at(i).mode) || !concerns(o, i, attempt)) continue;
                for (const failure::Window& w : windows_[o][i])
                    if (from < w.begin && w.begin <= to) return true;
            }
        }
        return false;
    }

  private:
    std::vector<Windows> windows_of(const failure::OutageSpec& outage, engine::Key key) {
        const bool given =
            !outage.on_and_off && std::all_of(outage.occurrences.begin(), outage.occurrences.end(),
                                              [](const auto& o) { return !o.lasts || o.lasts->is_constant(); });
        if (!given) return failure::unroll(outage, spec_.duration, key);
        Windows all;
        const engine::Time last = engine::time_zero + spec_.duration;
        for (const failure::Occurrence& o : outage.occurrences)
            for (engine::Time begin = o.at; begin == o.at || begin < last; begin += *outage.every) {
                const engine::Duration length{o.lasts ? static_cast<std::int64_t>(o.lasts->mean()) : 0};
                if (!o.lasts || length.count() > 0) all.push_back({begin, o.lasts ? begin + length : engine::never});
                if (!outage.every) break;
            }
        return std::vector<Windows>(outage.servers.size() + (outage.zones.empty() ? 0 : 1), joined(std::move(all)));
    }
    static Windows joined(Windows all) {
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
        Windows apart;
        for (const failure::Window& w : all)
            if (apart.empty() || apart.back().end < w.begin)
                apart.push_back(w);
            else
                apart.back().end = std::max(apart.back().end, w.end);
        return apart;
    }

    bool concerns(std::size_t o, std::size_t place, const mail::TraceRow& attempt) const {
        const failure::OutageSpec& outage = spec_.outages[o];
        const auto has = [](const auto& list, auto one) {
            return std::find(list.begin(), list.end(), one) != list.end();
        };
        if (outage.servers[place] != attempt.server) return false;
        if (!outage.addresses.empty() && !has(outage.addresses[place], attempt.address)) return false;
        if (!outage.from) return true;
        return attempt.holder == mail::no_server ? has(outage.from->populations, attempt.population)
                                                 : has(outage.from->relays, attempt.holder);
    }

    const mail::WorldSpec& spec_;
    std::vector<std::vector<Windows>> windows_;
};

}  // namespace mxsim::properties
