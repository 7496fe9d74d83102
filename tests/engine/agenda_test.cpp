// The same tests for every pending-event set: events come in order of (time, insertion), whatever the
// increments; and an agenda keeps that order whether an event goes through a delay line or not.
#include "sim/engine/agenda.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <set>
#include <vector>

#include "sim/engine/random.hpp"
#include "tests/catch.hpp"

namespace mxsim::engine {

namespace {

struct Later {
    bool operator()(const Event& a, const Event& b) const { return before(b, a); }
};
struct Earlier {
    bool operator()(const Event& a, const Event& b) const { return before(a, b); }
};

// The plain candidate.
class BinaryHeap {
  public:
    explicit BinaryHeap(ChunkPool&) {}
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }
    void push(const Event& event) { heap_.push(event); }
    bool comes_before(const Event& other) { return !heap_.empty() && before(heap_.top(), other); }
    Event pop() {
        const Event event = heap_.top();
        heap_.pop();
        return event;
    }
    const Event* peek(std::size_t) const { return nullptr; }

  private:
    std::priority_queue<Event, std::vector<Event>, Later> heap_;
};

using Words = std::function<std::uint64_t()>;

Words words(std::uint64_t seed) {
    return [stream = Stream{Key{seed, 0}, stream_id("agenda test")}, index = std::uint64_t{0}]() mutable {
        return first_word(stream.at(index++));
    };
}

struct Increments {
    const char* name;
    std::function<std::int64_t(std::uint64_t)> of;  // a random word to nanoseconds
};

const std::vector<Increments> all_increments{
    {"all at once", [](std::uint64_t) { return 0; }},
    {"mostly at once", [](std::uint64_t w) { return w % 100 == 0 ? 1 : 0; }},
    {"a few instants", [](std::uint64_t w) { return static_cast<std::int64_t>(w % 4) * 1000; }},
    {"constant", [](std::uint64_t) { return 900'000'000'000; }},
    {"uniform", [](std::uint64_t w) { return static_cast<std::int64_t>(w >> 34); }},
    {"narrow", [](std::uint64_t w) { return 1'000'000'000 + static_cast<std::int64_t>(w % 100); }},
    {"of every size", [](std::uint64_t w) { return static_cast<std::int64_t>(w >> (8 + w % 56)); }},
    {"of mail",
     [](std::uint64_t w) {
         constexpr std::int64_t delays[] = {50'000'000, 200'000'000, 900'000'000'000, 14'400'000'000'000};
         return delays[w % 4] + static_cast<std::int64_t>(w >> 32) % 1000;
     }},
};

void check_same(const Event& popped, const Event& expected) {
    CHECK(popped.time == expected.time);
    CHECK(popped.order == expected.order);
    CHECK(popped.what == expected.what);
}

// A set and a sorted reference are fed alike; every pop must agree.
template <class Pending>
class Pair {
  public:
    void push(std::int64_t increment) { push_at(now_ + Duration{increment}, ++order_); }
    void push_at(Time time, std::uint32_t order) {
        const Event event{time, order, order * 7};
        pending_.push(event);
        reference_.insert(event);
    }
    // Time goes on to `other`, or to what comes before it.
    void pass(const Event& other) {
        const bool first = !reference_.empty() && before(*reference_.begin(), other);
        REQUIRE(pending_.comes_before(other) == first);
        if (first)
            pop();
        else
            now_ = other.time;
    }
    void pop() {
        REQUIRE(pending_.size() == reference_.size());
        const Event popped = pending_.pop();
        check_same(popped, *reference_.begin());
        reference_.erase(reference_.begin());
        now_ = popped.time;
    }
    void drain() {
        while (!reference_.empty()) pop();
        CHECK(pending_.empty());
    }
    std::size_t size() const { return reference_.size(); }
    Time now() const { return now_; }
    std::uint32_t next_order() { return ++order_; }

  private:
    ChunkPool pool_;
    Pending pending_{pool_};
    std::set<Event, Earlier> reference_;
    Time now_{};
    std::uint32_t order_ = 0;
};

}  // namespace

TEST_CASE("equal instants are ordered by insertion, also where the count wraps") {
    const Time t{Duration{5}};
    CHECK(before({t, 1, 0}, {t, 2, 0}));
    CHECK(before({t, 0xffff'ffff, 0}, {t, 0, 0}));
    CHECK_FALSE(before({t, 0, 0}, {t, 0xffff'ffff, 0}));
    CHECK(before({t, 9, 0}, {t + Duration{1}, 1, 0}));
}

TEMPLATE_TEST_CASE("pushes and pops at random come out sorted", "", RadixWheel, BinaryHeap) {
    for (const Increments& increments : all_increments) {
        for (const std::uint64_t pushes_of_16 : {7u, 9u, 15u}) {
            INFO("increments " << increments.name << ", " << pushes_of_16 << " pushes of 16 steps");
            const Words word = words(pushes_of_16);
            Pair<TestType> pair;
            for (int step = 0; step < 4000; ++step) {
                if (pair.size() == 0 || word() >> 60 < pushes_of_16)
                    pair.push(increments.of(word()));
                else
                    pair.pop();
            }
            pair.drain();
        }
    }
}

TEMPLATE_TEST_CASE("a steady crowd of events keeps its order", "", RadixWheel, BinaryHeap) {
    for (const Increments& increments : all_increments) {
        INFO("increments " << increments.name);
        const Words word = words(1);
        Pair<TestType> pair;
        for (int i = 0; i < 3000; ++i) pair.push(increments.of(word()));
        for (int step = 0; step < 6000; ++step) {
            pair.pop();
            pair.push(increments.of(word()));
        }
        pair.drain();
    }
}

TEMPLATE_TEST_CASE("bursts between long silences keep their order", "", RadixWheel, BinaryHeap) {
    const Words word = words(2);
    Pair<TestType> pair;
    for (int burst = 0; burst < 60; ++burst) {
        for (int i = 0; i < 200; ++i) pair.push(static_cast<std::int64_t>(word() % 50));
        pair.push(std::int64_t{1} << (burst % 55));
        while (pair.size() > 1) pair.pop();
        pair.drain();
    }
}

TEMPLATE_TEST_CASE("an event may be filed late with an earlier number of the same instant", "", RadixWheel,
                   BinaryHeap) {
    const Words word = words(3);
    Pair<TestType> pair;
    for (int round = 0; round < 300; ++round) {
        const std::uint32_t early = pair.next_order();
        const Time instant = pair.now() + Duration{1 + static_cast<std::int64_t>(word() % 1000)};
        for (int i = 0; i < 5; ++i) pair.push_at(instant, pair.next_order());
        pair.push_at(instant, early);
        for (int i = 0; i < 3; ++i) pair.pop();
    }
    pair.drain();
}

TEMPLATE_TEST_CASE("time may pass the set by, and what comes then may lie before all that is in it", "",
                   RadixWheel, BinaryHeap) {
    for (const Increments& increments : all_increments) {
        INFO("increments " << increments.name);
        const Words word = words(5);
        Pair<TestType> pair;
        for (int round = 0; round < 20; ++round) {
            pair.push(3'600'000'000'000 + increments.of(word()));
            for (int i = 0; i < 300; ++i) {
                pair.push(increments.of(word()) % 3'600'000'000'000);
                const Duration ahead{increments.of(word()) % 5'000'000'000};
                if (word() % 4 == 0) pair.pass({pair.now() + ahead, pair.next_order(), 0});
                if (word() % 8 == 0 && pair.size() > 0) pair.pop();
            }
            for (int i = 0; i < 100 && pair.size() > 0; ++i) pair.pop();
        }
        pair.drain();
    }
}

TEMPLATE_TEST_CASE("the last instant there is can be reached", "", RadixWheel, BinaryHeap) {
    Pair<TestType> pair;
    pair.push_at(never, 1);
    pair.push_at(never, 2);
    pair.push_at(Time{Duration{1}}, 3);
    pair.drain();
}

namespace {

// What is due, sorted by (time, number of the call that scheduled it).
struct Due {
    Time time;
    std::uint32_t call;
    bool operator<(const Due& other) const {
        return time != other.time ? time < other.time : call < other.call;
    }
};

}  // namespace

TEMPLATE_TEST_CASE("lines and plain events of one instant come in order of insertion", "", RadixWheel,
                   BinaryHeap) {
    constexpr Duration delays[] = {Duration{0}, Duration{1},   Duration{2},
                                   Duration{3}, Duration{300}, Duration{100'000}};
    Agenda<TestType> agenda;
    std::vector<Line> lines;
    for (const Duration delay : delays) lines.push_back(agenda.line(delay));

    const Words word = words(4);
    std::set<Due> due;
    Time now{};
    std::uint32_t calls = 0;
    const auto schedule = [&] {
        const std::uint64_t w = word();
        const std::size_t which = w % std::size(delays);
        const std::uint32_t call = calls++;
        const std::uint32_t order = w >> 63 != 0   ? agenda.in(lines[which], now, call)
                                    : w >> 60 == 7 ? agenda.timer(now + delays[which], call)
                                                   : agenda.at(now + delays[which], call);
        CHECK(order == call + 1);
        due.insert({now + delays[which], call});
    };
    const auto take = [&] {
        REQUIRE_FALSE(agenda.empty());
        const Event event = agenda.next();
        CHECK(event.time == due.begin()->time);
        REQUIRE(event.what == due.begin()->call);
        CHECK(event.order == event.what + 1);
        due.erase(due.begin());
        now = event.time;
    };
    for (int step = 0; step < 20'000; ++step) due.empty() || word() >> 62 < 2 ? schedule() : take();
    while (!due.empty()) take();
    CHECK(agenda.empty());
}

TEST_CASE("the same delay has one line") {
    Agenda<> agenda;
    CHECK(agenda.line(Duration{5}) == agenda.line(Duration{5}));
    CHECK(agenda.line(Duration{5}) != agenda.line(Duration{6}));
}

TEST_CASE("what waits without an event takes a number of its own") {
    Agenda<> agenda;
    const auto first = agenda.at(Time{Duration{1}}, 1);
    const auto waiting = agenda.no_event();
    const auto second = agenda.at(Time{Duration{1}}, 2);
    CHECK(first < waiting);
    CHECK(waiting < second);
}

}  // namespace mxsim::engine
