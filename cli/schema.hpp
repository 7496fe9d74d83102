// mxsim schema: the language as a JSON Schema, and the paths of the result.
#pragma once

namespace CLI {
class App;
}

namespace mxsim::cli {

struct SchemaOptions {
    bool metrics = false;
};

void add_schema_options(CLI::App& command, SchemaOptions& options);

// Returns `done`; throws ClosedPipe.
int schema(const SchemaOptions& options);

}  // namespace mxsim::cli
