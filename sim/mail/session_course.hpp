// How a session goes at a server that fails: how long it takes, and how it ends for its sender.
#pragma once

#include "sim/failure/effect.hpp"
#include "sim/mail/profile.hpp"
#include "sim/measure/rows.hpp"

namespace mxsim::mail {

// What the session would be made of if nothing failed.
struct SessionParts {
    engine::Duration round_trip{0};
    engine::Duration transfer{0};  // of the text
    engine::Duration service{0};   // from the end of data to its reply
    bool takes = true;             // the server takes mail for the recipient's domain
};

struct SessionCourse {
    engine::Duration length{0};  // `forever`: until the outage ends
    engine::Duration rest{0};    // what the server still does before it accepts, its sender having given up
    measure::Ending ending;      // accepted, or why not
};

// How long the sender waits for a reply at this stage.
engine::Duration patience(const Timeouts& timeouts, measure::Stage stage) noexcept;

SessionCourse course_of(const failure::Effect& effect, const SessionParts& parts, const Timeouts& timeouts);

}  // namespace mxsim::mail
