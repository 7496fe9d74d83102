// What is said of words, names, files and settings.

#include <fmt/format.h>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario::wording {

using fmt::format;

namespace {

// A few names, so that a long list does not bury the message.
std::string listed(const Names& names) {
    constexpr std::size_t most = 12;
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i ? ", " : "") + names[i];
    if (names.size() > most) out += format(", and {} more", names.size() - most);
    return out;
}

std::string plural(Text what) { return std::string{what} + 's'; }

}  // namespace

std::string did_you_mean(const Near& near) {
    return near ? format("did you mean \"{}\"?", *near) : std::string{};
}

Complaint not_text() {
    return {"this file is not text: it holds a byte of zero", "expected a scenario in TOML, encoded in UTF-8",
            ""};
}

Complaint not_toml(Text description) {
    if (description.find("nested") != Text::npos)
        return {"lists and tables lie nested more than 256 deep", "nothing in a scenario lies so deep", ""};
    if (description.find("redefine") != Text::npos)
        return {"this table or word is here for a second time", "TOML has every table and every word once",
                "put both together, or give one another name"};
    if (description.find("inline table") != Text::npos && description.find("insert") == Text::npos)
        return {"a table in braces goes on after the end of its line", "in TOML it stands on one line; longer ones have a header",
                "[servers.\"mx2.example.org\".relay]\nfor = [\"example.org\"]"};
    if (description.find("inline table") != Text::npos)
        return {"this adds to a table that was written in braces", "in TOML all of such a table stands between its braces",
                "write it there, or write the other as a table with a header, too"};
    constexpr Text prefix = "Error while parsing ";
    const bool about_a_part = description.substr(0, prefix.size()) == prefix;
    std::string found =
        about_a_part ? "in this " + std::string{description.substr(prefix.size())} : std::string{description};
    if (!found.empty() && found[0] >= 'A' && found[0] <= 'Z')
        found[0] = static_cast<char>(found[0] - 'A' + 'a');
    return {"this is not TOML: " + found,
            "text stands in double quotes, a list in [ ], a name with dots in quotes",
            "duration = \"4h30m\""};
}

Complaint key_too_deep(int most) {
    return {format("this key has more than {} parts", most), "nothing in a scenario lies so deep",
            "a name with dots stands in quotes: [domains.\"example.org\"]"};
}

Complaint letter_outside_quotes() {
    return {"a letter that is not ASCII stands outside quotes",
            "words are plain letters; any others stand in quotes, and not right after a backslash",
            "title = \"Ausfall des Hauptservers über Nacht\""};
}

namespace {

std::string with_article(Text name) {
    if (name.substr(0, 6) == "parts ") return "the " + std::string{name};
    return (Text{"aeiou"}.find(name.front()) != Text::npos ? "an " : "a ") + std::string{name};
}

}  // namespace

Complaint unknown_key(Text key, Table table, const Near& near) {
    const std::string known = table == Table::postfix_profile
                                  ? "known are the parameters of Postfix that bear on the retry clock"
                                  : "its words are " + listed(keys_of(table));
    return {format("unknown word \"{}\" in {}", key, with_article(table_name(table))), near ? std::string{} : known,
            did_you_mean(near)};
}

Complaint word_of_profile(Text key, Table table, Table profile) {
    const bool postfix = profile == Table::postfix_profile;
    const bool in_profile = table == Table::own_profile || table == Table::postfix_profile;
    return {format("unknown word \"{}\" in {}", key, with_article(table_name(table))),
            format("it is a word of a profile that is based on {}{}",
                   postfix ? "\"postfix\"" : "\"rfc5321\", \"rfc5321-minimal\" or \"fixed\"",
                   in_profile ? "" : ", and stands in its table"),
            in_profile ? "" : format("profile = {{ base = \"{}\", {} = ... }}", postfix ? "postfix" : "fixed", key)};
}

Complaint name_without_quotes(Text section, Text name) {
    return {format("the name {} stands without quotes", name), "TOML reads a dot outside quotes as a table within a table",
            format("[{}.\"{}\"]", section, name)};
}

Complaint wrong_type(const Node& node, const Word& word) {
    return {format("{} is {}", word.key, type_name(node)), format("expected {}", describe(word)), ""};
}

Complaint unknown_choice(const Node& node, const Word& word, const Near& near) {
    return {format("{} cannot be {}", word.key, written(node)), format("expected {}", describe(word)),
            did_you_mean(near)};
}

Complaint unknown_mode(Text text, const Near& near) {
    return {format("\"{}\" is not a way to fail", text),
            "a server is \"refused\" (it answers that nobody is there), \"silent\" (no answer at all), "
            "\"unreachable\",\n\"ack-lost\" or \"slow\"; or it does something at a stage: \"hang at banner\", "
            "\"close at eod\", \"451 at rcpt\",\n\"late at data\"",
            did_you_mean(near)};
}

Complaint unknown_stage(Text text, const Near& near) {
    return {format("\"{}\" is not a stage of a session", text),
            "the stages are banner, ehlo, mail, rcpt, data, block (the text) and eod (the dot)", did_you_mean(near)};
}

