// Who sends: the MTAs of the sender populations and the outbound side of every relay, all of one kind.
//
// An MTA is a number. What it does is the behaviour of its group (a population's member, or one relay);
// what is its own, the phase of its queue runs, is a function of that number. So an MTA that has nothing
// in its queue costs no memory.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/agenda.hpp"
#include "sim/engine/random.hpp"
#include "sim/mail/mx_order.hpp"
#include "sim/mail/retry.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::mail {

// A profile made ready to run: its constant delays have lines on the agenda.
struct Behaviour {
    const Profile* profile = nullptr;
    engine::Duration eod = engine::forever;  // longest wait for the reply to the dot
    engine::Duration learning{0};            // an attempt knows after this long whether the server is there
    AddressLimit address_limit;
    std::uint32_t session_limit = 0;
    engine::Line connect = 0;                // `learning`
    engine::Line unanswered = 0;             // from then to the end of a connect time-out
    engine::Line banner = 0;                 // a connection waiting for its greeting
    engine::Line first = 0;                  // the wait before the first pass
    engine::Line first_connect = 0;          // the same, and the connect of its first attempt
    engine::Line rest_of_first_connect = 0;  // of that, what is left after the senders' head start
    std::vector<engine::Line> retry_connect;  // wait after the n-th failed pass and connect, if waits are constant
    bool has_banner_timeout = false;
    bool has_connect_timeout = true;
    bool has_window = false;                 // limits its deliveries to a destination
    bool remembers_hosts = false;            // that failed
    bool plans_late = false;                 // a pass when it begins: for one of these reasons
    bool connect_expires = false;            // the time-out is shorter than the way to the server
    bool starts_ahead = false;               // nothing is left of it
};

struct MtaGroup {
    std::uint32_t first = 0;          // number of its first MTA
    std::uint32_t relay = no_server;  // the server whose outbound side it is
    std::uint32_t self = no_server;   // the same, if it looks for itself among the exchangers
    std::uint32_t view = 0;           // of the zones
    const Behaviour* does = nullptr;
    engine::Stream phases;
};

class Mtas {
  public:
    Mtas(const WorldSpec& spec, engine::Key key, engine::Agenda<>& agenda);

    std::uint32_t sender(std::uint32_t population, std::uint32_t member, std::uint32_t n) const noexcept {
        return groups_[first_group_[population] + member].first + n % most_in_group;
    }
    std::uint32_t relay(std::uint32_t server) const noexcept { return relay_[server]; }
    // Which addresses of a domain there are to try, for one or several groups.
    const std::vector<dns::View>& views() const noexcept { return views_; }

    const MtaGroup& group(std::uint32_t mta) const noexcept {
        if (mta >= first_relay_) return groups_[sender_groups_ + (mta - first_relay_)];
        std::size_t g = sender_groups_ - 1;
        while (groups_[g].first > mta) --g;
        return groups_[g];
    }

    // Of all sender populations.
    template <class Visit>
    void for_each_sender(Visit&& visit) const {
        for (std::size_t g = 0; g < sender_groups_; ++g) visit(groups_[g]);
    }

    // From submission to the instant at which a first attempt learns the server's state: the least of all senders.
    engine::Duration shortest_first_connect() const noexcept;
    // New messages come so long after their submission.
    void start_ahead(engine::Duration head_start, engine::Agenda<>& agenda);

    // When its queue runs begin, from time zero.
    static engine::Duration phase(const MtaGroup& group, std::uint32_t mta) noexcept {
        const QueueRuns& runs = group.does->profile->queue_runs;
        if (runs.every.count() == 0) return engine::Duration{0};
        return runs.phase ? *runs.phase : drawn_phase(group, mta);
    }

  private:
    // One MTA per message needs numbers for as many MTAs as there may be messages at once.
    static constexpr std::uint32_t most_in_group = 1u << 24;

    std::uint32_t view_of(dns::View view);
    static engine::Duration drawn_phase(const MtaGroup& group, std::uint32_t mta) noexcept;

    std::vector<Behaviour> behaviours_;       // by profile
    std::vector<dns::View> views_;
    std::vector<MtaGroup> groups_;            // senders' first, then a relay each
    std::vector<std::uint32_t> first_group_;  // by population
    std::vector<std::uint32_t> relay_;        // by server
    std::size_t sender_groups_ = 0;
    std::uint32_t first_relay_ = 0;
};

}  // namespace mxsim::mail
