// A path is followed from the top by the table of words: a word leads to a value or to a table of
// further words; in a table of named tables the longest name that is known is taken, because names of
// hosts have dots themselves. What the file leaves to a default may be named, too, and gets its table: an
// exchanger, and the sender `internet` of a file without senders. What is set is checked afterwards like
// everything in the file.

#include "sim/scenario/settings.hpp"

#include <algorithm>

#include "sim/scenario/families.hpp"
#include "sim/scenario/multiple.hpp"
#include "sim/scenario/name.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/toml_door.hpp"
#include "sim/scenario/walk.hpp"
#include "sim/scenario/wording.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

void add_exchanger(const Node& record, std::vector<std::string>& names) {
    const std::size_t blank = record.text.find_last_of(' ');
    if (blank == std::string::npos) return;
    std::string name = canonical(record.text.substr(blank + 1));
    const auto same = [&](const std::string& known) { return canonical(known) == name; };
    if (names.size() > 1000 || std::none_of(names.begin(), names.end(), same))
        names.push_back(std::move(name));
}

// What a change sets is found by its path only later: a list of records is told by its looks.
void add_later_exchangers(const Node& set, std::vector<std::string>& names) {
    for (const Node& item : set.items) {
        if (item.is(Type::table)) add_later_exchangers(item, names);
        const bool records = item.is(Type::array) && item.key.size() >= 2 && item.key.compare(item.key.size() - 2, 2, "mx") == 0;
        for (const Node& record : records ? item.items : std::vector<Node>{})
            if (record.is(Type::text)) add_exchanger(record, names);
    }
}

// The names of a section that a path may go on with: its tables, and what stands in for missing ones.
std::vector<std::string> known_names(const Node& root, std::string_view section) {
    std::vector<std::string> names;
    if (const Node* tables = root.find(section))
        for (const Node& table : tables->items) names.push_back(table.key);
    if (section == "senders" && names.empty()) names.emplace_back("internet");
    const Node* domains = section == "servers" ? root.find("domains") : nullptr;
    if (!domains) return names;
    for (const Node& domain : domains->items) {
        const Node* mx = domain.find("mx");
        for (const Node& record : mx ? mx->items : std::vector<Node>{}) add_exchanger(record, names);
        if (!mx && domain.find("addresses")) add_exchanger(text_node("0 " + domain.key), names);
    }
    const Node* changes = root.find("changes");
    for (const Node& change : changes ? changes->items : std::vector<Node>{})
        if (const Node* set = change.find("set")) add_later_exchangers(*set, names);
    return names;
}

class Setter {
  public:
    Setter(Node& root, const Setting& setting, Spot at, Findings& findings)
        : root_{root}, setting_{setting}, at_{at}, findings_{findings} {}

    void apply() {
        Node* node = &root_;
        Table table = Table::top;
        for (;;) {
            const std::string key = next_part();
            if (table == Table::top && (key == "variants" || key == "sweep")) return error(wording::set_of_points(key));
            const Word* word = find_word(table, key);
            if (!word) return error(wording::unknown_path(setting_.path, key, nearest(key, keys_of(table))));
            if (done()) return set(*node, key, *word);
            node = step_into(*node, key, *word, table);
            if (!node) return;
            if (table == Table::none) return into_free_table(*node);
        }
    }

  private:
    bool done() const { return pos_ >= setting_.path.size(); }

    std::string next_part() {
        part_at_ = pos_;
        const std::size_t dot = std::min(setting_.path.find('.', pos_), setting_.path.size());
        pos_ = dot + 1;
        return setting_.path.substr(part_at_, dot - part_at_);
    }

    Spot spot(std::size_t offset) const {
        if (setting_.line > 0 && offset < setting_.path.size())
            return {at_.file, setting_.path_line, setting_.path_column};
        if (setting_.line > 0) return at_;
        return {at_.file, at_.line, static_cast<std::uint32_t>(offset) + 1};
    }
    void error(Complaint complaint) { findings_.error(spot(part_at_), std::move(complaint)); }

    // The table a word leads to, made if there is none; `table` becomes the kind of its words, none if
    // its keys are not words (the parameters of a distribution). Null if it was reported.
    Node* step_into(Node& node, const std::string& key, const Word& word, Table& table) {
        for (const Form& form : word.forms) {
            if (form.kind == Kind::named) return named(node, key, form.inner, table);
            if (form.kind == Kind::profile_table) {
                Node& profile = profile_of(node, key, word);
                table = profile_words(profile);
                return &profile;
            }
            if (form.kind != Kind::table || !find_word(form.inner, peek_part())) continue;
            table = form.inner;
            return &table_of(node, key);
        }
        Node* found = node.find(key);
        table = Table::none;
        if (found && found->is(Type::table)) return found;
        for (const Form& form : word.forms) {
            if (form.kind != Kind::table) continue;
            const std::string next = next_part();
            error(wording::unknown_path(setting_.path, next, nearest(next, keys_of(form.inner))));
            return nullptr;
        }
        error(wording::path_ends_before(setting_.path, key));
        return nullptr;
    }

    std::string peek_part() const {
        const std::size_t dot = std::min(setting_.path.find('.', pos_), setting_.path.size());
        return setting_.path.substr(pos_, dot - pos_);
    }

