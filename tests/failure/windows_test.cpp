#include "sim/failure/windows.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"

namespace mxsim::failure {

namespace {

using namespace std::chrono_literals;
using engine::Distribution;
using engine::Duration;
using engine::Time;

const engine::Key key{1, 0};

Time at(Duration t) { return engine::time_zero + t; }
Distribution lasts(Duration d) { return Distribution::constant(d.count()); }

OutageSpec outage(std::vector<Occurrence> occurrences, std::size_t servers = 1) {
    OutageSpec spec;
    spec.name = "crash";
    for (std::uint32_t s = 0; s < servers; ++s) spec.servers.push_back(s);
    spec.occurrences = std::move(occurrences);
    return spec;
}

// "begin-end ..." in seconds.
std::string told(const std::vector<Window>& windows) {
    const auto seconds = [](Time t) {
        return t == engine::never ? std::string{"never"}
                                  : std::to_string(t.time_since_epoch().count() / 1'000'000'000);
    };
    std::string text;
    for (const Window& w : windows)
        text += (text.empty() ? "" : " ") + seconds(w.begin) + '-' + seconds(w.end);
    return text;
}

}  // namespace

TEST_CASE("an occurrence without a length lasts to the end of the run") {
    CHECK(told(unroll(outage({{at(5s), {}}}), 60s, key)[0]) == "5-never");
}

TEST_CASE("windows that touch or overlap are one") {
    const auto lists =
        unroll(outage({{at(0s), lasts(5s)}, {at(5s), lasts(5s)}, {at(8s), lasts(1s)}, {at(20s), lasts(1s)}}),
               60s, key);
    CHECK(told(lists[0]) == "0-10 20-21");
}

TEST_CASE("a window of no length is none") {
    CHECK(told(unroll(outage({{at(5s), lasts(0s)}}), 60s, key)[0]).empty());
}

TEST_CASE("what recurs begins again as long as messages are submitted") {
    OutageSpec spec = outage({{at(10s), lasts(2s)}, {at(15s), lasts(1s)}});
    spec.every = 20s;
    CHECK(told(unroll(spec, 55s, key)[0]) == "10-12 15-16 30-32 35-36 50-52");
    CHECK(told(unroll(spec, 50s, key)[0]) == "10-12 15-16 30-32 35-36");
}

TEST_CASE("servers fall together unless each is said to have its own process") {
    OutageSpec spec = outage({{at(10s), Distribution::exponential(1e12)}}, 3);
    const auto together = unroll(spec, 60s, key);
    CHECK(together[0][0].end == together[1][0].end);
    CHECK(together[0][0].end == together[2][0].end);
    spec.each = true;
    const auto alone = unroll(spec, 60s, key);
    CHECK(alone[0][0].end != alone[1][0].end);
    CHECK(alone[1][0].end != alone[2][0].end);
}

TEST_CASE("lengths are drawn by name, replication and window") {
    OutageSpec spec =
        outage({{at(10s), Distribution::exponential(1e9)}, {at(1h), Distribution::exponential(1e9)}});
    const auto length = [](const OutageSpec& s, engine::Key k, std::size_t window) {
        const Window w = unroll(s, 24h, k)[0].at(window);
        return w.end - w.begin;
    };
    CHECK(length(spec, key, 0) == length(spec, key, 0));
    CHECK(length(spec, key, 0) != length(spec, key, 1));
    CHECK(length(spec, key, 0) != length(spec, engine::Key{1, 1}, 0));
    const Duration before = length(spec, key, 0);
    spec.name = "flood";
    CHECK(length(spec, key, 0) != before);
}

TEST_CASE("the whole lasts while any of its servers is down") {
    const std::vector<Window> one{{at(0s), at(5s)}, {at(20s), at(30s)}};
    const std::vector<Window> other{{at(3s), at(8s)}, {at(30s), engine::never}};
    CHECK(told(unite({one, other})) == "0-8 20-never");
}

}  // namespace mxsim::failure
