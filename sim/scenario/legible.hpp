// What others wrote: is it text, and for a terminal: every character is shown and none is obeyed.
#pragma once

#include <string>
#include <string_view>

namespace mxsim::scenario {

// Control characters (C0, DEL, C1), those that turn the direction of what follows them, and bytes that are not
// UTF-8 become "\n", "\u001B", "\x9b"; line feeds stay if `lines`. Everything else stays as it is.
std::string legible(std::string_view text, bool lines = false);

// Is it UTF-8 without a byte of zero?
bool is_text(std::string_view bytes);

}  // namespace mxsim::scenario
