// A transaction takes one round trip for each of banner, EHLO, MAIL, RCPT, DATA and end of data; the text
// takes size / bandwidth; the service time is spent between the end of data and its reply. The slot is held
// from acceptance to that reply. Service times are drawn in the order in which sessions begin.
//
// A sender whose time-out for that reply is shorter gives up then. The server does not know: it goes on, holds the
// slot, and accepts the message in the end (RFC 1047, RFC 5321 section 6.1).
//
// Model: the server's own timers are not modelled.
// Model: advice to servers, such as to answer the dot soon, is not followed by itself: a service takes what it takes.
// Model: QUIT and TCP's closing handshake take no time and hold no slot.
// Model: at a server that does not fail only the greeting and the reply to the dot can take too long; a round trip
// is taken to be shorter than the time-outs of the other stages.
#include "sim/mail/receivers.hpp"

#include <cmath>

namespace mxsim::mail {

namespace {

constexpr int round_trips_to_the_dot = 5;
constexpr int round_trips_to_rcpt = 4;

// Then sessions with the relay must be found again.
bool loses_a_queue(const WorldSpec& spec) {
    return std::any_of(spec.outages.begin(), spec.outages.end(),
                       [](const auto& outage) { return outage.loses_queues(); });
}

}  // namespace

Receiver::Receiver(const ServerSpec& spec, engine::Key key)
    : slots{spec.sessions},
      places{spec.waiting},
      when_full{spec.when_full},
      relay{spec.relay.has_value()},
      mailbox{spec.mailbox},
      relays{relay ? &spec.relay->domains : nullptr},
      services{spec.service, {key, engine::stream_id("service", spec.name)}},
      bandwidth{spec.bandwidth} {}

Receivers::Receivers(const WorldSpec& spec, engine::Key key, engine::Agenda<>& agenda)
    : accepted_(spec.servers.size()),
      round_trip_{spec.network.round_trip},
      to_the_dot_{round_trips_to_the_dot * round_trip_},
      until_rcpt_reply_{agenda.line(round_trips_to_rcpt * round_trip_)},
      until_banner_{agenda.line(round_trip_)} {
    receivers_.reserve(spec.servers.size());
    for (const ServerSpec& server : spec.servers) {
        Receiver& r = receivers_.emplace_back(server, key);
        r.struck = server.verdicts.empty() ? 0 : 1;
        if (server.relay && server.relay->queue) {
            r.bounded = true;
            r.bounds = r.room = *server.relay->queue;
        }
        r.knows_recipients = server.relay && server.relay->knows_recipients;
        know_session(r, server.service.is_constant(), agenda);
    }
    for (const failure::OutageSpec& outage : spec.outages)
        if (outage.sessions == failure::Sessions::cut)
            for (const std::uint32_t server : outage.servers) receivers_[server].cuttable = true;
    for (const ChangeSpec& change : spec.changes)
        if (const auto* queue = std::get_if<ChangeOfQueue>(&change.what)) receivers_[queue->server].bounded = true;
    if (loses_a_queue(spec))
        for (Receiver& receiver : receivers_) receiver.cuttable = true;
}

// A queue that holds more than it may now takes nothing until enough has left it.
void Receivers::set(const ChangeOfQueue& change) {
    Receiver& receiver = receivers_[change.server];
    receiver.room.messages += change.queue.messages - receiver.bounds.messages;
    receiver.room.bytes += change.queue.bytes - receiver.bounds.bytes;
    receiver.bounds = change.queue;
}

void Receivers::know_session(Receiver& receiver, bool constant_service, engine::Agenda<>& agenda) {
    receiver.constant_session = constant_service && receiver.bandwidth == 0;
    if (!receiver.constant_session) return;
    const engine::Duration length = session_length(receiver, 0, engine::forever).length;
    receiver.reply_wait = length - to_the_dot_;
    receiver.session = agenda.line(length);
}

void Receivers::set(const ChangeOfService& change, engine::Agenda<>& agenda) {
    Receiver& receiver = receivers_[change.server];
    receiver.services.change(change.service);
    receiver.bandwidth = change.bandwidth;
    know_session(receiver, change.service.is_constant(), agenda);
}

engine::Duration Receivers::transfer(const Receiver& receiver, std::int64_t size) noexcept {
    constexpr double most = 0x1p60;  // 36 years
    return engine::Duration{
        static_cast<std::int64_t>(std::floor(std::min(static_cast<double>(size) / receiver.bandwidth * 1e9, most)))};
}

void Receivers::remember(std::uint32_t server, Ticket ticket, Copies& copies) {
    auto& tickets = accepted_[server];
    const std::size_t held = receivers_[server].busy + receivers_[server].waiting;
    if (tickets.size() > 2 * held + 16)
        std::erase_if(tickets, [&](const Ticket& t) { return copies.passage(t.copy).order != t.order; });
    tickets.push_back(ticket);
}

void Receivers::renew(std::uint32_t server, Ticket ticket, std::uint32_t order) {
    for (Ticket& known : accepted_[server])
        if (known.copy == ticket.copy && known.order == ticket.order) known.order = order;
}

}  // namespace mxsim::mail
