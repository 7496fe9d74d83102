// Quantities as people write them: "4h30m", "30 kB", "36000/h", "60 %", "100 Mbit/s".
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/engine/time.hpp"
#include "sim/scenario/findings.hpp"

namespace mxsim::scenario {

// The longest span that can be said: 100 years of 365 days. A run of that length, with a service and a wait of
// it at its end, still lies within the 292 years that time can count.
inline constexpr engine::Duration longest_duration = std::chrono::hours{100 * 365 * 24};

// "250ms", "1.5h", "4h30m", "2d"; units ns us ms s m h d y. Exact to the nanosecond, half rounds up.
Parsed<engine::Duration> parse_duration(std::string_view text);

// Bytes: "30 kB" is 30000, "30 KiB" is 30720; units B kB MB GB TB KiB MiB GiB TiB.
Parsed<std::int64_t> parse_size(std::string_view text);

// Per second: "36000/h", "10/s", "2 M/d", "1.5 k/s"; positive.
Parsed<double> parse_rate(std::string_view text);
Parsed<double> parse_rate_or_zero(std::string_view text);  // as a change may set it

// Bytes per second: "100 Mbit/s", "12.5 MB/s"; positive.
Parsed<double> parse_bandwidth(std::string_view text);

// "60 %", as a number from 0 to 1.
Parsed<double> parse_percent(std::string_view text);

// The same quantity times `factor`, written with the unit of `text` ("36000/h" * 1.3 is "46800/h").
// Nothing else is checked: the result is read as any value is.
Parsed<std::string> scaled(std::string_view text, double factor);

}  // namespace mxsim::scenario
