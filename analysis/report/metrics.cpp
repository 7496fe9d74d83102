// A result without figures has the same paths as one with them: the names of the scenario, and below them the
// keys of the figures' own visit().
#include "analysis/report/metrics.hpp"

#include <algorithm>
#include <numeric>

#include "sim/mail/simulate.hpp"
#include "sim/scenario/nearest.hpp"

namespace mxsim::report {

namespace {

// Names of `node` that `path` begins with, the longest first.
std::vector<std::string> names_at(const Json& node, const std::string& path) {
    std::vector<std::string> names;
    for (const auto& item : node.items()) {
        const auto& name = item.key();
        if (path == name || path.compare(0, name.size() + 1, name + ".") == 0) names.push_back(name);
    }
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return names;
}

void collect_paths(std::vector<std::string>& paths, const Json& node, const std::string& path) {
    if (is_estimate(node) || node.is_number()) {
        paths.push_back(path);
    } else if (node.is_object()) {
        for (const auto& item : node.items()) {
            collect_paths(paths, item.value(), path.empty() ? item.key() : path + "." + item.key());
        }
    }
}

measure::Plan everything(const mail::WorldSpec& world) {
    measure::Plan plan;
    plan.domains.resize(world.domains.size());
    plan.servers.resize(world.servers.size());
    std::iota(plan.domains.begin(), plan.domains.end(), 0u);
    std::iota(plan.servers.begin(), plan.servers.end(), 0u);
    return plan;
}

Result outline(const mail::WorldSpec& world, bool unfinished) {
    const measure::Plan plan = unfinished ? everything(world) : mail::plan_for(world);
    Result r;
    for (const auto domain : plan.domains) r.domains.push_back({world.domains[domain].name, {}});
    for (const auto& sender : world.senders) r.senders.push_back({sender.name, {}});
    for (const auto server : plan.servers) {
        const auto& spec = world.servers[server];
        const bool relay = unfinished || spec.relay.has_value();  // its role may be what is wrong
        r.servers.push_back({spec.name, relay, {}, {}, {}});
    }
    for (const auto& outage : world.outages) {
        if (outage.name.empty()) continue;
        r.outages.emplace_back();
        r.outages.back().name = outage.name;
    }
    return r;
}

bool names_unknown_row(const Json& tree, const std::string& path) {
    const std::size_t dot = path.find('.');
    const std::string section = path.substr(0, dot);
    if (dot == std::string::npos || (section != "domains" && section != "senders" && section != "servers" &&
                                     section != "outages"))
        return false;
    return names_at(tree.at(section), path.substr(dot + 1)).empty();
}

}  // namespace

const Json* find(const Json& tree, const std::string& path) {
    if (!tree.is_object()) return nullptr;
    for (const auto& name : names_at(tree, path)) {
        const Json& child = tree.at(name);
        if (path.size() == name.size()) return &child;
        if (const Json* found = find(child, path.substr(name.size() + 1))) return found;
    }
    return nullptr;
}

bool is_figure(const Json* node) {
    return node && (is_estimate(*node) || node->is_number() || node->is_null());
}

std::vector<std::string> metric_paths() {
    Result r;
    r.domains.push_back({"NAME", {}});
    r.senders.push_back({"NAME", {}});
    r.servers.push_back({"NAME", true, {}, {}, {}});
    r.outages.emplace_back();
    r.outages.back().name = "NAME";
    std::vector<std::string> paths;
    collect_paths(paths, to_json(r), "");
    return paths;
}

std::vector<scenario::UnknownMetric> unknown_metrics(const scenario::Scenario& scenario, bool unfinished) {
    std::vector<scenario::UnknownMetric> unknown;
    if (scenario.expectations.empty() && scenario.show.empty()) return unknown;
    const Json tree = to_json(outline(scenario.world, unfinished));
    std::vector<std::string> paths;
    const auto look_for = [&](const std::string& metric, std::size_t i, bool shown) {
        if (is_figure(find(tree, metric)) || (unfinished && names_unknown_row(tree, metric))) return;
        if (paths.empty()) collect_paths(paths, tree, "");
        unknown.push_back({i, shown, scenario::nearest(metric, paths)});
    };
    for (std::size_t i = 0; i < scenario.expectations.size(); ++i) look_for(scenario.expectations[i].metric, i, false);
    for (std::size_t i = 0; i < scenario.show.size(); ++i) look_for(scenario.show[i], i, true);
    return unknown;
}

}  // namespace mxsim::report
