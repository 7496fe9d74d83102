// What a record holds by its type: SOA seven fields (RFC 1035 section 3.3.13), MX a preference and a name (3.3.9),
// A and AAAA an address of their family, CNAME and NS a name. An alias has no other data (RFC 1034 section 3.6.2),
// but for what proves it (RFC 4034). A wildcard stands for the names below its parent that do not exist (RFC 4592).

#include "sim/scenario/zone_data.hpp"

#include <algorithm>

#include "sim/scenario/name.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

std::size_t fields_of(std::string_view type) {
    if (type == "SOA") return 7;
    return type == "MX" ? 2 : 1;
}

bool is_good(const MasterRecord& record, Findings& findings) {
    static constexpr std::string_view checked[] = {"SOA", "MX", "A", "AAAA", "CNAME", "NS"};
    if (std::find(std::begin(checked), std::end(checked), record.type) == std::end(checked)) return true;
    const std::size_t wanted = fields_of(record.type);
    if (record.data.size() != wanted) {
        findings.error(record.type_at, wording::zone_fields(record.type, record.data.size(), wanted));
        return false;
    }
    if (record.type != "A" && record.type != "AAAA") return true;
    const MasterField& field = record.data[0];
    const bool v6 = field.text.find(':') != std::string::npos;
    if (v6 == (record.type == "AAAA") && parse_address(field.text)) return true;
    findings.error(field.at, wording::zone_address(record.type, field.text));
    return false;
}

// Beside an alias stands what signs it.
bool may_stand_beside_alias(std::string_view type) {
    return type == "CNAME" || type == "RRSIG" || type == "NSEC" || type == "NSEC3";
}

// Where no TTL is stated it is the SOA's minimum (RFC 1035 section 3.3.13).
void fill_ttls(std::vector<MasterRecord>& records) {
    const auto start = std::find_if(records.begin(), records.end(), [](const MasterRecord& record) {
        return record.type == "SOA" && record.data.size() == fields_of("SOA");
    });
    if (start == records.end()) return;
    const auto minimum = parse_master_ttl(start->data[6].text);
    for (MasterRecord& record : records)
        if (!record.ttl) record.ttl = minimum;
}

std::string_view parent_of(std::string_view name) {
    const std::size_t dot = name.find('.');
    return dot == name.npos ? std::string_view{} : name.substr(dot + 1);
}

}  // namespace

ZoneData::ZoneData(std::vector<MasterRecord> records, Findings& findings) : records_{std::move(records)} {
    fill_ttls(records_);
    for (const MasterRecord& record : records_)
        if (is_good(record, findings)) by_owner_[record.owner].push_back(&record);
    for (const MasterRecord& record : records_) {
        if (record.type != "CNAME") continue;
        const Records& beside = by_owner_[record.owner];
        const auto other = std::find_if(beside.begin(), beside.end(), [&record](const MasterRecord* one) {
            return one != &record && (one->type == "CNAME" || !may_stand_beside_alias(one->type));
        });
        if (other != beside.end())
            findings.error(record.type_at, wording::zone_cname_beside(record.owner, (*other)->type));
    }
}

ZoneData::Records ZoneData::of(const std::string& owner, std::string_view type) const {
    auto found = by_owner_.find(owner);
    for (std::string_view above = parent_of(owner); found == by_owner_.end() && !above.empty();
         above = parent_of(above)) {
        found = by_owner_.find("*." + std::string{above});
        if (has(std::string{above})) break;
    }
    Records all;
    if (found != by_owner_.end())
        std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(all),
                     [type](const MasterRecord* record) { return record->type == type; });
    return all;
}

ZoneData::Records ZoneData::addresses_of(const std::string& owner) const {
    Records all = of(owner, "A");
    const Records v6 = of(owner, "AAAA");
    all.insert(all.end(), v6.begin(), v6.end());
    return all;
}

bool ZoneData::delegates(const std::string& name, const std::string& apex) const {
    for (std::string_view at = name; at != apex && !at.empty(); at = parent_of(at))
        if (!of(std::string{at}, "NS").empty()) return true;
    return false;
}

std::optional<ZoneData::End> ZoneData::end_of_aliases(const std::string& name) const {
    End end{name};
    for (std::size_t steps = 0; steps <= records_.size(); ++steps) {
        const Records alias = of(end.name, "CNAME");
        if (alias.empty()) return end;
        end = {alias[0]->data[0].text, alias[0]};
    }
    return std::nullopt;
}

bool is_within(std::string_view name, std::string_view zone) {
    return name == zone || (name.size() > zone.size() + 1 && name.substr(name.size() - zone.size()) == zone &&
                            name[name.size() - zone.size() - 1] == '.');
}

std::optional<std::uint32_t> ttl_of(const ZoneData::Records& set) {
    std::optional<std::uint32_t> lowest;
    for (const MasterRecord* record : set)
        if (record->ttl) lowest = std::min(lowest.value_or(*record->ttl), *record->ttl);
    return lowest;
}

}  // namespace mxsim::scenario
