// TOML 1.0 text to a tree. The library sorts tables by name; here they are put back into the order of
// the file, because servers are numbered and reported in that order. Two guards stand before the
// library: a byte that is not text, and keys of very many parts (each part is a table within a table,
// and tearing such a tower down would exhaust the stack).

#include "sim/scenario/toml_door.hpp"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr int most_key_parts = 16;

// Where a key of too many parts stands, or where a byte of zero does; quoted text does not count.
struct Guard {
    std::string_view text;
    Spot at;
    int dots = 0;
    char quote = 0;  // the quotation mark of the text we are in, if any
    bool triple = false;

    bool too_deep() {
        for (std::size_t i = 0; i < text.size(); ++i)
            if (step(i)) return true;
        return false;
    }

    bool step(std::size_t& i) {
        const char c = text[i];
        ++at.column;
        if (c == '\n') new_line();
        if (quote)
            in_quotes(i);
        else if (c == '#')
            skip_comment(i);
        else if (c == '"' || c == '\'')
            open(i);
        else if (c == '.')
            return ++dots >= most_key_parts;
        else if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}')
            dots = 0;
        return false;
    }
    void new_line() {
        ++at.line;
        at.column = 0;
        dots = 0;
        if (!triple) quote = 0;
    }
    void skip_comment(std::size_t& i) {
        while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    }
    void open(std::size_t& i) {
        quote = text[i];
        triple = text.substr(i + 1, 2) == std::string(2, quote);
        if (triple) i += 2;
    }
    void in_quotes(std::size_t& i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
            ++at.column;
        } else if (text[i] == quote && (!triple || text.substr(i + 1, 2) == std::string(2, quote))) {
            if (triple) i += 2;
            quote = 0;
            triple = false;
        }
    }
};

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
        return a.key_at.line != b.key_at.line ? a.key_at.line < b.key_at.line : a.key_at.column < b.key_at.column;
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
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
        const std::size_t begin = text.rfind('\n', zero) + 1;  // npos + 1 is 0
        return refused({file, static_cast<std::uint32_t>(lines + 1), static_cast<std::uint32_t>(zero - begin + 1)},
                       wording::not_text());
    }
    Guard guard{text, {file, 1, 0}};
    if (guard.too_deep()) return refused(guard.at, wording::key_too_deep(most_key_parts));
    toml::parse_result parsed = toml::parse(text);
    if (parsed.failed())
        return refused(spot_of(parsed.error().source(), file), wording::not_toml(parsed.error().description()));
    TomlResult result;
    result.root = node_of(parsed.table(), file);
    result.ok = true;
    return result;
}

}  // namespace mxsim::scenario
