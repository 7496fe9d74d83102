// The rules of passes, checked on the rows of a run without looking at how the world keeps them.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/failure/windows.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

using mail::TraceEvent;
using mail::TraceRow;

inline const mail::Profile& profile_of(const mail::WorldSpec& spec, const TraceRow& row,
                                       std::uint32_t member) {
    if (row.holder != mail::no_server) return spec.profiles[spec.servers[row.holder].relay->profile];
    return spec.profiles[spec.senders[row.population].members[member].profile];
}

// The preference of a server for a domain; nothing if it is not an exchanger, or does not resolve.
inline std::optional<unsigned> preference(const mail::WorldSpec& spec, std::uint32_t domain,
                                          std::uint32_t server) {
    for (const dns::MxRecord& record : spec.domains[domain].mx)
        if (record.exchange == server && !spec.servers[server].addresses.empty()) return record.preference;
    return std::nullopt;
}

// What one holder may still try in a pass: addresses by preference.
class Pass {
  public:
    Pass(const mail::WorldSpec& spec, const TraceRow& row, const mail::Profile& profile)
        : profile_{&profile} {
        const auto own =
            row.holder == mail::no_server ? std::nullopt : preference(spec, row.domain, row.holder);
        for (const dns::MxRecord& record : spec.domains[row.domain].mx) {
            const auto addresses = spec.servers[record.exchange].addresses.size();
            if (addresses > 0 && (!own || record.preference < *own))
                left_[record.preference][record.exchange] = addresses;
        }
    }
    bool over() const {
        return left_.empty() || (profile_->address_limit > 0 && tried_ == profile_->address_limit);
    }
    // False if the address is not the pass's next to try.
    bool tries(std::uint32_t server) {
        if (over()) return false;
        auto& best = left_.begin()->second;
        const auto at = best.find(server);
        if (at == best.end()) return false;
        if (--at->second == 0) best.erase(at);
        if (best.empty()) left_.erase(left_.begin());
        ++tried_;
        return true;
    }

  private:
    const mail::Profile* profile_;
    std::map<unsigned, std::map<std::uint32_t, std::size_t>> left_;
    std::uint32_t tried_ = 0;
};

// Which member of its population a message comes from is found in the numbering of the MTAs.
inline std::uint32_t member_of(const mail::WorldSpec& spec, const TraceRow& row) {
    std::uint64_t first = 0;
    constexpr std::uint32_t most = 1u << 24;  // MTAs of one member are numbered modulo this
    for (std::uint32_t p = 0; p <= row.population; ++p)
        for (std::uint32_t m = 0; m < spec.senders[p].members.size(); ++m) {
            first += std::min(spec.senders[p].members[m].mtas, most);
            if (p == row.population && row.mta < first) return m;
        }
    return 0;
}

