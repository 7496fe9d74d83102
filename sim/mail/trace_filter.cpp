// A row names a server in three ways: as where something happened, as the relay that holds the message, and
// among the candidates of a look-up, whether or not it is then tried.
#include "sim/mail/trace_filter.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

bool names(const TraceRow& row, std::uint32_t server) {
    return row.server == server || row.holder == server ||
           std::any_of(row.candidates.begin(), row.candidates.end(),
                       [&](const ListedCandidate& listed) { return listed.candidate.server == server; });
}

}  // namespace

bool TraceFilter::wants(const TraceRow& row) const {
    if (row.at < from || row.at >= to) return false;
    if (message && row.message != *message) return false;
    if (domain && row.domain != *domain) return false;
    return !server || names(row, *server);
}

}  // namespace mxsim::mail
