// Finding a word, and saying in plain words what its value looks like.

#include <array>
#include <unordered_map>

#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::size_t tables = static_cast<std::size_t>(Table::mix_member) + 1;

struct Index {
    std::array<std::unordered_map<std::string_view, const Word*>, tables> by_key;
    std::array<std::vector<std::string>, tables> keys;
};

const Index& index() {
    static const Index built = [] {
        Index made;
        for (const Word& word : words()) {
            const auto table = static_cast<std::size_t>(word.table);
            made.by_key[table].emplace(word.key, &word);
            made.keys[table].emplace_back(word.key);
        }
        return made;
    }();
    return built;
}

std::string in_quotes(std::string_view word) { return '"' + std::string{word} + '"'; }

std::string describe_choices(std::string_view choices) {
    std::string out;
    for (const Choice& choice : choices_of(choices)) {
        if (!out.empty()) out += " or ";
        out += in_quotes(choice.word);
    }
    return out;
}

std::string describe(const Form& form) {
    if (form.kind == Kind::choice) return describe_choices(form.choices);
    if (form.kind == Kind::table) {
        std::string out;
        for (const std::string& key : keys_of(form.inner)) out += (out.empty() ? "" : ", ") + key;
        return "a table { " + out + " }";
    }
    const KindText text = text_of(form.kind);
    std::string out{text.name};
    if (!text.example.empty()) out += ", as in " + std::string{text.example};
    return out;
}

}  // namespace

const Word* find_word(Table table, std::string_view key) {
    const auto& by_key = index().by_key[static_cast<std::size_t>(table)];
    const auto at = by_key.find(key);
    return at == by_key.end() ? nullptr : at->second;
}

const std::vector<std::string>& keys_of(Table table) { return index().keys[static_cast<std::size_t>(table)]; }

std::vector<Choice> choices_of(std::string_view choices) {
    std::vector<Choice> all;
    while (!choices.empty()) {
        const std::size_t end = std::min(choices.find('|'), choices.size());
        std::string_view word = choices.substr(0, end);
        int part = 1;
        if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
            part = word[colon + 1] - '0';
            word = word.substr(0, colon);
        }
        all.push_back({word, part});
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    return all;
}

std::string example_of(const Word& word) {
    const Form& form = word.forms[0];
    if (form.kind == Kind::choice) return '"' + std::string{choices_of(form.choices).front().word} + '"';
    if (form.kind == Kind::name) return "\"NAME\"";
    const std::string example{text_of(form.kind).example};
    return example.substr(0, example.find(" or "));
}

std::string describe(const Word& word) {
    std::string out;
    for (const Form& form : word.forms) {
        if (form.kind == Kind::none) continue;
        if (!out.empty()) out += ", or ";
        out += describe(form);
    }
    return out;
}

std::string_view table_name(Table table) {
    switch (table) {
        case Table::none: return "table";
        case Table::top: return "scenario";
        case Table::network: return "[network]";
        case Table::domain: return "domain";
        case Table::policy: return "policy";
        case Table::server: return "server";
        case Table::relay: return "relay";
        case Table::relay_queue: return "relay's queue";
        case Table::service: return "service";
        case Table::verdict: return "verdict";
        case Table::greylist: return "greylist";
        case Table::rate_limit: return "rate_limit";
        case Table::sender: return "sender";
        case Table::spread: return "spread";
        case Table::share_of_domain: return "share of a domain";
        case Table::zipf_of_domains: return "table of \"to\"";
        case Table::arrivals: return "table of arrivals";
        case Table::mmpp: return "mmpp";
        case Table::queued: return "queued";
        case Table::outage: return "outage";
        case Table::group_parts: return "parts of a group";
        case Table::change: return "change";
        case Table::group: return "group";
        case Table::resolver: return "resolver";
        case Table::keeps_too_long: return "keeps_too_long";
        case Table::table: return "[table]";
        case Table::expect: return "[[expect]]";
        case Table::own_profile: return "profile";
        case Table::timeouts: return "timeouts";
        case Table::postfix_profile: return "profile of Postfix";
        case Table::mix: return "mix";
        case Table::mix_member: return "member of a mix";
    }
    return {};
}

