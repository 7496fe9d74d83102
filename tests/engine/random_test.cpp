#include "sim/engine/random.hpp"

#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>

#include "tests/catch.hpp"

using namespace mxsim::engine;

namespace {

constexpr std::uint32_t ones = 0xffffffff;
const Stream arrivals{Key(1, 0), stream_id("arrivals", "internet")};

}  // namespace

TEST_CASE("Philox4x32-10 gives the known answers published with Random123") {
    STATIC_REQUIRE(philox({{0, 0, 0, 0}}, {{0, 0}}) ==
                   Block{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
    STATIC_REQUIRE(philox({{ones, ones, ones, ones}}, {{ones, ones}}) ==
                   Block{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
    STATIC_REQUIRE(philox({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, {{0xa4093822, 0x299f31d0}}) ==
                   Block{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

TEST_CASE("the fast forms of Philox give what its definition gives") {
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const Block counter = philox({{i, 1, 2, 3}}, {{4, 5}});  // any words will do
        const KeyWords key{{i * 0x9e3779b9u, ~i}};
        REQUIRE(philox_fast(counter, key) == philox(counter, key));
    }
}

TEST_CASE("four blocks side by side are those made one by one, also where an index outgrows 32 bits") {
    for (const std::uint64_t index :
         {std::uint64_t{0}, std::uint64_t{77}, (std::uint64_t{1} << 32) - 2, (std::uint64_t{1} << 48) - 4}) {
        Block four[4];
        arrivals.four_at(index, four);
        for (std::uint64_t i = 0; i < 4; ++i) REQUIRE(four[i] == arrivals.at(index + i));
    }
}

TEST_CASE("seed, replication, purpose, entity, index and sub each change the block") {
    const std::uint64_t far = std::uint64_t{1} << 32;
    const Block blocks[] = {
        arrivals.at(0),
        arrivals.at(1),
        arrivals.at(far),
        arrivals.at(0, 1),
        Stream(Key(2, 0), stream_id("arrivals", "internet")).at(0),
        Stream(Key(1 + far, 0), stream_id("arrivals", "internet")).at(0),
        Stream(Key(1, 1), stream_id("arrivals", "internet")).at(0),
        Stream(Key(1, 0), stream_id("sizes", "internet")).at(0),
        Stream(Key(1, 0), stream_id("arrivals", "intranet")).at(0),
    };
    std::set<std::uint32_t> words;
    for (const Block& block : blocks)
        for (const std::uint32_t word : block.w) words.insert(word);
    REQUIRE(words.size() == 4 * std::size(blocks));
}

TEST_CASE("a purpose and an entity do not run into each other") {
    STATIC_REQUIRE(stream_id("ab", "c") != stream_id("a", "bc"));
    STATIC_REQUIRE(stream_id("ab") != stream_id("a", "b"));
}

TEST_CASE("neighbouring streams are not correlated") {
    constexpr int n = 100000;
    const double four_sigma = 4 / std::sqrt(static_cast<double>(n));
    const Stream neighbours[] = {{Key(1, 0), stream_id("arrivals", "interneu")},
                                 {Key(1, 1), stream_id("arrivals", "internet")},
                                 {Key(2, 0), stream_id("arrivals", "internet")}};
    for (const Stream& other : neighbours) {
        double sum = 0;
        for (std::uint64_t i = 0; i < n; ++i)
            sum += (unit(first_word(arrivals.at(i))) - 0.5) * (unit(first_word(other.at(i))) - 0.5);
        const double correlation = sum / n * 12;
        CHECK(std::fabs(correlation) < four_sigma);
    }
}

TEST_CASE("a unit draw never reaches 0 or 1 and is symmetric") {
    STATIC_REQUIRE(unit(0) == 0x1p-53);
    STATIC_REQUIRE(unit(~std::uint64_t{0}) == 1 - 0x1p-53);
    STATIC_REQUIRE(unit(std::uint64_t{1} << 63) == 0.5 + 0x1p-53);
}

TEST_CASE("a bounded draw divides the words evenly") {
    STATIC_REQUIRE(bounded(0, 3) == 0);
    STATIC_REQUIRE(bounded(0x55555555, 3) == 0);
    STATIC_REQUIRE(bounded(0x55555556, 3) == 1);
    STATIC_REQUIRE(bounded(ones, 3) == 2);
    STATIC_REQUIRE(bounded(ones, ones) == ones - 1);
}
