// A title may come from anywhere, and a terminal acts upon escape sequences: it would change its own title, or
// show other figures than were printed. Escapes are written as TOML writes them.

#include "sim/scenario/legible.hpp"

#include <fmt/format.h>

namespace mxsim::scenario {

namespace {

struct Letter {
    char32_t code = 0;
    std::size_t bytes = 0;  // 0: not UTF-8
};

Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    if (first < 0x80) return {first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (bytes == 0 || first > 0xF4 || at + bytes > text.size()) return {};
    char32_t code = first & (0xFFu >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80) return {};
        code = code << 6 | (byte(at + i) & 0x3Fu);
    }
    return {code, bytes};
}

bool is_obeyed(char32_t code) {
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return control || turns;
}

std::string escaped(char32_t code) {
    if (code == '\n') return "\\n";
    if (code == '\t') return "\\t";
    if (code == '\r') return "\\r";
    return fmt::format("\\u{:04X}", static_cast<std::uint32_t>(code));
}

}  // namespace

std::string legible(std::string_view text, bool lines) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        if (letter.bytes == 0)
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(text[at])));
        else if (is_obeyed(letter.code) && !(lines && letter.code == '\n'))
            out += escaped(letter.code);
        else
            out += text.substr(at, letter.bytes);
        at += letter.bytes == 0 ? 1 : letter.bytes;
    }
    return out;
}

bool is_text(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const Letter letter = letter_at(bytes, at);
        if (letter.bytes == 0 || letter.code == 0) return false;
        at += letter.bytes;
    }
    return true;
}

}  // namespace mxsim::scenario
