// mxsim schema: the language as a JSON Schema, and the paths of the result.
#pragma once

namespace mxsim::cli {

struct SchemaOptions {
    bool metrics = false;
};

// Returns `done`; throws ClosedPipe.
int schema(const SchemaOptions& options);

}  // namespace mxsim::cli
