// The README is true: the output it shows is the output of the command above it, and what the model leaves
// out, as the source says it in its `Model:` comments, is listed there word by word.
#include <algorithm>
#include <optional>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/cli/program.hpp"
#include "tests/readme/failure_table.hpp"
#include "tests/readme/rules_table.hpp"
#include "tests/readme/words_table.hpp"

using namespace mxsim::test;

namespace {

const std::filesystem::path root = std::filesystem::path{MXSIM_SCENARIOS_DIR}.parent_path();

std::string readme() { return text_of_file(root / "README.md"); }

// The lines of the fenced block after the first line that contains `mark`.
std::vector<std::string> block_after(const std::string& mark) {
    const auto lines = lines_of(readme());
    auto at = std::find_if(lines.begin(), lines.end(),
                           [&](const auto& line) { return line.find(mark) != std::string::npos; });
    at = std::find_if(at, lines.end(), [](const auto& line) { return line.substr(0, 3) == "```"; });
    if (at == lines.end()) return {};
    const auto end = std::find(at + 1, lines.end(), "```");
    return {at + 1, end};
}

std::string in_one_line(const std::string& text) {
    std::string line;
    std::istringstream words{text};
    for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
    return line;
}

// The text of a comment line, nothing if it is not one.
std::optional<std::string> comment(const std::string& line) {
    const auto begin = line.find_first_not_of(' ');
    if (begin == std::string::npos) return std::nullopt;
    if (line.compare(begin, 2, "//") == 0) return line.substr(std::min(line.size(), begin + 2));
    if (line[begin] == '#' && line.compare(begin, 2, "#i") != 0 && line.compare(begin, 2, "#p") != 0)
        return line.substr(begin + 1);
    return std::nullopt;
}

// Every statement from "Model:" to the next one or the end of its paragraph.
std::vector<std::string> model_statements(const std::string& text) {
    std::vector<std::string> statements;
    bool within = false;
    for (const auto& line : lines_of(text)) {
        auto said = comment(line);
        if (!said || in_one_line(*said).empty() || said->find("IWYU pragma") != std::string::npos) {
            within = false;
            continue;
        }
        const auto mark = said->find("Model: ");
        if (mark != std::string::npos) {
            statements.emplace_back();
            said = said->substr(mark + 7);
            within = true;
        }
        if (within) statements.back() = in_one_line(statements.back() + " " + *said);
    }
    return statements;
}

}  // namespace

TEST_CASE("the output in the README is the output of its first command") {
    const auto shown = block_after("<!-- output -->");
    REQUIRE(shown.size() >= 24);
    const auto printed = lines_of(run_mxsim({"run", (root / "scenarios/primary-down.toml").string()}).out);
    REQUIRE(printed.size() >= shown.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
        INFO("line " << i + 1 << " of the block; sh tests/readme/renew.sh renews it");
        CHECK(shown[i] == printed[i]);
    }
}

namespace {

void check_table(const std::string& mark, const std::vector<std::string>& table) {
    const auto lines = lines_of(readme());
    const auto at = std::find(lines.begin(), lines.end(), mark);
    REQUIRE(lines.end() - at > static_cast<std::ptrdiff_t>(table.size()) + 1);
    for (std::size_t i = 0; i < table.size(); ++i) CHECK(*(at + 2 + static_cast<std::ptrdiff_t>(i)) == table[i]);
}

}  // namespace

TEST_CASE("the table of failures in the README is what the model does") {
    check_table("<!-- failures -->", failure_table());
}

TEST_CASE("every word of the language is in the README, with its example") {
    check_table("<!-- words -->", words_table());
}

TEST_CASE("every rule of part 2 has a test, and what has none is said to be left out; the README lists them") {
    const auto rules = rules_in(MXSIM_TESTS_DIR);
    CHECK(rules.size() == 131);
    const auto readme_text = in_one_line(readme());
    for (const Rule& rule : rules) {
        INFO(rule.id << ", " << rule.title << ": " << rule.why_not);
        if (rule.held_in == "part 2") CHECK_FALSE(rule.tests.empty());
        CHECK((rule.why_not != "-") == (rule.held_in == "none"));
        if (rule.held_in == "none") CHECK(readme_text.find("- " + rule.why_not) != std::string::npos);
    }
    check_table("<!-- rules -->", rules_table(rules));
}

TEST_CASE("the README lists every Model: statement of the source") {
    const auto listed = in_one_line(readme());
    std::size_t found = 0;
    for (const char* room : {"sim", "analysis", "cli", "scenarios"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{root / room}) {
            const auto kind = entry.path().extension();
            if (kind != ".hpp" && kind != ".cpp" && kind != ".toml") continue;
            for (const auto& statement : model_statements(text_of_file(entry.path()))) {
                ++found;
                INFO(entry.path() << "\nsays, and the README does not under \"What the model leaves out\":\n"
                                  << statement);
                CHECK(listed.find(statement) != std::string::npos);
            }
        }
    }
    CHECK(found > 0);
}

TEST_CASE("the map of the source has every folder of it") {
    std::string map = "\n";
    for (const auto& line : block_after("## Map of the source")) map += line + "\n";
    const auto line_of = [](std::string indent, const std::string& folder) {
        return indent.insert(0, 1, '\n').append(folder).append("/");
    };
    const auto folders_in = [](const std::filesystem::path& folder) {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator{folder})
            if (entry.is_directory()) names.push_back(entry.path().filename().string());
        return names;
    };
    std::vector<std::string> rooms = {"cli", "analysis"};
    for (const char* layer : {"sim", "analysis", "cli", "scenarios", "bench"}) {
        for (const auto& folder : folders_in(root / layer)) {
            INFO(layer << "/" << folder);
            CHECK(map.find(folder + "/") != std::string::npos);
            rooms.push_back(folder);
        }
    }
    for (const auto& folder : folders_in(root / "tests")) {
        INFO("tests/" << folder);
        const bool mirrors = std::find(rooms.begin(), rooms.end(), folder) != rooms.end();
        CHECK((mirrors || map.find(line_of("  ", folder)) != std::string::npos));
    }
    for (const char* folder : {"cli", "analysis", "sim", "scenarios", "tests", "bench", "cmake", ".ci"})
        CHECK(map.find(line_of("", folder)) != std::string::npos);
}

TEST_CASE("the scenarios and the commands the README names exist") {
    const auto text = readme();
    for (std::size_t at = 0; (at = text.find("scenarios/", at)) != std::string::npos;) {
        const auto end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-/.", at);
        auto name = text.substr(at, end - at);
        while (!name.empty() && name.back() == '.') name.pop_back();
        INFO(name);
        CHECK(std::filesystem::exists(root / name));
        at = end;
    }
    for (const char* file : {"LICENSE", "CITATION.cff", "packages.sh", ".ci/run"})
        CHECK(std::filesystem::exists(root / file));
    CHECK(text.find("sh packages.sh && cmake --workflow --preset release") != std::string::npos);
}
