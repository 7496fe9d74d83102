// Quantities, times and distributions as people write them.

#include <algorithm>
#include <chrono>

#include "sim/scenario/clock.hpp"
#include "sim/scenario/name.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/quantity.hpp"
#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

using namespace std::chrono_literals;

TEST_CASE("durations are exact, in any units, one after the other") {
    CHECK(parse_duration("4h30m").value == 4h + 30min);
    CHECK(parse_duration("250ms").value == 250ms);
    CHECK(parse_duration("1.5h").value == 90min);
    CHECK(parse_duration("2d").value == 48h);
    CHECK(parse_duration("1y").value == 365 * 24h);
    CHECK(parse_duration("0.1s").value == 100ms);
    CHECK(parse_duration("0.123456789s").value == 123456789ns);
    CHECK(parse_duration("1.5ns").value == 2ns);
    CHECK(parse_duration(" 4 h 30 m ").value == 4h + 30min);
    CHECK(parse_duration("100y").value == longest_duration);
}

TEST_CASE("what is no duration is refused where it goes wrong") {
    for (const char* text : {"", "5", "h", "4h30", "4 hours", "1e3s", "-4h", "nan", "inf", "101y", "100y1ns",
                             "99999999999999999999999999999999d", "1..5h", "4h,30m", "0x10s", "4µs"})
        CHECK_FALSE(parse_duration(text));
    CHECK(parse_duration("4h30").offset == 2);
    CHECK(parse_duration("48 hours").offset == 3);
}

