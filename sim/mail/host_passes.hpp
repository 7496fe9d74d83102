// What an MTA that remembers hosts (host_records.hpp) knows of its messages: what the pass of each has met so far, and which
// of them wait for a host.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sim/mail/copies.hpp"
#include "sim/mail/host_records.hpp"

namespace mxsim::mail {

struct HostAddress {
    std::uint32_t server = 0;
    std::uint16_t address = 0;
};

struct HostPass {
    FailureRecord own;             // of the message itself: replies of 4xx to it, look-ups that failed
    bool own_known = false;
    bool in_lists = false;         // of who waits for a host
    // Of this pass:
    bool own_failed = false;
    bool skipped = false;          // a host that has not expired was left out
    bool all_expired = true;       // all hosts so far: none was tried, and those left out have expired
    bool follows = false;          // on an open connection, to its host only
    bool reuses = false;           // its present attempt is on an open connection
    std::optional<HostAddress> open;  // the connection that the runner has
    bool once_more = false;        // expired hosts that nobody has tried since the message came are tried, too
    bool turned_away = false;      // the last host greeted with 5xx
    std::vector<HostAddress> failed;  // all written down when the pass ends
    std::uint16_t tried = 0;       // hosts that had not expired
    std::uint16_t tried_at_all = 0;
    std::uint16_t mails_before = 0;  // on its connection

    void begin() noexcept {
        HostPass fresh;
        fresh.own = own;
        fresh.own_known = own_known;
        fresh.in_lists = in_lists;
        fresh.open = open;
        *this = fresh;
    }
};

class HostPasses {
  public:
    HostPass& at(Slot copy) {
        if (passes_.size() <= copy) passes_.resize(copy + 1u);
        return passes_[copy];
    }

    struct Waiting {
        Slot copy = no_copy;
        std::uint32_t message = 0;
    };
    // In the order in which they began to wait; who has gone another way is still there.
    std::vector<Waiting>& waiting_for(std::uint32_t mta, std::uint32_t server) { return waiting_[std::uint64_t{mta} << 32 | server]; }

  private:
    std::vector<HostPass> passes_;  // by copy
    std::unordered_map<std::uint64_t, std::vector<Waiting>> waiting_;  // in no order that matters
};

}  // namespace mxsim::mail
