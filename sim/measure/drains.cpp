// An outage is over for the mail only when what it held up has ended. At the end of each window the copies
// then late, of the domains it hit, are enlisted; they are followed until nine tenths and all of them have
// ended. Back to normal is when the whole backlog of these domains, newcomers too, is first zero.
#include "sim/measure/drains.hpp"

namespace mxsim::measure {

Drains::Drains(std::vector<OutageScope> outages, std::uint32_t domains, std::uint32_t servers)
    : first_(domains + 1, 0), watched_(servers, 0) {
    for (const OutageScope& outage : outages)
        for (const std::uint32_t domain : outage.domains) ++first_[domain + 1];
    for (std::uint32_t d = 0; d < domains; ++d) first_[d + 1] += first_[d];
    outages_of_.resize(first_[domains]);
    std::vector<std::uint32_t> next(first_.begin(), first_.end());
    for (std::uint32_t o = 0; o < outages.size(); ++o)
        for (const std::uint32_t domain : outages[o].domains) outages_of_[next[domain]++] = o;
    for (OutageScope& outage : outages) {
        states_.emplace_back();
        states_.back().scope = std::move(outage);
    }
}

void Drains::window_began(engine::Time, std::uint32_t outage) {
    State& state = states_[outage];
    state.lasting = 1;
    state.figures.backlog_peak = std::max(state.figures.backlog_peak, state.level);
}

std::size_t Drains::window_ended(engine::Time now, std::uint32_t outage) {
    State& state = states_[outage];
    row_of_.clear();
    state.lasting = 0;
    if (state.abnormal_since == engine::never) state.abnormal_since = now;
    if (state.level == 0) back_to_normal(state, now);
    if (now == state.scope.windows.back().second) state.figures.ages.at = now;
    const auto unused = std::find_if(followers_.begin(), followers_.end(), [](const Follower& f) { return !f.used; });
    if (unused == followers_.end()) {
        ++state.figures.windows_not_measured;
        return followed_at_once;
    }
    *unused = {true, false, outage, now, 0, 0};
    ++state.draining;
    watch(state, outage + 1);
    return static_cast<std::size_t>(unused - followers_.begin());
}

void Drains::enlist(std::size_t follower, std::uint32_t outage, std::int64_t relay, std::int64_t domain,
                    engine::Duration age) {
    if (follower < followed_at_once) ++followers_[follower].enlisted;
    AgeTable& table = states_[outage].figures.ages;
    if (table.at == engine::never) return;
    const std::uint64_t key = static_cast<std::uint64_t>(relay + 1) << 32 | static_cast<std::uint32_t>(domain + 1);
    const auto [row, fresh] = row_of_.try_emplace(key, table.rows.size());
    if (fresh) table.rows.push_back({relay, domain, {}});
    std::size_t column = 0;
    for (auto bound = engine::Duration{std::chrono::minutes{5}}; column + 1 < AgeTable::columns && age >= bound; bound *= 2)
        ++column;
    ++table.rows[row->second].count[column];
}

void Drains::enlisted(std::size_t number) {
    if (number == followed_at_once) return;
    Follower& follower = followers_[number];
    follower.left = follower.enlisted;
    if (follower.left == 0) finish(follower, follower.since);
}

void Drains::ended(engine::Time now, unsigned followers) {
    for (; followers != 0; followers &= followers - 1) {
        Follower& follower = followers_[static_cast<std::size_t>(__builtin_ctz(followers))];
        --follower.left;
        if (!follower.reached_90 && follower.left * 10 <= follower.enlisted) {
            follower.reached_90 = true;
            auto& drain = states_[follower.outage].figures.drain_90;
            drain = std::max(drain, now - follower.since);
        }
        if (follower.left == 0) finish(follower, now);
    }
}

void Drains::finish(Follower& follower, engine::Time now) {
    State& state = states_[follower.outage];
    state.figures.drain_100 = std::max(state.figures.drain_100, now - follower.since);
    follower.used = false;
    if (--state.draining == 0) watch(state, 0);
}

void Drains::back_to_normal(State& state, engine::Time now) {
    state.figures.normal_after = std::max(state.figures.normal_after, now - state.abnormal_since);
    state.figures.normal_at = now;
    state.abnormal_since = engine::never;
}

void Drains::watch(const State& state, std::uint32_t mark) {
    for (const std::uint32_t server : state.scope.servers) watched_[server] = mark;
}

void Drains::count_in_minute(State& state, engine::Time now) {
    const std::int64_t minute = now.time_since_epoch() / std::chrono::minutes{1};
    if (minute != state.minute) state.accepted_in_minute = 0;
    state.minute = minute;
    auto& peak = state.figures.drain_rate_peak;
    peak = std::max(peak, ++state.accepted_in_minute);
}

// A run may end before an outage does: if all mail had ended by then, there was nothing left to drain.
std::vector<OutageFigures> Drains::figures(engine::Time horizon) const {
    std::vector<OutageFigures> result;
    for (const State& state : states_) {
        OutageFigures f = state.figures;
        for (const auto& [begin, until] : state.scope.windows)
            f.windows.emplace_back(begin, until == engine::never ? std::max(begin, horizon) : until);
        const bool stuck = state.lasting > 0 && state.level > 0;
        if (state.abnormal_since != engine::never || stuck) f.normal_after = engine::forever;
        if (state.lasting > 0 && !stuck) f.normal_at = std::max(f.normal_at, horizon);
        if (stuck) f.drain_90 = f.drain_100 = engine::forever;
        result.push_back(std::move(f));
    }
    for (const Follower& follower : followers_) {
        if (!follower.used) continue;
        if (!follower.reached_90) result[follower.outage].drain_90 = engine::forever;
        result[follower.outage].drain_100 = engine::forever;
    }
    return result;
}

}  // namespace mxsim::measure
