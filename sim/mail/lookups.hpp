// What the look-ups of a run are answered: the zones as they change, and the faults of zones in force.
//
// In a world whose zones neither change nor fail every answer is known beforehand, and a pass may be planned as
// soon as the one before has failed. Else a pass asks when it begins, and remembers the number of its answer.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/dns/zones.hpp"
#include "sim/engine/random.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::mail {

// Do answers differ from one time to another?
bool zones_change(const WorldSpec& spec) noexcept;

// Who asks.
struct Asker {
    std::uint32_t domain = 0;
    std::uint32_t view = 0;
    std::uint32_t population = 0;  // that submitted the message
    std::uint32_t relay = 0;       // that asks; no server's number: the sender itself
    std::uint32_t message = 0;
    std::uint16_t pass = 0;
    std::uint8_t hop = 0;
};

class Lookups {
  public:
    Lookups(const WorldSpec& spec, const std::vector<dns::View>& views, engine::Key key);

    // The number of the answer while nothing changes, and of the one given now.
    std::uint32_t number(std::uint32_t domain, std::uint32_t view) const noexcept { return zones_.number(domain, view); }
    std::uint32_t ask(const Asker& who);
    dns::Lookup list(std::uint32_t number) const noexcept { return zones_.list(number); }
    bool waited(std::uint32_t number) const noexcept { return zones_.waited(number); }

    void begin(std::uint32_t outage);
    void end(std::uint32_t outage);
    void set(const ChangeOfRecords& change);
    void set(const ChangeOfAddresses& change);

  private:
    // An answer holds for all who ask alike until something changes.
    struct Known {
        std::uint64_t state = 0;  // in which it was given, from 1
        std::uint32_t number = 0;
    };

    bool meets(std::uint32_t outage, const Asker& who) const noexcept;

    const std::vector<failure::OutageSpec>& outages_;
    dns::Zones zones_;
    std::vector<engine::Stream> shares_;     // by outage
    std::vector<std::uint32_t> in_force_;    // outages of zones, in the order of the scenario
    bool alike_ = true;                      // whatever is in force, all meet it
    std::uint64_t state_ = 1;
    std::vector<Known> known_;               // by number while nothing changes
};

}  // namespace mxsim::mail
