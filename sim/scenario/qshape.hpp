// The table that Postfix's qshape prints: how many queued messages a domain has, by age.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/scenario/findings.hpp"

namespace mxsim::scenario {

struct QshapeCell {
    std::string domain;  // canonical
    std::uint64_t messages = 0;
    engine::Duration youngest{0}, oldest{0};
    Spot at;  // of the number
};

// The cells that are not zero, in order of the file. What is no such table is reported; then the answer has no meaning.
std::vector<QshapeCell> read_qshape(std::string_view text, std::uint32_t file, Findings& findings);

}  // namespace mxsim::scenario
