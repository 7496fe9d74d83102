// An occurrence without a length lasts to the end of the run. With `every` the list of occurrences begins
// again and again, as long as a repetition starts while messages are still submitted; so does a random outage
// come, in place of a list: up for a drawn time, down for another. One draw serves all
// servers of an outage, since they fall together, unless each is said to have its own.
#include "sim/failure/windows.hpp"

#include <algorithm>

namespace mxsim::failure {

namespace {

std::vector<Window> united(std::vector<Window> windows) {
    std::stable_sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) { return a.begin < b.begin; });
    std::vector<Window> result;
    for (const Window& w : windows) {
        if (w.end <= w.begin) continue;
        if (!result.empty() && w.begin <= result.back().end)
            result.back().end = std::max(result.back().end, w.end);
        else
            result.push_back(w);
    }
    return result;
}

std::vector<Window> draw_on_and_off(const OnAndOff& spec, engine::Duration submissions, const engine::Stream& lengths) {
    std::vector<Window> windows;
    const engine::Time last = engine::time_zero + submissions;
    std::uint64_t drawn = 0;
    const auto after = [&](engine::Time t, const engine::Distribution& lasts) {
        return engine::after(t, engine::Duration{lasts.draw(lengths, drawn++)});
    };
    for (engine::Time begin = after(engine::time_zero, spec.up); begin < last;) {
        const engine::Time end = after(begin, spec.down);
        windows.push_back({begin, end});
        begin = after(end, spec.up);
    }
    return united(std::move(windows));
}

std::vector<Window> draw_windows(const OutageSpec& spec, engine::Duration submissions, const engine::Stream& lengths) {
    if (spec.on_and_off) return draw_on_and_off(*spec.on_and_off, submissions, lengths);
    std::vector<Window> windows;
    std::uint64_t drawn = 0;
    for (engine::Duration shift{0};; shift += *spec.every) {
        for (const Occurrence& o : spec.occurrences) {
            const engine::Time begin = o.at + shift;
            if (shift.count() > 0 && begin >= engine::time_zero + submissions) continue;
            const engine::Time end =
                o.lasts ? engine::after(begin, engine::Duration{o.lasts->draw(lengths, drawn++)}) : engine::never;
            windows.push_back({begin, end});
        }
        if (!spec.every || spec.occurrences.empty()) break;
        if (spec.occurrences.front().at + shift + *spec.every >= engine::time_zero + submissions) break;
    }
    return united(std::move(windows));
}

}  // namespace

std::vector<std::vector<Window>> unroll(const OutageSpec& spec, engine::Duration submissions, engine::Key key) {
    std::vector<std::vector<Window>> lists;
    const std::size_t members = spec.servers.size() + (spec.zones.empty() ? 0 : 1);
    for (std::size_t i = 0; i < members; ++i) {
        const std::string member = spec.each ? spec.name + '\0' + std::to_string(i) : spec.name;
        lists.push_back(i > 0 && !spec.each
                            ? lists.front()
                            : draw_windows(spec, submissions, {key, engine::stream_id("outage", member)}));
    }
    return lists;
}

std::vector<Window> unite(const std::vector<std::vector<Window>>& lists) {
    std::vector<Window> all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    return united(std::move(all));
}

}  // namespace mxsim::failure
