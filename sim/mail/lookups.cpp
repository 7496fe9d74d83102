// An outage of a zone may be seen only from some senders, and by a share of their look-ups: that is drawn for
// each pass, by message, hop and pass, so that nothing else disturbs it.
#include "sim/mail/lookups.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

std::vector<dns::Host> hosts_of(const std::vector<ServerSpec>& servers) {
    std::vector<dns::Host> hosts;
    for (const ServerSpec& server : servers) {
        dns::Host& host = hosts.emplace_back();
        for (const std::string& address : server.addresses) host.addresses.push_back(family_of(address));
        for (std::size_t i = 0; i < server.addresses.size() && !server.resolves_to; ++i)
            host.resolves_to.push_back(static_cast<std::uint16_t>(i));
        if (server.resolves_to) host.resolves_to = *server.resolves_to;
    }
    return hosts;
}

bool met_by_all(const failure::OutageSpec& outage) noexcept { return outage.share >= 1 && !outage.from; }

}  // namespace

bool zones_change(const WorldSpec& spec) noexcept {
    const auto fails = [](const failure::OutageSpec& outage) { return !outage.zones.empty(); };
    const auto changes = [](const ChangeSpec& change) {
        return std::holds_alternative<ChangeOfRecords>(change.what) ||
               std::holds_alternative<ChangeOfAddresses>(change.what) || std::holds_alternative<Flush>(change.what);
    };
    return std::any_of(spec.outages.begin(), spec.outages.end(), fails) ||
           std::any_of(spec.changes.begin(), spec.changes.end(), changes);
}

Lookups::Lookups(const WorldSpec& spec, const std::vector<dns::View>& views, engine::Key key)
    : outages_{spec.outages}, zones_{spec.domains, hosts_of(spec.servers), views} {
    if (!zones_change(spec)) return;
    known_.resize(spec.domains.size() * views.size());
    for (const failure::OutageSpec& outage : outages_)
        shares_.emplace_back(key, engine::stream_id("share of look-ups", outage.name));
}

bool Lookups::meets(std::uint32_t outage, const Asker& who) const noexcept {
    const failure::OutageSpec& spec = outages_[outage];
    if (spec.from && !spec.from->include(who.hop, who.population, who.relay)) return false;
    if (spec.share >= 1) return true;
    const std::uint64_t index = who.message | std::uint64_t{who.pass} << 32;
    return engine::unit(engine::first_word(shares_[outage].at(index, who.hop))) < spec.share;
}

std::uint32_t Lookups::ask(const Asker& who) {
    Known& known = known_[zones_.number(who.domain, who.view)];
    if (alike_ && known.state == state_) return known.number;
    dns::Faults faults;
    for (const std::uint32_t outage : in_force_)
        if (meets(outage, who))
            for (const failure::ZoneFault& fault : outages_[outage].zones) faults.met.push_back(&fault);
    const std::uint32_t number = zones_.ask(who.domain, who.view, faults);
    if (alike_) known = {state_, number};
    return number;
}

void Lookups::begin(std::uint32_t outage) {
    in_force_.insert(std::lower_bound(in_force_.begin(), in_force_.end(), outage), outage);
    alike_ = alike_ && met_by_all(outages_[outage]);
    ++state_;
}

void Lookups::end(std::uint32_t outage) {
    in_force_.erase(std::lower_bound(in_force_.begin(), in_force_.end(), outage));
    alike_ =
        std::all_of(in_force_.begin(), in_force_.end(), [this](std::uint32_t o) { return met_by_all(outages_[o]); });
    ++state_;
}

void Lookups::set(const ChangeOfRecords& change) {
    zones_.set_records(change.domain, change.zone);
    ++state_;
}

void Lookups::set(const ChangeOfAddresses& change) {
    zones_.set_addresses(change.server, change.resolves_to);
    ++state_;
}

}  // namespace mxsim::mail
