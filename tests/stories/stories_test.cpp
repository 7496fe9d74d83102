// Each story is a test: what is expected was worked out by hand from the rules, never copied from a run.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/mail/trace.hpp"
#include "sim/mail/trace_text.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace mxsim::stories {

namespace {

// A scenario, and below it in comments the timeline it must produce.
struct Story {
    std::string name;
    std::string text;                   // the whole file, a scenario
    std::vector<std::string> timeline;  // as written below "# Timeline", without the explanations after ";"
};

std::string with_single_blanks(const std::string& text) {
    std::istringstream words{text};
    std::string word, line;
    while (words >> word) line += line.empty() ? word : ' ' + word;
    return line;
}

std::string without_explanation(const std::string& line) { return line.substr(0, line.find(" ;")); }

std::vector<std::string> timeline_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream all{text};
    bool inside = false;
    for (std::string line; std::getline(all, line);) {
        if (inside && line.size() > 2) lines.push_back(without_explanation(line.substr(2)));
        if (line == "# Timeline") inside = true;
    }
    return lines;
}

bool matches(const char* pattern, const char* text) {
    for (; *pattern != '*'; ++pattern, ++text) {
        if (*pattern != *text) return false;
        if (*pattern == '\0') return true;
    }
    for (;; ++text) {
        if (matches(pattern + 1, text)) return true;
        if (*text == '\0') return false;
    }
}

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

// Every story of the folder, by name.
std::vector<Story> stories_in(const std::filesystem::path& folder) {
    std::vector<Story> all;
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        if (file.path().extension() != ".toml") continue;
        const std::string text = text_of(file.path());
        all.push_back({file.path().stem().string(), text, timeline_of(text)});
    }
    std::sort(all.begin(), all.end(), [](const Story& a, const Story& b) { return a.name < b.name; });
    return all;
}

// Blanks count once, and "*" in what is expected stands for any text.
bool says(const std::string& expected, const std::string& told) {
    return matches(with_single_blanks(expected).c_str(), with_single_blanks(told).c_str());
}

// Both timelines side by side, the first difference marked; empty if they agree.
std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& told) {
    std::size_t same = 0;
    while (same < std::min(expected.size(), told.size()) && says(expected[same], told[same])) ++same;
    if (same == expected.size() && same == told.size()) return "";
    std::size_t width = 20;
    for (const std::string& line : expected) width = std::max(width, line.size());
    std::ostringstream text;
    text << "    expected" << std::string(width - 8, ' ') << " | told\n";
    for (std::size_t i = 0; i < std::max(expected.size(), told.size()); ++i) {
        const std::string left = i < expected.size() ? expected[i] : "(nothing more)";
        text << (i == same ? "--> " : "    ") << left << std::string(width - left.size(), ' ') << " | "
             << (i < told.size() ? told[i] : "(nothing more)") << '\n';
    }
    return text.str();
}

std::filesystem::path folder() { return std::filesystem::path{MXSIM_TESTS_DIR} / "stories"; }

std::string diagnostics_of(const scenario::ReadResult& read) {
    std::string text;
    for (const auto& diagnostic : read.diagnostics) text += scenario::to_text(diagnostic) + '\n';
    return text;
}

// What a trace tells. Look-ups are left out of a story that says nothing of them.
std::vector<std::string> told_of(const Story& story, const scenario::Scenario& scenario) {
    std::vector<mail::TraceRow> rows = mail::trace(scenario.world, scenario.seed, 0);
    const bool of_lookups = std::any_of(story.timeline.begin(), story.timeline.end(), [](const std::string& line) {
        return line.find("  look up ") != std::string::npos;
    });
    if (!of_lookups) std::erase_if(rows, [](const auto& row) { return row.event == mail::TraceEvent::lookup; });
    return mail::text_lines(scenario.world, rows);
}

// Empty if the story comes true.
std::string what_went_wrong(const Story& story) {
    if (story.timeline.empty()) return "it has no timeline";
    const auto include = [](std::string_view file) { return std::optional{text_of(folder() / file)}; };
    const auto read = scenario::read(story.text, story.name + ".toml", {}, include);
    if (!read.scenario) return diagnostics_of(read);
    return difference(story.timeline, told_of(story, *read.scenario));
}

// MXSIM_STORY=name runs one of them.
TEST_CASE("every story comes true") {
    auto stories = stories_in(folder());
    CHECK(stories.size() >= 100);
    if (const char* only = std::getenv("MXSIM_STORY")) {
        stories.erase(std::remove_if(stories.begin(), stories.end(), [&](const Story& s) { return s.name != only; }),
                      stories.end());
        REQUIRE(stories.size() == 1);
    }
    for (const Story& story : stories) {
        INFO("story " << story.name << '\n' << what_went_wrong(story));
        CHECK(what_went_wrong(story).empty());
    }
}

TEST_CASE("a timeline that differs is told with its first difference") {
    const std::vector<std::string> expected{"00:00:00  m0  a", "00:00:01  m0  b"};
    CHECK(difference(expected, {"00:00:00 m0   a", "00:00:01  m0  b"}).empty());
    CHECK(difference(expected, {"00:00:00  m0  a", "00:00:02  m0  b"}).find("--> 00:00:01  m0  b") !=
          std::string::npos);
    CHECK(difference(expected, {"00:00:00  m0  a"}).find("(nothing more)") != std::string::npos);
    CHECK_FALSE(difference({}, {"00:00:00  m0  a"}).empty());
}

TEST_CASE("a star in a timeline stands for any text") {
    CHECK(says("try mx* (10): refused", "try mx1.example.org (10): refused"));
    CHECK_FALSE(says("try mx* (10): refused", "try mx1.example.org (20): refused"));
    CHECK_FALSE(says("try mx*", "tries mx1"));
}

}  // namespace

}  // namespace mxsim::stories
