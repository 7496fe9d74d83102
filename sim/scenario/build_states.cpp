// The states of a server, one after the other, as a recorded trace has them: each is an outage without a name that
// lasts to the next, the last one to the end of the run; while it is "up" there is none.

#include "sim/failure/mode_text.hpp"
#include "sim/scenario/build.hpp"
#include "sim/scenario/outage_targets.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

void add_state(Builder& to, std::uint32_t server, const Node& state, const Node* next) {
    const auto begin = to.silent.time(state.items[0]);
    const auto end = next ? to.silent.time(next->items[0]) : std::nullopt;
    const auto effect = lasting_mode(to, state.items[1]);
    if (!begin || !effect || effect->mode == failure::Mode::up) return;
    if (effect->mode == failure::Mode::late || effect->mode == failure::Mode::slow)
        return to.findings.error(state.items[1].at, wording::state_says_too_little(state.items[1].text));
    if (*begin - engine::time_zero >= to.scenario.world.duration)
        return to.findings.error(state.items[0].at, wording::state_after_duration());
    failure::OutageSpec outage;
    outage.servers = {server};
    outage.effect = *effect;
    failure::Occurrence occurrence{*begin, std::nullopt};
    if (end) occurrence.lasts = engine::Distribution::constant((*end - *begin).count());
    outage.occurrences.push_back(std::move(occurrence));
    to.unnamed.push_back(std::move(outage));
}

bool is_state(const Node& item) { return item.items.size() == 2 && item.items[1].is(Type::text); }

}  // namespace

void build_states(Builder& to) {
    for (std::uint32_t s = 0; s < to.draft.servers.size(); ++s) {
        const Node* states = to.draft.section("servers")[s].find("states");
        if (!states) continue;
        for (std::size_t i = 0; i < states->items.size(); ++i) {
            const Node& state = states->items[i];
            const Node* next = i + 1 < states->items.size() ? &states->items[i + 1] : nullptr;
            if (!is_state(state) || (next && !is_state(*next))) return;  // reported
            const auto begin = to.silent.time(state.items[0]);
            const auto end = next ? to.silent.time(next->items[0]) : std::nullopt;
            if (begin && end && *end <= *begin) return to.findings.error(next->at, wording::states_not_in_order());
            add_state(to, s, state, next);
        }
    }
}

}  // namespace mxsim::scenario
