// What a look-up of a domain's mail exchangers answers: the addresses to try in order of preference, or
// why there are none (RFC 5321 section 5.1, RFC 7505).
//
// Model: zones do not change during a run and are always answered at once, so nothing is cached.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/dns/zone_spec.hpp"

namespace mxsim::dns {

// One address of one exchanger; an exchanger with two addresses is there twice.
struct Candidate {
    std::uint32_t server = 0;
    std::uint16_t preference = 0;
    std::uint16_t address = 0;  // of the server, from 0
};

enum class Answer : std::uint8_t { found, null_mx, no_address };

struct Lookup {
    const Candidate* first = nullptr;  // by rising preference, records of one preference as the zone lists them
    std::uint32_t count = 0;
    bool graded = true;  // no two addresses share a preference: there is nothing to shuffle
    Answer answer = Answer::found;
};

class Zones {
  public:
    // `addresses[s]` is the number of addresses that the name of server s resolves to.
    Zones(const std::vector<ZoneSpec>& domains, const std::vector<std::uint32_t>& addresses);

    Lookup look_up(std::uint32_t domain) const noexcept {
        const Zone& zone = zones_[domain];
        return {candidates_.data() + zone.first, zone.count, zone.graded, zone.answer};
    }
    // The most addresses that any domain has at one preference.
    std::uint32_t largest_group() const noexcept { return largest_group_; }

  private:
    struct Zone {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        bool graded = true;
        Answer answer = Answer::found;
    };

    void add(const ZoneSpec& spec, const std::vector<std::uint32_t>& addresses);

    std::vector<Zone> zones_;
    std::vector<Candidate> candidates_;
    std::uint32_t largest_group_ = 1;
};

}  // namespace mxsim::dns
