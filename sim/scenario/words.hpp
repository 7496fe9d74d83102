// The words of a scenario: one table, from which the reader, the schema and the reference are made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mxsim::scenario {

// The part of the language whose mechanisms are simulated; words of later parts are read and checked.
inline constexpr int simulated_part = 1;

// Words of a scenario that are said of the whole.
inline constexpr const char* not_in_variants[] = {"base", "variants", "sweep", "table", "format"};

// The kinds of tables that have words of their own.
enum class Table : std::uint8_t {
    none, top, network, domain, policy, server, relay, relay_queue, service, verdict, greylist, rate_limit,
    sender, spread, share_of_domain, zipf_of_domains, arrivals, mmpp, queued,
    outage, group_parts, change, group, resolver, keeps_too_long, table, expect,
    own_profile, timeouts, postfix_profile, mix, mix_member,
};

// How a value is written. `*_list` kinds are lists, the others single values.
enum class Kind : std::uint8_t {
    none, boolean, integer, count, number, positive, text, moment, choice,
    duration, durations, time, times, size, rate, bandwidth, share, time_distribution, size_distribution,
    name, names, domain_names, address, addresses, families, mx_list, file, csv_file, path, paths, mode, profile_name, mix_name,
    windows, states, listed_times, domain_or_literal, numbers, bound, postfix_seconds, postfix_hours,
    postfix_days, postfix_count, postfix_boolean, table, tables, named, settings, values, profile_table, anything,
};

struct Form {
    Kind kind = Kind::none;
    Table inner = Table::none;       // of table, tables, named
    std::string_view choices = {};   // of choice: words parted by "|"; "callout:5" comes with part 5
};

struct Word {
    Table table;
    std::string_view key;
    int part;             // that brings its mechanism
    Form forms[3];        // any of them
    std::string_view meaning;
    std::string_view fallback = {};  // the default as TOML, if it is a fixed one
    std::string_view source = {};    // of the default
};

// All words, table by table.
const std::vector<Word>& words();

// The word of a table, or null.
const Word* find_word(Table table, std::string_view key);

// The keys of a table, for suggestions.
const std::vector<std::string>& keys_of(Table table);

// "domain", "server": how a table is called in a diagnostic.
std::string_view table_name(Table table);

// "a duration, as in \"4h30m\"": what a kind of value looks like.
struct KindText {
    std::string_view name;
    std::string_view example;
};
KindText text_of(Kind kind);

// "5s": a value that a word may have, as TOML; empty for a table, and for a word that takes anything.
std::string example_of(const Word& word);

// "a duration, as in "5s", or "auto"": all forms of a word.
std::string describe(const Word& word);

// The words of a choice that are simulated, and those of later parts, with the part in `part`.
struct Choice {
    std::string_view word;
    int part;
};
std::vector<Choice> choices_of(std::string_view choices);

}  // namespace mxsim::scenario
