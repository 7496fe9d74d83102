// What was found wrong so far, and the files it was found in.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// A diagnostic that does not know its place yet; every one is worded by a function of wording.hpp.
struct Complaint {
    std::string found;
    std::string expected;
    std::string fix;
};

// A value read from text, or why it could not be read and at which byte of the text.
template <class Value>
struct Parsed {
    Value value{};
    bool ok = false;
    Complaint complaint;
    std::size_t offset = 0;

    Parsed(Value v) : value{std::move(v)}, ok{true} {}  // NOLINT: read as the value it holds
    Parsed(Complaint c, std::size_t at = 0) : complaint{std::move(c)}, offset{at} {}  // NOLINT
    explicit operator bool() const noexcept { return ok; }
};

class Findings {
  public:
    Findings() = default;
    // Takes everything and keeps nothing: for reading again what was reported before.
    static Findings silent() {
        Findings findings;
        findings.silent_ = true;
        return findings;
    }

    // None yet, and the same files.
    Findings of_same_files() const {
        Findings findings;
        findings.files_ = files_;
        return findings;
    }

    // The index of a file's name, for Spot::file.
    std::uint32_t file(std::string_view name);
    const std::string& file_name(std::uint32_t index) const { return files_.at(index); }

    void error(Spot at, Complaint complaint) { add(Severity::error, at, std::move(complaint)); }
    void warning(Spot at, Complaint complaint) { add(Severity::warning, at, std::move(complaint)); }
    void not_yet(Spot at, Complaint complaint);
    // The file is built otherwise than its writer thinks: what would be found next follows from that.
    void break_off(Spot at, Complaint complaint) {
        error(at, std::move(complaint));
        broken_off_ = true;
    }
    bool broken_off() const noexcept { return broken_off_; }

    // A word of the table that stands there is not known: what it seems to lack may be what that word was to be, so
    // nothing more is told at that place.
    void misspelled(Spot table) { misspelled_.insert({table.file, table.line, table.column}); }
    bool is_misspelled(Spot table) const { return misspelled_.count({table.file, table.line, table.column}) > 0; }

    bool any_error() const noexcept { return errors_ > 0; }
    std::size_t errors() const noexcept { return errors_; }
    bool not_simulated_yet() const noexcept { return not_yet_; }
    Place place(Spot at) const;

    // In order of their place: the scenario first, then the files it names, then the settings.
    std::vector<Diagnostic> sorted() const;

  private:
    struct Finding {
        Spot at;
        Diagnostic diagnostic;
    };
    void add(Severity severity, Spot at, Complaint complaint);
    bool told_of_family(Spot at, Severity severity);

    std::vector<std::string> files_;
    std::vector<Finding> findings_;
    std::set<std::array<std::uint32_t, 3>> misspelled_;  // tables: file, line, column
    std::set<std::array<std::uint32_t, 4>> told_;  // of families: file, line, column, severity
    std::size_t errors_ = 0;
    bool not_yet_ = false;
    bool silent_ = false;
    bool broken_off_ = false;
};

// The place of a byte within a text value that stands on one line, in double quotes unless it is bare.
Spot inside(const Node& text, std::size_t offset);

}  // namespace mxsim::scenario
