// What lies above is said: tables are joined key by key, everything else, lists and tables in braces too, replaces what is
// there, as it does by its path. A point has one
// value of a path: a variant says it once, and not beside a sweep.

#include "sim/scenario/layers.hpp"

#include <algorithm>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/toml_door.hpp"
#include "sim/scenario/wording.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

void remove(Node& table, std::string_view key) {
    auto& items = table.items;
    items.erase(std::remove_if(items.begin(), items.end(), [key](const Node& item) { return item.key == key; }),
                items.end());
}

Node with_bases(Node root, std::vector<std::string>& above, Files& files, Findings& findings) {
    const Node* found = root.find("base");
    if (!found || !found->is(Type::text)) return root;  // the walk says what is wrong with it
    const Node named = *found;
    const std::string name = files.beside(named);
    remove(root, "base");
    if (std::find(above.begin(), above.end(), name) != above.end())
        return findings.error(named.at, wording::ring_of_bases(named.text)), root;
    const TextFile& file = files.text(name);
    if (!file.readable) return findings.error(named.at, file.unreadable), root;
    TomlResult toml = parse_toml(file.content, findings.file(name));
    if (!toml.ok) return findings.error(toml.at, std::move(toml.complaint)), root;
    above.push_back(name);
    Node below = with_bases(std::move(toml.root), above, files, findings);
    for (Node& item : root.items) lay_over(below, std::move(item));
    return below;
}

// The text of a value as --set would have it.
std::string value_of(const Node& node) {
    const bool factor = node.is(Type::text) && node.text.size() > 1 && node.text[0] == '*';
    return factor ? node.text : written(node);
}

Setting setting_of(const Node& value, std::string path, Spot path_at, const Findings& findings) {
    return {std::move(path), value_of(value), findings.file_name(value.at.file), value.at.line, value.at.column,
            path_at.line, path_at.column};
}

bool is_factor(const Node& node) {
    return node.is(Type::text) && node.text.size() > 1 && node.text[0] == '*' &&
           node.text.find_first_not_of("0123456789.", 1) == std::string::npos;
}

// Takes out what a variant says by path: keys with a dot in quotes, and factors of what is below it.
void take_paths(Node& table, const std::string& above, std::vector<Setting>& to, const Findings& findings) {
    const auto taken = [&](Node& item) {
        const std::string path = above.empty() ? item.key : above + '.' + item.key;
        const bool whole = above.empty() && item.key.find('.') != std::string::npos;
        if (whole || is_factor(item)) return to.push_back(setting_of(item, path, item.key_at, findings)), true;
        if (item.is(Type::table)) take_paths(item, path, to, findings);
        return false;
    };
    table.items.erase(std::remove_if(table.items.begin(), table.items.end(), taken), table.items.end());
}

// Keys in quotes, or tables within tables.
void collect(std::vector<std::vector<Setting>>& sweep, const Node& node, const std::string& path, Findings& findings) {
    if (node.is(Type::table)) {
        for (const Node& item : node.items) collect(sweep, item, path.empty() ? item.key : path + '.' + item.key, findings);
    } else if (!node.is(Type::array) || node.items.empty()) {
        findings.error(node.at, wording::sweep_without_values(path));
    } else {
        auto& settings = sweep.emplace_back();
        for (const Node& value : node.items) {
            Setting one = setting_of(value, path, node.key_at, findings);
            const auto same = [&](const Setting& other) { return other.value == one.value; };
            if (std::any_of(settings.begin(), settings.end(), same))
                findings.error(value.at, wording::swept_value_twice(path, one.value));
            settings.push_back(std::move(one));
        }
    }
}

struct Said {
    std::string path;
    Spot at;
};

// The values below a table, each by its path.
void collect_said(std::vector<Said>& said, const Node& node, const std::string& path) {
    if (!node.is(Type::table)) return said.push_back({path, node.key_at});
    for (const Node& item : node.items) collect_said(said, item, path.empty() ? item.key : path + '.' + item.key);
}

// What is said later undoes what is said of the same path, or below it.
bool undoes(const std::string& later, const std::string& path) {
    return path.compare(0, later.size(), later) == 0 && (path.size() == later.size() || path[later.size()] == '.');
}

void check_said_once(const std::vector<Said>& said, std::size_t by_path, const std::vector<std::vector<Setting>>& sweep,
                     Findings& findings) {
    for (std::size_t i = 0; i < said.size(); ++i) {  // tables are laid over first, then paths in their order
        for (const auto& values : sweep)
            if (undoes(values.front().path, said[i].path))
                findings.error(said[i].at, wording::variant_beside_sweep(said[i].path, values.front().path));
        for (std::size_t j = i + 1; i < by_path && j < said.size(); ++j)
            if (j < by_path ? undoes(said[j].path, said[i].path) : undoes(said[i].path, said[j].path))
                findings.error(said[j].at, wording::variant_says_twice(said[j].path, said[i].path));
    }
}

}  // namespace

Node with_base(Node root, std::string_view name, Files& files, Findings& findings) {
    std::vector<std::string> above{std::string{name}};
    return with_bases(std::move(root), above, files, findings);
}

std::vector<std::string> variants_of(const Node& root) {
    std::vector<std::string> names;
    if (const Node* variants = root.find("variants"); variants && variants->is(Type::table))
        for (const Node& variant : variants->items) names.push_back(variant.key);
    return names;
}

std::vector<std::vector<Setting>> take_sweep(Node& root, Findings& findings) {
    std::vector<std::vector<Setting>> sweep;
    const Node* found = root.find("sweep");
    if (!found || !found->is(Type::table)) return sweep;  // the walk says what is wrong with it
    collect(sweep, *found, "", findings);
    std::size_t points = std::max<std::size_t>(1, variants_of(root).size());
    for (const auto& values : sweep) points = std::min(points * values.size(), most_points + 1);
    if (points > most_points) findings.error(found->key_at, wording::sweep_too_large(most_points));
    remove(root, "sweep");
    return sweep;
}

std::vector<Setting> choose_variant(Node& root, const std::string& variant, const std::vector<std::vector<Setting>>& sweep,
                                    Findings& findings) {
    const Node* found = root.find("variants");
    if (!found || !found->is(Type::table)) return {};  // the walk says what is wrong with it
    Node variants = *found;
    remove(root, "variants");
    for (const Node& one : variants.items) {
        if (!one.is(Type::table)) {
            findings.error(one.key_at, wording::not_a_named_table("variants", one));
            continue;
        }
        for (const char* whole : not_in_variants)
            if (const Node* key = one.find(whole)) findings.error(key->key_at, wording::not_in_a_variant(whole));
    }
    Node* chosen = variants.find(variant);
    if (!chosen || !chosen->is(Type::table)) return {};
    std::vector<Setting> by_path;
    take_paths(*chosen, "", by_path, findings);
    std::vector<Said> said;
    for (const Setting& one : by_path)
        said.push_back({one.path, {findings.file(one.file), one.path_line, one.path_column}});
    collect_said(said, *chosen, "");
    check_said_once(said, by_path.size(), sweep, findings);
    const Node* senders = chosen->find("senders");
    if (senders && senders->is(Type::table) && !senders->items.empty() && !root.find("senders"))
        findings.warning(senders->items[0].key_at, wording::senders_take_the_place(variant));
    for (Node& item : chosen->items) lay_over(root, std::move(item));
    return by_path;
}

}  // namespace mxsim::scenario
