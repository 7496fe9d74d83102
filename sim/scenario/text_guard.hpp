// What must not reach the TOML library.
#pragma once

#include <optional>
#include <string_view>

#include "sim/scenario/findings.hpp"

namespace mxsim::scenario {

struct Guarded {
    Complaint complaint;
    Spot at;
};

// The first of: a byte of zero; a letter outside ASCII outside quotes; one right after a line that is
// continued by a backslash; a key of more than 16 parts. Nothing if there is none.
std::optional<Guarded> guard_text(std::string_view text, std::uint32_t file);

}  // namespace mxsim::scenario
