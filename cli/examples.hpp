// mxsim examples: the shipped scenarios, from within the program.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace mxsim::cli {

struct ExamplesOptions {
    std::string name;    // empty: list them
    std::string output;  // empty: standard output
};

void add_examples_options(CLI::App& command, ExamplesOptions& options);

// Returns `done`; throws CLI::ValidationError if there is no such example, FileError and ClosedPipe.
int examples(const ExamplesOptions& options);

}  // namespace mxsim::cli
