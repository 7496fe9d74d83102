// The gallery of wrong scenarios: each file's diagnostics are exactly those of the text beside it. A new
// text is read aloud before it is accepted: it must tell a postmaster what to do. A file that is only warned
// of can still be run.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> text_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<fs::path> wrong_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{fs::path{MXSIM_TESTS_DIR} / "errors"})
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

ReadResult read_file(const fs::path& path) {
    return read(text_of(path).value(), path.filename().string(), {},
                [&](std::string_view name) { return text_of(path.parent_path() / std::string{name}); });
}

bool refused(const ReadResult& result) {
    const auto& all = result.diagnostics;
    return std::any_of(all.begin(), all.end(), [](const auto& d) { return d.severity == Severity::error; });
}

// The message without what is particular to the file: names, numbers, values.
std::string kind_of(const std::string& found) {
    std::string out;
    bool quoted = false;
    for (const char c : found) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c < '0' || c > '9')) out += c;
    }
    return out;
}

}  // namespace

TEST_CASE("every wrong scenario is told as the gallery says") {
    for (const fs::path& path : wrong_files()) {
        INFO(path.filename().string());
        const ReadResult result = read_file(path);
        CHECK(!result.diagnostics.empty());
        CHECK(result.scenario.has_value() != refused(result));
        fs::path expected = path;
        expected.replace_extension(".txt");
        CHECK(said(result) ==
              text_of(expected).value_or("(there is no " + expected.filename().string() + ")"));
    }
}

TEST_CASE("the gallery is large, and its messages differ") {
    std::set<std::string> kinds;
    for (const fs::path& path : wrong_files())
        for (const Diagnostic& diagnostic : read_file(path).diagnostics)
            kinds.insert(kind_of(diagnostic.found));
    CHECK(wrong_files().size() >= 45);
    CHECK(kinds.size() >= 60);
}

}  // namespace mxsim::scenario