TEST_CASE("sizes count in thousands, KiB in 1024") {
    CHECK(parse_size("30 kB").value == 30'000);
    CHECK(parse_size("30KiB").value == 30'720);
    CHECK(parse_size("1.5 MB").value == 1'500'000);
    CHECK(parse_size("10 GB").value == 10'000'000'000);
    CHECK(parse_size("0 B").value == 0);
    for (const char* text :
         {"", "30", "30 KB", "-1 B", "30 kB 5 B", "9999999 TB", "99999999999999999999999999 TB"})
        CHECK_FALSE(parse_size(text));
}

TEST_CASE("rates are per second, minute, hour or day") {
    CHECK(parse_rate("36000/h").value == Approx(10));
    CHECK(parse_rate("10/s").value == 10);
    CHECK(parse_rate("2 M/d").value == Approx(2e6 / 86400));
    CHECK(parse_rate("1.5k / m").value == Approx(25));
    for (const char* text : {"", "0/h", "10", "10/hour", "10/", "/s", "-1/s", "1e9/s", "2 G/s", "nan/s"})
        CHECK_FALSE(parse_rate(text));
}

TEST_CASE("bandwidths and shares") {
    CHECK(parse_bandwidth("100 Mbit/s").value == 12.5e6);
    CHECK(parse_bandwidth("12.5 MB/s").value == 12.5e6);
    CHECK_FALSE(parse_bandwidth("0 bit/s"));
    CHECK_FALSE(parse_bandwidth("100 Mbit"));
    CHECK(parse_percent("60 %").value == Approx(0.6));
    CHECK_FALSE(parse_percent("120 %"));
    CHECK_FALSE(parse_percent("60"));
}

TEST_CASE("a factor multiplies each number of a quantity") {
    CHECK(scaled("36000/h", 1.3).value == "46800/h");
    CHECK(scaled("4h30m", 2).value == "8h60m");
    CHECK(scaled("30 kB", 0.5).value == "15 kB");
    CHECK_FALSE(scaled("refused", 2));
}

TEST_CASE("times: from the start, or the first such weekday at or after it") {
    const Clock monday;
    CHECK(monday.parse("30h").value.time_since_epoch() == 30h);
    CHECK(monday.parse("Mon 00:00").value.time_since_epoch() == 0h);
    CHECK(monday.parse("Tue 06:00").value.time_since_epoch() == 30h);
    CHECK(monday.parse("Sat 22:00").value.time_since_epoch() == 5 * 24h + 22h);
    CHECK(monday.parse("saturday 22:00:30").value.time_since_epoch() == 5 * 24h + 22h + 30s);
    for (const char* text : {"22:00", "Sat", "Sat 24:00", "Sat 22", "Caturday 22:00", "", "-5h"})
        CHECK_FALSE(monday.parse(text));
}

TEST_CASE("with a start, weekdays are those of its wall clock, dates those of the calendar") {
    // 2026-03-04 is a Wednesday.
    const std::string start = "start = 2026-03-04T12:00:00+01:00\nduration = \"14d\"\n" + one_domain;
    const auto at = [&](const std::string& when) {
        const Scenario s =
            good(start + "[outages.o]\nserver = \"mx1.example.org\"\nmode = \"refused\"\nat = " + when +
                 "\nfor = \"1h\"\n");
        return s.world.outages.at(0).occurrences.at(0).at.time_since_epoch();
    };
    CHECK(at("\"Wed 12:00\"") == 0h);
    CHECK(at("\"Wed 11:00\"") == 7 * 24h - 1h);
    CHECK(at("2026-03-04T13:00:00+01:00") == 1h);
    CHECK(at("2026-03-04T12:00:00Z") == 1h);
    CHECK(at("2026-03-04T13:00:00") == 1h);
    CHECK(at("2026-03-05") == 12h);
    const Scenario s = good(start);
    CHECK(s.start_unix_s == 1'772'622'000);
    CHECK(s.utc_offset_s == 3600);
}

TEST_CASE("all distributions of the language are read") {
    const auto service = [](const std::string& dist, const TestFiles& files = {}) {
        const Scenario s =
            good(one_domain + "[servers.\"mx1.example.org\"]\nservice = " + dist + "\n", {}, files);
        return s.world.servers.at(0).service.mean() / 1e9;
    };
    CHECK(service("\"250ms\"") == Approx(0.25));
    CHECK(service("{ exponential = \"2s\" }") == Approx(2));
    CHECK(service("{ uniform = [\"1s\", \"3s\"] }") == Approx(2));
    CHECK(service("{ lognormal = { mean = \"250ms\", cv = 1.5 } }") == Approx(0.25));
    CHECK(service("{ lognormal = { mean = \"2s\", sigma = 1 } }") == Approx(2));
    CHECK(service("{ lognormal = { mean = \"2s\", median = \"1s\" } }") == Approx(2));
    CHECK(service("{ lognormal = { median = \"1s\", sigma = 1 } }") == Approx(1.6487).epsilon(1e-4));
    CHECK(service("{ gamma = { mean = \"2s\", cv = 0.5 } }") == Approx(2));
    CHECK(service("{ weibull = { mean = \"2s\", shape = 0.7 } }") == Approx(2));
    CHECK(service("{ pareto = { min = \"1s\", shape = 2 } }") == Approx(2));
    CHECK(service("{ empirical = [\"1s\", \"2s\", \"9s\"] }") == Approx(4));
    const TestFiles files = {{"s.csv", "seconds\n# measured\n1\n2s\n\n9000ms,x\n"}};
    CHECK(service("\"s.csv\"", files) == Approx(4));
    CHECK(service("{ empirical = \"s.csv\" }", files) == Approx(4));
}

TEST_CASE("a CSV file that is not text is one complaint, however many lines it has") {
    const auto complaint = [](const std::string& values, const std::string& bytes) {
        return bad(one_domain + values, {}, {{"s.csv", bytes}});
    };
    const std::string service = "[servers.\"mx1.example.org\"]\nservice = \"s.csv\"\n";
    const std::string times = "[senders.s]\nto = \"example.org\"\ntimes = \"s.csv\"\n";
    for (const std::string& values : {service, times})
        for (const std::string& bytes : {std::string{"1\n\0\n\0\n", 6}, std::string{"\xff\xfe\n1\nx\nx\n"}}) {
            const auto told = complaint(values, bytes);
            INFO(told);
            CHECK(has(told, "the file \"s.csv\" is not text\n    expected text, encoded in UTF-8\n"));
            CHECK(std::count(told.begin(), told.end(), '\n') == 2);
        }
}

TEST_CASE("names: case and a dot at the end do not matter") {
    CHECK(canonical("MX1.Example.ORG.") == "mx1.example.org");
    CHECK(parse_host("a_b-c.example").ok);
    CHECK_FALSE(parse_host("a b").ok);
    CHECK_FALSE(parse_host(std::string(64, 'a')).ok);
    CHECK(matches("customer*.example", "customer17.example"));
    CHECK(matches("*", "anything"));
    CHECK(matches("*.b.*", "a.b.b.c"));
    CHECK_FALSE(matches("customer*.example", "customer.example.org"));
}

TEST_CASE("addresses compare whatever their spelling") {
    CHECK(parse_address("192.0.2.25").value == "192.0.2.25");
    CHECK(parse_address("2001:DB8::25").value == parse_address("2001:db8:0:0:0:0:0:25").value);
    CHECK(literal_address("[IPv6:2001:db8::1]") == parse_address("2001:db8::1").value);
    for (const char* text :
         {"192.0.2", "192.0.2.256", "1.2.3.4.5", "2001:db8", "::1::", "g::1", "1:2:3:4:5:6:7:8:9"})
        CHECK_FALSE(parse_address(text).ok);
}

TEST_CASE("the nearest word is near") {
    CHECK(edit_distance("sessions", "seesions") == 1);
    CHECK(edit_distance("exmaple", "example") == 1);
    CHECK(nearest("duraton", {"format", "duration"}) == "duration");
    CHECK_FALSE(nearest("colour", {"format", "duration"}));
    CHECK(nearest("p96_s", {"p50_s", "p90_s", "p95_s", "p99_s"}) == "p95_s");
    CHECK(nearest("mx9.example", {"mx1.example", "mx8.example", "mxa.example"}) == "mx8.example");
}

}  // namespace mxsim::scenario
