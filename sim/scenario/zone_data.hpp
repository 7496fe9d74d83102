// The records of one zone file by owner, as mail asks for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/scenario/master_file.hpp"

namespace mxsim::scenario {

class ZoneData {
  public:
    using Records = std::vector<const MasterRecord*>;

    // Reports records whose data their type cannot have, and leaves them out.
    ZoneData(std::vector<MasterRecord> records, Findings& findings);

    // An owner has no records: then the wildcard that stands for it is asked (RFC 4592), if there is one.
    Records of(const std::string& owner, std::string_view type) const;
    Records addresses_of(const std::string& owner) const;  // A, then AAAA
    bool has(const std::string& owner) const { return by_owner_.count(owner) > 0; }

    // Does the file hold the whole zone of this name, all that is there below it but for what is delegated?
    bool is_whole(const std::string& apex) const { return !of(apex, "SOA").empty(); }
    bool delegates(const std::string& name, const std::string& apex) const;

    // The name at the end of the aliases that begin with this one, and the alias that leads to it (or null); nothing
    // if they go in a ring.
    struct End {
        std::string name;
        const MasterRecord* last_alias = nullptr;
    };
    std::optional<End> end_of_aliases(const std::string& name) const;

  private:
    std::vector<MasterRecord> records_;
    std::unordered_map<std::string, Records> by_owner_;
};

// Is `name` that of the zone, or below it?
bool is_within(std::string_view name, std::string_view zone);

// The lowest TTL of a set (RFC 2181 section 5.2), if one is stated.
std::optional<std::uint32_t> ttl_of(const ZoneData::Records& set);

}  // namespace mxsim::scenario
