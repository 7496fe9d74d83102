// A quantity is a decimal number and a unit; a duration may be several of them in a row. Nothing is
// negative, nothing is without a unit. Times and sizes are read in integers, so "0.1s" is exactly
// 100000000 ns; rates are floating-point numbers, as they only ever scale random draws or spacings.

#include "sim/scenario/quantity.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "sim/engine/int128.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t worth;
};

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr Unit duration_units[] = {
    {"ns", 1},
    {"us", 1000},
    {"ms", 1'000'000},
    {"s", second_ns},
    {"m", 60 * second_ns},
    {"h", 3600 * second_ns},
    {"d", 86'400 * second_ns},
    {"y", 365 * 86'400 * second_ns},
};
constexpr Unit size_units[] = {
    {"B", 1},
    {"kB", 1000},
    {"MB", 1'000'000},
    {"GB", 1'000'000'000},
    {"TB", 1'000'000'000'000},
    {"KiB", 1 << 10},
    {"MiB", 1 << 20},
    {"GiB", 1 << 30},
    {"TiB", std::int64_t{1} << 40},
};
constexpr Unit per_units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86'400}};
constexpr Unit bandwidth_units[] = {
    {"bit", 1}, {"kbit", 1000}, {"Mbit", 1'000'000}, {"Gbit", 1'000'000'000},
    {"B", 8},   {"kB", 8000},   {"MB", 8'000'000},   {"GB", 8'000'000'000},
};
constexpr Unit thousands[] = {{"", 1}, {"k", 1000}, {"M", 1'000'000}, {"G", 1'000'000'000}};

template <std::size_t N>
const Unit* find_unit(const Unit (&units)[N], std::string_view name) {
    for (const Unit& unit : units)
        if (unit.name == name) return &unit;
    return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// Reads numbers and units from the left.
struct Scanner {
    std::string_view text;
    std::size_t at = 0;

    void skip_blanks() {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    }
    bool done() {
        skip_blanks();
        return at == text.size();
    }
    bool take(char c) {
        skip_blanks();
        const bool there = at < text.size() && text[at] == c;
        if (there) ++at;
        return there;
    }
    // Digits with at most one point among them; empty if there are none.
    std::string_view number() {
        skip_blanks();
        const std::size_t begin = at;
        bool point = false, digits = false;
        for (; at < text.size(); ++at) {
            if (is_digit(text[at]))
                digits = true;
            else if (text[at] == '.' && !point)
                point = true;
            else
                break;
        }
        if (!digits) at = begin;
        return text.substr(begin, at - begin);
    }
    std::string_view letters() {
        skip_blanks();
        const std::size_t begin = at;
        while (at < text.size() && is_letter(text[at])) ++at;
        return text.substr(begin, at - begin);
    }
};

// number * worth, rounded to the nearest; -1 if beyond `most`.
std::int64_t times(std::string_view number, std::int64_t worth, std::int64_t most) {
    engine::Int128 value = 0;
    const std::size_t point = std::min(number.find('.'), number.size());
    for (const char c : number.substr(0, point)) {
        value = value * 10 + (c - '0');
        if (value * worth > most) return -1;
    }
    value *= worth;
    engine::Int128 numerator = 0, denominator = 1;
    for (std::size_t i = point + 1; i < number.size() && i < point + 16; ++i) {
        numerator = numerator * 10 + (number[i] - '0');
        denominator *= 10;
    }
    value += (numerator * worth * 2 + denominator) / (denominator * 2);
    return value > most ? -1 : static_cast<std::int64_t>(value);
}

double to_double(std::string_view number) { return std::strtod(std::string{number}.c_str(), nullptr); }

bool negative(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first != std::string_view::npos && text[first] == '-';
}

}  // namespace

Parsed<engine::Duration> parse_duration(std::string_view text) {
    if (negative(text)) return {wording::negative("duration", text)};
    Scanner in{text};
    if (in.done()) return {wording::empty_value("a duration", "\"4h30m\"")};
    std::int64_t sum = 0;
    while (!in.done()) {
        const std::size_t begin = in.at;
        const std::string_view number = in.number();
        if (number.empty()) return {wording::not_a_duration(text), begin};
        in.skip_blanks();
        const std::size_t unit_at = in.at;
        const std::string_view name = in.letters();
        if (name.empty()) return {wording::duration_without_unit(text, number), begin};
        const Unit* unit = find_unit(duration_units, name);
        if (!unit) return {wording::unknown_duration_unit(name), unit_at};
        const std::int64_t part = times(number, unit->worth, longest_duration.count());
        if (part < 0 || part > longest_duration.count() - sum) return {wording::absurd_duration(text)};
        sum += part;
    }
    return engine::Duration{sum};
}

Parsed<std::int64_t> parse_size(std::string_view text) {
    if (negative(text)) return {wording::negative("size", text)};
    Scanner in{text};
    if (in.done()) return {wording::empty_value("a size", "\"30 kB\"")};
    const std::string_view number = in.number();
    if (number.empty()) return {wording::not_a_size(text), in.at};
    in.skip_blanks();
    const std::size_t unit_at = in.at;
    const std::string_view name = in.letters();
    if (name.empty()) return {wording::size_without_unit(number), unit_at};
    const Unit* unit = find_unit(size_units, name);
    if (!unit) return {wording::unknown_size_unit(name), unit_at};
    if (!in.done()) return {wording::not_a_size(text), in.at};
    constexpr std::int64_t most = 1'000'000'000'000'000'000;
    const std::int64_t bytes = times(number, unit->worth, most);
    if (bytes < 0) return {wording::absurd_size(text)};
    return bytes;
}

Parsed<double> parse_rate_or_zero(std::string_view text) {
    if (negative(text)) return {wording::negative("rate", text)};
    Scanner in{text};
    if (in.done()) return {wording::empty_value("a rate", "\"36000/h\"")};
    const std::string_view number = in.number();
    if (number.empty()) return {wording::not_a_rate(text), in.at};
    const std::string_view thousand = in.letters();
    if (thousand == "e" || thousand == "E") return {wording::rate_with_exponent(text), 0};
    const Unit* factor = find_unit(thousands, thousand);
    if (!factor || !in.take('/')) return {wording::not_a_rate(text), in.at};
    in.skip_blanks();
    const std::size_t unit_at = in.at;
    const std::string_view name = in.letters();
    const Unit* per = find_unit(per_units, name);
    if (!per) return {wording::unknown_rate_unit(text, name), unit_at};
    if (!in.done()) return {wording::not_a_rate(text), in.at};
    const double rate =
        to_double(number) * static_cast<double>(factor->worth) / static_cast<double>(per->worth);
    if (!(rate <= 1e9)) return {wording::absurd_rate(text)};
    return rate;
}

Parsed<double> parse_rate(std::string_view text) {
    Parsed<double> rate = parse_rate_or_zero(text);
    if (rate && rate.value <= 0) return {wording::zero_rate(text)};
    return rate;
}

Parsed<double> parse_bandwidth(std::string_view text) {
    if (negative(text)) return {wording::negative("bandwidth", text)};
    Scanner in{text};
    const std::string_view number = in.number();
    const Unit* unit = find_unit(bandwidth_units, in.letters());
    if (number.empty() || !unit || !in.take('/') || !in.take('s') || !in.done())
        return {wording::not_a_bandwidth(text)};
    const double rate = to_double(number) * static_cast<double>(unit->worth) / 8;
    if (!(rate > 0 && rate <= 1e15)) return {wording::not_a_bandwidth(text)};
    return rate;
}

Parsed<double> parse_percent(std::string_view text) {
    if (negative(text)) return {wording::negative("share", text)};
    Scanner in{text};
    const std::string_view number = in.number();
    if (number.empty() || !in.take('%') || !in.done()) return {wording::not_a_share(text)};
    const double share = to_double(number) / 100;
    if (!(share <= 1)) return {wording::share_over_one(text)};
    return share;
}

Parsed<std::string> scaled(std::string_view text, double factor) {
    Scanner in{text};
    const std::string_view number = in.number();
    if (number.empty()) return {wording::not_a_number_to_multiply(text)};
    std::string out;
    in.at = 0;
    while (in.at < text.size()) {
        const bool number_here = is_digit(text[in.at]) || text[in.at] == '.';
        const std::string_view part = number_here ? in.number() : std::string_view{};
        if (part.empty()) {
            out += text[in.at++];
            continue;
        }
        out += fmt::format("{:.9f}", to_double(part) * factor);
        while (out.back() == '0') out.pop_back();
        if (out.back() == '.') out.pop_back();
    }
    return out;
}

}  // namespace mxsim::scenario
