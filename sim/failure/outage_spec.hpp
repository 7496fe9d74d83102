// What an outage is: which servers fail, how, and when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/distribution.hpp"
#include "sim/engine/time.hpp"

namespace mxsim::failure {

enum class Mode : std::uint8_t { up, refused, silent };

// What happens to connections accepted before the outage began, waiting ones among them.
enum class Sessions : std::uint8_t { cut, finish };

// One planned interval: from `at`, for a drawn or constant time (nanoseconds), or to the end of the run.
struct Occurrence {
    engine::Time at{};
    std::optional<engine::Distribution> lasts;
};

struct OutageSpec {
    std::string name;
    std::vector<std::uint32_t> servers;  // indices into WorldSpec::servers
    bool each = false;                   // every server draws its own lengths
    Mode mode = Mode::refused;
    Sessions sessions = Sessions::cut;
    std::vector<Occurrence> occurrences;  // in order of `at`
    std::optional<engine::Duration> every;  // all occurrences again and again while messages are submitted
};

}  // namespace mxsim::failure
