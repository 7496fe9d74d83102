// Helpers: a scenario from a few lines, and what was said of it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace mxsim::scenario {

using TestFiles = std::map<std::string, std::string>;

inline ReadResult reading(const std::string& text, const std::vector<Setting>& settings = {},
                          const TestFiles& files = {}) {
    return read(text, "test.toml", settings, [&](std::string_view name) -> std::optional<std::string> {
        const auto at = files.find(std::string{name});
        if (at == files.end()) return std::nullopt;
        return at->second;
    });
}

inline std::string said(const ReadResult& result) {
    std::string all;
    for (const Diagnostic& diagnostic : result.diagnostics) all += to_text(diagnostic) + '\n';
    return all;
}

// The scenario; fails the test, with what was said, if there is none.
inline Scenario good(const std::string& text, const std::vector<Setting>& settings = {},
                     const TestFiles& files = {}) {
    ReadResult result = reading(text, settings, files);
    INFO(said(result));
    REQUIRE(result.scenario);
    return std::move(*result.scenario);
}

// What was said of a scenario that is not good.
inline std::string bad(const std::string& text, const std::vector<Setting>& settings = {},
                       const TestFiles& files = {}) {
    const ReadResult result = reading(text, settings, files);
    CHECK_FALSE(result.scenario);
    return said(result);
}

inline std::string value_of(const Scenario& scenario, const std::string& path) {
    for (const Assumed& assumed : scenario.assumed)
        if (assumed.path == path) return assumed.value;
    return "";
}

inline const std::string one_domain = "[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\"]\n";
inline const std::string backup_domain =
    "[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\", \"20 backup.example.net\"]\n"
    "[servers.\"backup.example.net\"]\nrelay = { for = [\"example.org\"] }\n";

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace mxsim::scenario
