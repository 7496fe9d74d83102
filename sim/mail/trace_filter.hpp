// Which rows of a trace are wanted.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/mail/trace_row.hpp"

namespace mxsim::mail {

// Every condition that is given must hold. Indices are those of WorldSpec.
struct TraceFilter {
    std::optional<std::uint64_t> message;
    std::optional<std::uint32_t> domain;  // of the message
    // Tried, or the one that took the message or holds it, or a candidate of the look-up.
    std::optional<std::uint32_t> server;
    engine::Time from = engine::Time::min();  // rows that became known at this instant or later,
    engine::Time to = engine::never;          // and before this one

    bool wants(const TraceRow& row) const;
    // No later row is wanted, either.
    bool is_past(const TraceRow& row) const noexcept { return row.at >= to; }
};

}  // namespace mxsim::mail
