// MX records are sorted by preference, lowest first; every exchanger stands for each of its addresses, and
// one whose name does not resolve is passed over. A domain without MX records has its own address as the
// only exchanger, of preference 0 (the implicit MX). "0 ." says that the domain takes no mail at all.
#include "sim/dns/zones.hpp"

#include <algorithm>

namespace mxsim::dns {

Zones::Zones(const std::vector<ZoneSpec>& domains, const std::vector<std::uint32_t>& addresses) {
    zones_.reserve(domains.size());
    for (const ZoneSpec& domain : domains) add(domain, addresses);
}

void Zones::add(const ZoneSpec& spec, const std::vector<std::uint32_t>& addresses) {
    Zone zone;
    zone.first = static_cast<std::uint32_t>(candidates_.size());
    std::vector<MxRecord> records = spec.mx;
    if (records.empty())
        for (const std::uint32_t server : spec.implicit) records.push_back({0, server});
    std::stable_sort(records.begin(), records.end(),
                     [](const MxRecord& a, const MxRecord& b) { return a.preference < b.preference; });
    for (const MxRecord& record : records)
        for (std::uint32_t i = 0; i < addresses[record.exchange]; ++i)
            candidates_.push_back({record.exchange, record.preference, static_cast<std::uint16_t>(i)});

    zone.count = static_cast<std::uint32_t>(candidates_.size()) - zone.first;
    if (spec.null_mx) zone.count = 0;
    if (zone.count == 0) zone.answer = spec.null_mx ? Answer::null_mx : Answer::no_address;
    std::uint32_t group = 1;
    for (std::size_t i = zone.first + 1; i < candidates_.size(); ++i) {
        group = candidates_[i].preference == candidates_[i - 1].preference ? group + 1 : 1;
        if (group > 1) zone.graded = false;
        largest_group_ = std::max(largest_group_, group);
    }
    zones_.push_back(zone);
}

}  // namespace mxsim::dns
