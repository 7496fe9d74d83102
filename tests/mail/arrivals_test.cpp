// When and from whom mail comes. Seed 1 was fixed before the first run; bounds of drawn figures are four
// standard deviations wide.
#include "sim/mail/arrivals.hpp"

#include <chrono>
#include <cmath>
#include <map>
#include <vector>

#include "tests/catch.hpp"

namespace mxsim::mail {

namespace {

using namespace std::chrono_literals;
using engine::Time;

const engine::Key key{1, 0};
constexpr int n = 100'000;

SenderSpec sender(ArrivalKind kind, double per_second) {
    SenderSpec s;
    s.name = "ann";
    s.arrivals.kind = kind;
    s.arrivals.per_second = per_second;
    s.to = {{0, 1}};
    s.members = {{0, 1, 1, 0}};
    return s;
}

std::vector<double> instants(const SenderSpec& spec, int count) {
    Arrivals arrivals{spec, key};
    std::vector<double> all;
    for (int i = 0; i < count; ++i) all.push_back(engine::seconds(arrivals.next()));
    return all;
}

// The mean rate over n arrivals, whose gaps have the given standard deviation in seconds.
void check_rate(const SenderSpec& spec, double gap_sd) {
    const double mean_gap = 1 / spec.arrivals.per_second;
    const double found = instants(spec, n).back() / n;
    INFO("mean gap " << found << " s, expected " << mean_gap << " s");
    CHECK(std::abs(found - mean_gap) <= 4 * gap_sd / std::sqrt(n));
}

}  // namespace

TEST_CASE("regular arrivals are evenly spaced, the first at the start, without drift") {
    const SenderSpec spec = sender(ArrivalKind::regular, 3);
    const auto at = instants(spec, 4);
    CHECK(at[0] == 0);
    CHECK(at[1] == Approx(1. / 3));
    CHECK(at[3] == 1);
    Arrivals thirds{spec, key};
    for (int i = 0; i < 3'000'000; ++i) thirds.next();
    CHECK(thirds.next() == Time{1'000'000s});
}

TEST_CASE("Poisson arrivals, batches and scaled gaps keep the mean rate") {
    check_rate(sender(ArrivalKind::poisson, 4), 0.25);

    SenderSpec batches = sender(ArrivalKind::batch, 4);
    batches.arrivals.batch = 10;
    check_rate(batches, 2.5 / std::sqrt(10.0));  // n / 10 gaps of 2.5 s with a standard deviation of 2.5 s

    SenderSpec gaps = sender(ArrivalKind::gaps, 4);
    gaps.arrivals.gaps = engine::Distribution::uniform(0, 14e9);  // a shape only
    check_rate(gaps, 0.25 / std::sqrt(3.0));
}

TEST_CASE("the messages of a batch come at one instant") {
    SenderSpec batches = sender(ArrivalKind::batch, 4);
    batches.arrivals.batch = 10;
    const auto at = instants(batches, 30);
    for (int i = 0; i < 30; ++i)
        CHECK((at[static_cast<std::size_t>(i)] == at[static_cast<std::size_t>(i / 10 * 10)]));
    CHECK(at[0] < at[10]);
    CHECK(at[10] < at[20]);
}

TEST_CASE("a modulated process has the mean rate, and is quiet in its quiet states") {
    SenderSpec s = sender(ArrivalKind::mmpp, 4);
    s.arrivals.rates = {0, 1};
    s.arrivals.dwell = {30s, 10s};
    const auto at = instants(s, n);
    // Rate 16/s for a quarter of the time: n arrivals take some 625 rounds of 40 s, each with a spread below
    // 40 s.
    CHECK(std::abs(at.back() / n - 0.25) <= 0.25 * 4 * std::sqrt(2.0 / 625));
    int long_gaps = 0;
    for (std::size_t i = 1; i < at.size(); ++i) long_gaps += at[i] - at[i - 1] > 2;  // e^-32 while it is busy
    CHECK(long_gaps > 400);
}

TEST_CASE("a list says every instant, and then nothing") {
    SenderSpec s = sender(ArrivalKind::listed, 0);
    s.arrivals.times = {{Time{1s}, 0, -1}, {Time{1s}, 0, -1}, {Time{5s}, 0, -1}};
    Arrivals arrivals{s, key};
    CHECK(arrivals.next() == Time{1s});
    CHECK(arrivals.next() == Time{1s});
    CHECK(arrivals.index() == 1);
    CHECK(arrivals.next() == Time{5s});
    CHECK(arrivals.next() == engine::never);
}

namespace {

void check_share(int count, double share) {
    INFO(count << " of " << n << ", expected a share of " << share);
    CHECK(std::abs(count - n * share) <= 4 * std::sqrt(n * share * (1 - share)));
}

}  // namespace

TEST_CASE("domains, members and MTAs are drawn by their shares") {
    SenderSpec s = sender(ArrivalKind::poisson, 1);
    s.to = {{0, 3}, {1, 1}};
    s.members = {{0, 0.9, 1, 0}, {1, 0.1, 4, 0}};
    PartyDraw draw{s, key};
    std::map<std::uint32_t, int> to, member, mta;
    for (int i = 0; i < n; ++i) {
        const Parties p = draw.draw(static_cast<std::uint64_t>(i));
        ++to[p.to];
        ++member[p.member];
        if (p.member == 1) ++mta[p.mta];
    }
    check_share(to[1], 0.25);
    check_share(member[1], 0.1);
    REQUIRE(mta.size() == 4);
    for (const auto& [which, count] : mta) check_share(count, 0.025);
}

TEST_CASE("MTAs that send unequally follow Zipf's law") {
    SenderSpec s = sender(ArrivalKind::poisson, 1);
    s.members = {{0, 1, 3, 1}};  // shares of 1, 1/2, 1/3
    PartyDraw draw{s, key};
    std::map<std::uint32_t, int> mta;
    for (int i = 0; i < n; ++i) ++mta[draw.draw(static_cast<std::uint64_t>(i)).mta];
    check_share(mta[0], 6. / 11);
    check_share(mta[1], 3. / 11);
    check_share(mta[2], 2. / 11);
}

TEST_CASE("one MTA a message: no two messages share one") {
    SenderSpec s = sender(ArrivalKind::poisson, 1);
    s.members = {{0, 1, ~std::uint32_t{0}, 0}};
    PartyDraw draw{s, key};
    for (std::uint64_t i = 0; i < 100; ++i) CHECK(draw.draw(i).mta == i);
}

TEST_CASE("the hours of a day or week make the rate, mean over them, go up and down") {
    SenderSpec spec = sender(ArrivalKind::regular, 1 / 60.0);  // one a minute on average
    spec.arrivals.hours = {0.5, 1.5};
    spec.arrivals.into_hours = 30min;
    // Half an hour at one in two minutes, an hour at one in 40 s, an hour at one in two minutes ...
    const std::vector<double> all = instants(spec, 200);
    CHECK(all[1] == 120);
    CHECK(all[15] == 1800);
    CHECK(all[16] == 1840);
    CHECK(all[15 + 90] == 5400);
    CHECK(all[15 + 91] == 5520);
}

TEST_CASE("a planned change of the rate counts in every hour") {
    SenderSpec spec = sender(ArrivalKind::regular, 1 / 60.0);
    spec.arrivals.hours = {0.5, 1.5};
    Arrivals arrivals{spec, key, {{engine::time_zero + 2h, 1 / 30.0}}};
    std::vector<double> all;
    for (int i = 0; i < 200; ++i) all.push_back(engine::seconds(arrivals.next()));
    CHECK(all[30] == 3600);
    CHECK(all[120] == 7200);
    CHECK(all[121] == 7260);  // twice one in two minutes
}

TEST_CASE("a rate may rise ten billion times, and fall again") {
    SenderSpec spec = sender(ArrivalKind::regular, 2e-9);  // one in sixteen years
    Arrivals arrivals{spec, key, {{engine::time_zero + 1h, 20.0}, {engine::time_zero + 2h, 2e-9}}};
    CHECK(arrivals.next() == engine::time_zero);
    constexpr engine::Duration own_by_then{360};  // an hour at 2e-9 in place of 20 a second
    for (int i = 1; i <= 72'000; ++i) {
        const engine::Time at = arrivals.next();
        if (i % 8'000 == 1) CHECK(at == engine::time_zero + 1h + 50ms * i - own_by_then);
    }
    CHECK(arrivals.next() > engine::time_zero + 24h * 365 * 15);
}

TEST_CASE("a Poisson process whose rate rises a billion times has the new rate") {
    SenderSpec spec = sender(ArrivalKind::poisson, 2e-8);  // one in a year and a half: 72'000 such gaps fit no clock
    Arrivals arrivals{spec, key, {{engine::time_zero + 1h, 20.0}}};
    int in_an_hour = 0;
    for (engine::Time at = arrivals.next(); at < engine::time_zero + 2h; at = arrivals.next()) {
        CHECK(at >= engine::time_zero + 1h);
        ++in_an_hour;
    }
    CHECK(std::abs(in_an_hour - 72'000) < 5 * std::sqrt(72'000.));
}

TEST_CASE("the stays of a modulated process are those before all changes") {
    SenderSpec spec = sender(ArrivalKind::mmpp, 1);
    spec.arrivals.rates = {0, 1};
    spec.arrivals.dwell = {10min, 10min};
    Arrivals arrivals{spec, key, {{engine::time_zero + 50h, 1000.0}}};
    int quiet = 0;  // of some 150 stays nine in ten last longer than a minute
    for (engine::Time at{}, last{}; at < engine::time_zero + 50h; last = at) {
        at = arrivals.next();
        quiet += at - last > 1min;
    }
    CHECK(quiet > 80);
    CHECK(quiet < 200);
}

TEST_CASE("where no hour has a rate any more there are no arrivals") {
    SenderSpec spec = sender(ArrivalKind::regular, 1 / 60.0);
    spec.arrivals.hours = {2, 0};
    const std::vector<double> all = instants(spec, 130);
    CHECK(all[119] == 3570);
    CHECK(all[120] == 7200);  // the hour after the next
    Arrivals arrivals{spec, key, {{engine::time_zero + 1h, 0.0}}};
    for (int i = 0; i < 120; ++i) arrivals.next();
    CHECK(arrivals.next() > engine::time_zero + 24h * 365 * 50);
}

}  // namespace mxsim::mail
