#include <sstream>

#include "analysis/report/sparkline.hpp"
#include "tests/analysis/made_up.hpp"
#include "tests/catch.hpp"

using namespace mxsim;
using namespace mxsim::made_up;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string first_screen(const std::string& text) {
    std::string screen;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < std::min<std::size_t>(24, lines.size()); ++i) screen += lines[i] + "\n";
    return screen;
}

void check_layout(const std::string& text) {
    for (const auto& line : lines_of(text)) {
        INFO(line);
        CHECK(report::columns(line) <= 80);
        CHECK((line.empty() || line.back() != ' '));
    }
}

// The same outage several times under other names, and everything with long names.
report::Result crowded(std::size_t outages, std::uint32_t runs) {
    static scenario::Scenario s;
    s = primary_down();
    s.title =
        "A title that goes on and on about what was planned, what was done and what came of it in the end";
    s.question = s.title + ", and whether " + s.title;
    s.world.servers[0].name = "primary-mail-exchanger-number-one.in-a-very-long-subdomain.example.org";
    s.world.servers[1].name =
        "the-backup-mail-exchanger-of-a-friendly-provider.in-another-domain.example.net";
    s.world.outages.assign(outages, s.world.outages.front());
    for (std::size_t i = 0; i < outages; ++i)
        s.world.outages[i].name = "a-maintenance-window-" + std::to_string(i);
    report::Collector collector(s, whole());
    for (std::uint32_t i = 0; i < runs; ++i) {
        auto one = run(i, 1'000'000 / (outages + 1) + i);
        one.outages.assign(outages, one.outages.front());
        for (std::size_t o = 0; o < outages; ++o) one.outages[o].windows[0].first += std::chrono::minutes{o};
        collector.add(one);
    }
    return collector.result({"0.1.0", "x.toml", {}, runs + 1, false});
}

// The leading line feed keeps the text flush left.
const char* const twenty_runs = R"(
Primary down for four hours, queueing backup
Does the backup MX save any mail, or only move the queue?

  While mx1.example.org refused connections (Tue 06:00 to 10:00, 4h), 222
  messages were submitted, on average over 20 runs: 110 (49.3 %) arrived late
  (after 5m or more), 2 (0.9 %) were returned to their senders, none was lost
  and 1 (0.5 %) was still queued at the end. In 19 of 20 runs at most 118 late;
  in 19 of 20 runs at most 2 returned.

  Drained  of what was waiting when it ended, 90 % after 12m, all after 31m; no
           backlog any more after 1h, at Tue 11:00.
  Backup   backup.example.net queued up to 110 messages (95 %: 107 to 112),
           3.3 MB, at Tue 10:00; 19 of 20 runs stay at or below 118.
  All mail 222 messages submitted: 219 delivered, 2 bounced, 0 lost, 1 still
           queued.
  Backlog  up to 112 messages late at once, at Tue 10:00.

Latency of the delivered; bounced 0.9 %, lost 0 %, queued 0.5 %
           mean  95 % interval  19 of 20 runs  or worse
  mean       1h             1h             1h     never
  p50       2 s            2 s            2 s        2h
  p90        2h             2h             2h        2h
  p95        2h             2h             2h        2h
  p99        2h             2h             2h     never
  longest    2h             2h             2h     never
  No p99.9: it needs 10 000 delivered messages in every run.
  or worse: what was not delivered counts as infinitely late.

Servers
                      share of mail  attempts  accepted  rejected  refused
  mx1.example.org            98.6 %       328       219         0      110
  backup.example.net         49.3 %       110       110         0        0

                      slots in use  peak  waiting: peak       when  mean
  mx1.example.org             25 %    12              7  Tue 10:02  0.13
  backup.example.net           0 %     0              0          –     0

                      queue: peak    size       when  mean  attempts made
  backup.example.net          110  3.3 MB  Tue 10:00  54.8            110

Over time (mean of the runs; the highest level beside it)
  backlog                  112      ▁▁▁▁▂▂▂▂▃▃▃▃▃▄▄▄▅▅▅▅▆▆▆▆▆▇▇▇███████▇▅▄▄▃▁
  backup.example.net       110      ▁▁▁▁▂▂▂▂▃▃▃▃▃▄▄▄▅▅▅▅▆▆▆▆▆▇▇▇███████▇▅▄▄▃▁
  crash                            ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                                   ╵Tue 06:00      ╵Tue 08:00      ╵Tue 10:00

Mail submitted during crash
                    mean   share  95 % interval  19 of 20 runs
  submitted          222   100 %     216 to 228            239
  on time            110  49.3 %     107 to 112            118
  late               110  49.3 %     107 to 112            118
  through a relay    110  49.3 %     107 to 112            118
  bounced              2   0.9 %              2              2
  lost                 0     0 %              0              0
  queued               1   0.5 %              1              1
  delay notices        0     0 %              0              0
  latency, mean       1h                     1h             1h
  latency, p50       2 s                    2 s            2 s
  latency, p90        2h                     2h             2h
  latency, p95        2h                     2h             2h
  latency, p99        2h                     2h             2h
  latency, longest    2h                     2h             2h

Age in minutes of mail at backup.example.net when crash ended (Tue 10:00)
                  T     5    10    20    40    80   160   320   640  1280  1280+
  TOTAL         131     1     2     3     4     5     6   110     0     0      0
  example.org   131     1     2     3     4     5     6   110     0     0      0

Age in minutes of mail at the senders when crash ended (Tue 10:00)
                  T     5    10    20    40    80   160   320   640  1280  1280+
  TOTAL           2     0     0     0     0     0     0     2     0     0      0
  example.org     2     0     0     0     0     0     0     2     0     0      0