// Where Postfix's next pass lies, in whole seconds, after the rules observed on real ones: due is the end of
// the try plus the message's age within its bounds; the first scan s with due <= s + 1 takes it.
inline engine::Time postfix_next(const mail::Profile& profile, engine::Time end, engine::Time since,
                                 engine::Time scan) {
    const auto whole = [](engine::Time t) { return t.time_since_epoch().count() / 1'000'000'000; };
    const std::int64_t age = whole(end) - whole(since);
    const std::int64_t due =
        whole(end) + std::clamp<std::int64_t>(age, profile.minimal_backoff.count() / 1'000'000'000,
                                              profile.maximal_backoff.count() / 1'000'000'000);
    while (scan + std::chrono::seconds{1} < engine::time_zero + std::chrono::seconds{due})
        scan += profile.queue_runs.every;
    return scan;
}

// Collects what breaks a rule.
class PassRules {
  public:
    explicit PassRules(const Watched& run) : run_{run} {
        for (const failure::OutageSpec& outage : run.spec.outages)
            windows_.push_back(failure::unroll(outage, run.spec.duration, run.key));
        for (const TraceRow& row : run.seen.rows())
            if (row.copy > 0) shared_.insert(row.message);
        for (const TraceRow& row : run.seen.rows())
            if (shared_.count(row.message) == 0) check(row);
    }
    const std::vector<std::string>& broken() const { return broken_; }

  private:
    struct Holding {
        std::uint32_t member = 0;
        engine::Time since{};
        std::uint32_t passes = 0;
        std::optional<Pass> pass;
    };

    void expect(bool holds, const TraceRow& row, const char* rule) {
        if (!holds)
            broken_.push_back("message " + std::to_string(row.message) + " at " +
                              std::to_string(engine::seconds(row.at)) + " s: " + rule);
    }

    void check(const TraceRow& row) {
        Holding& at = held_[row.message];
        if (row.event == TraceEvent::submitted) at = {member_of(run_.spec, row), row.at, 0, {}};
        const mail::Profile& profile = profile_of(run_.spec, row, at.member);
        switch (row.event) {
            case TraceEvent::attempt: return attempt(row, at, profile);
            case TraceEvent::deferred: return deferred(row, at, profile);
            case TraceEvent::relayed: at = {at.member, row.at, 0, {}}; return;
            case TraceEvent::bounced: return bounced(row, at, profile);
            default: return;
        }
    }
    void attempt(const TraceRow& row, Holding& at, const mail::Profile& profile) {
        if (!at.pass) at.pass.emplace(run_.spec, row, profile);
        expect(at.pass->tries(row.server), row, "an address is tried out of order");
        expect(row.began <= row.at, row, "an attempt ends before it began");
        const engine::Time looked = row.began + run_.spec.network.connect;
        const bool accepted = row.ending.outcome == measure::Outcome::accepted;
        if (accepted) expect(!down(row.server, looked), row, "accepted by a server that was down");
        if (accepted) expect(!cut(row.server, looked, row.at), row, "accepted in a session that was cut");
        const bool refused = row.ending.outcome == measure::Outcome::refused;
        const mail::ServerSpec& server = run_.spec.servers[row.server];
        if (refused)
            expect(down(row.server, looked) || server.when_full == mail::WhenFull::refuse, row,
                   "refused by a server that was up");
    }
    void deferred(const TraceRow& row, Holding& at, const mail::Profile& profile) {
        expect(at.pass && at.pass->over(), row, "deferred with addresses left to try");
        expect(row.at - at.since < profile.lifetime + std::chrono::seconds{1}, row,
               "deferred beyond the lifetime");
        at.pass.reset();
        ++at.passes;
        expect(profile.passes == 0 || at.passes < profile.passes, row, "deferred after the last pass");
        if (profile.clock == mail::RetryClock::intervals) {
            const std::size_t n = std::min<std::size_t>(at.passes, profile.intervals.size()) - 1;
            expect(row.next.at == row.at + profile.intervals[n], row, "the next pass is not one interval away");
        } else if (profile.queue_runs.phase) {
            const engine::Time first = engine::time_zero + *profile.queue_runs.phase;
            expect(row.next.at == postfix_next(profile, row.at, at.since, first), row,
                   "the next pass is not at Postfix's scan");
        } else {
            expect(row.next.at >= row.at, row, "the next pass lies in the past");
        }
    }
    void bounced(const TraceRow& row, Holding& at, const mail::Profile& profile) {
        const engine::Duration age = row.at - at.since;
        if (row.reason == measure::Reason::expired)
            expect(age > profile.lifetime - std::chrono::seconds{1}, row, "expired before its time");
        if (row.reason == measure::Reason::passes)
            expect(at.passes + 1 == profile.passes, row, "too few passes");
        const bool of_a_pass =
            row.reason == measure::Reason::expired || row.reason == measure::Reason::passes;
        if (of_a_pass) expect(at.pass && at.pass->over(), row, "bounced with addresses left to try");
        if (row.reason == measure::Reason::loops_back)
            expect(row.holder != mail::no_server && Pass(run_.spec, row, profile).over(), row,
                   "does not loop back");
    }

    bool down(std::uint32_t server, engine::Time t) const {
        return any_window(server,
                          [&](std::size_t, const failure::Window& w) { return w.begin <= t && t < w.end; });
    }
    bool cut(std::uint32_t server, engine::Time from, engine::Time to) const {
        return any_window(server, [&](std::size_t o, const failure::Window& w) {
            return run_.spec.outages[o].sessions == failure::Sessions::cut && from < w.begin && w.begin <= to;
        });
    }
    template <class Test>
    bool any_window(std::uint32_t server, Test&& test) const {
        for (std::size_t o = 0; o < windows_.size(); ++o)
            for (std::size_t i = 0; i < windows_[o].size(); ++i)
                for (const failure::Window& w : windows_[o][i])
                    if (run_.spec.outages[o].servers[i] == server && test(o, w)) return true;
        return false;
    }

    const Watched& run_;
    std::vector<std::vector<std::vector<failure::Window>>> windows_;  // by outage and its server
    std::unordered_map<std::uint32_t, Holding> held_;
    std::set<std::uint32_t> shared_;  // messages of several copies, each with passes of its own
    std::vector<std::string> broken_;
};

}  // namespace mxsim::properties
