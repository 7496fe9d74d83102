#include "analysis/report/messages_csv.hpp"

#include <chrono>

#include "tests/catch.hpp"

namespace mxsim::report {

using namespace std::chrono_literals;

TEST_CASE("a message is a row of exact times and quoted names") {
    mail::WorldSpec world;
    world.senders.resize(1);
    world.senders[0].name = "a, \"b\"";
    world.domains.resize(1);
    world.domains[0].name = "example.org";
    world.servers.resize(2);
    world.servers[1].name = "mx2.example.org";
    const MessagesCsv csv{world};
    std::string text;
    measure::MessageRow row;
    row.submitted = engine::time_zero + 50ms;
    csv.append(text, 3, row);
    row.ended = engine::time_zero + 100h + 1ns;
    row.attempts = 12;
    row.last_server = 1;
    row.hops = 2;
    row.fate = measure::Fate::bounced;
    csv.append(text, 3, row);
    CHECK(text ==
          "3,\"a, \"\"b\"\"\",example.org,0.05,,queued,0,1,\r\n"
          "3,\"a, \"\"b\"\"\",example.org,0.05,360000.000000001,bounced,12,2,mx2.example.org\r\n");
}

}  // namespace mxsim::report
