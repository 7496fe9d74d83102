// Warnings of mail that nobody can keep: told, and the run is possible all the same.

#include "tests/scenario/reading.hpp"

namespace mxsim::scenario {

namespace {

const std::string relay = "relay = { for = [\"a.example\"] }\n";

std::string warned(const std::string& text) {
    const ReadResult result = reading(text);
    INFO(said(result));
    CHECK(result.scenario);
    return said(result);
}

}  // namespace

TEST_CASE("a backup behind a mailbox server is as it should be") {
    CHECK(warned(backup_domain).empty());
    CHECK(warned(one_domain).empty());
    CHECK(warned("[domains.\"a.example\"]\naddresses = [\"192.0.2.1\"]\n").empty());
}

TEST_CASE("a domain that takes no mail on purpose is not warned of") {
    CHECK(warned("[domains.\"a.example\"]\nmx = []\n").empty());
    CHECK(warned("[domains.\"a.example\"]\nmx = [\"0 .\"]\n").empty());
}

TEST_CASE("a mailbox server behind relays is reached through the best of them only") {
    const std::string servers =
        "[servers.\"r.example\"]\n" + relay + "[servers.\"m.example\"]\nmailbox = true\n";
    const auto mx = [&](const std::string& records) {
        return warned("[domains.\"a.example\"]\nmx = [" + records + "]\n" + servers);
    };
    CHECK(mx("\"10 m.example\", \"20 r.example\"").empty());
    const std::string loops = "warning: the relay \"r.example\" is itself a best exchanger of \"a.example\"";
    CHECK(has(mx("\"10 r.example\", \"20 m.example\""), loops));
    CHECK(has(mx("\"10 m.example\", \"10 r.example\""), loops));
}

TEST_CASE("without a mailbox server one warning says it all") {
    const std::string all = warned("[domains.\"a.example\"]\nmx = [\"10 r.example\", \"20 s.example\"]\n"
                                   "[servers.\"r.example\"]\n" + relay + "[servers.\"s.example\"]\n" + relay);
    CHECK(has(all, "test.toml:2:6: warning: no mailbox server can be reached for the domain \"a.example\""));
    CHECK_FALSE(has(all, "itself"));
}

TEST_CASE("an exchanger whose name does not resolve counts for nothing") {
    const std::string nowhere = "[domains.\"a.example\"]\nmx = [\"10 m.example\", \"20 r.example\"]\n"
                                "[servers.\"m.example\"]\naddresses = []\n";
    CHECK(has(warned(nowhere + "[servers.\"r.example\"]\n" + relay), "no mailbox server can be reached"));
    CHECK(warned(nowhere + "[servers.\"r.example\"]\nmailbox = true\n").empty());
}

TEST_CASE("a relay named by the domain's own address is a dead end") {
    CHECK(has(warned("[domains.\"a.example\"]\naddresses = [\"192.0.2.1\"]\n"
                     "[servers.\"r.example\"]\naddresses = [\"192.0.2.1\"]\n" + relay),
              "test.toml:1:10: warning: no mailbox server can be reached"));
}

}  // namespace mxsim::scenario
