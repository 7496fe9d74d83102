#include "analysis/report/wording.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace mxsim::report;

TEST_CASE("counts are grouped, small means keep a digit") {
    CHECK(count_text(143997.0) == "143 997");
    CHECK(count_text(1234567.0) == "1 234 567");
    CHECK(count_text(999.7) == "1 000");
    CHECK(count_text(12.44) == "12.4");
    CHECK(count_text(1.98) == "2");
    CHECK(count_text(0.15) == "0.15");
    CHECK(count_text(0.0) == "0");
}

TEST_CASE("one is not many") {
    CHECK(counted_text(1, "message") == "1 message");
    CHECK(counted_text(1.02, "message") == "1 message");
    CHECK(counted_text(0, "message") == "0 messages");
    CHECK(counted_text(1.3, "message") == "1.3 messages");
    CHECK(counted_text(2345, "message") == "2 345 messages");
}

TEST_CASE("per cent never claims none or all wrongly") {
    CHECK(percent_text(0) == "0 %");
    CHECK(percent_text(1) == "100 %");
    CHECK(percent_text(0.5) == "50 %");
    CHECK(percent_text(0.9998) == "99.98 %");
    CHECK(percent_text(0.0004) == "0.04 %");
    CHECK(percent_text(0.123) == "12.3 %");
    CHECK(percent_text(1e-7) == "< 0.001 %");
    CHECK(percent_text(1 - 1e-7) == "> 99.999 %");
    CHECK(percent_text(std::nan("")) == "–");
}

TEST_CASE("durations have two units at most") {
    CHECK(duration_text(0.0) == "0 s");
    CHECK(duration_text(0.35) == "350 ms");
    CHECK(duration_text(3.54) == "3.5 s");
    CHECK(duration_text(59.99) == "1m");
    CHECK(duration_text(750.0) == "12m 30s");
    CHECK(duration_text(4.2 * 3600) == "4h 12m");
    CHECK(duration_text(3599.9) == "1h");
    CHECK(duration_text(52.0 * 3600) == "2d 04h");
    CHECK(duration_text(5.0 * 86400) == "5d");
    CHECK(duration_text(INFINITY) == "never");
}

TEST_CASE("sizes go by thousands") {
    CHECK(bytes_text(0) == "0 B");
    CHECK(bytes_text(4.31e9) == "4.3 GB");
    CHECK(bytes_text(720e6) == "720 MB");
    CHECK(bytes_text(999'900) == "1.0 MB");
}

TEST_CASE("without a date the first week has day names, later days numbers") {
    const Clock clock({}, 0, false);
    CHECK(clock.at(0) == "Mon 00:00");
    CHECK(clock.at(30 * 3600) == "Tue 06:00");
    CHECK(clock.at(30 * 3600 + 29) == "Tue 06:00");
    CHECK(clock.at(30 * 3600 + 31) == "Tue 06:01");
    CHECK(clock.at(8 * 86400 + 6 * 3600) == "day 9 06:00");
    CHECK(clock.from_to(30 * 3600, 34 * 3600) == "Tue 06:00 to 10:00");
    CHECK(clock.from_to(30 * 3600, 54 * 3600) == "Tue 06:00 to Wed 06:00");
    CHECK(Clock({}, 0, true).at(61) == "Mon 00:01:01");
}

TEST_CASE("with a date instants are those of the calendar at the scenario's offset") {
    const Clock clock(1772406000, 3600, false);  // 2026-03-02T00:00:00+01:00
    CHECK(clock.at(0) == "2026-03-02 00:00");
    CHECK(clock.at(30 * 3600) == "2026-03-03 06:00");
    CHECK(clock.short_at(30 * 3600) == "03-03 06:00");
    CHECK(clock.midnight_before_start_s() == 0);
    CHECK(Clock(1772406000, 3600, true).iso(0) == "2026-03-02T00:00:00+01:00");
    CHECK(Clock(1772406000, -5 * 3600, true).iso(0) == "2026-03-01T18:00:00-05:00");
}

TEST_CASE("lines are wrapped and names shortened by columns, not bytes") {
    CHECK(columns("▁█é") == 3);
    CHECK(shortened("mx1.example.org", 8) == "mx1.…org");
    CHECK(shortened("mx1.example.org", 15) == "mx1.example.org");
    CHECK(shortened("▁▁▁▁▁▁▁▁▁▁", 4) == "▁▁…▁");
    CHECK(cut_off("one two", 4) == "one…");
    CHECK(wrapped("one two three", 8, 2) == std::vector<std::string>{"one two", "  three"});
    CHECK(listed({"a", "b", "c"}, 3) == "a, b and c");
    CHECK(listed({"a", "b", "c"}, 1) == "a and 2 more");
}

TEST_CASE("names that differ at either end stay different when they are shortened") {
    using Names = std::vector<std::string>;
    CHECK(shortened_apart({"alt1.smtp.example", "alt2.smtp.example"}, 9) == Names{"alt1…mple", "alt2…mple"});
    CHECK(shortened_apart({"window-number-1", "window-number-2"}, 9) == Names{"wind…er-1", "wind…er-2"});
    CHECK(shortened_apart({"the-1st-of-them", "the-2nd-of-them"}, 9) == Names{"the-1…hem", "the-2…hem"});
    CHECK(shortened_apart({"aaaaaaaa1aaaaaaa", "aaaaaaaa2aaaaaaa"}, 5).size() == 2);  // nothing can be done
}

TEST_CASE("a table gives up width in its first column") {
    const auto lines = aligned({{"", "n"}, {"a-very-long-name", "12"}}, 12);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1] == "a-ve…name 12");
    CHECK(lines[0] == "           n");
}
