// The gallery of wrong scenarios: each file's diagnostics are exactly those of the text beside it. A new
// text is read aloud before it is accepted: it must tell a postmaster what to do. A file that is only warned
// of can still be run.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "sim/scenario/points.hpp"
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

// Stands in for who knows the results: nothing begins with "nothing" in one.
std::vector<UnknownMetric> unknown_metrics(const Scenario& scenario, bool) {
    std::vector<UnknownMetric> unknown;
    for (std::size_t i = 0; i < scenario.expectations.size(); ++i)
        if (scenario.expectations[i].metric.rfind("nothing", 0) == 0) unknown.push_back({i, false, std::nullopt});
    return unknown;
}

bool refused(const ReadResult& result) {
    const auto& all = result.diagnostics;
    return std::any_of(all.begin(), all.end(), [](const auto& d) { return d.severity == Severity::error; });
}

// "# --set PATH=VALUE" in the first line of a file.
std::vector<Setting> settings_of(const std::string& text) {
    const std::string mark = "# --set ";
    if (text.compare(0, mark.size(), mark) != 0) return {};
    const std::size_t equals = text.find('='), end = text.find('\n');
    return {{text.substr(mark.size(), equals - mark.size()), text.substr(equals + 1, end - equals - 1)}};
}

// What is found at any of its points; `text` stands in the file.
ReadResult read_text(const fs::path& path, const std::string& text) {
    const auto at = [&](const Point& point) {
        return read(text, path.filename().string(), settings_of(text),
                    [&](std::string_view name) { return text_of(path.parent_path() / std::string{name}); },
                    unknown_metrics, point);
    };
    ReadResult all = at({});
    const std::vector<Point> points = points_of(all);
    if ((all.variants.empty() && all.sweep.empty()) || points.size() > 100) return all;
    std::vector<ReadResult> each;
    for (const Point& point : points) each.push_back(at(point));
    all.diagnostics = found_at(each);
    if (refused(all)) all.scenario.reset();
    return all;
}

ReadResult read_file(const fs::path& path) { return read_text(path, text_of(path).value()); }

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

// What a function of the wording finds, as the texts in its source that begin its complaints.
struct Wording {
    std::string function;
    std::string found;  // with ".*" in place of what is filled in
};

std::string literal(const std::string& source, std::size_t& at) {
    std::string text;
    for (++at; source[at] != '"'; ++at) {
        if (source[at] == '\\') ++at;
        text += source[at] == 'n' && source[at - 1] == '\\' ? '\n' : source[at];
    }
    ++at;
    return text;
}

std::string pattern_of(const std::string& format) {
    std::string pattern;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '{') {
            i = format.find('}', i);
            pattern += ".*";
        } else {
            if (std::string_view{"[]().*+?^$|\\"}.find(format[i]) != std::string_view::npos) pattern += '\\';
            pattern += format[i];
        }
    }
    return pattern;
}

std::vector<Wording> wordings_of(const std::string& source) {
    std::vector<Wording> all;
    const std::string function_begin = "\nComplaint ", begin = "return {";
    std::string function;
    for (std::size_t at = 0; at < source.size(); ++at) {
        if (source.compare(at, function_begin.size(), function_begin) == 0) {
            const std::size_t name = at + function_begin.size();
            function = source.substr(name, source.find('(', name) - name);
        }
        if (function.empty() || source.compare(at, begin.size(), begin) != 0) continue;
        std::size_t text = at + begin.size();
        if (const std::string_view call = "format("; source.compare(text, call.size(), call) == 0) text += call.size();
        if (source[text] != '"') continue;
        std::string found = literal(source, text);
        for (std::size_t next = source.find_first_not_of(" \n", text); source[next] == '"';
             next = source.find_first_not_of(" \n", text)) {
            text = next;
            found += literal(source, text);
        }
        all.push_back({function, pattern_of(found)});
    }
    return all;
}

// What is offered to be pasted: tables of their own, parted by empty lines, or a line each.
std::vector<std::string> offered(const std::string& fix) {
    const std::string parted_by = fix.front() == '[' ? "\n\n" : "\n";
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin <= fix.size();) {
        const std::size_t end = std::min(fix.find(parted_by, begin), fix.size());
        all.push_back(fix.substr(begin, end - begin));
        begin = end + parted_by.size();
    }
    return all;
}

std::size_t after_line(const std::string& text, std::size_t line) {
    std::size_t at = 0;
    for (; line > 0; --line) at = text.find('\n', at) + 1;
    return at;
}

// As a reader would: a table goes to the end, a line into the table or the braces that the diagnostic shows or names.
std::string pasted(std::string text, const Diagnostic& diagnostic, const std::string& offer) {
    if (offer.front() == '[') return text + "\n" + offer + "\n";
    const std::size_t quoted = diagnostic.found.find('"');
    const std::size_t closed = quoted == std::string::npos ? quoted : diagnostic.found.find('"', quoted + 1);
    const std::string name = closed == std::string::npos ? "" : diagnostic.found.substr(quoted, closed + 1 - quoted);
    for (const auto& [words, braces] : {std::pair{"the braces of \"servers\"", std::string{"servers = { "}},
                                        std::pair{"into its braces", name + " = { "}})
        if (diagnostic.expected.find(words) != std::string::npos)
            return text.insert(text.find(braces) + braces.size(), offer + ", ");
    std::size_t at = after_line(text, diagnostic.place.line);
    if (diagnostic.expected.find("into its table") != std::string::npos) {
        const std::string header = "[servers." + name + "]\n";
        at = text.find(header) + header.size();
    }
    return text.insert(at, offer + "\n");
}

std::set<std::string> findings(const ReadResult& result) {
    std::set<std::string> all;
    for (const Diagnostic& diagnostic : result.diagnostics) all.insert(diagnostic.found);
    return all;
}

}  // namespace

TEST_CASE("lines offered to be pasted mend what they are offered for, and nothing else is found then") {
    std::size_t offers = 0;
    for (const fs::path& path : wrong_files()) {
        const ReadResult wrong = read_file(path);
        for (const Diagnostic& diagnostic : wrong.diagnostics) {
            if (diagnostic.expected.find("Paste one of these") == std::string::npos) continue;
            for (const std::string& offer : offered(diagnostic.fix)) {
                INFO(path.filename().string() << ": " << offer);
                std::set<std::string> rest = findings(wrong);
                rest.erase(diagnostic.found);
                CHECK(findings(read_text(path, pasted(text_of(path).value(), diagnostic, offer))) == rest);
                ++offers;
            }
        }
    }
    CHECK(offers >= 20);
}

TEST_CASE("every complaint of the source has its file in the gallery") {
    std::string told;
    for (const fs::path& path : wrong_files())
        for (const Diagnostic& diagnostic : read_file(path).diagnostics) told += diagnostic.found + '\n';
    std::size_t wordings = 0;
    for (const auto& entry : fs::directory_iterator{fs::path{MXSIM_TESTS_DIR} / "../sim/scenario"}) {
        if (entry.path().filename().string().rfind("wording", 0) != 0 || entry.path().extension() != ".cpp") continue;
        for (const Wording& wording : wordings_of(text_of(entry.path()).value())) {
            INFO(wording.function << ": " << wording.found);
            CHECK(std::regex_search(told, std::regex{wording.found}));
            ++wordings;
        }
    }
    CHECK(wordings > 200);
}

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
