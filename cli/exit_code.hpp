// How mxsim ends. Where several apply, the first of this list is taken.
#pragma once

namespace mxsim::cli {

enum ExitCode : int {
    usage = 2,           // the command line is wrong
    invalid = 3,         // the scenario cannot be read, is wrong, or says what is not simulated yet
    failed = 1,          // the output cannot be written, memory ran out, or a bug
    interrupted = 130,   // the finished replications were printed
    missed = 4,          // an [[expect]] was missed
    undecided = 5,       // an [[expect]] could not be decided by so many replications
    closed_pipe = 141,   // who read the output went away
    done = 0
};

}  // namespace mxsim::cli
