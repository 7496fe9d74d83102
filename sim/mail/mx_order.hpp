// The order in which a delivery pass tries a domain's addresses.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/dns/zones.hpp"
#include "sim/engine/random.hpp"

namespace mxsim::mail {

inline constexpr std::uint32_t no_server = ~std::uint32_t{0};

// May a holder try the address at `position` of the list? A relay leaves out its own preference and everything
// worse (RFC 5321 section 5.1), so that mail only moves towards better exchangers. A sender (`self` =
// no_server), or a relay that is not in the list, may try them all.
inline bool may_try(const dns::Lookup& list, std::uint32_t position, std::uint32_t self) noexcept {
    if (position >= list.count) return false;
    if (self == no_server) return true;
    const dns::Candidate* own = list.first;
    const dns::Candidate* end = own + list.count;
    while (own != end && own->server != self) ++own;
    return own == end || list.first[position].preference < own->preference;
}

class MxOrder {
  public:
    MxOrder(engine::Key key, std::uint32_t largest_group);

    // The address tried at `position` in the given pass of the given message and hop.
    // Addresses of one preference come in random order, drawn anew for each pass (RFC 5321 section 5.1).
    const dns::Candidate& at(const dns::Lookup& list, std::uint32_t position, std::uint32_t message, std::uint8_t hop,
                             std::uint16_t pass) {
        return list.graded ? list.first[position] : shuffled(list, position, message, hop, pass);
    }

  private:
    const dns::Candidate& shuffled(const dns::Lookup& list, std::uint32_t position, std::uint32_t message,
                                   std::uint8_t hop, std::uint16_t pass);

    engine::Stream draws_;
    std::vector<std::uint32_t> group_;  // scratch, as large as the largest group
};

}  // namespace mxsim::mail
