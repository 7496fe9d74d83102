// The words of a trace, the same for people and for programs, and its rows as aligned text.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/mail/trace_row.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::mail {

std::string_view word(TraceEvent event);
std::string_view word(measure::Reason reason);  // "expired", "loops-back"
std::string_view word(dns::Answer answer);      // "null-mx", "no-address"
// The parameter under the name it has in a profile's file: "minimal_backoff_time"; or "message_age".
std::string_view word(RetryParameter parameter);
// The rule ("R55": a relay that is itself an exchanger prunes the list) or the parameter: "address_limit".
std::string_view word(Skip skip);
// "refused", "timeout", "hang", "closed", "dropped", or the reply code ("250" of an acceptance).
std::string result_word(const measure::Ending& ending);

// "00:15:00.050", "5d 00:30:00": days only from the second on, a fraction only if there is one.
std::string clock_text(engine::Time t);
// "0.05s", "15m 0.1s", "5d 30m"; all digits, down to nanoseconds.
std::string span_text(engine::Duration span);

// Rows as lines for people, in columns: when, which message, who holds it, what happened.
//   00:00:00      m0  internet  look up example.org: mx1.example.org 192.0.2.1 (10)
//   00:00:00.050  m0  internet  try mx1.example.org (10): refused at connect after 0.05s
//   00:00:00.050  m0  internet  deferred, next 00:15:00.050
// A column that needs more room takes it from then on: what comes later is not known.
class TraceText {
  public:
    explicit TraceText(const WorldSpec& spec);
    void append(std::string& to, const TraceRow& row);  // with its line feed

  private:
    const WorldSpec& spec_;
    std::array<std::size_t, 3> widths_{};
};

// A line a row, without line feeds.
std::vector<std::string> text_lines(const WorldSpec& spec, const std::vector<TraceRow>& rows);

}  // namespace mxsim::mail
