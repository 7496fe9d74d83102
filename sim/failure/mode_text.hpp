// The words of a failure mode: "refused", "hang at rcpt", "451 at mail", "ack-lost"; of a zone: "servfail".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/failure/effect.hpp"
#include "sim/failure/zone_fault.hpp"

namespace mxsim::failure {

// Nothing if it is no mode that a server can have. `by` and `factor` are not part of the words.
std::optional<Effect> mode_of(std::string_view words);

std::string to_text(const Effect& effect);
std::string to_text(ZoneMode mode);

// "servfail", "timeout", "nxdomain", "empty", "up": nothing if it is no mode that a zone can have.
std::optional<ZoneMode> zone_mode_of(std::string_view word);
const std::vector<std::string>& zone_modes();

// All words that stand alone, and those that a stage follows ("hang at STAGE"), for suggestions.
const std::vector<std::string>& modes_alone();
const std::vector<std::string>& stages();

}  // namespace mxsim::failure
