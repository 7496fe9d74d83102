// The settings of a study: how long, how often, from which seed, what it is held to.

#include <algorithm>
#include <cmath>

#include "sim/scenario/build.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

bool is_text(const Node* node, std::string_view text) {
    return node && node->is(Type::text) && node->text == text;
}

void format(Builder& to) {
    const Node* format = to.draft.root.find("format");
    if (format && format->is(Type::integer) && format->integer != 1)
        to.findings.error(format->at, wording::unknown_format(format->integer));
}

void texts(Builder& to) {
    const Node& root = to.draft.root;
    if (const Node* title = root.find("title"); title && title->is(Type::text))
        to.scenario.title = title->text;
    if (const Node* question = root.find("question"); question && question->is(Type::text))
        to.scenario.question = question->text;
}

void runs(Builder& to) {
    const Node& root = to.draft.root;
    if (const Node* seed = root.find("seed"); seed && seed->is(Type::integer) && seed->integer >= 0)
        to.scenario.seed = static_cast<std::uint64_t>(seed->integer);
    const Node* replications = root.find("replications");
    if (!replications) return;
    const auto count = to.silent.integer(*replications, 1);
    if (!count) return;
    if (*count > 1'000'000) to.findings.error(replications->at, wording::too_many_replications(*count));
    to.scenario.replications = static_cast<std::uint32_t>(*count);
}

void span(Builder& to) {
    const Node& root = to.draft.root;
    mail::WorldSpec& world = to.scenario.world;
    if (const Node* duration = root.find("duration")) {
        world.duration = to.silent.duration(*duration).value_or(world.duration);
        if (world.duration.count() == 0) to.findings.error(duration->at, wording::zero_duration("duration"));
    }
    if (const Node* until = root.find("until"); until && !is_text(until, "empty"))
        world.until = to.silent.time(*until);
    if (world.until && world.until->time_since_epoch().count() == 0)
        to.findings.error(root.find("until")->at, wording::zero_duration("until"));
    if (const Node* on_time = root.find("on_time"))
        world.on_time = to.silent.duration(*on_time).value_or(world.on_time);
}

void steady(Builder& to) {
    const Node& root = to.draft.root;
    mail::WorldSpec& world = to.scenario.world;
    const Node* steady = root.find("steady");
    const Node* warmup = root.find("warmup");
    world.steady = steady && steady->is(Type::boolean) && steady->boolean;
    if (!warmup) return;
    if (!world.steady) return to.findings.warning(warmup->key_at, wording::warmup_without_steady());
    world.warmup =
        is_text(warmup, "auto") ? world.duration / 10 : to.silent.duration(*warmup).value_or(world.warmup);
    if (world.warmup >= world.duration) to.findings.error(warmup->at, wording::warmup_too_long());
}

constexpr engine::Duration longest_way = std::chrono::hours{24};

void network(Builder& to) {
    const Node* table = to.draft.root.find("network");
    network::NetworkSpec& network = to.scenario.world.network;
    if (const Node* node = table->find("round_trip"))
        network.round_trip = to.silent.duration(*node).value_or(network.round_trip);
    if (const Node* node = table->find("connect"))
        network.connect = to.silent.duration(*node).value_or(network.connect);
    for (const char* key : {"round_trip", "connect"}) {
        const Node* node = table->find(key);
        const auto span = node ? to.silent.duration(*node) : std::nullopt;
        if (span && *span > longest_way && !node->assumed) to.findings.error(node->at, wording::absurd_way(key));
    }
    const Node* kernel = table->find("kernel_connect_timeout");
    if (is_text(kernel, "none"))
        network.kernel_connect_timeout = engine::forever;
    else if (kernel)
        network.kernel_connect_timeout = to.silent.duration(*kernel).value_or(network.kernel_connect_timeout);
}

void comparison(Builder& to, const Node& table) {
    const Node* variant = table.find("compare_to");
    if (!variant || !variant->is(Type::text)) return;
    const auto& known = to.variants;
    if (std::find(known.begin(), known.end(), variant->text) == known.end())
        return to.findings.error(variant->at, wording::unknown_variant(variant->text, nearest(variant->text, known)));
    to.scenario.compare_to = variant->text;
}

// "60m" is "1h".
bool same_value(const std::string& a, const std::string& b) {
    const auto bare = [](const std::string& text) {
        const bool quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
        return quoted ? text.substr(1, text.size() - 2) : text;
    };
    const std::string one = bare(a), other = bare(b);
    if (one == other) return true;
    const auto durations = std::pair{parse_duration(one), parse_duration(other)};
    if (durations.first && durations.second) return durations.first.value == durations.second.value;
    const auto sizes = std::pair{parse_size(one), parse_size(other)};
    return sizes.first && sizes.second && sizes.first.value == sizes.second.value;
}