Complaint not_a_named_table(Text section, const Node& node) {
    const Word* tables = find_word(Table::top, section);
    const bool word = tables && find_word(tables->forms[0].inner, node.key);  // its table has no name
    return {format("{} in [{}] is {}, not a table", node.key, section, type_name(node)),
            format("everything in [{}] is a table with a name", section),
            word ? format("[{}.NAME]", section) : format("[{}.\"{}\"]", section, node.key)};
}

Complaint not_simulated_yet(Text key, int part) {
    return {format("\"{}\" is not simulated yet (it comes with part {})", key, part), "", ""};
}

Complaint value_not_simulated_yet(Text key, Text value, int part) {
    return {format("{} = \"{}\" is not simulated yet (it comes with part {})", key, value, part), "", ""};
}

Complaint ring_of_bases(Text base) {
    return {format("the base \"{}\" leads round in a ring", base),
            "a base, and what it is based on, must come to an end", "take one base away"};
}

Complaint not_in_a_variant(Text key) {
    return {format("{} stands in a variant", key),
            "a variant changes what is simulated; this is said of the file as a whole",
            format("write {} at the top of the file", key)};
}

Complaint unknown_variant(Text variant, const Near& near) {
    return {format("there is no variant \"{}\"", variant), format("expected a table [variants.{}]", variant),
            did_you_mean(near)};
}

Complaint sweep_without_values(Text path) {
    return {format("{} is swept over no list of values", path), "expected the values it takes, one after the other",
            format("\"{}\" = [..., ...]", path)};
}

Complaint sweep_too_large(std::size_t most) {
    return {"there are too many points", format("every combination of variants and values is a point, and {} are enough", most),
            ""};
}

Complaint not_swept(Text path) {
    return {format("{} is not swept", path), "an expectation holds where a path of [sweep] has a value", ""};
}

Complaint not_among_swept(Text value, const std::vector<Setting>& swept) {
    Names values;
    for (const Setting& one : swept) values.push_back(one.value);
    return {format("no point has {} = {}", swept.front().path, value), "its values are " + listed(values), ""};
}

Complaint time_of_a_count(Text metric) {
    return {format("a duration bounds {}, which is no time", metric), "expected a number; paths of times end in _s", ""};
}

Complaint bad_range(Text text) {
    return {format("\"{}\" is no range", text), "expected {1..5000}, or {n}, the member's own number", ""};
}

Complaint range_backwards(Text range) {
    return {format("the range {} runs backwards", range), "expected the lower number first", ""};
}

Complaint family_too_large(Text range, std::uint64_t most) {
    return {format("the family {} is too large", range),
            format("a scenario can have at most {} members of families", most), ""};
}

Complaint families_too_large(std::uint64_t most) {
    return {"with this one the families are too large",
            format("a scenario can have at most {} members of families", most), ""};
}

Complaint two_ranges(Text text) {
    return {format("\"{}\" has two ranges", text), "one range makes a family; a member's own number is {n}", ""};
}

Complaint number_outside_family() {
    return {"{n} stands outside of a family",
            "it is the number of a member of a family: [domains.\"customer{1..50}.example\"]", ""};
}

Complaint unknown_builtin(Text what, Text name, const Near& near, const Names& known) {
    const Text kinds = what == "mix" ? "mixes" : "profiles";
    return {format("there is no {} \"{}\"", what, name), format("known {}: {}", kinds, listed(known)),
            did_you_mean(near)};
}

Complaint profile_without_base() {
    return {"this profile does not say which one it starts from",
            "a table of parameters is laid over a known profile", "base = \"postfix\""};
}

Complaint names_nothing() { return {"these quotes are empty", "expected the name of something in this file", ""}; }

Complaint empty_name() { return {"this name is empty", "expected the name of a host or domain", ""}; }

Complaint empty_label(Text name) {
    return {format("the name \"{}\" has two dots in a row, or begins with one", name),
            "something must stand between two dots", ""};
}

Complaint label_too_long(Text name) {
    return {format("a label of the name \"{}\" is longer than 63 letters", name.substr(0, 80)),
            "DNS has no longer ones (RFC 1035 section 2.3.4)", ""};
}

Complaint name_too_long(std::size_t bytes) {
    return {format("this name is {} bytes long", bytes),
            "DNS has no names longer than 253 (RFC 1035 section 2.3.4)", ""};
}

Complaint not_in_a_name(Text name, std::size_t at) {
    const unsigned char c = static_cast<unsigned char>(name[at]);
    const std::string shown = c > 0x20 && c < 0x7f ? std::string(1, static_cast<char>(c))
                              : c == ' '           ? "a blank"
                                                   : "such a byte";
    return {format("\"{}\" is not the name of a host: {} cannot stand in it", name.substr(0, 80), shown),
            "names are letters, digits, hyphens and dots; write others in their ASCII form (xn--...)", ""};
}

