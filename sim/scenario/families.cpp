// "{1..5000}" in a table's name is a family of 5000 tables, each like all others but for its number, "{n}"; zeros before the
// first number, "{01..12}", are kept. In a list a range makes as many entries. What is said of a member says where the family stands, and is said once of all.

#include "sim/scenario/families.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "sim/scenario/name.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::uint64_t most_members = 1'000'000;
constexpr std::string_view own_number = "{n}";
constexpr std::string_view families_of[] = {"domains", "servers", "senders",  "outages",
                                            "changes", "groups",  "resolvers"};

struct Range {
    std::size_t begin = 0, end = 0;  // of its text, braces included
    std::uint64_t first = 0, last = 0;
    std::size_t digits = 1;  // so many at least: "{01..12}" keeps its zeros

    std::string number(std::uint64_t n) const {
        const std::string text = std::to_string(n);
        return std::string(digits - std::min(digits, text.size()), '0') + text;
    }
};

constexpr std::uint64_t no_number = ~std::uint64_t{0};

std::uint64_t number(std::string_view digits) {
    if (digits.empty() || digits.size() > 18 || digits.find_first_not_of("0123456789") != digits.npos) return no_number;
    return std::stoull(std::string{digits});
}

// The first braces of a text that are not "{n}"; nothing if there are none.
std::optional<Parsed<Range>> range_of(std::string_view text) {
    std::size_t open = text.find('{');
    while (open != text.npos && text.substr(open, own_number.size()) == own_number) open = text.find('{', open + 1);
    if (open == text.npos) return std::nullopt;
    const std::size_t close = text.find('}', open);
    const std::string_view inner = text.substr(open + 1, close == text.npos ? text.npos : close - open - 1);
    const std::size_t dots = inner.find("..");
    const std::uint64_t first = number(inner.substr(0, dots));
    const std::uint64_t last = dots == inner.npos ? no_number : number(inner.substr(dots + 2));
    if (close == text.npos || first == no_number || last == no_number)
        return Parsed<Range>{wording::bad_range(text.substr(open)), open};
    if (last < first) return Parsed<Range>{wording::range_backwards(inner), open};
    if (last - first >= most_members) return Parsed<Range>{wording::family_too_large(inner, most_members), open};
    const std::size_t digits = inner.front() == '0' ? std::min(dots, inner.size() - dots - 2) : 1;
    return Parsed<Range>{Range{open, close + 1, first, last, digits}};
}

void substitute(std::string& text, const std::string& number) {
    for (std::size_t at = text.find(own_number); at != text.npos; at = text.find(own_number, at + number.size()))
        text.replace(at, own_number.size(), number);
}

std::string with_number(const std::string& text, const Range& range, std::uint64_t number) {
    return text.substr(0, range.begin) + range.number(number) + text.substr(range.end);
}

// Gives a copy of a table, all that is in it, its number.
void become_member(Node& node, const std::string& number, std::uint32_t member) {
    node.key_at.member = node.at.member = member;
    substitute(node.key, number);
    if (node.is(Type::text)) substitute(node.text, number);
    for (Node& item : node.items) become_member(item, number, member);
}

class Expander {
  public:
    explicit Expander(Findings& findings) : findings_{findings} {}

    void tables(Node& section) {
        std::vector<Node> all;
        for (Node& table : section.items) {
            const auto range = range_of(table.key);
            if (range && !is_good(*range, table.key_at, table.key)) continue;
            if (!has_room(table, range ? size(range->value) : 1)) continue;
            if (range)
                members(all, table, range->value);
            else
                all.push_back(std::move(table));
        }
        if (std::any_of(all.begin(), all.end(), [](const Node& table) { return table.laid; }))
            join(all, section.key == "domains" || section.key == "servers");
        section.items = std::move(all);
    }

    void lists(Node& node) {
        if (node.is(Type::array)) entries(node);
        for (Node& item : node.items)
            if (item.is(Type::array) || item.is(Type::table)) lists(item);
    }

