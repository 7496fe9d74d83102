// The configuration of an Exim of the laboratory, as what the simulator knows of it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "sim/mail/profile.hpp"

namespace mxsim::traces {

struct EximConfig {
    double queue_interval_s = 0;
    std::string words;  // of a scenario's profile
    std::optional<mail::HostMemory> hosts;
};

// Throws NotACase for a parameter that Exim does not have, or a value that is none.
EximConfig exim_config(const std::map<std::string, std::string>& config);

// Of a profile whose words have been read.
void remember_hosts(mail::Profile& profile, const mail::HostMemory& hosts);

}  // namespace mxsim::traces
