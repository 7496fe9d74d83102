// The tree follows the result struct; keys of figures come from the groups' own visit(), so that JSON,
// CSV and the paths of expectations cannot disagree. Counts that add up exactly are integers; everything
// else is rounded to nine digits when it is printed.
#include "analysis/report/json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "analysis/report/wording.hpp"

namespace mxsim::report {

namespace {

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

template <template <class> class Group>
void put(Json& into, const Group<Estimate>& group) {
    Group<Estimate>::visit([&](const char* key, const Estimate& e) { into[key] = estimate_json(e); }, group);
}

template <template <class> class Group>
Json group_json(const Group<Estimate>& group) {
    Json result = Json::object();
    put(result, group);
    return result;
}

Json sums_json(const Counts<std::uint64_t>& sums) {
    Json result = Json::object();
    Counts<std::uint64_t>::visit([&](const char* key, const std::uint64_t& n) { result[key] = n; }, sums);
    return result;
}

Json mail_json(const Mail<Estimate>& mail) {
    Json result = group_json(mail.counts);
    result["latency"] = group_json(mail.latency);
    result["latency_or_worse"] = group_json(mail.latency_or_worse);
    return result;
}

Json series_json(const Series& series) {
    return {{"bin_s", series.bin_s}, {"mean", series.mean}, {"highest", series.highest}};
}

Json rows_json(const std::vector<MailRow>& rows) {
    Json result = Json::object();
    for (const auto& row : rows) result[row.name] = mail_json(row.mail);
    return result;
}

Json server_json(const ServerRow& row) {
    Json result = {{"role", row.relay ? "relay" : "mailbox"}};
    put(result, row.load);
    if (row.relay) put(result, row.relaying);
    if (row.series)
        result[row.relay ? "queue_series" : "connections_waiting_series"] = series_json(*row.series);
    return result;
}

Json ages_json(const OutageRow& row) {
    Json table = {{"at_s", estimate_json(row.ages_at_s)},
                  {"columns_min", {"5", "10", "20", "40", "80", "160", "320", "640", "1280", "1280+"}},
                  {"rows", Json::array()}};
    for (const auto& age : row.ages) {
        table["rows"].push_back({{"place", age.relay.empty() ? "senders" : age.relay},
                                 {"domain", age.domain.empty() ? Json() : Json(age.domain)},
                                 {"messages_per_run", age.count}});
    }
    return table;
}

Json outage_json(const OutageRow& row) {
    Json result = Json::object();
    if (!row.servers.empty()) result["servers"] = row.servers;
    if (!row.zones.empty()) result["zones"] = row.zones;
    if (row.alike && (row.servers.empty() || row.zones.empty()))
        result["mode"] = row.servers.empty() ? failure::to_text(row.zone_mode) : failure::to_text(row.effect);
    result.update(mail_json(row.mail));
    put(result, row.drain);
    result["windows_s"] = row.windows_s;
    result["windows_vary"] = row.windows_vary;
    result["open_ended"] = row.open_ended;
    result["ages"] = ages_json(row);
    return result;
}

Json expectation_json(const ExpectationRow& row) {
    return {{"metric", row.expected.metric},
            {"below", number(row.expected.below)},
            {"above", number(row.expected.above)},
            {"equals", number(row.expected.equals)},
            {"value", number(row.value)},
            {"low", number(row.low)},
            {"high", number(row.high)},
            {"verdict", to_word(row.verdict)}};
}

Json scenario_json(const Result& r) {
    const Clock clock(r.start_unix_s, r.utc_offset_s, true);
    Json cnames = Json::object();
    for (const auto& [name, data] : r.cnames) cnames[name] = data;
    return {{"title", r.title},
            {"question", r.question},
            {"path", r.origin.path},
            {"hash", r.hash},
            {"start", r.start_unix_s ? Json(clock.iso(0)) : Json()},
            {"duration_s", r.duration_s},
            {"on_time_s", r.on_time_s},
            {"steady", r.steady},
            {"warmup_s", r.warmup_s},
            {"domains", r.domains_in_all},
            {"cnames", cnames},
            {"servers", r.servers_in_all},
            {"text", r.text}};
}

Json other_json(const Result& r) {
    Json result = sums_json(r.other);
    result["rejected"] = r.other_rejected;
    result["backscatter"] = r.other_backscatter;
    return result;
}

// ---- printing

std::string number_text(double value) {
    if (!std::isfinite(value)) return "null";
    const double rounded = std::strtod(fmt::format("{:.9g}", value).c_str(), nullptr);
    if (rounded == std::floor(rounded) && std::fabs(rounded) < 9.0e15) {
        return fmt::format("{}", static_cast<std::int64_t>(rounded));
    }
    return fmt::format("{:.9g}", rounded);
}

std::string leaf_text(const Json& leaf) {
    if (leaf.is_number_float()) return number_text(leaf.get<double>());
    return leaf.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool fits_one_line(const Json& node) {
    for (const auto& child : node) {
        if (child.is_structured() && !child.empty()) return false;
        if (child.is_string() && node.is_object() && child.get_ref<const std::string&>().size() > 60)
            return false;
    }
    return true;
}

void print(std::string& out, const Json& node, std::size_t depth) {
    if (!node.is_structured()) {
        out += leaf_text(node);
        return;
    }
    const bool object = node.is_object();
    const bool one_line = fits_one_line(node);
    const auto line = [&](std::size_t indent) {
        return one_line ? std::string() : std::string(1, '\n').append(2 * indent, ' ');
    };
    out += object ? '{' : '[';
    bool first = true;
    for (const auto& item : node.items()) {
        if (!first) out += one_line ? ", " : ",";
        first = false;
        out += line(depth + 1);
        if (object) out += leaf_text(Json(item.key())) + ": ";
        print(out, item.value(), depth + 1);
    }
    out += line(depth);
    out += object ? '}' : ']';
}

}  // namespace

Json estimate_json(const Estimate& e) {
    return {{"value", number(e.value)},       {"low", number(e.low)},
            {"high", number(e.high)},         {"runs_p50", number(e.runs_p50)},
            {"runs_p95", number(e.runs_p95)}, {"runs_p99", number(e.runs_p99)},
            {"runs_max", number(e.runs_max)}};
}

Json to_json(const Result& r) {
    Json tree = {{"schema", result_schema}, {"program", {{"name", "mxsim"}, {"version", r.origin.version}}}};
    tree["scenario"] = scenario_json(r);
    tree["seed"] = r.seed;
    tree["replications"] = r.replications;
    tree["replications_asked"] = r.origin.replications_asked;
    tree["options"] = Json(r.origin.options);
    tree["complete"] = r.origin.complete;
    tree["assumed"] = Json::array();
    for (const auto& a : r.assumed) {
        tree["assumed"].push_back({{"path", a.path}, {"value", a.value}, {"source", a.source}});
    }
    tree["messages"] = sums_json(r.messages);
    tree["messages_per_run"] = group_json(r.wanted.counts);
    tree["other"] = other_json(r);
    tree["latency"] = group_json(r.wanted.latency);
    tree["latency_or_worse"] = group_json(r.wanted.latency_or_worse);
    tree["bounced_share"] = estimate_json(r.bounced_share);
    tree["ended_at_s"] = estimate_json(r.ended_at_s);
    tree["backlog"] = group_json(r.backlog);
    tree["backlog"]["series"] = series_json(r.backlog_series);
    tree["domains"] = rows_json(r.domains);
    tree["senders"] = rows_json(r.senders);
    tree["servers"] = Json::object();
    for (const auto& row : r.servers) tree["servers"][row.name] = server_json(row);
    tree["outages"] = Json::object();
    for (const auto& row : r.outages) tree["outages"][row.name] = outage_json(row);
    tree["expectations"] = Json::array();
    for (const auto& row : r.expectations) tree["expectations"].push_back(expectation_json(row));
    return tree;
}

bool is_estimate(const Json& node) { return node.is_object() && node.contains("runs_p95"); }

std::string json_text(const Json& tree) {
    std::string out;
    print(out, tree, 0);
    return out + "\n";
}

}  // namespace mxsim::report
