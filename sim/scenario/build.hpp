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
    const Values& loud;    // of those that a path leads to
    Files& files;
    Findings& findings;
    Findings& everywhere;  // counts only if every variant has it
    Scenario& scenario;
    Profiles profiles;
    NameResolver names;
    std::unordered_map<std::string, std::uint32_t> literals;  // domains that are address literals
    std::vector<Spot> metrics_at;                             // of the expectations, in their order
    std::vector<Spot> shows_at;                               // of the paths shown
    std::vector<failure::OutageSpec> unnamed;                 // states of servers, withdrawn addresses
    const std::vector<std::string>& variants;                 // of the file
    const std::vector<std::vector<Setting>>& sweep;           // likewise

    Builder(Draft& d, const Values& s, const Values& l, Files& named, Findings& f, Findings& of_every_variant, Scenario& to, const std::vector<std::string>& v,
            const std::vector<std::vector<Setting>>& swept)
        : draft{d},
          silent{s},
          loud{l},
          files{named},
          findings{f},
          everywhere{of_every_variant},
          scenario{to},
          profiles{to.world.profiles, s, f},
          names{f, d.lacks_zone_data()},
          variants{v},
          sweep{swept} {}
};

// Values of a server, wherever they stand.
std::uint32_t sessions_of(Builder& to, const Node& node);
void service_of(Builder& to, const Node& node, mail::ServerSpec& server);
mail::QueueBounds bounds_of(Builder& to, const Node& table);

// In this order: servers and senders refer to domains, changes and outages to all of them.
void build_study(Builder& to);  // title, seed, duration, network, expectations
void build_domains(Builder& to);
void build_servers(Builder& to);
void build_senders(Builder& to);
void build_states(Builder& to);   // of servers
void build_changes(Builder& to);
void build_outages(Builder& to);

// The domain whose data answer for this one: itself, or what it is an alias of.
inline std::size_t data_of(const mail::WorldSpec& world, std::size_t domain) {
    for (std::size_t steps = 0; world.domains[domain].alias_of && steps <= world.domains.size(); ++steps)
        domain = *world.domains[domain].alias_of;
    return domain;
}

// Mail that waits at the start: after all else that sends.
void build_queues(Builder& to);

// What can only be said of the whole: overlapping outages, exchangers that refuse the domain's mail.
void check_world(Builder& to);

// Domains whose mail cannot reach a mailbox server, and relays that can only return it.
void check_custody(Builder& to);

}  // namespace mxsim::scenario
