// The tree of a scenario: looking up, adding, and writing a value back as TOML.

#include "sim/scenario/node.hpp"

#include <fmt/format.h>

namespace mxsim::scenario {

const Node* Node::find(std::string_view name) const noexcept {
    if (type != Type::table) return nullptr;
    for (const Node& item : items)
        if (item.key == name) return &item;
    return nullptr;
}

Node* Node::find(std::string_view name) noexcept {
    return const_cast<Node*>(static_cast<const Node*>(this)->find(name));
}

Node& Node::put(std::string_view name, Node value) {
    value.key = name;
    if (Node* old = find(name)) return *old = std::move(value);
    return items.emplace_back(std::move(value));
}

void lay_over(Node& below, Node above, int depth) {
    Node* there = below.find(above.key);
    if (!there) {
        above.laid = true;
        below.items.push_back(std::move(above));
    } else if (there->is(Type::table) && above.is(Type::table) && (depth < 2 || !above.closed)) {
        there->key_at = above.key_at;
        for (Node& item : above.items) lay_over(*there, std::move(item), depth + 1);
    } else {
        *there = std::move(above);
    }
}

Node text_node(std::string_view text) {
    Node node;
    node.type = Type::text;
    node.text = text;
    return node;
}

Node integer_node(std::int64_t value) {
    Node node;
    node.type = Type::integer;
    node.integer = value;
    return node;
}

Node boolean_node(bool value) {
    Node node;
    node.type = Type::boolean;
    node.boolean = value;
    return node;
}

Node array_node(std::vector<Node> items) {
    Node node;
    node.type = Type::array;
    node.items = std::move(items);
    return node;
}

Node table_node() { return Node{}; }

namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            out += c;
    }
    return out + '"';
}

bool is_bare(std::string_view key) {
    for (const char c : key)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
              c == '-'))
            return false;
    return !key.empty();
}

std::string written_moment(const Moment& moment) {
    constexpr std::int64_t day = 86'400'000'000'000;
    const std::int64_t days = (moment.wall_ns >= 0 ? moment.wall_ns : moment.wall_ns - (day - 1)) / day;
    const std::int64_t second = (moment.wall_ns - days * day) / 1'000'000'000;
    // Days to a civil date in the proleptic Gregorian calendar, eras of 400 years (146097 days).
    const std::int64_t z = days + 719'468;
    const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
    const std::int64_t doe = z - era * 146'097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
    const std::int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, month,
                                  doy - (153 * mp + 2) / 5 + 1, second / 3600, second / 60 % 60, second % 60);
    if (!moment.offset_given) return out;
    if (moment.utc_offset_s == 0) return out + 'Z';
    const int minutes = (moment.utc_offset_s < 0 ? -moment.utc_offset_s : moment.utc_offset_s) / 60;
    return out +
           fmt::format("{}{:02}:{:02}", moment.utc_offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string written_list(const Node& node) {
    const bool table = node.is(Type::table);
    std::string out(1, table ? '{' : '[');
    if (table && !node.items.empty()) out += ' ';
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i) out += ", ";
        const std::string& key = node.items[i].key;
        if (table) out += written_key(key) + " = ";
        out += written(node.items[i]);
    }
    if (table && !node.items.empty()) out += ' ';
    return out + (table ? '}' : ']');
}

}  // namespace

std::string written_key(std::string_view key) { return is_bare(key) ? std::string{key} : quoted(key); }

std::string written(const Node& node) {
    switch (node.type) {
        case Type::text: return quoted(node.text);
        case Type::integer: return fmt::format("{}", node.integer);
        case Type::real: return fmt::format("{}", node.real);
        case Type::boolean: return node.boolean ? "true" : "false";
        case Type::moment: return written_moment(node.moment);
        case Type::table:
        case Type::array: return written_list(node);
    }
    return {};
}

std::string_view type_name(const Node& node) {
    switch (node.type) {
        case Type::text: return "text";
        case Type::integer: return "a whole number";
        case Type::real: return "a number with a fraction";
        case Type::boolean: return "true or false";
        case Type::moment: return "a date";
        case Type::table: return "a table";
        case Type::array: return "a list";
    }
    return {};
}

}  // namespace mxsim::scenario
