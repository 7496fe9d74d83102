// A scenario: TOML text in, a checked world and its study settings out; or diagnostics.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/mail/world_spec.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace mxsim::scenario {

// A default that was used: the path, the value as it would be written, and where it comes from.
struct Assumed {
    std::string path;
    std::string value;
    std::string source;
};

struct Expectation {
    std::string metric;                          // a path in the JSON result
    std::optional<double> below, above, equals;  // in the unit of the metric (times: seconds)
};

struct Setting {  // PATH=VALUE, of --set or of a sweep
    std::string path;
    std::string value;
    std::string file = {};  // where it stands, of a sweep
    std::uint32_t line = 0, column = 0;          // of the value
    std::uint32_t path_line = 0, path_column = 0;
};

// A file may stand for so many scenarios.
inline constexpr std::size_t most_points = 10'000;

// One of the scenarios that a file stands for: a variant, and one value of each path that is swept.
struct Point {
    std::string variant;  // empty: none
    std::vector<Setting> set;
};

struct Scenario {
    std::string title;
    std::string question;
    std::string text;  // as read
    Point point;
    std::string compare_to;         // variant that the others are compared to; empty: none
    std::vector<std::string> show;  // paths of the figures that a table of points shows
    std::uint64_t seed = 1;
    std::uint32_t replications = 20;
    std::optional<std::int64_t> start_unix_s;  // of time zero; none: a Monday 00:00 without a date
    std::int32_t utc_offset_s = 0;
    mail::WorldSpec world;
    std::vector<Expectation> expectations;
    std::vector<Assumed> assumed;
};

// The text of a file; or nothing if it cannot be read, and why, if that is known.
struct Included {
    std::optional<std::string> text;
    std::string why;

    Included(std::nullopt_t) {}  // NOLINT: read as what was found
    Included(std::string found) : text{std::move(found)} {}  // NOLINT
    Included(std::optional<std::string> found, std::string reason = "")  // NOLINT
        : text{std::move(found)}, why{std::move(reason)} {}
};

// Reads a file named by the scenario, relative to it.
using IncludeFile = std::function<Included(std::string_view name)>;

// A metric that names no figure of the result, and the path nearest to it.
struct UnknownMetric {
    std::size_t index = 0;  // of the expectation, or of the path shown
    bool shown = false;
    std::optional<std::string> nearest;
};

// What a result has only its maker knows: asked which metrics of a scenario name nothing in it. An unfinished
// scenario is one with errors, of which only the names are sure.
using CheckMetrics = std::function<std::vector<UnknownMetric>(const Scenario&, bool unfinished)>;

struct ReadResult {
    std::optional<Scenario> scenario;     // set if no error was found
    std::vector<Diagnostic> diagnostics;  // errors and warnings, in order of their place
    std::vector<Diagnostic> found_everywhere;  // counts only if every variant has it: a server that nothing uses
    bool not_simulated_yet = false;       // a word was met whose mechanism is still to come
    std::vector<std::string> variants;         // that the file has, in its order
    std::vector<std::vector<Setting>> sweep;  // by path that nothing else sets, a setting a value
};

// Reads and checks. `file` is the name printed in diagnostics; `point` is laid over it, `settings` over that. Metrics are
// looked for where something is run: of a file with variants, in these.
ReadResult read(std::string_view text, std::string_view file, const std::vector<Setting>& settings,
                const IncludeFile& include, const CheckMetrics& check_metrics = {}, const Point& point = {});

// The same, and the scenario with every default written out, as a file that says the same: empty if there is an error.
struct FilledResult {
    ReadResult read;
    std::string text;
};
FilledResult fill(std::string_view text, std::string_view file, const std::vector<Setting>& settings,
                  const IncludeFile& include, const CheckMetrics& check_metrics = {}, const Point& point = {});

}  // namespace mxsim::scenario
