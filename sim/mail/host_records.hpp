// What an MTA remembers of hosts that failed, for all its messages and domains (Exim's retry hints): when it may try an
// address again, and whether it has given it up. Times are read in whole seconds of the clock.
// Source: Exim 4.96 src/retry.c, retry_check_address() and retry_update(); the specification, chapter "Retry configuration".
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/mail/profile.hpp"

namespace mxsim::mail {

// Something that has failed, and not worked since: an address, or one message.
struct FailureRecord {
    engine::Time first{};
    engine::Time last_try{};
    engine::Time next_try{};
    engine::Time noted{};  // the last failure, to the nanosecond
    bool expired = false;  // it had failed for longer than the last rule lasts when it was tried last
};

// A further failure at `now`, or the first (`known` is false). `at_least`: it counts as failing for so long, a message by its age.
void note_failure(FailureRecord& record, bool known, const HostMemory& rules, engine::Time now,
                  engine::Duration at_least = engine::Duration{0}) noexcept;

// Older than every rule lasts.
bool is_too_old(const HostMemory& rules, engine::Duration age) noexcept;

// May a message of this age try the address now?
enum class HostState : std::uint8_t { usable, usable_expired, waits, waits_expired };
HostState host_state(const FailureRecord* record, const HostMemory& rules, engine::Time now, engine::Duration age) noexcept;

// Those of all MTAs, by the address of a server.
class HostRecords {
  public:
    // Null if it works, as far as is known, or if what was known is too old to count.
    FailureRecord* find(std::uint32_t mta, std::uint32_t server, std::uint16_t address, const HostMemory& rules,
                        engine::Time now) noexcept;
    FailureRecord& failed(std::uint32_t mta, std::uint32_t server, std::uint16_t address, const HostMemory& rules,
                          engine::Time now);
    void works(std::uint32_t mta, std::uint32_t server, std::uint16_t address) noexcept;
    // Whatever the MTA remembers may be tried at once.
    void forget_waits(std::uint32_t mta, engine::Time now) noexcept;

  private:
    struct OfAddress {
        std::uint16_t address;
        FailureRecord record;
    };
    static std::uint64_t key(std::uint32_t mta, std::uint32_t server) noexcept { return std::uint64_t{mta} << 32 | server; }

    std::unordered_map<std::uint64_t, std::vector<OfAddress>> all_;  // in no order that matters
};

}  // namespace mxsim::mail
