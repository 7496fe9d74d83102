// What a look-up meets where a zone fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mxsim::failure {

// How the look-ups of a zone fail.
enum class ZoneMode : std::uint8_t {
    up,        // not at all: a closer outage that spares a part of a zone
    servfail,  // the name server fails: try again
    timeout,   // no answer
    nxdomain,  // no such name
    empty,     // the name is there, without records
};

// One name of a server: 0 its own, k its k-th alias.
struct HostName {
    std::uint32_t server = 0;
    std::uint16_t name = 0;
    friend bool operator==(const HostName& a, const HostName& b) noexcept {
        return a.server == b.server && a.name == b.name;
    }
};

// A zone that fails: its name and every name below it.
struct ZoneFault {
    ZoneMode mode = ZoneMode::servfail;
    std::uint32_t labels = 0;  // of the zone's name: of several faults the closest (with most labels) is met
    bool mx = true;            // which look-ups it strikes
    bool address = true;
    std::string zone;                    // its name
    std::vector<std::uint32_t> domains;  // indices into WorldSpec::domains
    std::vector<HostName> hosts;
};

}  // namespace mxsim::failure
