#include "tests/readme/words_table.hpp"

#include "sim/scenario/lessons.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::test {

namespace {

using scenario::Lesson;
using scenario::Moves;
using scenario::Word;

std::string code(std::string_view text) { return text.empty() ? "" : '`' + std::string{text} + '`'; }

// A bar would end a cell.
std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string{"\\|"} : std::string{c};
    return out;
}

std::string shown_by(const Word& word) {
    const Lesson* lesson = scenario::find_lesson(word.table, word.key);
    if (!lesson) {
        const std::string value = scenario::example_of(word);
        const std::string line = value.empty() ? "" : code(std::string{word.key} + " = " + value);
        if (word.part > scenario::simulated_part) return line + (line.empty() ? "" : "; ") + "not simulated yet";
        return line.empty() ? "a table: see its words" : line;
    }
    const std::string example = code(lesson->set) + " in " + std::string{lesson->scenario};
    switch (lesson->moves) {
        case Moves::up: return example + ": " + code(lesson->figure) + " goes up";
        case Moves::down: return example + ": " + code(lesson->figure) + " goes down";
        case Moves::either: return example + ": " + code(lesson->figure) + " is another";
        case Moves::not_by_itself: break;
    }
    return example + ": " + std::string{lesson->figure};
}

}  // namespace

std::vector<std::string> words_table() {
    std::vector<std::string> lines{"| in | word | meaning, and what it may be | default | example |", "|---|---|---|---|---|"};
    for (const Word& word : scenario::words())
        lines.push_back("| " + std::string{scenario::table_name(word.table)} + " | " + code(word.key) + " | " +
                        cell(std::string{word.meaning} + ": " + describe(word)) + " | " + cell(code(word.fallback)) + " | " +
                        cell(shown_by(word)) + " |");
    return lines;
}

}  // namespace mxsim::test