Complaint bad_table_name(Text what, Text name, const Complaint& why) {
    if (name.empty()) return {format("this {} has no name", what), why.expected, ""};
    return {why.found, format("a {} is named like a host", what), why.expected};
}

Complaint same_name(Text what, Text name, std::uint32_t first_line) {
    return {format("the {} \"{}\" is here for a second time", what, name),
            format("first in line {}; names differ neither by case nor by a dot at the end", first_line), ""};
}

Complaint unknown_name(Text what, Text name, const Names& known, const Near& near) {
    std::string expected = known.empty() ? format("there are no {}", plural(what))
                                         : format("known {}: {}", plural(what), listed(known));
    return {format("{} \"{}\" is not defined", what, name), expected, did_you_mean(near)};
}

Complaint unknown_origin(Text path, Text found, const Near& near, const Names& known) {
    if (known.empty()) return {format("\"{}\" {}", path, found), "connections come from senders and from relays, and there are none", ""};
    return {format("\"{}\" {}", path, found), format("connections come from senders and from relays: {}", listed(known)),
            near ? did_you_mean(near) : format("from = [\"{}\"]", known.front())};
}

Complaint pattern_without_match(Text what, Text pattern, const Names& known) {
    return {format("no {} is named like \"{}\"", what, pattern),
            format("known {}: {}", plural(what), listed(known)), ""};
}

Complaint unreadable_file(Text name, Text why) {
    return {format("the file \"{}\" cannot be read{}{}", name, why.empty() ? "" : ": ", why),
            "its name is relative to the file that names it", ""};
}

Complaint file_not_text(Text name) {
    return {format("the file \"{}\" is not text", name), "expected text, encoded in UTF-8", ""};
}

Complaint csv_hole(bool empty, Text columns) {
    return {empty ? "this cell is empty" : "this line has a cell too many", format("a line is {}; what it does not need is left out at its end", columns), ""};
}

Complaint csv_without_values(Text name) {
    return {format("the file \"{}\" has no values", name), "expected one in the first column of each line",
            ""};
}

Complaint unknown_path(Text path, Text part, const Near& near) {
    return {format("the path {} leads nowhere: there is no \"{}\"", path, part),
            "a path is the names of the file joined by dots, as in servers.mx1.example.org.sessions",
            did_you_mean(near)};
}

Complaint unknown_in_path(Text section, Text name, const Near& near, const Names& known) {
    return {format("there is no \"{}\" in [{}]", name, section), known.empty() ? format("there is nothing in [{}]", section) : "known: " + listed(known), did_you_mean(near)};
}

Complaint path_names_a_table(Text path, Table table) {
    return {format("{} is a whole {}", path, table_name(table)), "a path leads to one value in it",
            format("{}.{} = ...", path, keys_of(table).front())};
}

Complaint set_of_points(Text key) {
    return {format("what stands in {} cannot be set", key), "a setting holds for every point; --variant NAME chooses one of the variants",
            "set the path itself, as in outages.primary.for=2h"};
}

Complaint range_outside_list(Text name, bool of_servers) {
    return {format("\"{}\" is a range outside a list", name), "only in a list, or in the name of a table, does a range make many", format("in a list: [\"{}\"]{}", name, of_servers ? " (of an outage: servers)" : "")};
}

Complaint base_is_of_file() { return {"base is what a file says of itself", "it cannot be set from outside", ""}; }

Complaint swept_value_twice(Text path, Text value) {
    return {format("{} takes the value {} twice", path, value), "two rows of the table would be the same", "take one away"};
}

Complaint senders_take_the_place(Text variant) {
    return {format("the senders of \"{}\" take the place of the one that is assumed", variant),
            "a file without senders has senders.internet; a file with senders has only those that it names",
            "to keep it write [senders.internet], and leave its words to the defaults"};
}

Complaint variant_beside_sweep(Text path, Text swept) {
    return {format("this variant says {}, and {} is swept", path, swept), "every value of the sweep would replace what it says",
            "take one away, or give every variant its own values"};
}

Complaint variant_says_twice(Text path, Text first) {
    return {format("this variant says {} beside {}", path, first), "a variant says what it changes once, by its path or in its table",
            "take one away"};
}

Complaint set_beside_sweep(Text path, Text swept) {
    return {format("{} is set, and {} is swept", path, swept), "one would undo the other", format("set the swept path itself: {}=VALUE", swept)};
}

Complaint path_ends_before(Text path, Text word) {
    return {format("the path {} goes on after \"{}\"", path, word), "there is nothing below that word here",
            ""};
}

Complaint nothing_to_multiply(Text path) {
    return {format("there is no {} to multiply", path),
            "the file does not say it, and its default is no fixed number", ""};
}

Complaint bad_factor(Text value) {
    return {format("{} is not a factor", value), "expected a finite number that is not negative, as in *1.3",
            ""};
}

Complaint product_too_large(const Node& multiplied, Text factor) {
    return {format("{} is too large a factor for {}", factor, written(multiplied).substr(0, 60)),
            "no value of a scenario is as large as their product", ""};
}

}  // namespace mxsim::scenario::wording
