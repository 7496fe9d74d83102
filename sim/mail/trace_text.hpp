// The words of a trace, the same for people and for programs, and its rows as aligned text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/mail/trace.hpp"

namespace mxsim::mail {

std::string_view word(TraceEvent event);
std::string_view word(measure::Stage stage);
std::string_view word(measure::Reason reason);  // "expired", "loops-back"
// "refused", "timeout", "hang", "closed", "dropped", or the reply code ("250" of an acceptance).
std::string result_word(const measure::Ending& ending);

// "00:15:00.050", "5d 00:30:00": days only from the second on, a fraction only if there is one.
std::string clock_text(engine::Time t);
// "0.05s", "15m 0.1s", "5d 30m"; all digits, down to nanoseconds.
std::string span_text(engine::Duration span);

// A line a row, in columns: when, which message, who holds it, what happened.
//   00:00:00.050  m0  internet  try mx1.example.org (10): refused at connect after 0.05s
//   00:00:00.050  m0  internet  deferred, next 00:15:00.050
std::vector<std::string> text_lines(const WorldSpec& spec, const std::vector<TraceRow>& rows);

}  // namespace mxsim::mail