    // What is left of "{n}" stands in no family.
    void numbers(Node& node) {
        const bool in_key = node.key.find(own_number) != node.key.npos;
        if (in_key || (node.is(Type::text) && node.text.find(own_number) != node.text.npos)) {
            findings_.error(in_key ? node.key_at : node.at, wording::number_outside_family());
            substitute(node.key, "1");
            substitute(node.text, "1");
        }
        for (Node& item : node.items) numbers(item);
    }

  private:
    static std::uint64_t size(const Range& range) { return range.last - range.first + 1; }

    bool is_good(const Parsed<Range>& range, Spot at, const std::string& text) {
        const bool two = range && range_of(text.substr(range.value.end));
        if (range && !two) return true;
        findings_.error(at, two ? wording::two_ranges(text) : range.complaint);
        return false;
    }

    // The entries that the lists of a table will have.
    static std::uint64_t entries_of(const Node& node) {
        std::uint64_t all = 0;
        for (const Node& item : node.items) {
            const auto range = node.is(Type::array) && item.is(Type::text) ? range_of(item.text) : std::nullopt;
            all += range && *range ? size(range->value) : entries_of(item);
        }
        return all;
    }

    // Looked at before anything is made.
    bool has_room(const Node& table, std::uint64_t members) {
        const std::uint64_t entries = entries_of(table);
        if (members + entries * members <= most_members - std::min(made_, most_members)) {
            made_ += (members > 1 ? members : 0) + entries * members;
            return true;
        }
        findings_.error(table.key_at, wording::families_too_large(most_members));
        return false;
    }

    static void members(std::vector<Node>& all, const Node& table, const Range& range) {
        for (std::uint64_t n = range.first; n <= range.last; ++n) {
            Node& copy = all.emplace_back(table);
            copy.key = with_number(table.key, range, n);
            become_member(copy, range.number(n), static_cast<std::uint32_t>(n - range.first + 1));
        }
    }

    // What is laid over a family may be one of its members, and a host has its name in any case of letters.
    static void join(std::vector<Node>& all, bool hosts) {
        std::unordered_map<std::string, std::size_t> places;
        std::vector<Node> kept;
        kept.reserve(all.size());
        for (Node& table : all) {
            const auto [at, fresh] = places.try_emplace(hosts ? canonical(table.key) : table.key, kept.size());
            if (fresh || !table.laid || !table.is(Type::table)) {
                kept.push_back(std::move(table));
                continue;
            }
            Node& there = kept[at->second];
            if (!there.is(Type::table)) continue;  // reported
            for (Node& item : table.items) lay_over(there, std::move(item), 2);
        }
        all = std::move(kept);
    }

    void entries(Node& list) {
        const auto has_range = [](const Node& item) { return item.is(Type::text) && range_of(item.text); };
        if (std::none_of(list.items.begin(), list.items.end(), has_range)) return;
        std::vector<Node> all;
        for (Node& item : list.items) {
            const auto range = item.is(Type::text) ? range_of(item.text) : std::nullopt;
            if (!range)
                all.push_back(std::move(item));
            else if (!is_good(*range, inside(item, range->offset), item.text))
                list.cut = true;
            else
                for (std::uint64_t n = range->value.first; n <= range->value.last; ++n)
                    all.emplace_back(item).text = with_number(item.text, range->value, n);
        }
        list.items = std::move(all);
    }

    Findings& findings_;
    std::uint64_t made_ = 0;
};

}  // namespace

void expand_ranges(Node& value, Findings& findings) { Expander{findings}.lists(value); }

void expand_families(Node& root, Findings& findings) {
    Expander expander{findings};
    for (const std::string_view name : families_of)
        if (Node* section = root.find(name); section && section->is(Type::table)) {
            expander.tables(*section);
            expander.lists(*section);
            expander.numbers(*section);
        }
}

}  // namespace mxsim::scenario
