// Every key of every table is looked up in the table of words: what is not there is reported with the
// nearest word, what is there is read by its kind. A word of a later part is read like any other, so
// that its spelling is right on the day it comes alive, and then reported as not simulated yet.

#include "sim/scenario/walk.hpp"

#include <algorithm>

#include "sim/scenario/builtin.hpp"
#include "sim/scenario/name.hpp"
#include "sim/failure/mode_text.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/profiles.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

class Walker {
  public:
    // `later`: within something that is not simulated yet, which is said once, of the whole.
    explicit Walker(const Values& values, bool later = false)
        : values_{values}, findings_{values.findings()}, later_{later} {}

    void table(const Node& node, Table kind) const {
        for (const Node& item : node.items) {
            if (const Word* word = find_word(kind, item.key))
                value(item, *word);
            else
                unknown(node, item, kind);
        }
    }

    void value(const Node& node, const Word& word) const {
        if (later_ || word.part <= simulated_part) return by_form(node, word);
        const std::size_t before = findings_.errors();
        Walker{values_, true}.by_form(node, word);
        if (findings_.errors() == before)
            findings_.not_yet(node.key_at, wording::not_simulated_yet(word.key, word.part));
    }

  private:
    // A name with dots and without quotes is read by TOML as tables within tables.
    void unknown(const Node& parent, const Node& item, Table kind) const {
        const bool quoted = parent.key.find('.') != parent.key.npos;
        if (item.is(Type::table) && !quoted && (kind == Table::domain || kind == Table::server)) {
            const std::string tables = kind == Table::domain ? "domains" : "servers";
            std::string name = parent.key + '.' + item.key;
            const Node* last = &item;
            while (last->items.size() == 1 && last->items[0].is(Type::table) && !find_word(kind, last->items[0].key)) {
                last = &last->items[0];
                name += '.' + last->key;
            }
            findings_.break_off(parent.key_at, wording::name_without_quotes(tables, name));
            return;
        }
        for (const Spot at : {parent.key_at, parent.at})
            if (at.line > 0 && kind != Table::top) findings_.misspelled(at);
        if (const auto own = profile_of_word(kind, item.key))
            return findings_.error(item.key_at, wording::word_of_profile(item.key, kind, *own));
        findings_.error(item.key_at, wording::unknown_key(item.key, kind, nearest(item.key, keys_of(kind))));
    }

    // A word that some profile knows, where a profile of another kind, or none, was expected to know it.
    static std::optional<Table> profile_of_word(Table kind, std::string_view key) {
        if (kind != Table::own_profile && kind != Table::postfix_profile && kind != Table::sender && kind != Table::relay)
            return std::nullopt;
        for (const Table profile : {Table::postfix_profile, Table::own_profile})
            if (profile != kind && find_word(profile, key)) return profile;
        return std::nullopt;
    }

    // Which of a word's forms is meant is told by the type; words of a choice are tried before a grammar.
    void by_form(const Node& node, const Word& word) const {
        const Form* meant = nullptr;
        for (const Form& form : word.forms) {
            if (form.kind == Kind::choice && node.is(Type::text) && is_choice(node, form, word)) return;
            if (form.kind == Kind::none || !fits(node, form.kind)) continue;
            if (!meant || meant->kind == Kind::choice) meant = &form;
        }
        if (!meant)
            findings_.error(node.at, wording::wrong_type(node, word));
        else if (meant->kind == Kind::choice)
            findings_.error(node.at, wording::unknown_choice(node, word, nearest(node.text, words_of(word))));
        else
            read(node, *meant, word);
    }

    bool is_choice(const Node& node, const Form& form, const Word& word) const {
        for (const Choice& choice : choices_of(form.choices)) {
            if (node.text != choice.word) continue;
            if (choice.part > simulated_part && !later_)
                findings_.not_yet(node.at,
                                  wording::value_not_simulated_yet(word.key, node.text, choice.part));
            return true;
        }
        return false;
    }

