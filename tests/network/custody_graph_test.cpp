// Small graphs of custody whose answers can be seen by eye, and one with large numbers.

#include "sim/network/custody_graph.hpp"

#include "tests/catch.hpp"

namespace mxsim::network {

namespace {

using Servers = std::vector<std::uint32_t>;
using Rings = std::vector<Servers>;

}  // namespace

TEST_CASE("a mailbox server that senders reach keeps the mail") {
    const CustodyReport report = examine({{0}, {}, {0}});
    CHECK(report.mailbox_reached);
    CHECK(report.dead_ends.empty());
    CHECK(report.rings.empty());
}

TEST_CASE("mail moves through relays of better and better preference") {
    const CustodyReport report = examine({{3}, {{3, 2}, {3, 1}, {2, 1}, {1, 0}}, {0}});
    CHECK(report.mailbox_reached);
    CHECK(report.dead_ends.empty());
}

TEST_CASE("without a way to a mailbox no mail is kept") {
    CHECK_FALSE(examine({}).mailbox_reached);
    CHECK_FALSE(examine({{}, {}, {0}}).mailbox_reached);
    CHECK_FALSE(examine({{1}, {{0, 2}}, {2}}).mailbox_reached);  // the way exists, but no sender enters it
    const CustodyReport report = examine({{1, 2}, {{2, 1}}, {}});
    CHECK_FALSE(report.mailbox_reached);
    CHECK(report.dead_ends == Servers{1});
}

TEST_CASE("a relay beside the mailbox server is a dead end") {
    const CustodyReport report = examine({{0, 1, 2}, {{2, 0}, {2, 1}}, {0}});
    CHECK(report.mailbox_reached);
    CHECK(report.dead_ends == Servers{1});
}

TEST_CASE("what no sender reaches is no dead end") { CHECK(examine({{0}, {{5, 6}}, {0}}).dead_ends.empty()); }

TEST_CASE("relays with fixed routes may form rings") {
    const CustodyReport report =
        examine({{1}, {{1, 2}, {2, 3}, {3, 1}, {3, 4}, {6, 5}, {5, 6}, {7, 7}}, {4}});
    CHECK(report.mailbox_reached);
    CHECK(report.dead_ends.empty());
    CHECK(report.rings == Rings{{1, 2, 3}, {5, 6}, {7}});
}

TEST_CASE("a mailbox server hands nothing on, so no ring goes through it") {
    const CustodyReport report = examine({{0}, {{0, 1}, {1, 0}}, {0}});
    CHECK(report.mailbox_reached);
    CHECK(report.rings.empty());
}

TEST_CASE("a server named twice is one, and numbers may be as large as they like") {
    const std::uint32_t far = 4'000'000'000;
    const CustodyReport report = examine({{far, far}, {{far, far - 1}, {far, far - 1}}, {far - 1, far - 1}});
    CHECK(report.mailbox_reached);
    CHECK(report.dead_ends.empty());
    CHECK(report.rings.empty());
}

}  // namespace mxsim::network