    Node& table_of(Node& node, const std::string& key) {
        Node* found = node.find(key);
        if (found && found->is(Type::table)) return *found;
        return put(node, key, table_node());
    }

    // A profile given by name becomes a table on that base.
    Node& profile_of(Node& node, const std::string& key, const Word& word) {
        Node* found = node.find(key);
        if (found && found->is(Type::table)) return *found;
        Node table = table_node();
        Node base =
            found ? *found
                  : text_node(word.fallback.size() > 2 ? word.fallback.substr(1, word.fallback.size() - 2)
                                                       : std::string_view{"fixed"});
        table.put("base", std::move(base));
        return put(node, key, std::move(table));
    }

    Node& put(Node& node, const std::string& key, Node value) {
        if (!value.at.line) value.at = spot(part_at_);
        value.key_at = spot(part_at_);
        return node.put(key, std::move(value));
    }

    Node* named(Node& node, const std::string& section, Table inner, Table& table) {
        part_at_ = pos_;
        const std::string rest = setting_.path.substr(pos_);
        const bool hosts = inner == Table::domain || inner == Table::server;
        std::string best;
        const std::vector<std::string> names = known_names(root_, section);
        for (const std::string& name : names) {
            const std::size_t size = name.size();
            const std::string_view head = std::string_view{rest}.substr(0, size);
            const bool same = hosts ? canonical(head) == canonical(name) : head == name;
            if (same && size > best.size() && (rest.size() == size || rest[size] == '.')) best = name;
        }
        if (best.empty()) {
            const std::string wanted = rest.substr(0, rest.rfind('.'));
            error(wording::unknown_in_path(section, wanted, nearest(canonical(wanted), names), names));
            return nullptr;
        }
        pos_ += best.size() + 1;
        table = inner;
        Node& tables = table_of(node, section);
        if (done()) {
            error(wording::path_names_a_table(setting_.path, inner));
            return nullptr;
        }
        for (Node& existing : tables.items)
            if (hosts ? canonical(existing.key) == canonical(best) : existing.key == best) return &existing;
        return &put(tables, best, table_node());
    }

    void into_free_table(Node& start) {
        Node* node = &start;
        for (;;) {
            const std::string key = next_part();
            Node* found = node->find(key);
            std::vector<std::string> keys;
            for (const Node& item : node->items) keys.push_back(item.key);
            if (!found) return error(wording::unknown_path(setting_.path, key, nearest(key, keys)));
            if (done()) return set_value(*node, key, found, nullptr);
            node = found;
        }
    }

    void set(Node& node, const std::string& key, const Word& word) {
        set_value(node, key, node.find(key), &word);
    }

    void set_value(Node& node, const std::string& key, const Node* old, const Word* word) {
        if (!is_factor(setting_.value)) return put(node, key, parsed(word)), void();
        const Spot at = spot(setting_.path.size() + 1);
        const auto before = old ? std::optional{*old} : word ? fallback_of(*word) : std::nullopt;
        if (!before) return error(wording::nothing_to_multiply(setting_.path));
        Parsed<Node> product = multiplied(*before, setting_.value);
        if (!product) return findings_.error(at, std::move(product.complaint));
        product.value.at = at;
        put(node, key, std::move(product.value));
    }

    // TOML if it is, else the text as it stands; a bare number where only text can stand is text as well.
    Node parsed(const Word* word) const {
        const TomlResult toml = parse_toml("x = " + setting_.value, at_.file);
        Node value = text_node(setting_.value);
        if (toml.ok && toml.root.items.size() == 1 && toml.root.items.front().key == "x" &&
            !(toml.root.items.front().is_number() && word && wants_text(*word)))
            value = toml.root.items.front();
        move_to_setting(value);
        value.at = spot(setting_.path.size() + 1);
        expand_ranges(value, findings_);
        return value;
    }

    static bool wants_text(const Word& word) {
        for (const Form& form : word.forms)
            if (form.kind != Kind::none && form.kind != Kind::choice) return false;
        return true;
    }

    void move_to_setting(Node& node) const {
        for (Spot* at : {&node.at, &node.key_at})
            *at = spot(setting_.path.size() + (at->column > 4 ? at->column - 4 : 1));
        for (Node& item : node.items) move_to_setting(item);
    }

    Node& root_;
    const Setting& setting_;
    Spot at_;
    Findings& findings_;
    std::size_t pos_ = 0;
    std::size_t part_at_ = 0;
};

bool names_a_zone_file(std::string_view path) {
    constexpr std::string_view domains = "domains.", zone = ".zone";
    return path.substr(0, domains.size()) == domains && path.size() > zone.size() &&
           path.substr(path.size() - zone.size()) == zone;
}

}  // namespace

void apply_settings(Node& root, const std::vector<Setting>& settings, Settings which, Findings& findings) {
    if (settings.empty()) return;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const Setting& one = settings[i];
        if (names_a_zone_file(one.path) != (which == Settings::of_zone_files)) continue;
        const Spot at = one.line > 0 ? Spot{findings.file(one.file), one.line, one.column}
                                     : Spot{findings.file("--set"), static_cast<std::uint32_t>(i + 1), 1};
        Setter{root, one, at, findings}.apply();
    }
}

}  // namespace mxsim::scenario
