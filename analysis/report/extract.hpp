// The figures of one run, as numbers, from the integers and histograms it left behind.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/report/figures.hpp"
#include "sim/mail/world_spec.hpp"
#include "sim/measure/run_result.hpp"

namespace mxsim::report {

Counts<std::uint64_t> counts_of(const measure::MailFigures& mail);
Mail<double> mail_of(const measure::MailFigures& mail);
Backlog<double> backlog_of(const measure::RunResult& run);
double bounced_share_of(const measure::MailFigures& mail);

// Messages that could be accepted while counts were kept: those submitted; in a steady study also those under way
// at the end of its warm-up, as far as they show. `finals`: those of run.servers that are mailbox servers.
std::uint64_t messages_carried(const measure::RunResult& run, const std::vector<bool>& finals, bool steady);

// The slots that a server had, on the mean over the last `averaged` before `until`; 0 if they were unlimited at any time.
double mean_slots(const mail::WorldSpec& world, std::uint32_t server, engine::Time until, engine::Duration averaged);

// `server` is one of run.servers, `slots` its mean_slots(), `carried` the run's messages_carried().
Load<double> load_of(const measure::ServerFigures& server, double slots, const measure::RunResult& run, std::uint64_t carried);
Relaying<double> relaying_of(const measure::ServerFigures& server);
Drain<double> drain_of(const measure::OutageFigures& outage);

}  // namespace mxsim::report
