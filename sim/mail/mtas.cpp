// A profile's time-outs meet the network here: an attempt learns after `connect` whether the server is
// there; if nothing answers, the MTA's connect timer or the kernel's ends it, whichever is shorter.
#include "sim/mail/mtas.hpp"

#include <stdexcept>
#include <utility>

namespace mxsim::mail {

namespace {

Behaviour ready(const Profile& profile, const network::NetworkSpec& network, engine::Agenda<>& agenda) {
    const Timeouts& timeouts = profile.timeouts;
    const engine::Duration patience = std::min(timeouts.connect, network.kernel_connect_timeout);
    Behaviour b;
    b.profile = &profile;
    b.eod = timeouts.eod;
    b.learning = std::min(patience, network.connect);
    if (profile.address_limit > 0)
        b.address_limit = {std::max(profile.address_limit, profile.least_address_limit), profile.balances_families};
    b.session_limit = profile.session_limit;
    b.has_window = profile.destination.first > 0;
    b.remembers_hosts = profile.clock == RetryClock::host_age || profile.clock == RetryClock::every_run;
    b.plans_late = b.has_window || b.remembers_hosts;
    b.has_banner_timeout = timeouts.banner != engine::forever;
    b.has_connect_timeout = patience != engine::forever;
    b.connect_expires = patience < network.connect;
    b.connect = agenda.line(b.learning);
    b.first = agenda.line(profile.first);
    b.first_connect = agenda.line(profile.first + b.learning);
    if (b.has_connect_timeout) b.unanswered = agenda.line(patience - b.learning);
    if (b.has_banner_timeout) b.banner = agenda.line(timeouts.banner);
    if (waits_are_constant(profile))
        for (const engine::Duration wait : profile.intervals) b.retry_connect.push_back(agenda.line(wait + b.learning));
    return b;
}

}  // namespace

Mtas::Mtas(const WorldSpec& spec, engine::Key key, engine::Agenda<>& agenda) : relay_(spec.servers.size(), 0) {
    for (const Profile& profile : spec.profiles) behaviours_.push_back(ready(profile, spec.network, agenda));
    std::uint32_t next = 0;
    const auto add = [&](std::uint32_t profile, std::uint32_t mtas, dns::View view, const std::string& name) {
        groups_.push_back({next, no_server, no_server, view_of(std::move(view)), &behaviours_[profile],
                           {key, engine::stream_id("queue-run phase", name)}});
        if (mtas > ~std::uint32_t{0} - next) throw std::length_error{"more than four thousand million MTAs"};
        next += mtas;
    };
    for (const SenderSpec& sender : spec.senders) {
        first_group_.push_back(static_cast<std::uint32_t>(groups_.size()));
        for (const Member& member : sender.members)
            add(member.profile, std::min(member.mtas, most_in_group), {sender.families, std::nullopt},
                sender.name + '\0' + spec.profiles[member.profile].name);
    }
    sender_groups_ = groups_.size();
    first_relay_ = next;
    for (std::uint32_t s = 0; s < spec.servers.size(); ++s) {
        if (!spec.servers[s].relay) continue;
        const RelaySpec& relay = *spec.servers[s].relay;
        relay_[s] = next;
        add(relay.profile, 1, {relay.families, relay.route}, spec.servers[s].name);
        groups_.back().relay = s;
        if (relay.knows_itself && !relay.route) groups_.back().self = s;
    }
}

std::uint32_t Mtas::view_of(dns::View view) {
    const auto known = std::find(views_.begin(), views_.end(), view);
    const auto number = static_cast<std::uint32_t>(known - views_.begin());
    if (known == views_.end()) views_.push_back(std::move(view));
    return number;
}

engine::Duration Mtas::shortest_first_connect() const noexcept {
    engine::Duration shortest = engine::forever;
    for (std::size_t g = 0; g < sender_groups_; ++g)
        shortest = std::min(shortest, groups_[g].does->profile->first + groups_[g].does->learning);
    return sender_groups_ > 0 ? shortest : engine::Duration{0};
}

void Mtas::start_ahead(engine::Duration head_start, engine::Agenda<>& agenda) {
    for (Behaviour& does : behaviours_) {
        const engine::Duration rest = does.profile->first + does.learning - head_start;
        does.starts_ahead = rest.count() == 0;
        if (rest.count() > 0) does.rest_of_first_connect = agenda.line(rest);
    }
}

engine::Duration Mtas::drawn_phase(const MtaGroup& group, std::uint32_t mta) noexcept {
    const double part = engine::unit(engine::first_word(group.phases.at(mta - group.first)));
    return engine::Duration{static_cast<std::int64_t>(part * static_cast<double>(group.does->profile->queue_runs.every.count()))};
}

}  // namespace mxsim::mail
