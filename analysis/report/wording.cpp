// Numbers are grouped by spaces in threes; a rounded number never claims to be exact (0 % and 100 % are
// only said of none and all); times have two units at most.
#include "analysis/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace mxsim::report {

namespace {

constexpr const char* no_value = "–";

std::string grouped(double whole) {
    std::string digits = fmt::format("{:.0f}", whole);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        if (digits[static_cast<std::size_t>(at) - 1] != '-') digits.insert(static_cast<std::size_t>(at), 1, ' ');
    }
    return digits;
}

// Two units, the smaller with two digits: "4h 12m", or only the larger if nothing is left: "4h".
std::string two_units(std::int64_t n, std::int64_t in_larger, const char* larger, const char* smaller) {
    if (n % in_larger == 0) return fmt::format("{}{}", n / in_larger, larger);
    return fmt::format("{}{} {:02}{}", n / in_larger, larger, n % in_larger, smaller);
}

std::string without_trailing_zero(std::string decimal) {
    if (decimal.size() > 2 && decimal.compare(decimal.size() - 2, 2, ".0") == 0)
        decimal.resize(decimal.size() - 2);
    return decimal;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number is not parted from its next group, its unit, or its smaller part, nor a time from its day.
bool belongs_to(const std::string& before, const std::string& word) {
    static constexpr const char* units[] = {"%", "s", "ms", "B", "kB", "MB", "GB", "TB", "PB"};
    const std::string start = word.substr(0, word.find_first_of(".,;:)"));
    const bool unit = std::find(std::begin(units), std::end(units), start) != std::end(units);
    const bool time = word.size() >= 5 && is_digit(word[0]) && word[2] == ':';
    const char last = before.back();
    const bool larger_part = before.size() > 1 && is_digit(before[before.size() - 2]) &&
                             (last == 'h' || last == 'd' || last == 'm');
    return time || (is_digit(last) && (unit || is_digit(word[0]))) || (larger_part && is_digit(word[0]));
}

std::vector<std::string> unbreakable_units(const std::string& text) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        const auto word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        if (!result.empty() && belongs_to(result.back(), word))
            result.back() += " " + word;
        else
            result.push_back(word);
    }
    return result;
}

// Where a column begins.
std::size_t byte_at(const std::string& text, std::size_t column) {
    std::size_t at = 0;
    for (std::size_t begun = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && begun++ == column) break;
    }
    return at;
}

// The first `head` columns, "…", and as much of the end as `width` leaves room for.
std::string shortened_to(const std::string& text, std::size_t width, std::size_t head) {
    const auto used = columns(text);
    if (used <= width) return text;
    return text.substr(0, byte_at(text, head)) + "…" + text.substr(byte_at(text, used - (width - 1 - head)));
}

}  // namespace

std::string count_text(double n) {
    if (!std::isfinite(n)) return no_value;
    const bool whole = n == std::floor(n);
    if (whole || n >= 99.95) return grouped(n);
    if (n >= 0.95) return without_trailing_zero(fmt::format("{:.1f}", n));
    return fmt::format("{:.2g}", n);
}

bool is_one(double n) { return count_text(n) == "1"; }

std::string counted_text(double n, const char* one) {
    return fmt::format("{} {}{}", count_text(n), one, is_one(n) ? "" : "s");
}

std::string percent_text(double share) {
    if (!std::isfinite(share)) return no_value;
    const double percent = 100 * share;
    for (int digits = percent == std::floor(percent) ? 0 : 1; digits <= 3; ++digits) {
        const auto text = fmt::format("{:.{}f}", percent, digits);
        const double shown = std::stod(text);
        const bool claims_none = shown == 0 && share > 0;
        const bool claims_all = shown == 100 && share != 1;
        if (!claims_none && !claims_all) return text + " %";
    }
    return share < 0.5 ? "< 0.001 %" : "> 99.999 %";
}

std::string duration_text(double s) {
    if (std::isnan(s)) return no_value;
    if (std::isinf(s)) return "never";
    if (s == 0) return "0 s";
    if (s < 0.0095) return fmt::format("{:.2g} ms", s * 1e3);
    if (s < 0.9995) return fmt::format("{:.0f} ms", s * 1e3);
    if (s < 59.95) return without_trailing_zero(fmt::format("{:.1f}", s)) + " s";
    const auto whole = std::llround(s);
    if (whole < 3600) return two_units(whole, 60, "m", "s");
    const auto minutes = std::llround(s / 60);
    if (minutes < 24 * 60) return two_units(minutes, 60, "h", "m");
    return two_units(std::llround(s / 3600), 24, "d", "h");
}

