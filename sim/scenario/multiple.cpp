// A product with more digits than a number can hold exactly is no value of a scenario: nobody would know it again.

#include "sim/scenario/multiple.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "sim/scenario/quantity.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr double most_integer = 9e18;
constexpr std::size_t most_digits = 16;

// Digits before the decimal point.
std::size_t longest_number(std::string_view text) {
    std::size_t longest = 0, now = 0;
    bool decimals = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        decimals = c == '.' || (decimals && digit);
        now = digit && !decimals ? now + 1 : 0;
        longest = std::max(longest, now);
    }
    return longest;
}

}  // namespace

bool is_factor(std::string_view text) {
    if (text.size() < 2 || text[0] != '*' || text[1] == ' ') return false;
    const std::string number{text.substr(1)};
    char* end = nullptr;
    std::strtod(number.c_str(), &end);
    return *end == '\0';
}

std::optional<Node> fallback_of(const Word& word) {
    if (word.fallback.empty()) return std::nullopt;
    if (word.fallback.front() == '"') return text_node(word.fallback.substr(1, word.fallback.size() - 2));
    return integer_node(std::stoll(std::string{word.fallback}));
}

Parsed<Node> multiplied(Node value, std::string_view written) {
    const double factor = std::strtod(std::string{written.substr(1)}.c_str(), nullptr);
    if (!std::isfinite(factor) || factor < 0) return {wording::bad_factor(written)};
    if (value.is(Type::integer)) {
        const double product = std::floor(static_cast<double>(value.integer) * factor + 0.5);
        if (!(product < most_integer)) return {wording::product_too_large(value, written)};
        value.integer = static_cast<std::int64_t>(product);
    } else if (value.is(Type::real)) {
        value.real *= factor;
    } else if (value.is(Type::text)) {
        Parsed<std::string> text = scaled(value.text, factor);
        if (!text) return {std::move(text.complaint)};
        if (longest_number(text.value) > most_digits) return {wording::product_too_large(value, written)};
        value.text = std::move(text.value);
    } else {
        return {wording::not_a_number_to_multiply(scenario::written(value))};
    }
    return value;
}

}  // namespace mxsim::scenario
