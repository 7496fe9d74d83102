// What counts as a name. Letters, digits, hyphens and the underscore that occurs in practice; no blanks,
// no empty labels. A name of digits and dots alone is an address, and an MX record may not name one
// (RFC 1035 section 3.3.9).

#include "sim/scenario/name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

bool is_letter_of_a_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

Parsed<std::string> parse_ipv4(std::string_view text) {
    int parts = 0, value = -1;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : '.';
        if (c == '.') {
            if (value < 0 || value > 255 || ++parts > 4) return {wording::bad_address(text), i};
            value = -1;
        } else if (c >= '0' && c <= '9' && value < 1000) {
            value = std::max(value, 0) * 10 + (c - '0');
        } else {
            return {wording::bad_address(text), i};
        }
    }
    if (parts != 4) return {wording::bad_address(text)};
    return std::string{text};
}

// The groups of one side of "::"; false if one is no group of one to four hexadecimal digits.
bool read_groups(std::string_view side, std::vector<unsigned>& groups) {
    std::size_t begin = 0;
    while (!side.empty() && begin <= side.size()) {
        const std::size_t end = std::min(side.find(':', begin), side.size());
        if (end == begin || end - begin > 4) return false;
        unsigned value = 0;
        for (const char c : side.substr(begin, end - begin)) {
            const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) return false;
            value = value * 16 + static_cast<unsigned>(digit);
        }
        groups.push_back(value);
        begin = end + 1;
    }
    return true;
}

// The longest run of zeros, the first of equally long ones, is "::" (RFC 5952 section 4.2).
std::string written_ipv6(const std::vector<unsigned>& groups) {
    std::size_t gap = groups.size(), longest = 1;
    for (std::size_t begin = 0; begin < groups.size(); ++begin) {
        std::size_t end = begin;
        while (end < groups.size() && groups[end] == 0) ++end;
        if (end - begin <= longest) continue;
        longest = end - begin;
        gap = begin;
    }
    std::string out;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i == gap) {
            out += "::";
            i += longest - 1;
        } else {
            out += fmt::format("{}{:x}", out.empty() || out.back() == ':' ? "" : ":", groups[i]);
        }
    }
    return out;
}

Parsed<std::string> parse_ipv6(const std::string& text) {
    const std::size_t gap = text.find("::");
    std::vector<unsigned> groups, tail;
    bool good = read_groups(std::string_view{text}.substr(0, gap), groups);
    if (gap != std::string::npos) {
        good = good && read_groups(std::string_view{text}.substr(gap + 2), tail) &&
               groups.size() + tail.size() < 8;
        if (good) groups.resize(8 - tail.size());
        groups.insert(groups.end(), tail.begin(), tail.end());
    }
    if (!good || groups.size() != 8) return {wording::bad_address(text)};
    return written_ipv6(groups);
}

}  // namespace

std::string canonical(std::string_view name) {
    if (name.size() > 1 && name.back() == '.') name.remove_suffix(1);
    std::string out{name};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Parsed<std::string> parse_host(std::string_view text) {
    std::string name = canonical(text);
    if (name.empty()) return {wording::empty_name()};
    if (name.size() > 253) return {wording::name_too_long(name.size())};
    std::size_t label = 0;
    for (std::size_t i = 0; i <= name.size(); ++i) {
        const bool end = i == name.size() || name[i] == '.';
        if (end && label == 0) return {wording::empty_label(text), i};
        if (end && label > 63) return {wording::label_too_long(text), i - label};
        if (!end && !is_letter_of_a_name(name[i])) return {wording::not_in_a_name(text, i), i};
        label = end ? 0 : label + 1;
    }
    return name;
}

bool is_address(std::string_view text) {
    if (text.find(':') != std::string_view::npos) return true;
    return text.find('.') != std::string_view::npos &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

Parsed<std::string> parse_address(std::string_view text) {
    return text.find(':') != std::string_view::npos ? parse_ipv6(canonical(text)) : parse_ipv4(text);
}

std::optional<std::string> literal_address(std::string_view text) {
    if (text.size() < 3 || text.front() != '[' || text.back() != ']') return std::nullopt;
    std::string inner = canonical(text.substr(1, text.size() - 2));
    if (inner.substr(0, 5) == "ipv6:") inner.erase(0, 5);
    Parsed<std::string> address = parse_address(inner);
    if (!address) return std::nullopt;
    return std::move(address.value);
}

bool is_pattern(std::string_view text) { return text.find('*') != std::string_view::npos; }

bool matches(std::string_view pattern, std::string_view name) {
    std::size_t p = 0, n = 0, star = std::string_view::npos, resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

bool NameList::add(const std::string& canonical_name) {
    const auto index = static_cast<std::uint32_t>(names_.size());
    if (!index_.emplace(canonical_name, index).second) return false;
    names_.push_back(canonical_name);
    return true;
}

std::int64_t NameList::find(std::string_view canonical_name) const {
    const auto at = index_.find(std::string{canonical_name});
    return at == index_.end() ? -1 : static_cast<std::int64_t>(at->second);
}

}  // namespace mxsim::scenario