    static std::vector<std::string> words_of(const Word& word) {
        std::vector<std::string> all;
        for (const Form& form : word.forms)
            for (const Choice& choice : choices_of(form.choices)) all.emplace_back(choice.word);
        return all;
    }

    static bool fits(const Node& node, Kind kind) {
        switch (kind) {
            case Kind::boolean: return node.is(Type::boolean);
            case Kind::integer:
            case Kind::count:
            case Kind::number:
            case Kind::positive: return node.is_number();
            case Kind::share: return node.is_number() || node.is(Type::text);
            case Kind::moment: return node.is(Type::moment);
            case Kind::time: return node.is(Type::text) || node.is(Type::moment) || node.is_number();
            case Kind::bound: return node.is(Type::text) || node.is_number();
            case Kind::duration: return node.is(Type::text) || node.is_number();
            case Kind::durations: return node.is(Type::text) || node.is(Type::array) || node.is_number();
            case Kind::time_distribution:
                return node.is(Type::text) || node.is_number() ||
                       (node.is(Type::table) && is_distribution(node));
            case Kind::size_distribution:
                return node.is(Type::text) || node.is_number() || node.is(Type::table);
            case Kind::names:
            case Kind::domain_names:
            case Kind::listed_times: return node.is(Type::text) || node.is(Type::array);
            case Kind::paths: return node.is(Type::text) || node.is(Type::array);
            case Kind::csv_file: return node.is(Type::text) && names_csv(node.text);
            case Kind::times:
            case Kind::addresses:
            case Kind::families:
            case Kind::mx_list:
            case Kind::windows:
            case Kind::states:
            case Kind::numbers:
            case Kind::tables: return node.is(Type::array);
            case Kind::table:
            case Kind::named:
            case Kind::settings:
            case Kind::values:
            case Kind::profile_table: return node.is(Type::table);
            case Kind::postfix_seconds:
            case Kind::postfix_hours:
            case Kind::postfix_days:
            case Kind::postfix_count: return node.is(Type::text) || node.is(Type::integer);
            case Kind::postfix_boolean: return node.is(Type::text) || node.is(Type::boolean);
            case Kind::anything: return true;
            case Kind::none: return false;
            default: return node.is(Type::text);
        }
    }

    // "service" may be a distribution or a table of its own words.
    static bool is_distribution(const Node& node) {
        if (node.items.empty()) return true;
        const std::string& first = node.items.front().key;
        return !find_word(Table::service, first) && !nearest(first, keys_of(Table::service));
    }

    void read(const Node& node, const Form& form, const Word& word) const {
        switch (form.kind) {
            case Kind::table: return table(node, form.inner);
            case Kind::tables: return list_of_tables(node, form.inner);
            case Kind::named: return named_tables(node, form.inner);
            case Kind::profile_table: return profile_table(node);
            case Kind::profile_name: return check_profile_name(node, findings_);
            case Kind::mix_name: return check_mix_name(node, findings_);
            case Kind::mode: return mode(node);
            case Kind::states: return states(node);
            case Kind::share:
                // "share" of a list may be any positive number; a share of connections may not.
                if (word.forms[1].kind == Kind::positive && node.is_number())
                    values_.positive(node);
                else
                    values_.share(node);
                return;
            default: simple(node, form.kind);
        }
    }

