// mxsim examples: the shipped scenarios, from within the program.
#pragma once

#include <string>

namespace mxsim::cli {

struct ExamplesOptions {
    std::string name;    // empty: list them
    std::string output;  // empty: standard output
};

// Returns `done`; throws UsageError if there is no such example, FileError and ClosedPipe.
int examples(const ExamplesOptions& options);

}  // namespace mxsim::cli
