// When a failed pass is followed by the next, and when a message is given up: the clock of each profile, worked out from
// the rows of a copy without looking at how the world keeps it.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

using mail::TraceEvent;
using mail::TraceRow;

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

// Of whoever holds the message.
inline const mail::Profile& profile_of(const mail::WorldSpec& spec, const TraceRow& row) {
    if (row.holder != mail::no_server) return spec.profiles[spec.servers[row.holder].relay->profile];
    return spec.profiles[spec.senders[row.population].members[member_of(spec, row)].profile];
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

// Collects what breaks the rule.
class ClockRules {
  public:
    explicit ClockRules(const mail::WorldSpec& spec) : spec_{spec} {}

    void check(const TraceRow& row) {
        Holding& at = held_[{row.message, row.copy}];
        switch (row.event) {
            case TraceEvent::submitted:
            case TraceEvent::relayed: at = {row.at, 0}; return;
            case TraceEvent::suspended: at.suspended = true; return;
            case TraceEvent::deferred: return deferred(row, at, profile_of(spec_, row));
            case TraceEvent::bounced: return bounced(row, at, profile_of(spec_, row));
            default: return;
        }
    }
    const std::vector<std::string>& broken() const { return broken_; }

  private:
    struct Holding {
        engine::Time since{};
        std::uint32_t passes = 0;
        bool suspended = false;  // the pass that is now due is none
    };

    void expect(bool holds, const TraceRow& row, const char* rule) {
        if (!holds) broken_.push_back("message " + std::to_string(row.message) + ": " + rule);
    }
    void deferred(const TraceRow& row, Holding& at, const mail::Profile& profile) {
        expect(row.at - at.since < profile.lifetime + std::chrono::seconds{1}, row, "deferred beyond the lifetime");
        if (!std::exchange(at.suspended, false)) ++at.passes;
        expect(profile.passes == 0 || at.passes < profile.passes, row, "deferred after the last pass");
        if (profile.clock == mail::RetryClock::intervals) {
            const std::size_t n = std::min<std::size_t>(at.passes, profile.intervals.size()) - 1;
            expect(row.next.at == row.at + profile.intervals[n], row, "the next pass is not one interval away");
        } else if (profile.queue_runs.phase) {
            const engine::Time first = engine::time_zero + *profile.queue_runs.phase;
            expect(row.next.at == postfix_next(profile, row.at, at.since, first), row,
                   "the next pass is not at Postfix's scan");
        } else {
            expect(row.next.at > row.at, row, "the next pass is not to come");
        }
    }
    void bounced(const TraceRow& row, const Holding& at, const mail::Profile& profile) {
        if (row.reason == measure::Reason::expired)
            expect(row.at - at.since > profile.lifetime - std::chrono::seconds{1}, row, "expired before its time");
        if (row.reason == measure::Reason::passes) expect(at.passes + 1 == profile.passes, row, "too few passes");
    }

    const mail::WorldSpec& spec_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Holding> held_;  // by message and copy
    std::vector<std::string> broken_;
};

}  // namespace mxsim::properties
