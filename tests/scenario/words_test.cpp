// The table of words, and the walk by it.

#include <set>

#include "sim/scenario/words.hpp"
#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

TEST_CASE("every word stands once in its table, with a meaning and a form") {
    std::set<std::pair<Table, std::string_view>> seen;
    for (const Word& word : words()) {
        INFO(word.key);
        CHECK(seen.insert({word.table, word.key}).second);
        CHECK(!word.meaning.empty());
        CHECK(word.forms[0].kind != Kind::none);
        CHECK((word.part >= 1 && word.part <= 5));
        CHECK(!describe(word).empty());
        CHECK(word.fallback.empty() == word.source.empty());
        CHECK(find_word(word.table, word.key) == &word);
    }
}

TEST_CASE("a word of a later part is read, then said not to be simulated yet") {
    const ReadResult result = reading(one_domain + "[resolvers.campus]\ntimeout = \"5s\"\n");
    CHECK(result.not_simulated_yet);
    CHECK_FALSE(result.scenario);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].found == "\"resolvers\" is not simulated yet (it comes with part 5)");
    CHECK(result.diagnostics[0].place.line == 3);
}

TEST_CASE("a mistake in a word of a later part is told instead") {
    const ReadResult result = reading(one_domain + "[resolvers.r]\ntries = 0\n");
    CHECK_FALSE(result.not_simulated_yet);
    CHECK(has(said(result), "0 is out of range"));
}

TEST_CASE("modes, choices and families of later parts") {
    const std::string outage = one_domain + "[outages.o]\nserver = \"mx1.example.org\"\nat = \"1h\"\nmode = ";
    for (const char* mode :
         {"unreachable", "hang at banner", "421 at banner", "close at eod", "ack-lost"}) {
        const ReadResult result = reading(outage + '"' + mode + "\"\n");
        CHECK(result.scenario);
    }
    for (const char* mode : {"dead", "hang", "421 at dinner", "999 at rcpt", "421"})
        CHECK_FALSE(reading(outage + '"' + mode + "\"\n").not_simulated_yet);
}

TEST_CASE("places are exact, within an MX record too") {
    const ReadResult result =
        reading("[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\", \"20 mx2..org\"]\n");
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].place.line == 2);
    CHECK(result.diagnostics[0].place.column == 37);
}

TEST_CASE("all findings come in one pass, in order of their place") {
    const ReadResult result =
        reading("duration = 5\n" + one_domain + "tttl = \"1h\"\n[servers.x]\nsessions = -3\n");
    REQUIRE(result.diagnostics.size() == 4);
    CHECK(result.diagnostics[0].place.line == 1);
    CHECK(result.diagnostics[1].place.line == 4);
    CHECK(result.diagnostics[2].severity == Severity::warning);  // nothing uses x
    CHECK(result.diagnostics[3].place.line == 6);
}

TEST_CASE("text that is no scenario ends in one diagnostic") {
    const auto one = [](const std::string& text) { return reading(text).diagnostics.size() == 1; };
    CHECK(one(""));
    CHECK(one("a = " + std::string(100'000, '[')));
    std::string tables = "a = ", keys = "a", maze = "a = ";
    for (int i = 0; i < 100'000; ++i) {
        tables += "{a=";
        keys += ".a";
    }
    for (int i = 0; i < 250; ++i) maze += "{a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=";
    CHECK(one(tables));
    CHECK(one(keys + " = 1"));
    CHECK(one('[' + keys + ']'));
    CHECK(one(maze));
    CHECK(one("title = \"\xff\xfe\"\n"));
    CHECK(one(std::string("\0\1\2", 3)));
    CHECK(
        one("\x7f"
            "ELF\x02\x01"));
    CHECK(one("title = \"" + std::string(1'000'000, 'x')));
}

TEST_CASE("letters outside ASCII belong in quotes") {
    CHECK(good("title = \"\u00dcber Nacht \xc3\x9c\" # \xc3\x9c\n" + one_domain).title ==
          "\u00dcber Nacht \xc3\x9c");
    CHECK(good("\xef\xbb\xbftitle = \"\"\"\"\xc3\x9c\"\"\"\"\n" + one_domain).title == "\"\xc3\x9c\"");
    CHECK(has(bad("t\xc3\xaetre = 1\n"), "test.toml:1:2: a letter that is not ASCII"));
    CHECK(has(bad("title = \"\"\"a\\\n  \xc3\x8a\"\"\"\n"), "test.toml:2:3: a letter that is not ASCII"));
}

TEST_CASE("tables become entities in the order of the file") {
    const Scenario s = good(
        "[domains.\"z.example\"]\nmx = [\"10 mx.z.example\"]\n[domains.\"a.example\"]\n"
        "mx = [\"10 mx.a.example\"]\n[servers.\"mx.a.example\"]\nsessions = 3\n");
    CHECK(s.world.domains.at(0).name == "z.example");
    CHECK(s.world.domains.at(1).name == "a.example");
    CHECK(s.world.servers.at(0).name == "mx.a.example");
    CHECK(s.world.servers.at(1).name == "mx.z.example");
    CHECK(s.world.domains.at(0).mx.at(0).exchange == 1);
}

namespace {

// Where a table with words of later parts stands, and what else it must say.
std::string table_of(Table table) {
    switch (table) {
        case Table::policy: return "[domains.\"example.org\".policy]\n";
        case Table::server: return "[servers.\"mx1.example.org\"]\n";
        case Table::relay: return "[servers.\"backup.example.net\".relay]\nfor = [\"example.org\"]\n";
        case Table::greylist: return "[servers.\"mx1.example.org\".greylist]\n";
        case Table::rate_limit: return "[servers.\"mx1.example.org\".rate_limit]\n";
        case Table::sender: return "[senders.ann]\n";
        case Table::outage: return "[outages.dns]\nmode = \"servfail\"\nat = \"1h\"\n";
        case Table::resolver: return "[resolvers.cache]\n";
        case Table::keeps_too_long: return "[resolvers.cache.keeps_too_long]\n";
        case Table::postfix_profile: return "[senders.ann.profile]\nbase = \"postfix\"\n";
        default: return "";
    }
}

}  // namespace

TEST_CASE("the example of a word that is not simulated yet is read, and told to be one") {
    const std::string domain = "[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\", \"20 backup.example.net\"]\n";
    std::size_t words_seen = 0;
    for (const Word& word : words()) {
        const std::string value = example_of(word);
        if (word.part <= simulated_part || value.empty()) continue;
        const std::string backup = word.table == Table::relay ? "" : "[servers.\"backup.example.net\"]\nmailbox = true\n";
        INFO(table_name(word.table) << ", " << word.key << " = " << value);
        REQUIRE(!table_of(word.table).empty());
        const ReadResult result = reading(domain + backup + table_of(word.table) + std::string{word.key} + " = " + value + '\n');
        INFO(said(result));
        CHECK(result.not_simulated_yet);
        for (const Diagnostic& diagnostic : result.diagnostics)
            CHECK((diagnostic.severity == Severity::warning || has(diagnostic.found, "not simulated yet")));
        ++words_seen;
    }
    CHECK(words_seen >= 20);
}

}  // namespace mxsim::scenario
