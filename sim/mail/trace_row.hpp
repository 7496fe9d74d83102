// A row of a trace: one thing that happened to one message.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/dns/zones.hpp"
#include "sim/engine/time.hpp"
#include "sim/mail/mx_order.hpp"
#include "sim/mail/retry.hpp"
#include "sim/measure/rows.hpp"

namespace mxsim::mail {

enum class TraceEvent : std::uint8_t {
    submitted,
    lookup,  // a pass begins
    attempt,
    deferred,
    waits,         // a pass is due, and waits for its turn among the deliveries to the destination
    suspended,     // a pass is due or waits, and does not come: its MTA leaves the destination alone
    relayed,  // stored by a relay, which holds it from now on
    delivered,
    bounced,
    lost,          // with what a relay had stored
    notice,        // of delay, to the sender
    duplicate,     // a further copy was delivered
    false_bounce,  // the sender was told that a message which is delivered was not
    queued,  // left over when the run was cut; its instant is that of the last row before
};

// Why a pass leaves a candidate out.
enum class Skip : std::uint8_t {
    no,
    own_preference,  // a relay's own, or worse (RFC 5321 section 5.1)
    address_limit,   // the profile's
    family,          // of no family that the sender uses
    no_address,      // its name does not resolve
    servfail,        // its name cannot be looked up now
    timeout,
};

struct ListedCandidate {
    dns::Candidate candidate;
    Skip skip = Skip::no;
    friend bool operator==(const ListedCandidate& a, const ListedCandidate& b) noexcept {
        return a.candidate.server == b.candidate.server && a.candidate.preference == b.candidate.preference &&
               a.candidate.address == b.candidate.address && a.skip == b.skip;
    }
};

// Indices are those of WorldSpec. What an event has no use for keeps its default.
struct TraceRow {
    TraceEvent event = TraceEvent::submitted;
    engine::Time at{};                  // when it became known
    engine::Time began{};               // attempt: when the connecting began; lookup: when it was asked; else `at`
    engine::Time submitted{};           // of the message: its age counts from here
    std::int64_t size = 0;              // submitted: bytes
    std::uint32_t message = 0;
    std::uint32_t copy = 0;             // of the message
    std::uint32_t population = 0;
    std::uint32_t domain = 0;
    bool unknown = false;               // nobody is there to receive it
    std::uint32_t mta = 0;              // who held it
    std::uint32_t holder = no_server;   // the relay whose outbound side that is; no_server: the sender
    std::uint8_t hop = 0;
    std::uint32_t server = no_server;   // attempt, relayed, delivered: where
    std::uint16_t address = 0;          // of that server, from 0; dns::no_number: none
    std::uint16_t preference = 0;       // attempt: of the exchanger
    measure::Ending ending;             // attempt: how it ended
    bool reused = false;                // attempt: on a connection that an earlier message has opened
    bool session_limit = false;         // attempt: the profile's limit, so what is left of the list is not tried
    measure::Reason reason{};           // bounced
    NextPass next;                      // deferred
    dns::Answer answer{};               // lookup
    std::vector<ListedCandidate> candidates;  // lookup: in the order of the pass
};

}  // namespace mxsim::mail