KindText text_of(Kind kind) {
    switch (kind) {
        case Kind::none:
        case Kind::choice:
        case Kind::anything: return {"a value", ""};
        case Kind::boolean: return {"true or false", ""};
        case Kind::integer: return {"a whole number from 0", "100"};
        case Kind::count: return {"a whole number from 1", "20"};
        case Kind::number: return {"a number", "1.1"};
        case Kind::positive: return {"a positive number", "2.5"};
        case Kind::text: return {"text in double quotes", ""};
        case Kind::moment: return {"a date without quotes", "2026-03-02T00:00:00+01:00"};
        case Kind::duration: return {"a duration", "\"4h30m\""};
        case Kind::durations: return {"a duration or a list of them", "\"15m\""};
        case Kind::time: return {"a time", "\"30h\" or \"Sat 22:00\""};
        case Kind::times: return {"a list of times", "[\"0s\", \"5m\"]"};
        case Kind::size: return {"a size", "\"30 kB\""};
        case Kind::rate: return {"a rate", "\"36000/h\""};
        case Kind::bandwidth: return {"a bandwidth", "\"100 Mbit/s\""};
        case Kind::share: return {"a share", "\"60 %\" or 0.6"};
        case Kind::time_distribution: return {"a duration or a distribution", "{ exponential = \"2s\" }"};
        case Kind::size_distribution:
            return {"a size or a distribution", "{ lognormal = { median = \"30 kB\", sigma = 1.5 } }"};
        case Kind::name: return {"a name in double quotes", ""};
        case Kind::names: return {"a name, a list of names or a pattern", "\"mx*.example.org\""};
        case Kind::domain_names: return {"a domain, a list of them or a pattern", "[\"example.org\"]"};
        case Kind::address: return {"an address", "\"192.0.2.25\""};
        case Kind::families: return {"a list of address families", "[\"v6\", \"v4\"]"};
        case Kind::addresses: return {"a list of addresses", "[\"192.0.2.25\"] or [\"v4\", \"v6\"]"};
        case Kind::mx_list: return {"a list of MX records", "[\"10 mx1.example.org\"]"};
        case Kind::file: return {"a file name in double quotes", ""};
        case Kind::csv_file: return {"a CSV file", "\"hours.csv\""};
        case Kind::path: return {"names joined by dots", "\"outages.crash.latency.p99_s\""};
        case Kind::paths: return {"a list of names joined by dots", "[\"senders.internet\"]"};
        case Kind::mode: return {"a mode", "\"refused\" or \"silent\""};
        case Kind::profile_name: return {"the name of a profile", "\"postfix\""};
        case Kind::mix_name: return {"the name of a mix", "\"internet\""};
        case Kind::windows: return {"a list of windows", "[[\"6h\", \"30m\"], [\"20h\", \"1h\"]]"};
        case Kind::states: return {"a list of times and modes", "[[\"0s\", \"refused\"], [\"70s\", \"up\"]]"};
        case Kind::listed_times: return {"a list of times or a CSV file", "[\"1s\", \"3s other.test\"]"};
        case Kind::domain_or_literal: return {"a domain or an address in brackets", "\"example.org\""};
        case Kind::numbers: return {"a list of numbers", "[1, 5]"};
        case Kind::bound: return {"a number or a duration", "0.01 or \"15m\""};
        case Kind::postfix_seconds: return {"a time as in main.cf", "\"300s\""};
        case Kind::postfix_hours: return {"a time as in main.cf", "\"4h\""};
        case Kind::postfix_days: return {"a time as in main.cf", "\"5d\""};
        case Kind::postfix_boolean: return {"\"yes\" or \"no\", or true or false", ""};
        case Kind::postfix_count: return {"a whole number from 0", "5"};
        case Kind::table:
        case Kind::profile_table: return {"a table", ""};
        case Kind::tables: return {"a list of tables", ""};
        case Kind::named: return {"tables with names", ""};
        case Kind::settings:
        case Kind::values: return {"a table of values", ""};
    }
    return {};
}

}  // namespace mxsim::scenario
