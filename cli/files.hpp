// Files are read whole.
#pragma once

#include <stdexcept>
#include <string>

namespace mxsim::cli {

// Why a file could not be read or written, as a sentence for the user.
class FileError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Whoever read the output has gone.
class ClosedPipe : public std::exception {};

// The text of a regular file or pipe of at most 64 MB ("-" is standard input). Throws FileError.
std::string read_file(const std::string& path);

// `name` as seen from the folder of the file `from`.
std::string beside(const std::string& from, const std::string& name);

// Are both regular files, and the same one, by whatever names? ("-" is standard input.)
bool same_file(const std::string& one, const std::string& other);

}  // namespace mxsim::cli
