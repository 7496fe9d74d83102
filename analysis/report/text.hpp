// A result as text for a terminal of 80 columns. The first 24 lines alone say what each outage did to the
// mail, what the backup carried and when all was drained; the sections below give everything else. Control
// characters in names and titles are shown, not sent to the terminal.
#pragma once

#include <string>

#include "analysis/report/result.hpp"

namespace mxsim::report {

struct TextOptions {
    bool colour = false;  // ANSI colours
};

std::string to_text(const Result& result, const TextOptions& options = {});

}  // namespace mxsim::report
