#include "sim/scenario/legible.hpp"

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

TEST_CASE("control characters are shown, not obeyed") {
    CHECK(legible("\x1b[31mred\x07") == "\\u001B[31mred\\u0007");
    CHECK(legible("a\tb\r\nc\x7f") == "a\\tb\\r\\nc\\u007F");
    CHECK(legible("\xc2\x9b" "31m") == "\\u009B31m");                    // CSI in one character
    CHECK(legible("\xe2\x80\xae" "gpj.exe") == "\\u202Egpj.exe");        // turns the rest of the line
    CHECK(legible(std::string_view{"\0", 1}) == "\\u0000");
    CHECK(legible("two\nlines\x1b", true) == "two\nlines\\u001B");
}

TEST_CASE("letters of all languages stay, bytes that are none do not") {
    CHECK(legible("Zürich 東京 😀 \\u001B") == "Zürich 東京 😀 \\u001B");
    CHECK(legible("caf\xe9") == "caf\\xe9");
    CHECK(legible("\x9b" "31m") == "\\x9b31m");
    CHECK(legible("cut \xe6\x9d") == "cut \\xe6\\x9d");
}

TEST_CASE("text is UTF-8 without a byte of zero") {
    CHECK(is_text("Zürich 東京 😀\r\n"));
    CHECK(is_text(""));
    CHECK_FALSE(is_text(std::string_view{"a\0b", 3}));
    CHECK_FALSE(is_text("caf\xe9"));
    CHECK_FALSE(is_text("cut \xe6\x9d"));
}

TEST_CASE("diagnostics are legible, whatever stands in the file") {
    const auto said = bad(one_domain + "[senders.\"a\\u001B]0;b\\n\\u0007\"]\nto = \"\\u001B[2J\"\nrat = 1\n");
    INFO(said);
    for (const char c : said) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    CHECK(has(said, "\\u001B[2J"));
}

}  // namespace mxsim::scenario