// Does the point have these values? A path that is not swept is reported.
bool is_there(Builder& to, const Node& where, const std::string& path) {
    if (where.is(Type::table)) {
        bool all = true;
        for (const Node& item : where.items) all &= is_there(to, item, path.empty() ? item.key : path + '.' + item.key);
        return all;
    }
    const std::string value = where.is(Type::text) ? where.text : written(where);
    const auto has_it = [&](const Setting& one) { return one.path == path && same_value(one.value, value); };
    const auto swept = std::find_if(to.sweep.begin(), to.sweep.end(), [&](const auto& values) { return values.front().path == path; });
    if (swept == to.sweep.end())
        to.findings.error(where.key_at, wording::not_swept(path));
    else if (std::none_of(swept->begin(), swept->end(), has_it))
        to.findings.error(where.at, wording::not_among_swept(value, *swept));
    const auto& set = to.scenario.point.set;
    return std::any_of(set.begin(), set.end(), has_it);
}

bool ends_in_seconds(std::string_view metric) {
    return (metric.size() > 2 && metric.substr(metric.size() - 2) == "_s") || metric.find("_s.") != std::string_view::npos;
}

void expectation(Builder& to, const Node& node) {
    Expectation expectation;
    const Node* metric = node.find("metric");
    const Node* below = node.find("below");
    const Node* above = node.find("above");
    const Node* equals = node.find("equals");
    if (!metric) return to.findings.error(node.at, wording::expect_without_metric());
    if (!below && !above && !equals) return to.findings.error(node.at, wording::expect_without_bound());
    if (equals && (below || above)) return to.findings.error(equals->key_at, wording::expect_equals_beside());
    if (const Node* variant = node.find("variant"); variant && variant->is(Type::text)) {
        const auto& known = to.variants;
        if (std::find(known.begin(), known.end(), variant->text) == known.end())
            return to.findings.error(variant->at,
                                     wording::unknown_variant(variant->text, nearest(variant->text, known)));
        if (variant->text != to.scenario.point.variant) return;
    }
    if (const Node* where = node.find("where"); where && (!where->is(Type::table) || !is_there(to, *where, ""))) return;
    expectation.metric = metric->text;
    if (below) expectation.below = to.silent.bound(*below);
    if (above) expectation.above = to.silent.bound(*above);
    if (equals) expectation.equals = to.silent.bound(*equals);
    const bool time = ends_in_seconds(metric->text);
    for (const Node* bound : {below, above, equals})
        if (bound && bound->is(Type::text) && !time && to.silent.bound(*bound)) to.findings.error(bound->at, wording::time_of_a_count(metric->text));
    if (expectation.below && expectation.above && *expectation.above >= *expectation.below)
        to.findings.error(node.at, wording::expect_nothing_between());
    to.metrics_at.push_back(metric->at);
    to.scenario.expectations.push_back(std::move(expectation));
}

// Those of this point stay in the tree, without the words that have chosen it.
void expectations(Builder& to, std::vector<Node>& all) {
    std::vector<Node> of_this_point;
    for (Node& node : all) {
        const std::size_t before = to.scenario.expectations.size();
        if (node.is(Type::table)) expectation(to, node);
        if (to.scenario.expectations.size() == before) continue;
        const auto chooses = [](const Node& item) { return item.key == "variant" || item.key == "where"; };
        node.items.erase(std::remove_if(node.items.begin(), node.items.end(), chooses), node.items.end());
        of_this_point.push_back(std::move(node));
    }
    all = std::move(of_this_point);
}

}  // namespace

void build_study(Builder& to) {
    format(to);
    texts(to);
    runs(to);
    span(to);
    steady(to);
    network(to);
    const Clock& clock = to.silent.clock();
    if (clock.has_date()) to.scenario.start_unix_s = clock.start_unix_s();
    to.scenario.utc_offset_s = clock.utc_offset_s();
    if (const Node* show = to.draft.root.find("show"))
        for (const Node* path : to.silent.names(*show).value_or(std::vector<const Node*>{}))
            to.scenario.show.push_back(path->text), to.shows_at.push_back(path->at);
    if (const Node* table = to.draft.root.find("table")) comparison(to, *table);
    if (Node* expect = to.draft.root.find("expect"); expect && expect->is(Type::array)) expectations(to, expect->items);
}

}  // namespace mxsim::scenario
