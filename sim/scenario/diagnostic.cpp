// A diagnostic is read by someone with an editor open: the place in the form editors jump to, then
// what was found; below it, indented, what would be right and what to type.

#include "sim/scenario/diagnostic.hpp"

#include <algorithm>

#include "sim/scenario/legible.hpp"

namespace mxsim::scenario {

namespace {

void append_indented(std::string& out, const std::string& lines) {
    if (lines.empty()) return;
    std::size_t begin = 0;
    while (begin <= lines.size()) {
        const std::size_t end = std::min(lines.find('\n', begin), lines.size());
        out += end > begin ? "\n    " : "\n";  // no blanks at the end of an empty line
        out.append(lines, begin, end - begin);
        begin = end + 1;
    }
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
    std::string out = legible(diagnostic.place.file);
    if (diagnostic.place.line) {
        out += ':' + std::to_string(diagnostic.place.line);
        out += ':' + std::to_string(diagnostic.place.column);
    }
    out += ": ";
    if (diagnostic.severity == Severity::warning) out += "warning: ";
    out += legible(diagnostic.found);
    append_indented(out, legible(diagnostic.expected, true));
    append_indented(out, legible(diagnostic.fix, true));
    return out;
}

}  // namespace mxsim::scenario
