// What each outage did to the mail: the fates of what was submitted while it lasted, the backlog of the
// domains it hit, and how long it took after its end until that had drained.
#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "sim/measure/rows.hpp"
#include "sim/measure/run_result.hpp"

namespace mxsim::measure {

// One outage as the sinks see it. Windows are in order and do not touch.
struct OutageScope {
    std::vector<std::pair<engine::Time, engine::Time>> windows;  // [begin, end); end `never`: to the end of the run
    std::vector<std::uint32_t> domains;                          // that name one of its servers
    std::vector<std::uint32_t> servers;
};

class Drains {
  public:
    // At most so many ends of outages are followed at once; a copy remembers in one byte which.
    static constexpr std::size_t followed_at_once = 8;

    Drains() = default;
    Drains(std::vector<OutageScope> outages, std::uint32_t domains, std::uint32_t servers);

    bool hits(std::uint32_t outage, std::uint32_t domain) const noexcept {
        const auto* end = outages_of_.data() + first_[domain + 1];
        return std::find(outages_of_.data() + first_[domain], end, outage) != end;
    }

    // Calls add(MailFigures&) for each outage of the domain that lasted at `submitted`.
    template <class Add>
    void for_outages_at(std::uint32_t domain, engine::Time submitted, Add&& add) {
        for (std::uint32_t i = first_[domain]; i < first_[domain + 1]; ++i)
            if (lasted_at(states_[outages_of_[i]], submitted)) add(states_[outages_of_[i]].figures.mail);
    }

    void backlog(engine::Time now, std::uint32_t domain, std::int64_t by) {
        for (std::uint32_t i = first_[domain]; i < first_[domain + 1]; ++i) step(states_[outages_of_[i]], now, by);
    }
    // A server took a message over; counts only while an outage of it drains.
    void accepted(engine::Time now, std::uint32_t server) {
        if (watched_[server] != 0) count_in_minute(states_[watched_[server] - 1], now);
    }

    void window_began(engine::Time now, std::uint32_t outage);
    // Between these two, `enlist` is called for every copy that is late, of a domain the outage hits.
    // Returns the follower's number, or followed_at_once if none is free.
    std::size_t window_ended(engine::Time now, std::uint32_t outage);
    void enlist(std::size_t follower, std::uint32_t outage, std::int64_t relay, std::int64_t domain, engine::Duration age);
    void enlisted(std::size_t follower);
    // A copy that was enlisted has ended; `followers` has the bits of those that enlisted it.
    void ended(engine::Time now, unsigned followers);

    // The figures of every outage, as of the end of the run. `horizon` is where a window without an end is cut.
    std::vector<OutageFigures> figures(engine::Time horizon) const;

  private:
    struct State {
        OutageScope scope;
        OutageFigures figures;
        std::int64_t level = 0;          // backlog of the domains it hits
        std::uint32_t lasting = 0;       // 1 while a window lasts
        std::uint32_t draining = 0;      // ends that are being followed
        engine::Time abnormal_since = engine::never;  // the first end whose backlog has not been zero since
        std::int64_t minute = -1;        // of the run, in which accepted_in_minute counts
        std::uint64_t accepted_in_minute = 0;
    };
    struct Follower {
        bool used = false;
        bool reached_90 = false;
        std::uint32_t outage = 0;
        engine::Time since{};
        std::uint64_t enlisted = 0;
        std::uint64_t left = 0;
    };

    static bool lasted_at(const State& state, engine::Time t) noexcept {
        const auto& windows = state.scope.windows;
        const auto later = std::upper_bound(windows.begin(), windows.end(), t,
                                            [](engine::Time at, const auto& window) { return at < window.first; });
        return later != windows.begin() && t < std::prev(later)->second;
    }
    void step(State& state, engine::Time now, std::int64_t by) {
        state.level += by;
        if (state.lasting + state.draining == 0 && state.abnormal_since == engine::never) return;
        state.figures.backlog_peak = std::max(state.figures.backlog_peak, state.level);
        if (state.level == 0 && state.abnormal_since != engine::never) back_to_normal(state, now);
    }
    static void back_to_normal(State& state, engine::Time now);
    void finish(Follower& follower, engine::Time now);
    void watch(const State& state, std::uint32_t mark);
    static void count_in_minute(State& state, engine::Time now);

    std::vector<State> states_;
    std::vector<std::uint32_t> first_;       // by domain, into outages_of_
    std::vector<std::uint32_t> outages_of_;
    std::vector<std::uint32_t> watched_;     // by server: 1 + the outage whose drain it is part of
    std::unordered_map<std::uint64_t, std::size_t> row_of_;  // (relay, domain) -> row of the table being filled
    std::vector<Follower> followers_ = std::vector<Follower>(followed_at_once);
};

}  // namespace mxsim::measure
