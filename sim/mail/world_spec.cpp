// A world is deterministic if no draw can change a figure: arrivals, parties, orders, services, sizes where
// they matter, phases of queue runs, and lengths of outages are all given.
#include "sim/mail/world_spec.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

bool by_chance(double share) noexcept { return share > 0 && share < 1; }

bool drawn(const ArrivalSpec& arrivals) {
    return arrivals.kind != ArrivalKind::listed && arrivals.kind != ArrivalKind::regular;
}

bool phase_matters(const Profile& profile) {
    return profile.queue_runs.every.count() > 0 && !profile.queue_runs.phase && profile.queue_runs.times.empty();
}

bool size_matters(const WorldSpec& spec) {
    return std::any_of(spec.servers.begin(), spec.servers.end(),
                       [](const ServerSpec& s) { return s.relay.has_value() || s.bandwidth > 0; });
}

bool drawn(const SenderSpec& sender, const WorldSpec& spec) {
    const bool one_mta = sender.members.size() == 1 && sender.members[0].mtas == 1;
    const bool alike = std::none_of(sender.members.begin(), sender.members.end(),
                                    [&](const Member& m) { return phase_matters(spec.profiles[m.profile]); });
    const bool whom = sender.to.size() > 1 && sender.arrivals.kind != ArrivalKind::listed;
    const bool size = !sender.size.is_constant() && size_matters(spec);
    const bool mtas = !one_mta && (sender.members.size() > 1 || !alike);
    const bool ages = !sender.queued.empty();
    return drawn(sender.arrivals) || ages || whom || size || mtas || !alike || by_chance(sender.unknown_recipients);
}

bool drawn(const ServerSpec& server, const WorldSpec& spec) {
    const bool says_by_chance = std::any_of(server.verdicts.begin(), server.verdicts.end(),
                                            [](const VerdictSpec& verdict) { return by_chance(verdict.share); });
    return says_by_chance || !server.service.is_constant() || (server.relay && phase_matters(spec.profiles[server.relay->profile]));
}

// Some preference has more than one address of a family.
bool drawn(const dns::ZoneSpec& zone, const WorldSpec& spec) {
    const auto equals = [&](const dns::MxRecord& record) {
        std::size_t addresses[2] = {0, 0};
        for (const dns::MxRecord& other : zone.mx)
            if (other.preference == record.preference)
                for (const std::string& address : spec.servers[other.exchange].addresses)
                    ++addresses[static_cast<std::size_t>(family_of(address))];
        return addresses[0] > 1 || addresses[1] > 1;
    };
    return std::any_of(zone.mx.begin(), zone.mx.end(), equals);
}

bool drawn(const ChangeSpec& change, const WorldSpec& spec) {
    if (const auto* records = std::get_if<ChangeOfRecords>(&change.what)) return drawn(records->zone, spec);
    const auto* service = std::get_if<ChangeOfService>(&change.what);
    return service && !service->service.is_constant();
}

bool drawn(const failure::OutageSpec& outage) {
    const auto& chance = outage.on_and_off;
    if (by_chance(outage.share) || (chance && (!chance->up.is_constant() || !chance->down.is_constant()))) return true;
    return std::any_of(outage.occurrences.begin(), outage.occurrences.end(),
                       [](const failure::Occurrence& o) { return o.lasts && !o.lasts->is_constant(); });
}

}  // namespace

bool is_deterministic(const WorldSpec& spec) {
    const auto any = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& item) { return drawn(item, spec); });
    };
    return !any(spec.senders) && !any(spec.servers) && !any(spec.domains) && !any(spec.changes) &&
           std::none_of(spec.outages.begin(), spec.outages.end(), [](const auto& o) { return drawn(o); });
}

}  // namespace mxsim::mail
