// The order in which a delivery pass tries a domain's addresses.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/dns/zones.hpp"
#include "sim/engine/random.hpp"
#include "sim/mail/server_spec.hpp"

namespace mxsim::mail {

inline constexpr std::uint32_t no_preference = ~std::uint32_t{0};

// The best preference at which the list names a server, whether it can be tried or not; none: no_preference.
inline std::uint32_t preference_of(const dns::Lookup& list, std::uint32_t server) noexcept {
    for (std::uint32_t i = 0; i < list.count + list.absent; ++i)
        if (list.first[i].server == server) return list.first[i].preference;
    return no_preference;
}

// May a holder try the address at `position` of the list? A relay leaves out its own preference and everything
// worse (RFC 5321 section 5.1), so that mail only moves towards better exchangers. A sender (`self` =
// no_server), or a relay that is not in the list, may try them all.
inline bool may_try(const dns::Lookup& list, std::uint32_t position, std::uint32_t self) noexcept {
    if (position >= list.count) return false;
    return self == no_server || list.first[position].preference < preference_of(list, self);
}

// How many of a domain's addresses a pass tries.
struct AddressLimit {
    std::uint32_t most = 0;  // 0: all
    bool balanced = false;   // if there are more, neither family takes all places
};

std::uint32_t next_of_cut_list(const dns::Lookup& list, std::uint32_t position, std::uint32_t self, const AddressLimit& limit);

// The position that a pass tries after `position`, or one at which there is nothing to try. The first is tried always.
inline std::uint32_t next_position(const dns::Lookup& list, std::uint32_t position, std::uint32_t self,
                                   const AddressLimit& limit) {
    return limit.most == 0 || list.count <= limit.most ? position + 1 : next_of_cut_list(list, position, self, limit);
}

// Would a holder that may try nothing have something to try if every look-up had been answered?
bool may_try_later(const dns::Lookup& list, std::uint32_t self) noexcept;

class MxOrder {
  public:
    explicit MxOrder(engine::Key key);

    // The address tried at `position` in the given pass of the given message and hop.
    // Addresses of one preference and family come in random order, drawn anew for each pass (RFC 5321 section
    // 5.1), one family before the other as the sender prefers (RFC 6724, RFC 3974 section 3).
    const dns::Candidate& at(const dns::Lookup& list, std::uint32_t position, std::uint32_t message, std::uint8_t hop,
                             std::uint16_t pass) {
        return list.graded ? list.first[position] : shuffled(list, position, message, hop, pass);
    }

  private:
    const dns::Candidate& shuffled(const dns::Lookup& list, std::uint32_t position, std::uint32_t message,
                                   std::uint8_t hop, std::uint16_t pass);

    engine::Stream draws_;
    std::vector<std::uint32_t> group_;  // scratch
};

}  // namespace mxsim::mail