Expectations
  met        outages.crash.latency.p50_s below 15m: 2 s (95 %: 2 s to 2 s)
  missed     latency_or_worse.max_s below 11d 14h: never

Assumed, not in your file
  network.round_trip = 50ms (stated default)
  servers.mx1.example.org.service = 0.5 s (stated default)

Figures are means over runs; the interval holds the mean with 95 %; "runs" are
what single runs did.
seed 7, 20 replications, mxsim 0.1.0
)";

}  // namespace

TEST_CASE("the text of a small result") {
    const auto scenario = primary_down();
    auto r = result_of(scenario, 20);
    report::check_expectations(
        r, {{"outages.crash.latency.p50_s", 900, {}, {}}, {"latency_or_worse.max_s", 1e6, {}, {}}});
    CHECK("\n" + report::to_text(r) == twenty_runs);
}

TEST_CASE("the first 24 lines tell what the outage did, what the backup carried and when all was drained") {
    const auto scenario = primary_down();
    const auto screen = first_screen(report::to_text(result_of(scenario, 20, 143'000)));
    for (const char* told :
         {"mx1.example.org refused connections (Tue 06:00 to 10:00, 4h)", "on average over 20 runs",
          "143 010 (50.0 %) arrived", "2 (0.001 %) were returned to their senders", "none was",
          "19 of 20 runs", "143 018", "backup.example.net queued up to 143 010 messages",
          "4.3 GB, at Tue 10:00", "90 % after 12m, all after 31m", "at Tue 11:00"}) {
        INFO(told << " in\n" << screen);
        CHECK(screen.find(told) != std::string::npos);
    }
}

TEST_CASE(
    "however much there is to tell, the backup's peak is on the first screen and lines keep to 80 columns") {
    for (std::size_t outages : {1u, 2u, 5u, 12u}) {
        for (std::uint32_t runs : {1u, 3u, 20u}) {
            const auto text = report::to_text(crowded(outages, runs));
            INFO(text);
            check_layout(text);
            CHECK(first_screen(text).find("Backup   ") != std::string::npos);
        }
    }
}

TEST_CASE("a single run speaks plainly, of no averages and no intervals") {
    const auto scenario = primary_down();
    const auto text = report::to_text(result_of(scenario, 1));
    check_layout(text);
    for (const char* word : {"average", "95 %", "interval", "of 1 runs", "mean of"})
        CHECK(text.find(word) == std::string::npos);
    CHECK(text.find("(Tue 06:00 to 10:00, 4h), 203\n  messages were submitted: 100 (49.3 %) arrived late") !=
          std::string::npos);
    CHECK(text.find("seed 7, 1 replication") != std::string::npos);
}

TEST_CASE("a result without runs can be printed") {
    const auto scenario = primary_down();
    check_layout(report::to_text(result_of(scenario, 0)));
}

TEST_CASE("colour only if asked, and it changes nothing else") {
    const auto scenario = primary_down();
    const auto r = result_of(scenario, 20);
    const auto plain = report::to_text(r);
    auto coloured = report::to_text(r, {true});
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(coloured.find('\x1b') != std::string::npos);
    for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;) {
        coloured.erase(at, coloured.find('m', at) - at + 1);
    }
    CHECK(coloured == plain);
}

TEST_CASE("a scenario without outages tells of all its mail") {
    auto scenario = primary_down();
    scenario.world.outages.clear();
    const auto text = report::to_text(result_of(scenario, 20));
    CHECK(first_screen(text).find("222 messages were submitted, on average over 20 runs") !=
          std::string::npos);
    check_layout(text);
}

TEST_CASE("senders and domains are listed where there are several, the least on time first") {
    auto scenario = primary_down();
    scenario.world.senders.push_back(scenario.world.senders[0]);
    scenario.world.senders[1].name = "newsletter";
    report::Collector collector(scenario, whole());
    auto one = run(0, 100);
    one.senders.push_back(some_mail(1));
    collector.add(one);
    const auto text = report::to_text(collector.result({}));
    CHECK(text.find("\nSenders\n") < text.find("\n  newsletter "));
    CHECK(text.find("\n  newsletter ") < text.find("\n  internet "));
    CHECK(text.find("\nDomains\n") == std::string::npos);
}

TEST_CASE("a sparkline has eight heights and never hides a level above zero") {
    CHECK(report::sparkline({0, 0.1, 1, 4, 8, 0}, 8) == " ▁▁▄█");
    CHECK(report::sparkline({0, 0}, 0).empty());
}

TEST_CASE("marks and ticks share the cells of the axis") {
    const report::TimeAxis axis{0, 40 * 3600, 40};
    CHECK(report::marks({{3600, 3 * 3600}, {5 * 3600 + 1, 5 * 3600 + 2}}, axis) == " ━━  ━");
    CHECK(report::ticks(axis, report::Clock({}, 0, false)) == "╵Mon 00:00  ╵Mon 12:00  ╵Tue 00:00");
    const report::Clock noon(1772406000 + 12 * 3600, 3600, false);  // time zero is at noon
    CHECK(report::ticks(axis, noon) == "            ╵03-03 00:00");
}

TEST_CASE("levels are averaged over cells wider and narrower than the bins") {
    const report::Series series{10, {1, 3, 5, 7}, {1, 3, 5, 7}};
    CHECK(report::resampled(series, {0, 40, 2}) == std::vector<double>{2, 6});
    CHECK(report::resampled(series, {0, 10, 2}) == std::vector<double>{1, 1});
    CHECK(report::resampled(series, {30, 50, 2}) == std::vector<double>{7, 0});
}
