// TOML 1.0 text to a tree. The library sorts tables by name; here they are put back into the order of
// the file, because servers are numbered and reported in that order.

#include "sim/scenario/toml_door.hpp"

#include <algorithm>
#include <sstream>

#include "sim/scenario/text_guard.hpp"
#include "sim/scenario/wording.hpp"

// The library asserts some things of the text that it checks again in the next line (a "[" at the end of
// a line); in optimised builds the assertions would become promises to the compiler, so that the checks
// may go. Switched off, only the checks are left.
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace mxsim::scenario {

namespace {

Spot spot_of(const toml::source_region& source, std::uint32_t file) {
    return {file, source.begin.line, source.begin.column};
}

// Days from a civil date, proleptic Gregorian calendar, 1970-01-01 is day 0.
std::int64_t days_of(const toml::date& date) {
    const std::int64_t year = std::int64_t{date.year} - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = year / 400;
    const std::int64_t yoe = year - era * 400;
    const std::int64_t doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146'097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719'468;
}

// Years beyond those that fit in nanoseconds are kept at the bound; they are refused as absurd later.
Moment moment_of(const toml::date& date, const toml::time& time) {
    constexpr std::int64_t most_days = 106'000;
    const std::int64_t days = std::clamp(days_of(date), -most_days, most_days);
    const std::int64_t seconds = days * 86'400 + time.hour * 3600 + time.minute * 60 + time.second;
    Moment moment;
    moment.wall_ns = seconds * 1'000'000'000 + std::int64_t{time.nanosecond};
    return moment;
}

Node node_of(const toml::node& from, std::uint32_t file);

void fill_table(Node& node, const toml::table& table, std::uint32_t file) {
    node.items.reserve(table.size());
    for (auto&& [key, value] : table) {
        Node item = node_of(value, file);
        item.key = std::string{key.str()};
        item.key_at = spot_of(key.source(), file);
        node.items.push_back(std::move(item));
    }
    std::stable_sort(node.items.begin(), node.items.end(), [](const Node& a, const Node& b) {
        return a.key_at.line != b.key_at.line ? a.key_at.line < b.key_at.line
                                              : a.key_at.column < b.key_at.column;
    });
}

void fill_scalar(Node& node, const toml::node& from) {
    if (const auto* text = from.as_string()) {
        node.type = Type::text;
        node.text = text->get();
    } else if (const auto* integer = from.as_integer()) {
        node.type = Type::integer;
        node.integer = integer->get();
    } else if (const auto* real = from.as_floating_point()) {
        node.type = Type::real;
        node.real = real->get();
    } else if (const auto* boolean = from.as_boolean()) {
        node.type = Type::boolean;
        node.boolean = boolean->get();
    }
}

void fill_moment(Node& node, const toml::node& from) {
    node.type = Type::moment;
    if (const auto* date = from.as_date()) {
        node.moment = moment_of(date->get(), toml::time{});
    } else if (const auto* both = from.as_date_time()) {
        node.moment = moment_of(both->get().date, both->get().time);
        node.moment.offset_given = both->get().offset.has_value();
        if (node.moment.offset_given) node.moment.utc_offset_s = both->get().offset->minutes * 60;
    } else if (const auto* time = from.as_time()) {
        // A time of day without a date is no moment; it is kept as the text it was.
        node.type = Type::text;
        std::ostringstream text;
        text << time->get();
        node.text = text.str();
    }
}

Node node_of(const toml::node& from, std::uint32_t file) {
    Node node;
    node.at = spot_of(from.source(), file);
    if (const auto* table = from.as_table()) {
        node.closed = table->is_inline();
        fill_table(node, *table, file);
    } else if (const auto* array = from.as_array()) {
        node.type = Type::array;
        node.items.reserve(array->size());
        for (const toml::node& item : *array) node.items.push_back(node_of(item, file));
    } else if (from.is_date() || from.is_date_time() || from.is_time()) {
        fill_moment(node, from);
    } else {
        fill_scalar(node, from);
    }
    return node;
}

TomlResult refused(Spot at, Complaint complaint) {
    TomlResult result;
    result.at = at;
    result.complaint = std::move(complaint);
    return result;
}

}  // namespace

TomlResult parse_toml(std::string_view text, std::uint32_t file) {
    if (auto guarded = guard_text(text, file)) return refused(guarded->at, std::move(guarded->complaint));
    toml::parse_result parsed = toml::parse(text);
    if (parsed.failed())
        return refused(spot_of(parsed.error().source(), file),
                       wording::not_toml(parsed.error().description()));
    TomlResult result;
    result.root = node_of(parsed.table(), file);
    result.ok = true;
    return result;
}

}  // namespace mxsim::scenario