    void simple(const Node& node, Kind kind) const {
        switch (kind) {
            case Kind::integer: values_.integer(node, 0); return;
            case Kind::count: values_.integer(node, 1); return;
            case Kind::number: values_.number(node); return;
            case Kind::positive: values_.positive(node); return;
            case Kind::duration: values_.duration(node); return;
            case Kind::durations: values_.durations(node); return;
            case Kind::time: values_.time(node); return;
            case Kind::times: values_.times(node); return;
            case Kind::size: values_.size(node); return;
            case Kind::rate: values_.rate(node); return;
            case Kind::bandwidth: values_.bandwidth(node); return;
            case Kind::time_distribution: values_.distribution(node, Quantity::time); return;
            case Kind::size_distribution: values_.distribution(node, Quantity::size); return;
            case Kind::name:
                if (node.text.empty()) findings_.error(node.at, wording::names_nothing());
                return;
            case Kind::names:
            case Kind::domain_names: values_.names(node); return;
            case Kind::paths: values_.names(node); return;
            case Kind::addresses: values_.addresses(node); return;
            case Kind::families: values_.families(node); return;
            case Kind::mx_list: values_.mx(node); return;
            case Kind::windows: values_.windows(node); return;
            case Kind::listed_times: values_.listed_times(node); return;
            case Kind::numbers: values_.numbers(node); return;
            case Kind::bound: values_.bound(node); return;
            case Kind::postfix_seconds: values_.postfix_time(node, 's'); return;
            case Kind::postfix_hours: values_.postfix_time(node, 'h'); return;
            case Kind::postfix_days: values_.postfix_time(node, 'd'); return;
            case Kind::postfix_count: values_.postfix_count(node); return;
            case Kind::postfix_boolean: values_.postfix_boolean(node); return;
            default: return;
        }
    }

    void named_tables(const Node& node, Table inner) const {
        bool without_name = false;
        for (const Node& item : node.items) {
            if (item.is(Type::table)) {
                table(item, inner);
                continue;
            }
            const bool word = find_word(inner, item.key);
            if (!word || !without_name) findings_.error(item.key_at, wording::not_a_named_table(node.key, item));
            without_name = without_name || word;
        }
    }

    void list_of_tables(const Node& node, Table inner) const {
        for (const Node& item : node.items) {
            if (item.is(Type::table))
                table(item, inner);
            else
                findings_.error(item.at, wording::wrong_value(item, "a table", example_of(inner)));
        }
    }

    static std::string example_of(Table table) {
        const std::vector<std::string> keys = keys_of(table);
        return "{ " + keys.front() + (keys.size() > 1 ? " = ..., " + keys[1] : "") + " = ... }";
    }

    void profile_table(const Node& node) const {
        if (!node.find("base")) return findings_.error(node.at, wording::profile_without_base());
        table(node, profile_words(node));
    }

    void states(const Node& node) const {
        for (const Node& item : node.items) {
            const bool pair = item.is(Type::array) && item.items.size() == 2 && item.items[1].is(Type::text);
            if (!pair)
                findings_.error(item.at,
                                wording::wrong_value(item, "a time and a mode", "[\"0s\", \"refused\"]"));
            else
                values_.time(item.items[0]), mode(item.items[1]);
        }
    }

    // What fits the target is looked at when the outage is built.
    void mode(const Node& node) const {
        if (failure::mode_of(node.text) || failure::zone_mode_of(node.text)) return;
        const std::size_t at = node.text.find(" at ");
        const bool staged = at != std::string::npos && failure::mode_of(node.text.substr(0, at) + " at eod");
        if (staged)
            findings_.error(node.at, wording::unknown_stage(node.text.substr(at + 4),
                                                            nearest(node.text.substr(at + 4), failure::stages())));
        else
            findings_.error(node.at, wording::unknown_mode(node.text, nearest(canonical(node.text), all_modes())));
    }

    static std::vector<std::string> all_modes() {
        std::vector<std::string> all = failure::modes_alone();
        all.insert(all.end(), failure::zone_modes().begin(), failure::zone_modes().end() - 1);
        return all;
    }

    const Values& values_;
    Findings& findings_;
    bool later_;
};

}  // namespace

void walk(const Node& table, Table kind, const Values& values) { Walker{values}.table(table, kind); }

void check_value(const Node& node, const Word& word, const Values& values) {
    Walker{values}.value(node, word);
}

Table profile_words(const Node& profile) {
    const Node* base = profile.find("base");
    return base && base->is(Type::text) && mta_of_profile(base->text) == "postfix" ? Table::postfix_profile
                                                                                   : Table::own_profile;
}

}  // namespace mxsim::scenario
