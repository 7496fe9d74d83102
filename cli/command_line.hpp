// The command line of mxsim: its commands, what may be said to each, and help.
#pragma once

namespace mxsim::cli {

// Performs the command and returns the exit code; a wrong command line is told on standard error. Throws FileError,
// ClosedPipe and engine::Bug.
int perform_command_line(int argc, char** argv);

}  // namespace mxsim::cli
