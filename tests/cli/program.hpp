// Runs the real program and tells how it ended, what it printed and what it left behind.
#pragma once

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace mxsim::test {

struct Outcome {
    int code = 0;  // exit code; 128 + number if a signal ended it
    std::string out, err;
};

struct Around {
    std::string input;                  // standard input
    bool input_stays_open = false;      // standard input is a pipe: silent, but never closed
    std::string output_to;              // standard output goes to this file or device, not into Outcome::out
    std::vector<std::string> set;       // "NAME=VALUE" in the environment
    bool reader_gone = false;           // standard output is a pipe that nobody reads
    bool terminal = false;              // standard output is a terminal
    std::size_t largest_file = 0;       // no file may grow beyond so many bytes
    std::size_t largest_memory = 0;     // of addresses
    unsigned interrupt_after_ms = 0;    // a signal after so long
    int interrupt = SIGINT;
};

// `mxsim ARGUMENTS`, standard input empty unless said.
Outcome run_mxsim(const std::vector<std::string>& arguments, const Around& around = {});

// Can this machine give terminals? A bare chroot cannot.
bool has_terminals();

// A folder of its own, removed at the end.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    std::string path(const std::string& name) const { return (root_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const;  // returns the path
    std::string read(const std::string& name) const;
    std::vector<std::string> names() const;  // what lies in it, sorted

  private:
    std::filesystem::path root_;
};

std::vector<std::string> lines_of(const std::string& text);
std::string text_of_file(const std::filesystem::path& path);

// What can be run of what is shipped, as arguments: a file, or a file and one of its variants.
std::vector<std::vector<std::string>> shipped_points();

// All scenarios that are shipped, sorted.
std::vector<std::filesystem::path> shipped_scenarios();

}  // namespace mxsim::test
