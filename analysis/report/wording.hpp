// How numbers, times and names are written for people. Lengths are counted in code points, which is what
// a terminal shows as columns for the characters used here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/report/result.hpp"

namespace mxsim::report {

// Instants of a run. Without a start date time zero is Monday 00:00: "Tue 06:00", from the second week on
// "day 9 06:00"; with one, "2026-03-03 06:00" in the scenario's offset from UTC.
class Clock {
  public:
    Clock(std::optional<std::int64_t> start_unix_s, std::int32_t utc_offset_s, bool with_seconds)
        : start_unix_s_(start_unix_s), utc_offset_s_(utc_offset_s), with_seconds_(with_seconds) {}
    explicit Clock(const Result& result);  // with seconds if the scenario lasts two hours at most

    std::string at(double s) const;
    std::string short_at(double s) const;                   // no year: "03-03 06:00"
    std::string from_to(double from_s, double to_s) const;  // "Tue 06:00 to 10:00"
    std::string iso(double s) const;                        // needs a start: "2026-03-03T06:00:00+01:00"
    double midnight_before_start_s() const;                 // not positive

  private:
    std::string day(std::int64_t local_s) const;
    std::string time(std::int64_t local_s) const;
    std::int64_t local(double s) const;  // whole seconds, or minutes, since 1970 or the first Monday

    std::optional<std::int64_t> start_unix_s_;
    std::int32_t utc_offset_s_;
    bool with_seconds_;
};

// "143 997"; below 100 a mean keeps one decimal ("12.4"), below 1 two digits ("0.15").
std::string count_text(double n);
bool is_one(double n);                                // as it is written
std::string counted_text(double n, const char* one);  // "1 message", "12.4 messages"
std::string percent_text(double share);  // "99.98 %"; 0 and 100 only if exact
std::string duration_text(double s);     // "350 ms", "3.5 s", "12m 30s", "4h 12m", "2d 04h"; "never"
std::string bytes_text(double bytes);    // "4.3 GB", powers of 1000
std::string figure_text(double value);   // any figure, four significant digits

// With a dash where there is no value.
std::string count_text(const std::optional<double>& n);
std::string duration_text(const std::optional<double>& s);

const char* to_word(Verdict verdict);

std::size_t columns(std::string_view text);
std::string pad_left(const std::string& text, std::size_t width);
std::string pad_right(const std::string& text, std::size_t width);
std::string cut_off(const std::string& text, std::size_t width);    // of at most `width` columns, ending in "…"
std::string shortened(const std::string& text, std::size_t width);  // "…" in its middle if it was longer
// Each of `names` shortened, at the same place, which is one where different names stay different if there is any.
std::vector<std::string> shortened_apart(const std::vector<std::string>& names, std::size_t width);
std::string listed(const std::vector<std::string>& names, std::size_t most);  // "a, b and 3 more"

// Lines of at most `width` columns (longer words are shortened), each after the first indented; a number and
// its unit stay together.
std::vector<std::string> wrapped(const std::string& text, std::size_t width, std::size_t hanging = 0);

// The rows as lines in columns, the first left, the others right aligned; what is too long for `width`
// is taken from the first column, whose names stay different if they can. Rows have equal lengths.
std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows, std::size_t width);

}  // namespace mxsim::report
