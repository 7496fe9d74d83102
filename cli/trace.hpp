// mxsim trace FILE: print what happens to each message of one replication, row by row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/scenario_file.hpp"

namespace mxsim::cli {

struct TraceOptions {
    ScenarioOptions scenario;
    std::uint32_t replication = 0;
    bool text = false;   // for people; else JSON lines
    std::string output;  // empty: standard output
    std::optional<std::uint64_t> message;
    std::string domain, server, from, to;  // empty: any
};

// Returns the exit code; throws UsageError, FileError, ClosedPipe and engine::Bug.
int trace(const TraceOptions& options);

}  // namespace mxsim::cli
