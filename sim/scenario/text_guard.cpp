// Guards before the TOML library, each for a text that would bring down the program rather than be
// refused:
//
// - A key of very many parts is a tower of tables, and tearing it down would exhaust the stack.
// - Asked whether a letter outside ASCII is a blank, version 3.3 of the library runs into code it
//   declares unreachable. TOML has such letters in quotes and comments only; there it asks the question
//   only after a backslash that ends a line.

#include "sim/scenario/text_guard.hpp"

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr int most_key_parts = 16;

class Guard {
  public:
    Guard(std::string_view text, std::uint32_t file) : text_{text}, at_{file, 1, 0} {}

    std::optional<Guarded> find() {
        constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
        if (text_.substr(0, 3) == byte_order_mark) i_ = 3;
        for (; i_ < text_.size(); ++i_) {
            if ((static_cast<unsigned char>(text_[i_]) & 0xc0) != 0x80) ++at_.column;  // letters, not bytes
            if (const char* found = step()) return Guarded{complaint_of(found), at_};
        }
        return std::nullopt;
    }

  private:
    static constexpr const char* zero = "zero";
    static constexpr const char* letter = "letter";
    static constexpr const char* deep = "deep";

    static Complaint complaint_of(const char* found) {
        if (found == zero) return wording::not_text();
        if (found == letter) return wording::letter_outside_quotes();
        return wording::key_too_deep(most_key_parts);
    }

    const char* step() {
        const char c = text_[i_];
        const bool ascii = (c & 0x80) == 0;
        if (c == '\0') return zero;
        if (!ascii && (!quote_ || continued_)) return letter;
        if (continued_ && c != ' ' && c != '\t' && c != '\r' && c != '\n') continued_ = false;
        if (c == '\n')
            new_line();
        else if (quote_)
            in_quotes();
        else if (c == '#')
            skip_comment();
        else if (c == '"' || c == '\'')
            open();
        else if (c == '.')
            return ++dots_ >= most_key_parts ? deep : nullptr;
        else if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}')
            dots_ = 0;
        return nullptr;
    }

    void new_line() {
        ++at_.line;
        at_.column = 0;
        dots_ = 0;
        if (!triple_) quote_ = 0;
    }

    void skip_comment() {
        while (i_ + 1 < text_.size() && text_[i_ + 1] != '\n' && text_[i_ + 1] != '\0') ++i_;
    }

    void advance(std::size_t bytes) {
        i_ += bytes;
        at_.column += static_cast<std::uint32_t>(bytes);
    }

    bool two_more_quotes() const {
        return i_ + 2 < text_.size() && text_[i_ + 1] == text_[i_] && text_[i_ + 2] == text_[i_];
    }

    void open() {
        quote_ = text_[i_];
        triple_ = two_more_quotes();
        if (triple_) advance(2);
    }

    void in_quotes() {
        if (quote_ == '"' && text_[i_] == '\\') {
            const char next = i_ + 1 < text_.size() ? text_[i_ + 1] : '\0';
            if (next == '"' || next == '\\')
                advance(1);
            else
                continued_ = triple_;
        } else if (text_[i_] == quote_ && (!triple_ || two_more_quotes())) {
            close();
        }
    }

    // The text may itself end with one or two quotation marks.
    void close() {
        if (triple_) advance(2);
        for (int more = 0; triple_ && more < 2 && i_ + 1 < text_.size() && text_[i_ + 1] == quote_; ++more)
            advance(1);
        quote_ = 0;
        triple_ = false;
    }

    std::string_view text_;
    Spot at_;
    std::size_t i_ = 0;
    int dots_ = 0;
    char quote_ = 0;  // the quotation mark of the text we are in, if any
    bool triple_ = false;
    bool continued_ = false;  // only blanks since a backslash
};

}  // namespace

std::optional<Guarded> guard_text(std::string_view text, std::uint32_t file) {
    return Guard{text, file}.find();
}

}  // namespace mxsim::scenario
