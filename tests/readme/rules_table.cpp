#include "tests/readme/rules_table.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace mxsim::test {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> parts_of(const std::string& line) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t end = std::min(line.find(" | ", begin), line.size());
        parts.push_back(line.substr(begin, end - begin));
        begin = end + 3;
    }
    return parts;
}

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

// Every file of the stories that holds the rule, in order of their names.
std::vector<std::string> tests_of(const std::string& id, const fs::path& stories) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{stories}) {
        const std::string name = entry.path().filename().string();
        const bool story = name.rfind("rule-" + id + "-", 0) == 0;
        const bool beside = entry.path().extension() == ".cpp" &&
                            text_of(entry.path()).find("TEST_CASE(\"" + id + ":") != std::string::npos;
        if (story || beside) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string held_by(const Rule& rule) {
    if (rule.tests.empty()) return rule.why_not == "-" ? rule.held_in : "none: " + rule.why_not;
    std::string text;
    for (const std::string& test : rule.tests) text += (text.empty() ? "`" : ", `") + test + '`';
    return text;
}

}  // namespace

std::vector<Rule> rules_in(const fs::path& tests) {
    std::vector<Rule> rules;
    std::istringstream lines{text_of(tests / "rules.txt")};
    for (std::string line; std::getline(lines, line);) {
        const auto parts = parts_of(line);
        if (line.front() == '#' || parts.size() != 5) continue;
        rules.push_back({parts[0], parts[1], parts[2], parts[3], parts[4], tests_of(parts[0], tests / "stories")});
    }
    return rules;
}

std::vector<std::string> rules_table(const std::vector<Rule>& rules) {
    std::vector<std::string> lines{"| rule | what it says | source | test in `tests/stories` |", "|---|---|---|---|"};
    for (const Rule& rule : rules)
        lines.push_back("| " + rule.id + " | " + rule.title + " | " + rule.source + " | " + held_by(rule) + " |");
    return lines;
}

}  // namespace mxsim::test
