#include "tests/fuzz/readers.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "sim/scenario/points.hpp"

namespace mxsim::fuzz {

namespace {

using namespace mxsim::scenario;

[[noreturn]] void fails(const char* what, const std::string& detail) {
    std::fprintf(stderr, "does not hold: %s\n%s\n", what, detail.c_str());
    std::abort();
}

bool legible(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= ' '; });
}

std::string said(const ReadResult& result) {
    std::string all;
    for (const Diagnostic& diagnostic : result.diagnostics) all += to_text(diagnostic) + '\n';
    return all;
}

void check_diagnostics(const ReadResult& result) {
    const bool error = std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                                   [](const Diagnostic& d) { return d.severity == Severity::error; });
    if (error == result.scenario.has_value()) fails("there is a scenario unless there is an error", said(result));
    for (const Diagnostic& diagnostic : result.diagnostics) {
        if (diagnostic.found.empty()) fails("a finding says what was found", to_text(diagnostic));
        if (!legible(to_text(diagnostic))) fails("a finding can be printed", to_text(diagnostic));
    }
}

// Every file has this text; but a thousand of them would take a thousand times as long, and show nothing more.
IncludeFile all_are(std::string_view text) {
    constexpr int most = 50;
    return [text, files = 0](std::string_view name) mutable -> std::optional<std::string> {
        if (name.find("missing") != name.npos || ++files > most) return std::nullopt;
        return std::string{text};
    };
}

}  // namespace

void check_reading(std::string_view text, std::string_view file) {
    const ReadResult first = read(text, "fuzz.toml", {}, all_are(file));
    check_diagnostics(first);
    Point point;
    if (!first.variants.empty()) point.variant = first.variants.front();
    const FilledResult filled = fill(text, "fuzz.toml", {}, all_are(file), {}, point);
    check_diagnostics(filled.read);
    if (filled.text.empty() || !filled.read.sweep.empty()) return;
    const ReadResult again = read(filled.text, "filled.toml", {}, all_are(file));
    check_diagnostics(again);
    if (!again.scenario) fails("a scenario that is filled is one", said(again) + filled.text);
    if (!again.scenario->assumed.empty())
        fails("nothing is assumed in a filled scenario", again.scenario->assumed.front().path + '\n' + filled.text);
}

}  // namespace mxsim::fuzz