std::string bytes_text(double bytes) {
    static constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    if (!std::isfinite(bytes)) return no_value;
    std::size_t unit = 0;
    while (bytes >= 999.5 && unit + 1 < std::size(units)) {
        bytes /= 1000;
        ++unit;
    }
    const int digits = bytes < 9.95 && unit > 0 ? 1 : 0;
    return fmt::format("{:.{}f} {}", bytes, digits, units[unit]);
}

std::string figure_text(double value) {
    if (!std::isfinite(value)) return std::isinf(value) ? "infinite" : no_value;
    return std::fabs(value) >= 1000 ? grouped(value) : fmt::format("{:.4g}", value);
}

std::string count_text(const std::optional<double>& n) { return n ? count_text(*n) : no_value; }

std::string duration_text(const std::optional<double>& s) { return s ? duration_text(*s) : no_value; }

const char* to_word(Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return "met";
        case Verdict::missed: return "missed";
        case Verdict::undecided: break;
    }
    return "undecided";
}

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string pad_left(const std::string& text, std::size_t width) {
    const auto used = columns(text);
    return used < width ? std::string(width - used, ' ') + text : text;
}

std::string pad_right(const std::string& text, std::size_t width) {
    const auto used = columns(text);
    return used < width ? text + std::string(width - used, ' ') : text;
}

std::string cut_off(const std::string& text, std::size_t width) {
    return text.substr(0, byte_at(text, width - 1)) + "…";
}

std::string shortened(const std::string& text, std::size_t width) { return shortened_to(text, width, width / 2); }

std::vector<std::string> shortened_apart(const std::vector<std::string>& names, std::size_t width) {
    const auto shortened_all = [&](std::size_t head) {
        std::vector<std::string> all;
        for (const auto& name : names) all.push_back(shortened_to(name, width, head));
        return all;
    };
    const std::set<std::string> different(names.begin(), names.end());
    const auto middle = shortened_all(width / 2);
    for (std::size_t away = 0; away < width; ++away) {
        // From the middle outwards, to both sides in turn.
        const std::size_t head = away % 2 == 0 ? width / 2 - away / 2 : width / 2 + (away + 1) / 2;
        if (head >= width) continue;
        const auto all = shortened_all(head);
        if (std::set<std::string>(all.begin(), all.end()).size() == different.size()) return all;
    }
    return middle;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
    const std::size_t shown = names.size() <= most ? names.size() : most;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
    return text;
}

std::vector<std::string> wrapped(const std::string& text, std::size_t width, std::size_t hanging) {
    std::vector<std::string> lines;
    std::string line;
    bool empty = true;
    for (const auto& unit : unbreakable_units(text)) {
        if (!empty && columns(line) + 1 + columns(unit) > width) {
            lines.push_back(line);
            line = std::string(hanging, ' ');
            empty = true;
        }
        if (!empty) line += ' ';
        line += shortened(unit, width - hanging);
        empty = false;
    }
    if (!empty) lines.push_back(line);
    return lines;
}

std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows, std::size_t width) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], columns(row[c]));
    }
    if (widths.empty()) return {};
    const std::size_t others = std::accumulate(widths.begin() + 1, widths.end(), std::size_t{0});
    const std::size_t gaps = widths.size() - 1;
    const std::size_t gap = widths[0] + others + 2 * gaps <= width ? 2 : 1;
    widths[0] = std::min(widths[0], width - std::min(width - 1, others + gap * gaps));

    std::vector<std::string> names;
    for (const auto& row : rows) names.push_back(row[0]);
    names = shortened_apart(names, widths[0]);

    std::vector<std::string> lines;
    for (const auto& row : rows) {
        std::string line = pad_right(names[lines.size()], widths[0]);
        for (std::size_t c = 1; c < row.size(); ++c)
            line += std::string(gap, ' ') + pad_left(row[c], widths[c]);
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(line);
    }
    return lines;
}

}  // namespace mxsim::report
