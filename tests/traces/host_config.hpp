// The configuration of an Exim or a Sendmail of the laboratory, as what the simulator knows of it.
#pragma once

#include <optional>
#include <string>

#include "sim/mail/profile.hpp"
#include "tests/traces/recorded.hpp"

namespace mxsim::traces {

struct HostConfig {
    double queue_interval_s = 0;
    std::string words;  // of a scenario's profile
    mail::RetryClock clock = mail::RetryClock::host_age;
    engine::Duration lifetime = engine::forever;
    mail::HostMemory hosts;

    // Of a profile whose words have been read.
    void lay_on(mail::Profile& profile) const;
};

// Nothing for an MTA that does not remember hosts. Throws NotACase for a parameter that the MTA does not have, or a value
// that is none.
std::optional<HostConfig> host_config(const Case& of);

// As the laboratory always configures a relay; throws NotYet for one of another MTA.
HostConfig config_of_relay(const std::string& mta);

}  // namespace mxsim::traces
