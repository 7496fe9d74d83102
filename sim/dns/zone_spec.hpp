// The DNS data of one mail domain, as a zone file would have it (RFC 1035; RFC 5321 section 5.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/time.hpp"

namespace mxsim::dns {

struct MxRecord {
    std::uint16_t preference = 0;  // lower is tried first
    std::uint32_t exchange = 0;    // index into WorldSpec::servers
    std::uint16_t name = 0;        // by which it is called: 0 its own, k its k-th alias
};

struct ZoneSpec {
    std::string name;
    std::vector<MxRecord> mx;             // in the order of the file
    bool null_mx = false;                 // "0 ." (RFC 7505): the domain takes no mail
    std::vector<std::uint32_t> implicit;  // without MX records: the server behind the domain's own address
    engine::Duration ttl = std::chrono::hours{1};
    engine::Duration negative_ttl = std::chrono::hours{1};
    std::optional<std::uint32_t> alias_of = std::nullopt;  // CNAME: the domain whose data answer in its place
};

enum class Family : std::uint8_t { v4, v6 };

}  // namespace mxsim::dns
