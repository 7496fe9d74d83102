// Whole numbers only: a double would round nanoseconds away after a hundred days.
#include "sim/engine/exact_seconds.hpp"

#include <charconv>

namespace mxsim::engine {

void append_exact_seconds(std::string& to, Duration span) {
    constexpr std::uint64_t per_s = 1'000'000'000;
    const std::int64_t count = span.count();
    if (count < 0) to += '-';
    const std::uint64_t ns = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    char digits[20];
    to.append(digits, std::to_chars(digits, digits + sizeof digits, ns / per_s).ptr);
    std::uint64_t rest = ns % per_s;
    if (rest == 0) return;
    char fraction[9];
    for (std::size_t place = sizeof fraction; place-- > 0; rest /= 10)
        fraction[place] = static_cast<char>('0' + rest % 10);
    std::size_t length = sizeof fraction;
    while (fraction[length - 1] == '0') --length;
    to += '.';
    to.append(fraction, length);
}

}  // namespace mxsim::engine
