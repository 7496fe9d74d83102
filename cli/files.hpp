// Files are read whole.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace mxsim::cli {

// Why a file could not be read or written, as a sentence for the user.
class FileError : public std::runtime_error {
  public:
    explicit FileError(const std::string& sentence) : std::runtime_error{sentence} {}
    FileError(const std::string& undone, std::string why)
        : std::runtime_error{undone + ": " + why}, why_{std::move(why)} {}

    const std::string& why() const noexcept { return why_; }  // "No such file or directory"; of what cannot be read

  private:
    std::string why_;
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
