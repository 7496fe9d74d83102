// Output goes out: a stream to standard output, or a file that appears whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/interrupt.hpp"

namespace mxsim::cli {

// Everything throws FileError if it cannot be done, ClosedPipe if nobody reads what is written.
class Writer {
  public:
    // An empty path is standard output. A regular file, new or replaced, appears under its name when it is
    // finished; a replaced one keeps its mode, and a link leads where it led. Without finish() nothing is left.
    explicit Writer(const std::string& path);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    void write(std::string_view text);  // gathered into larger pieces
    void finish();

  private:
    void flush();
    [[noreturn]] void fail() const;

    std::string path_;
    std::string final_;  // where a regular file is to appear; empty: it is written where it is
    std::string draft_;
    std::optional<Unfinished> taken_away_on_interrupt_;
    std::string waiting_;
    int file_ = 1;
};

}  // namespace mxsim::cli
