// Single values: a text is read by its kind's grammar, a number must be finite and not negative, and
// what is absurd is refused where it stands rather than where it does harm.

#include "sim/scenario/values.hpp"

#include <cmath>

#include "sim/scenario/name.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

template <class Value>
std::optional<Value> Values::told(const Node& node, Parsed<Value> parsed) const {
    if (parsed) return std::move(parsed.value);
    findings_.error(inside(node, parsed.offset), std::move(parsed.complaint));
    return std::nullopt;
}

bool Values::wants(const Node& node, Type type, std::string_view what, std::string_view example) const {
    if (node.is(type)) return true;
    findings_.error(node.at, wording::wrong_value(node, what, example));
    return false;
}

std::optional<engine::Duration> Values::duration(const Node& node) const {
    if (node.is_number()) {
        findings_.error(node.at, wording::number_without_unit(node));
        return std::nullopt;
    }
    if (!wants(node, Type::text, "a duration", "\"4h30m\"")) return std::nullopt;
    return told(node, parse_duration(node.text));
}

std::optional<std::vector<engine::Duration>> Values::durations(const Node& node) const {
    std::vector<engine::Duration> all;
    if (!node.is(Type::array)) {
        const auto one = duration(node);
        if (!one) return std::nullopt;
        all.push_back(*one);
        return all;
    }
    for (const Node& item : node.items)
        if (const auto one = duration(item)) all.push_back(*one);
    if (node.items.empty()) findings_.error(node.at, wording::empty_list("durations", "[\"30m\", \"2h\"]"));
    if (all.size() < node.items.size() || all.empty()) return std::nullopt;
    return all;
}

std::optional<engine::Time> Values::time(const Node& node) const {
    if (node.is_number()) {
        findings_.error(node.at, wording::number_without_unit(node));
        return std::nullopt;
    }
    if (node.is(Type::moment)) return told(node, clock_.at(node.moment));
    if (!wants(node, Type::text, "a time", "\"30h\" or \"Sat 22:00\"")) return std::nullopt;
    return told(node, clock_.parse(node.text));
}

std::optional<std::vector<engine::Time>> Values::times(const Node& node) const {
    if (!wants(node, Type::array, "a list of times", "[\"0s\", \"5m\"]")) return std::nullopt;
    std::vector<engine::Time> all;
    for (const Node& item : node.items)
        if (const auto one = time(item)) all.push_back(*one);
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i] <= all[i - 1]) {
            findings_.error(node.at, wording::times_not_in_order());
            return std::nullopt;
        }
    if (all.size() < node.items.size()) return std::nullopt;
    return all;
}

std::optional<std::int64_t> Values::size(const Node& node) const {
    if (!wants(node, Type::text, "a size", "\"30 kB\"")) return std::nullopt;
    return told(node, parse_size(node.text));
}

std::optional<double> Values::rate(const Node& node) const {
    if (!wants(node, Type::text, "a rate", "\"36000/h\"")) return std::nullopt;
    return told(node, parse_rate(node.text));
}

std::optional<double> Values::bandwidth(const Node& node) const {
    if (!wants(node, Type::text, "a bandwidth", "\"100 Mbit/s\"")) return std::nullopt;
    return told(node, parse_bandwidth(node.text));
}

std::optional<double> Values::share(const Node& node) const {
    if (node.is(Type::text)) return told(node, parse_percent(node.text));
    const auto value = number(node);
    if (value && *value > 1) {
        findings_.error(node.at, wording::share_over_one(written(node)));
        return std::nullopt;
    }
    return value;
}

std::optional<double> Values::number(const Node& node) const {
    if (!node.is_number()) {
        findings_.error(node.at, wording::wrong_value(node, "a number", "1.1"));
        return std::nullopt;
    }
    const double value = node.number();
    if (!std::isfinite(value)) {
        findings_.error(node.at, wording::not_finite(node));
        return std::nullopt;
    }
    if (value < 0) {
        findings_.error(node.at, wording::negative("number", written(node)));
        return std::nullopt;
    }
    return value;
}

std::optional<double> Values::positive(const Node& node) const {
    const auto value = number(node);
    if (value && *value == 0) {
        findings_.error(node.at, wording::zero_where_positive());
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> Values::integer(const Node& node, std::int64_t least) const {
    constexpr std::int64_t most = 4'000'000'000;
    if (!wants(node, Type::integer, least ? "a whole number from 1" : "a whole number from 0", "20"))
        return std::nullopt;
    if (node.integer >= least && node.integer <= most) return node.integer;
    findings_.error(node.at, wording::integer_out_of_range(node.integer, least, most));
    return std::nullopt;
}

std::optional<std::vector<double>> Values::numbers(const Node& node) const {
    if (!wants(node, Type::array, "a list of numbers", "[1, 5]")) return std::nullopt;
    std::vector<double> all;
    for (const Node& item : node.items)
        if (const auto one = number(item)) all.push_back(*one);
    if (node.items.empty()) findings_.error(node.at, wording::empty_list("numbers", "[1, 5]"));
    if (all.size() < node.items.size() || all.empty()) return std::nullopt;
    return all;
}

std::optional<double> Values::bound(const Node& node) const {
    if (node.is(Type::text)) {
        const auto span = duration(node);
        if (!span) return std::nullopt;
        return engine::seconds(*span);
    }
    if (node.is_number() && std::isfinite(node.number())) return node.number();
    findings_.error(node.at, wording::wrong_value(node, "a number or a duration", "0.01 or \"15m\""));
    return std::nullopt;
}

std::optional<engine::Duration> Values::postfix_time(const Node& node, char unit) const {
    std::string text = node.is(Type::integer) ? std::to_string(node.integer) : node.text;
    if (!node.is(Type::integer) && !wants(node, Type::text, "a time as in main.cf", "\"300s\""))
        return std::nullopt;
    if (!text.empty() && text.back() >= '0' && text.back() <= '9') text += unit;
    std::int64_t weeks = 1;
    if (!text.empty() && text.back() == 'w') {
        text.back() = 'd';
        weeks = 7;
    }
    Parsed<engine::Duration> parsed = parse_duration(text);
    if (parsed && parsed.value.count() > longest_duration.count() / weeks)
        parsed = {wording::absurd_duration(node.text)};
    if (parsed && parsed.value.count() % 1'000'000'000) parsed = {wording::postfix_whole_seconds(text)};
    const auto value = told(node, std::move(parsed));
    if (!value) return std::nullopt;
    return *value * weeks;
}

std::optional<bool> Values::postfix_boolean(const Node& node) const {
    if (node.is(Type::boolean)) return node.boolean;
    const std::string word = node.is(Type::text) ? canonical(node.text) : "";
    if (word == "yes" || word == "no") return word == "yes";
    findings_.error(node.at, wording::not_yes_or_no(node));
    return std::nullopt;
}

std::optional<std::int64_t> Values::postfix_count(const Node& node) const {
    constexpr std::size_t most_digits = 9;
    const bool digits = node.is(Type::text) && !node.text.empty() && node.text.size() <= most_digits &&
                        node.text.find_first_not_of("0123456789") == std::string::npos;
    if (digits) return std::stoll(node.text);
    if (node.is(Type::integer)) return integer(node, 0);
    findings_.error(node.at, wording::not_a_postfix_count(node));
    return std::nullopt;
}

std::optional<std::string> Values::host(const Node& node) const {
    if (!wants(node, Type::text, "a name", "\"mx1.example.org\"")) return std::nullopt;
    return told(node, parse_host(node.text));
}

}  // namespace mxsim::scenario
