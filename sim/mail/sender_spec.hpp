// A population of like MTAs that submits messages to domains.
//
// Model: one recipient a message.
// Model: null senders are not modelled.
// Model: inbound mail as a hint is not modelled (a host that sends mail may be up again).
// Model: NOTIFY is not modelled.
// Model: DELIVERBY is not modelled.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/distribution.hpp"
#include "sim/engine/time.hpp"
#include "sim/mail/server_spec.hpp"

namespace mxsim::mail {

enum class ArrivalKind : std::uint8_t {
    poisson,
    regular,  // evenly spaced, the first at the start
    batch,    // Poisson instants of `batch` messages each; the message rate stays `per_second`
    gaps,     // independent gaps of the shape of `gaps`, scaled to the mean rate
    mmpp,     // Poisson with a rate that moves round robin through `rates`, exponential stays of mean `dwell`
    listed,   // exactly at `times`
};

struct Submission {
    engine::Time at{};
    std::uint32_t domain = 0;
    std::int64_t size = -1;  // bytes; -1: drawn
};

struct ArrivalSpec {
    ArrivalKind kind = ArrivalKind::poisson;
    double per_second = 0;  // mean over the shape; not used by `listed`
    std::uint32_t batch = 1;
    engine::Distribution gaps = engine::Distribution::constant(1);
    std::vector<double> rates;              // relative; scaled to the mean
    std::vector<engine::Duration> dwell;    // one for each rate
    std::vector<Submission> times;          // in order of time
    std::vector<double> hours;              // weights of the hours of a day or week, their mean 1; none: all alike
    engine::Duration into_hours{0};         // where in them time zero lies
};

// Messages of a population are shared among its members; a population without a mix has one member.
struct Member {
    std::uint32_t profile = 0;  // index into WorldSpec::profiles
    double share = 1;           // of messages; the shares of a population add up to 1
    std::uint32_t mtas = 1;     // unlimited: one MTA per message
    double zipf = 0;            // how unequally its MTAs send: share of the k-th ~ k^-zipf; 0: equally
};

// Mail that waits at the start, each message with an age of its own.
struct Waiting {
    std::uint32_t to = 0;  // index into SenderSpec::to
    std::uint64_t messages = 0;
    engine::Duration youngest{0}, oldest{0};  // ages are uniform in between
};

struct DomainShare {
    std::uint32_t domain = 0;
    double share = 0;  // positive; need not add up to 1
};

struct SenderSpec {
    std::string name;
    std::vector<Member> members;
    std::vector<DomainShare> to;
    ArrivalSpec arrivals;
    engine::Distribution size = engine::old_mail_sizes();  // bytes
    bool wanted = true;
    double unknown_recipients = 0;                         // share of its messages that nobody is there to receive
    std::vector<dns::Family> families = both_families();   // of the addresses it uses, in order
    std::vector<Waiting> queued;
    std::uint32_t queued_at = no_server;                   // the relay that has stored them; none: its own MTAs
};

}  // namespace mxsim::mail
