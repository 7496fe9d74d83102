// What the text says of outages that are not one interval with an end.
#include "tests/analysis/made_up.hpp"
#include "tests/catch.hpp"

using namespace mxsim;
using namespace mxsim::made_up;

namespace {

// In one line, so that it does not matter where lines are broken.
std::string told(const report::Result& r) {
    std::string line;
    for (char c : report::to_text(r)) {
        const bool blank = c == '\n' || c == ' ';
        if (!blank || (!line.empty() && line.back() != ' ')) line += blank ? ' ' : c;
    }
    return line;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The crash lasts from Tuesday 06:00 to the end of the run; submissions end on Wednesday at 06:00.
report::Result without_end(std::size_t outages) {
    auto s = primary_down();
    s.world.outages[0].occurrences.push_back({at(30h), {}});
    s.world.outages.assign(outages, s.world.outages[0]);
    report::Collector collector(s, whole());
    for (std::uint32_t i = 0; i < 20; ++i) {
        auto one = run(i, 100 + i);
        auto& crash = one.outages[0];
        crash.windows = {{at(30h), at(54h)}};
        crash.ages = {};
        crash.drain_90 = crash.drain_100 = crash.normal_after = 0s;
        crash.normal_at = at(54h);
        one.outages.assign(outages, crash);
        collector.add(one);
    }
    return collector.result({"0.1.0", "x.toml", {}, 20, true});
}

report::Result three_windows(std::size_t outages) {
    auto s = primary_down();
    s.world.outages.assign(outages, s.world.outages[0]);
    auto one = run(0, 100);
    one.outages[0].windows = {{at(30h), at(31h)}, {at(32h), at(33h)}, {at(33h + 30min), at(34h)}};
    one.outages.assign(outages, one.outages[0]);
    report::Collector collector(s, whole());
    collector.add(one);
    return collector.result({"0.1.0", "x.toml", {}, 1, true});
}

}  // namespace

TEST_CASE("outages of the same mail are told once, under their names") {
    auto s = primary_down();
    s.world.outages.resize(4, s.world.outages[0]);
    s.world.outages[1].name = "silence";
    s.world.outages[1].servers = {1};  // another server of the same domain
    s.world.outages[2].name = "later";
    s.world.outages[3].name = "elsewhere";
    s.world.outages[3].servers = {2};
    s.world.domains.push_back(s.world.domains[0]);
    s.world.domains[1].mx = {{10, 2}};
    s.world.servers.push_back(s.world.servers[0]);
    auto one = run(0, 100);
    one.outages.resize(4, one.outages[0]);
    one.outages[2].windows = {{at(31h), at(34h)}};
    report::Collector collector(s, whole());
    collector.add(one);
    const auto r = collector.result({"0.1.0", "x.toml", {}, 1, true});
    CHECK(r.outages[0].same_mail_as == 0);
    CHECK(r.outages[1].same_mail_as == 0);
    CHECK(r.outages[2].same_mail_as == 2);
    CHECK(r.outages[3].same_mail_as == 3);
    const auto text = told(r);
    INFO(text);
    CHECK(says(text, "crash and silence (Tue 06:00 to 10:00, 4h): of 203 messages"));
    CHECK(says(text, "Mail submitted during crash and silence"));
    CHECK(says(text, "when crash and silence ended (Tue 10:00)"));
    CHECK(says(text, "Mail submitted during later"));
    CHECK(says(text, "Mail submitted during elsewhere"));
    CHECK_FALSE(says(text, "during silence"));
}

TEST_CASE("of several windows the text says which it speaks of") {
    const auto text = told(three_windows(1));
    INFO(text);
    CHECK(says(text, "of what was waiting when one of its windows ended, 90 % after 12m at the longest, all "
                     "after 31m at the longest; no backlog any more after 1h at the longest, after the last at "
                     "Tue 11:00."));
    CHECK(says(text, "Mail submitted during crash, all its windows together"));
    CHECK(says(text, "at backup.example.net when the last of the 3 windows of crash ended (Tue 10:00)"));
    const auto two = told(three_windows(2));
    INFO(two);
    CHECK(says(two, "; longest drain 31m."));
    CHECK(says(two, "drained, normal: of several windows the longest."));
}

TEST_CASE("outages by chance are counted with their noun, and two runs are both") {
    const auto s = primary_down();
    report::Collector collector(s, whole());
    for (std::uint32_t i = 0; i < 2; ++i) {
        auto one = run(i, 100 + i);
        one.outages[0].windows = {{at(30h + std::chrono::hours{i}), at(34h)}};
        collector.add(one);
    }
    const auto text = told(collector.result({"0.1.0", "x.toml", {}, 2, true}));
    INFO(text);
    CHECK(says(text, "refused connections (1 outage at times that vary, 3h 30m in all), "));
    CHECK(says(text, "In both runs at most 101 late; in both runs at most 2 returned."));
    CHECK(says(text, "; both runs stay at or below 101."));
    CHECK_FALSE(says(text, "all 2 runs"));
}

TEST_CASE("among several outages the backup's peak is a mean, with the most of single runs") {
    auto s = primary_down();
    s.world.outages.resize(2, s.world.outages[0]);
    report::Collector collector(s, whole());
    for (std::uint32_t i = 0; i < 10; ++i) {
        auto one = run(i, 100 + i);
        one.outages.resize(2, one.outages[0]);
        collector.add(one);
    }
    const auto text = told(collector.result({"0.1.0", "x.toml", {}, 10, true}));
    INFO(text);
    CHECK(says(text, "3.1 MB, at Tue 10:00; at most 109 in all 10 runs."));
}

TEST_CASE("a place where no message waits has no table of ages") {
    const auto s = primary_down();
    report::Collector collector(s, whole());
    for (std::uint32_t i = 0; i < 3; ++i) {
        auto one = run(i, 100);
        auto& rows = one.outages[0].ages.rows;
        if (i > 0) rows.resize(1);  // the mean of two at the senders, none and none rounds to one
        collector.add(one);
    }
    CHECK(says(told(collector.result({})), "Age in minutes of mail at the senders"));
    auto empty = run(3, 100);
    empty.outages[0].ages.rows.resize(1);
    collector.add(empty);
    collector.add(empty);
    const auto text = told(collector.result({}));  // two messages in five runs
    INFO(text);
    CHECK(says(text, "Age in minutes of mail at backup.example.net"));
    CHECK_FALSE(says(text, "Age in minutes of mail at the senders"));
}

TEST_CASE("an outage without an end lasts to the end of the run, not of submissions") {
    const auto text = told(without_end(1));
    INFO(text);
    CHECK(says(text, "refused connections (Tue 06:00 to the end of the run), "));
    CHECK(says(text, "Drained never: it lasts to the end of the run, and no mail was waiting any more then."));
    CHECK_FALSE(says(text, "when it ended"));
    CHECK_FALSE(says(text, "Wed 06:00"));
}

TEST_CASE("several outages without an end are not said to have drained") {
    const auto text = told(without_end(2));
    INFO(text);
    CHECK(says(text, "crash and crash (Tue 06:00 to the end of the run): of "));
    CHECK_FALSE(says(text, "; drained"));
    CHECK(says(text, "drained normal crash 222 110 2 0 1 112 – – crash"));
}

TEST_CASE("whether an outage ends is in the JSON") {
    const auto open = report::to_json(without_end(1));
    CHECK(open.at("outages").at("crash").at("open_ended") == true);
    for (const char* figure : {"drain_90_s", "drain_100_s", "normal_after_s", "normal_at_s"})
        CHECK(open.at("outages").at("crash").at(figure).at("value").is_null());
    const auto scenario = primary_down();
    CHECK(report::to_json(result_of(scenario, 2)).at("outages").at("crash").at("open_ended") == false);
}
