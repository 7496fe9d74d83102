// A mode stands alone, or is a word or a reply code and the stage at which it strikes: "CODE at STAGE" with a
// code of 4xx or 5xx.
#include "sim/failure/mode_text.hpp"

#include <array>
#include <utility>

namespace mxsim::failure {

namespace {

using measure::Stage;

constexpr std::array<std::pair<std::string_view, Mode>, 7> alone{{{"refused", Mode::refused},
                                                                  {"silent", Mode::silent},
                                                                  {"unreachable", Mode::unreachable},
                                                                  {"ack-lost", Mode::ack_lost},
                                                                  {"slow", Mode::slow},
                                                                  {"queue-lost", Mode::queue_lost},
                                                                  {"up", Mode::up}}};
constexpr std::array<std::pair<std::string_view, Mode>, 3> staged{
    {{"hang", Mode::hang}, {"close", Mode::close}, {"late", Mode::late}}};
constexpr std::array<std::pair<std::string_view, ZoneMode>, 5> of_zones{{{"servfail", ZoneMode::servfail},
                                                                         {"timeout", ZoneMode::timeout},
                                                                         {"nxdomain", ZoneMode::nxdomain},
                                                                         {"empty", ZoneMode::empty},
                                                                         {"up", ZoneMode::up}}};
// A server fails at those of a session.
std::optional<Stage> stage_of(std::string_view word) {
    for (Stage stage = Stage::banner; stage <= Stage::eod; stage = Stage(static_cast<int>(stage) + 1))
        if (measure::word(stage) == word) return stage;
    return std::nullopt;
}

template <class Table>
auto value_of(const Table& table, std::string_view word) -> std::optional<decltype(table[0].second)> {
    for (const auto& [known, value] : table)
        if (known == word) return value;
    return std::nullopt;
}

template <class Table, class Value>
std::string word_of(const Table& table, Value value) {
    for (const auto& [word, known] : table)
        if (known == value) return std::string{word};
    return {};
}

template <class Table>
std::vector<std::string> words_of(const Table& table) {
    std::vector<std::string> all;
    for (const auto& [word, value] : table) all.emplace_back(word);
    return all;
}

std::optional<std::uint16_t> reply_code(std::string_view text) {
    if (text.size() != 3 || (text[0] != '4' && text[0] != '5')) return std::nullopt;
    std::uint16_t code = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        code = static_cast<std::uint16_t>(code * 10 + (c - '0'));
    }
    return code;
}

}  // namespace

std::optional<Effect> mode_of(std::string_view words) {
    Effect effect;
    const std::size_t at = words.find(" at ");
    if (at == std::string_view::npos) {
        const auto mode = value_of(alone, words);
        if (!mode) return std::nullopt;
        effect.mode = *mode;
        return effect;
    }
    const auto stage = stage_of(words.substr(at + 4));
    const auto mode = value_of(staged, words.substr(0, at));
    const auto code = reply_code(words.substr(0, at));
    if (!stage || (!mode && !code)) return std::nullopt;
    effect.stage = *stage;
    effect.mode = mode.value_or(Mode::reply);
    effect.code = code.value_or(std::uint16_t{0});
    return effect;
}

std::string to_text(const Effect& effect) {
    std::string text = word_of(alone, effect.mode);
    if (!text.empty()) return text;
    text = effect.mode == Mode::reply ? std::to_string(effect.code) : word_of(staged, effect.mode);
    text += " at ";
    text += measure::word(effect.stage);
    return text;
}

std::string to_text(ZoneMode mode) { return word_of(of_zones, mode); }

std::optional<ZoneMode> zone_mode_of(std::string_view word) { return value_of(of_zones, word); }

const std::vector<std::string>& modes_alone() {
    static const std::vector<std::string> words = words_of(alone);
    return words;
}

const std::vector<std::string>& zone_modes() {
    static const std::vector<std::string> words = words_of(of_zones);
    return words;
}

const std::vector<std::string>& stages() {
    constexpr auto first = static_cast<std::ptrdiff_t>(Stage::banner);
    static const std::vector<std::string> words{measure::stage_words.begin() + first, measure::stage_words.end()};
    return words;
}

}  // namespace mxsim::failure
