// The figures of one run, as numbers, from the integers and histograms it left behind.
#pragma once

#include <cstdint>

#include "analysis/report/figures.hpp"
#include "sim/mail/server_spec.hpp"
#include "sim/measure/run_result.hpp"

namespace mxsim::report {

Counts<std::uint64_t> counts_of(const measure::MailFigures& mail);
Mail<double> mail_of(const measure::MailFigures& mail);
Backlog<double> backlog_of(const measure::RunResult& run);
double bounced_share_of(const measure::MailFigures& mail);

// `server` is one of run.servers.
Load<double> load_of(const measure::ServerFigures& server, const mail::ServerSpec& spec,
                     const measure::RunResult& run);
Relaying<double> relaying_of(const measure::ServerFigures& server);
Drain<double> drain_of(const measure::OutageFigures& outage);

}  // namespace mxsim::report
