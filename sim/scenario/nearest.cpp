// A suggestion is offered only if it is plausible: "seesions" is "sessions", but "colour" is nothing we
// know. Plausible is a word of which at most a third of the letters differ; in short words two.

#include "sim/scenario/nearest.hpp"

#include <algorithm>
#include <cmath>

namespace mxsim::scenario {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

double number_at(std::string_view text, std::size_t& at) {
    double number = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) number = number * 10 + (text[at] - '0');
    return number;
}

// How far the numbers in two words are from each other; infinite if anything else differs.
double numbers_apart(std::string_view a, std::string_view b) {
    double apart = 0;
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const double number = number_at(a, i);
            apart += std::fabs(number - number_at(b, j));
        } else if (a[i++] != b[j++]) {
            return INFINITY;
        }
    }
    return i == a.size() && j == b.size() ? apart : INFINITY;
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.size() > 255) return std::nullopt;
    const std::size_t allowed = word.size() < 4 ? 1 : std::max<std::size_t>(2, word.size() / 3);
    std::size_t best = allowed + 1;
    const std::string* found = nullptr;
    for (const std::string& candidate : known) {
        const std::size_t apart =
            candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
        if (apart > best) continue;
        const std::size_t distance = edit_distance(word, candidate);
        const bool nearer = distance < best || (distance == best && found &&
                                                numbers_apart(word, candidate) < numbers_apart(word, *found));
        if (!nearer) continue;
        best = distance;
        found = &candidate;
    }
    if (!found) return std::nullopt;
    return *found;
}

}  // namespace mxsim::scenario
