// The outages in force, by server, and which of them a connection meets.
//
// Of several the one that strikes at the earliest stage is met; at the same stage the first of the scenario.
// An outage may be narrowed to addresses, to where connections come from, and to a share of them: that is
// drawn for each connection, by message, hop, pass and place in the pass, so that nothing else disturbs it.
// A server's verdicts are drawn by message: what it says of a message once it says again.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::mail {

struct Connection {
    std::uint32_t server = 0;
    std::uint16_t address = 0;     // of the server, from 0
    std::uint32_t population = 0;  // that submitted the message
    std::uint32_t relay = 0;       // whose outbound side connects; no server's number: the sender itself
    std::uint32_t message = 0;
    std::uint16_t pass = 0;
    std::uint16_t position = 0;
    std::uint8_t hop = 0;
};

class Strikes {
  public:
    Strikes(const WorldSpec& spec, engine::Key key);

    void begin(std::uint32_t outage, std::uint32_t server, engine::Time until);
    void end(std::uint32_t outage, std::uint32_t server);

    // What the connection meets, or null.
    const failure::Effect* met(const Connection& connection) const noexcept;
    // Does the outage concern it? (For what an outage cuts when it begins.)
    bool concerns(std::uint32_t outage, const Connection& connection) const noexcept;
    // What it makes connections to the server meet.
    const failure::Effect& effect(std::uint32_t outage, std::uint32_t server) const noexcept;
    // When the last outage with this effect ends of those now in force that the connection meets; time zero if none is.
    engine::Time until(const Connection& connection, const failure::Effect& effect) const noexcept;

  private:
    struct InForce {
        std::uint32_t outage = 0;
        engine::Time until = engine::never;
    };

    const failure::Effect* verdict(const Connection& connection) const noexcept;

    const std::vector<failure::OutageSpec>& outages_;
    const std::vector<ServerSpec>& servers_;
    std::vector<engine::Stream> shares_;          // by outage
    std::vector<engine::Stream> verdicts_;        // by server
    std::vector<std::vector<InForce>> in_force_;  // by server, in the order in which they are met
};

}  // namespace mxsim::mail
