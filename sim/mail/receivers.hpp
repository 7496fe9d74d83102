// The receiving side: servers with session slots, connections that wait for one, and how long a session takes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/engine/agenda.hpp"
#include "sim/engine/draws.hpp"
#include "sim/mail/copies.hpp"
#include "sim/mail/session_course.hpp"
#include "sim/mail/world_spec.hpp"
#include "sim/measure/counters.hpp"

namespace mxsim::mail {

// A place in a waiting line or among the accepted sessions; stale once the copy has moved on.
struct Ticket {
    Slot copy = 0;
    std::uint32_t order = 0;
};

// What is needed at every attempt is one cache line; what only a session needs follows.
struct alignas(64) Receiver {
    std::uint32_t busy = 0;      // slots in use
    std::uint32_t waiting = 0;   // connections in line
    std::uint32_t slots = 0;
    std::uint32_t places = 0;    // for waiting connections
    std::uint16_t struck = 0;    // outages in force, and 1 more if the server has verdicts
    std::uint16_t refusing = 0;  // of these, such as refuse every connection
    WhenFull when_full = WhenFull::reply_421;
    bool relay = false;
    bool mailbox = false;
    bool cuttable = false;          // some outage cuts its sessions: they must be found again
    bool constant_session = false;  // every session takes the same time
    bool bounded = false;           // a relay whose queue has bounds
    bool knows_recipients = false;  // a relay that refuses unknown ones
    engine::Line session = 0;       // of that time
    engine::Fifo<Ticket> line;
    const std::vector<std::uint32_t>* relays = nullptr;  // its domains, sorted
    engine::Draws services;      // nanoseconds, in order of the sessions' beginnings
    double bandwidth = 0;
    QueueBounds bounds;          // of a relay's queue
    QueueBounds room;            // what a bounded relay's queue may still take
    engine::Duration reply_wait{0};  // of a constant session: what its sender waits for the reply to the dot

    Receiver(const ServerSpec& spec, engine::Key key);
    bool exists() const noexcept { return relay || mailbox; }
    // Is there room in its queue for a message of `bytes`?
    bool takes_more(std::int64_t bytes) const noexcept { return room.messages > 0 && room.bytes >= bytes; }
    void take(std::int64_t bytes) noexcept {
        --room.messages;
        room.bytes -= bytes;
    }
    void make_room(std::int64_t bytes) noexcept {
        ++room.messages;
        room.bytes += bytes;
    }
};

struct SessionLength {
    engine::Duration length{};      // of the sender's part
    engine::Duration rest{0};       // what the server still does for a sender that gave up waiting for the reply
    bool reply_in_time() const noexcept { return rest.count() == 0; }
};

class Receivers {
  public:
    Receivers(const WorldSpec& spec, engine::Key key, engine::Agenda<>& agenda);

    Receiver& operator[](std::uint32_t server) noexcept { return receivers_[server]; }
    std::size_t size() const noexcept { return receivers_.size(); }

    // Does the server relay mail for this domain? A mailbox server keeps what it does not relay.
    static bool relays(const Receiver& receiver, std::uint32_t domain) noexcept {
        return receiver.relay && std::binary_search(receiver.relays->begin(), receiver.relays->end(), domain);
    }
    // Does it take a message to somebody there? To nobody, it takes one only as a relay that does not know better.
    static bool takes(const Receiver& receiver, const measure::Flow& flow) noexcept {
        if (flow.unknown) return relays(receiver, flow.domain) && !receiver.knows_recipients;
        return receiver.mailbox || relays(receiver, flow.domain);
    }

    // A session of the receiver's next service draw, for a message of `size` bytes, with a sender that waits
    // at most `patience` for the reply to the dot.
    SessionLength session_length(Receiver& receiver, std::int64_t size, engine::Duration patience) const noexcept {
        const engine::Duration service{receiver.services.next()};
        const engine::Duration reply = round_trip_ + service;
        engine::Duration to_the_dot = to_the_dot_;
        if (receiver.bandwidth > 0) to_the_dot += transfer(receiver, size);
        return {to_the_dot + std::min(reply, patience), std::max(reply - patience, engine::Duration{0})};
    }
    // The same, of which something is known to fail: what it would be made of.
    SessionParts session_parts(Receiver& receiver, std::int64_t size, bool takes) const noexcept {
        return {round_trip_, receiver.bandwidth > 0 ? transfer(receiver, size) : engine::Duration{0},
                engine::Duration{receiver.services.next()}, takes};
    }
    // The line of sessions that end with a rejection at RCPT: after banner, EHLO, MAIL and RCPT.
    engine::Line until_rcpt_reply() const noexcept { return until_rcpt_reply_; }
    // The line of connections that are told 421 in place of a greeting.
    engine::Line until_banner() const noexcept { return until_banner_; }

    // Sessions of servers that an outage may cut, in order of acceptance; stale ones are dropped now and then.
    void remember(std::uint32_t server, Ticket ticket, Copies& copies);
    void renew(std::uint32_t server, Ticket ticket, std::uint32_t order);  // its session waits for another event now
    std::vector<Ticket>& accepted(std::uint32_t server) { return accepted_[server]; }

    // From now on.
    void set(const ChangeOfService& change, engine::Agenda<>& agenda);
    void set(const ChangeOfQueue& change);

  private:
    void know_session(Receiver& receiver, bool constant_service, engine::Agenda<>& agenda);
    static engine::Duration transfer(const Receiver& receiver, std::int64_t size) noexcept;

    std::vector<Receiver> receivers_;
    std::vector<std::vector<Ticket>> accepted_;
    engine::Duration round_trip_{};
    engine::Duration to_the_dot_{};  // banner, EHLO, MAIL, RCPT and DATA
    engine::Line until_rcpt_reply_ = 0;
    engine::Line until_banner_ = 0;
};

}  // namespace mxsim::mail
