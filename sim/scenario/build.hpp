// From a filled draft to the plain configs of each room, with the checks of meaning on the way.
#pragma once

#include <string>
#include <unordered_map>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/profiles.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

struct Builder {
    Draft& draft;
    const Values& silent;  // of values already checked
    Findings& findings;
    Scenario& scenario;
    Profiles profiles;
    NameResolver names;
    std::unordered_map<std::string, std::uint32_t> literals;  // domains that are address literals
    std::vector<Spot> metrics_at;                             // of the expectations, in their order

    Builder(Draft& d, const Values& s, Findings& f, Scenario& to)
        : draft{d}, silent{s}, findings{f}, scenario{to}, profiles{to.world.profiles, s, f}, names{f} {}
};

// In this order: servers and senders refer to domains, outages to servers.
void build_study(Builder& to);  // title, seed, duration, network, expectations
void build_domains(Builder& to);
void build_servers(Builder& to);
void build_senders(Builder& to);
void build_outages(Builder& to);

// What can only be said of the whole: overlapping outages, exchangers that refuse the domain's mail.
void check_world(Builder& to);

// Domains whose mail cannot reach a mailbox server, and relays that can only return it.
void check_custody(Builder& to);

}  // namespace mxsim::scenario
