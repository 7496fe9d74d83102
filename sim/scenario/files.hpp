// Files a scenario names: read once through the caller, split into cells.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/scenario/findings.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

// One line of a CSV file: its cells without surrounding blanks and quotation marks, and where they stand.
struct CsvLine {
    std::vector<std::string> cells;
    std::vector<Spot> at;
};

struct CsvFile {
    bool readable = false;
    std::vector<CsvLine> lines;
    Complaint unreadable;  // why it is not
};

struct TextFile {
    bool readable = false;
    std::string content;
    Complaint unreadable;  // why it is not
};

class Files {
  public:
    Files(const IncludeFile& include, Findings& findings) : include_{include}, findings_{findings} {}

    // The lines of a file; empty lines, lines that begin with "#", and a first line without any digit
    // (a header) are left out. A file that is not text is not readable as a whole.
    const CsvFile& csv(std::string_view name);
    // The name of a file that the text names, relative to the file in which it stands.
    std::string beside(const Node& text) const;
    // The whole of a file.
    const TextFile& text(std::string_view name);

  private:
    const IncludeFile& include_;
    Findings& findings_;
    std::unordered_map<std::string, CsvFile> split_;
    std::unordered_map<std::string, TextFile> read_;
};

bool names_csv(std::string_view text);  // ends in ".csv"

}  // namespace mxsim::scenario
