// What is wrong with a scenario: where, what was found, what was expected, and the nearest fix.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mxsim::scenario {

struct Place {
    std::string file;
    std::uint32_t line = 0;    // from 1; 0: the file as a whole
    std::uint32_t column = 0;  // from 1
};

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
    Severity severity = Severity::error;
    Place place;
    std::string found;     // one sentence fragment: "mail server \"mx9\" is not defined"
    std::string expected;  // what would have been right; may be empty
    std::string fix;       // the nearest known word, or the lines to paste; may be empty
};

// "file:line:column: found" and, indented on lines of their own, what was expected and the fix; legible.
std::string to_text(const Diagnostic& diagnostic);

}  // namespace mxsim::scenario
