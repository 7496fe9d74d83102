// Reading, in the order in which mistakes can be told: TOML first (a mistake there stands alone), then
// the settings, then every word and value, then names and roles, defaults, and what it all means. All
// findings but those of TOML are collected in one pass.

#include <algorithm>

#include "sim/scenario/assumptions.hpp"
#include "sim/scenario/build.hpp"
#include "sim/scenario/defaults.hpp"
#include "sim/scenario/families.hpp"
#include "sim/scenario/filled.hpp"
#include "sim/scenario/layers.hpp"
#include "sim/scenario/roles.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/settings.hpp"
#include "sim/scenario/toml_door.hpp"
#include "sim/scenario/walk.hpp"
#include "sim/scenario/wording.hpp"
#include "sim/scenario/zone_files.hpp"

namespace mxsim::scenario {

namespace {

ReadResult result_of(const Findings& findings) {
    ReadResult result;
    result.diagnostics = findings.sorted();
    result.not_simulated_yet = findings.not_simulated_yet();
    return result;
}

Clock clock_of(const Node& root) {
    const Node* start = root.find("start");
    return start && start->is(Type::moment) ? Clock{start->moment} : Clock{};
}

void build(Builder& to) {
    build_study(to);
    build_domains(to);
    build_servers(to);
    build_senders(to);
    build_states(to);
    build_changes(to);
    build_outages(to);
    check_world(to);
    build_queues(to);
}

void check(Builder& to, const CheckMetrics& check_metrics, Findings& found_everywhere) {
    if (!check_metrics) return;
    for (const UnknownMetric& unknown : check_metrics(to.scenario, to.findings.any_error())) {
        if (unknown.shown)
            found_everywhere.error(to.shows_at[unknown.index],
                                  wording::metric_not_in_result(to.scenario.show[unknown.index], unknown.nearest));
        else
            to.findings.error(to.metrics_at[unknown.index],
                              wording::metric_not_in_result(to.scenario.expectations[unknown.index].metric, unknown.nearest));
    }
}

// Of a path that is swept a setting takes the place of all its values: it is one of the point's from then on.
std::vector<std::vector<Setting>> not_set(std::vector<std::vector<Setting>> sweep, const std::vector<Setting>& settings,
                                          Point& point) {
    const auto is_set = [&](const std::vector<Setting>& values) {
        const auto at = std::find_if(settings.begin(), settings.end(),
                                     [&](const Setting& one) { return one.path == values.front().path; });
        if (at != settings.end()) point.set.push_back(*at);
        return at != settings.end();
    };
    sweep.erase(std::remove_if(sweep.begin(), sweep.end(), is_set), sweep.end());
    return sweep;
}

// A base is laid below before anything is set. A setting of what stands above or below a swept path would undo the sweep while the rows still name it.
void check_paths_apart(const std::vector<std::vector<Setting>>& sweep, const std::vector<Setting>& settings, Findings& findings) {
    const auto is_above = [](const std::string& a, const std::string& b) {
        return b.size() > a.size() && b.compare(0, a.size(), a) == 0 && b[a.size()] == '.';
    };
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const Spot at{findings.file("--set"), static_cast<std::uint32_t>(i + 1), 1};
        if (settings[i].path == "base") findings.error(at, wording::base_is_of_file());
        for (const auto& values : sweep)
            if (is_above(settings[i].path, values.front().path) || is_above(values.front().path, settings[i].path))
                findings.error(at, wording::set_beside_sweep(settings[i].path, values.front().path));
    }
}

// Where nothing is random, one run says all.
void decide_replications(Builder& to, Assumptions& assumptions) {
    Node& root = to.draft.root;
    if (root.find("replications")) return;
    const bool random = !mail::is_deterministic(to.scenario.world);
    to.scenario.replications = random ? 20 : 1;
    Node& replications = root.put("replications", integer_node(to.scenario.replications));
    replications.assumed = true;
    assumptions.add("replications", written(replications), random ? "mxsim default" : "mxsim default: nothing is random");
}

ReadResult read_whole(std::string_view text, std::string_view file, const std::vector<Setting>& settings,
                      const IncludeFile& include, const CheckMetrics& check_metrics, const Point& point,
                      std::string* filled) {
    Findings findings;
    TomlResult toml = parse_toml(text, findings.file(file));
    if (!toml.ok) {
        findings.error(toml.at, std::move(toml.complaint));
        return result_of(findings);
    }
    Files files{include, findings};
    toml.root = with_base(std::move(toml.root), file, files, findings);
    const bool without_base = findings.any_error();  // nobody knows what it would have said
    const Node* named = toml.root.find("domains");
    const bool names_domains = named && !(named->is(Type::table) && named->items.empty());
    const std::vector<std::string> variants = variants_of(toml.root);
    const auto sweep = take_sweep(toml.root, findings);
    const std::vector<Setting> of_variant = choose_variant(toml.root, point.variant, sweep, findings);
    check_paths_apart(sweep, settings, findings);
    expand_families(toml.root, findings);
    const auto all_settings = {&of_variant, &point.set, &settings};  // the later ones over the earlier
    for (const auto* laid : all_settings) apply_settings(toml.root, *laid, Settings::of_zone_files, findings);
    read_zone_files(toml.root, files, findings);
    for (const auto* laid : all_settings) apply_settings(toml.root, *laid, Settings::others, findings);
    const Clock clock = clock_of(toml.root);
    walk(toml.root, Table::top, Values{findings, clock, files});
    if (without_base || findings.broken_off()) return result_of(findings);
    const Node* domains = toml.root.find("domains");
    const bool none = !domains || domains->items.empty();
    const auto is_unknown = [](const Node& item) { return item.is(Type::table) && !find_word(Table::top, item.key); };
    const auto& top = toml.root.items;  // what is misspelled may be what would name a domain
    if (none && !names_domains && std::none_of(top.begin(), top.end(), is_unknown)) findings.error({}, wording::nothing_to_simulate());

    Findings unheard = Findings::silent();
    const Values silent{unheard, clock, files};
    Scenario scenario;
    scenario.text = std::string{text};
    scenario.point = point;
    const auto open = not_set(sweep, settings, scenario.point);
    Assumptions assumptions;
    Draft draft = make_draft(std::move(toml.root), silent, findings);
    Findings of_one_point = findings.of_same_files();
    Findings& found_everywhere = variants.empty() && open.empty() ? findings : of_one_point;
    decide_roles(draft, silent, findings, found_everywhere, assumptions);
    fill_defaults(draft, silent, findings, assumptions);
    const Values loud{findings, clock, files};
    Builder builder{draft, silent, loud, files, findings, found_everywhere, scenario, variants, sweep};
    build(builder);
    if (variants.empty() || !point.variant.empty()) check(builder, check_metrics, found_everywhere);
    if (!findings.any_error()) decide_replications(builder, assumptions);
    if (filled && !findings.any_error()) *filled = filled_text(std::move(draft.root), files);
    scenario.assumed = assumptions.lines();
    ReadResult result = result_of(findings);
    result.found_everywhere = of_one_point.sorted();
    result.variants = variants;
    result.sweep = open;
    if (!findings.any_error()) result.scenario = std::move(scenario);
    return result;
}

}  // namespace

ReadResult read(std::string_view text, std::string_view file, const std::vector<Setting>& settings,
                const IncludeFile& include, const CheckMetrics& check_metrics, const Point& point) {
    return read_whole(text, file, settings, include, check_metrics, point, nullptr);
}

FilledResult fill(std::string_view text, std::string_view file, const std::vector<Setting>& settings,
                  const IncludeFile& include, const CheckMetrics& check_metrics, const Point& point) {
    FilledResult result;
    result.read = read_whole(text, file, settings, include, check_metrics, point, &result.text);
    return result;
}

}  // namespace mxsim::scenario
