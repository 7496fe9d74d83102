// The entries of a master file (RFC 1035 section 5.1), as fields.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/scenario/master_file.hpp"

namespace mxsim::scenario {

// What stands between two ends of lines, or longer within parentheses.
struct MasterEntry {
    bool indented = false;  // begins with a blank: of the same owner as the one before
    std::vector<MasterField> fields;
};

class MasterEntries {
  public:
    // `file` is the index of its name.
    MasterEntries(std::string_view text, std::uint32_t file, Findings& findings)
        : text_{text}, at_{file, 1, 1}, findings_{findings} {}

    // The next entry with a field; nothing at the end, or after a mistake that leaves open where entries end.
    std::optional<MasterEntry> next();

  private:
    bool done() const noexcept { return broken_ || pos_ == text_.size(); }
    char here() const noexcept { return text_[pos_]; }
    void step() noexcept;
    void skip_comment() noexcept;
    bool parenthesis();
    MasterField field();
    void quoted(MasterField& to);
    void escape(std::string& to);
    void breaks(Spot at, Complaint complaint);

    std::string_view text_;
    std::size_t pos_ = 0;
    Spot at_;
    std::optional<Spot> open_;  // the parenthesis that is not closed yet
    bool broken_ = false;
    Findings& findings_;
};

}  // namespace mxsim::scenario
