// What Exim remembers of a host that fails, as its specification and its source say it.
#include "sim/mail/host_records.hpp"

#include <vector>

#include "tests/catch.hpp"

using namespace mxsim;
using namespace std::chrono_literals;
using mail::FailureRecord;
using mail::HostState;

namespace {

engine::Time at(engine::Duration since) { return engine::time_zero + since; }

mail::HostMemory rules(std::vector<mail::RetryRule> all) {
    mail::HostMemory memory;
    memory.rules = std::move(all);
    return memory;
}

// src/configure.default: F,2h,15m; G,16h,1h,1.5; F,4d,6h
mail::HostMemory as_shipped() { return rules({{2h, 15min, 0}, {16h, 1h, 1500}, {96h, 6h, 0}}); }

}  // namespace

TEST_CASE("tried whenever it may be, a dead host is tried at the times that Exim's own rules give") {
    const auto memory = as_shipped();
    // By hand: eight times a quarter of an hour; from more than two hours on an hour, then half as long again each time, until
    // sixteen hours are over; then every six hours. The gap of 18 225 s is followed by one of 27 337 s, in whole seconds.
    const std::vector<int> times{0,     900,   1800,  2700,  3600,   4500,   5400,   6300,   7200,  8100,
                                 11700, 17100, 25200, 37350, 55575, 82912, 104512, 126112, 147712};
    FailureRecord record;
    for (std::size_t n = 0; n < times.size(); ++n) {
        INFO(n);
        if (n > 0) CHECK(record.next_try == at(std::chrono::seconds{times[n]}));
        note_failure(record, n > 0, memory, at(std::chrono::seconds{times[n]}));
        CHECK_FALSE(record.expired);
    }
}

TEST_CASE("limits count from the first failure, and the last rule goes on when it has passed") {
    const auto memory = rules({{30s, 5s, 0}, {120s, 10s, 1500}});
    FailureRecord record;
    note_failure(record, false, memory, at(0s));
    note_failure(record, true, memory, at(30s));
    CHECK(record.next_try == at(35s));  // the limit itself still belongs to the first rule
    note_failure(record, true, memory, at(120s));
    CHECK_FALSE(record.expired);
    CHECK(record.next_try == at(130s));  // the gap that counts is the planned one, of five seconds
    note_failure(record, true, memory, at(140s));
    CHECK(record.expired);
    CHECK(record.next_try == at(155s));
}

TEST_CASE("no wait is longer than retry_interval_max") {
    auto memory = rules({{96h, 1h, 10'000}});
    memory.longest_wait = 5h;
    FailureRecord record;
    note_failure(record, false, memory, at(0s));
    note_failure(record, true, memory, at(1h));
    CHECK(record.next_try == at(6h));
}

TEST_CASE("a message may try a host that works, whose time has come, or that is younger than itself") {
    const auto memory = rules({{30s, 5s, 0}, {120s, 10s, 1500}});
    CHECK(host_state(nullptr, memory, at(0s), 1000s) == HostState::usable);
    FailureRecord record;
    note_failure(record, false, memory, at(10s));
    CHECK(host_state(&record, memory, at(14'999ms), 0s) == HostState::waits);
    CHECK(host_state(&record, memory, at(15s), 0s) == HostState::usable);
    CHECK(host_state(&record, memory, at(12s), 120s) == HostState::waits);
    CHECK(host_state(&record, memory, at(12s), 121s) == HostState::usable);
    note_failure(record, true, memory, at(131s));
    CHECK(host_state(&record, memory, at(132s), 1000s) == HostState::waits_expired);
    CHECK(host_state(&record, memory, record.next_try, 0s) == HostState::usable_expired);
}

TEST_CASE("without rules a failure is noted, and nothing waits for a time") {
    const auto memory = rules({});
    mail::HostRecords all;
    CHECK(all.failed(1, 7, 0, memory, at(1500ms)).noted == at(1500ms));
    CHECK(all.find(1, 7, 0, memory, at(2s)));
}

TEST_CASE("records are of one MTA and one address, and are forgotten by a success or by age") {
    const auto memory = as_shipped();
    mail::HostRecords all;
    all.failed(1, 7, 0, memory, at(0s));
    CHECK(all.find(1, 7, 0, memory, at(1s)));
    CHECK_FALSE(all.find(2, 7, 0, memory, at(1s)));
    CHECK_FALSE(all.find(1, 7, 1, memory, at(1s)));
    CHECK_FALSE(all.find(1, 7, 0, memory, at(7 * 24h + 1s)));
    CHECK(all.failed(1, 7, 0, memory, at(8 * 24h)).first == at(8 * 24h));
    all.works(1, 7, 0);
    CHECK_FALSE(all.find(1, 7, 0, memory, at(8 * 24h)));
}
