// A master file (RFC 1035 section 5.1) as records, every piece with its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/files.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

// One field of an entry. Escapes are resolved but for dots, which would part labels.
struct MasterField {
    std::string text;
    Spot at;
    bool quoted = false;
};

struct MasterRecord {
    std::string owner;  // canonical, without the last dot; "." the root
    Spot at;            // of the entry
    std::optional<std::uint32_t> ttl;  // seconds: its own, else that of $TTL, else the last one stated
    std::string type;   // in capitals
    Spot type_at;
    std::vector<MasterField> data;  // names in it are absolute; kept of SOA, NS, CNAME, MX, A and AAAA only
};

// Seconds, as a master file writes them; nothing if the text is no TTL.
std::optional<std::uint32_t> parse_master_ttl(std::string_view text);

// The records of the file `name` and of those it includes, in order; `origin` is canonical. What cannot be
// read is reported at its place; an entry that makes no sense is left out.
std::vector<MasterRecord> read_master_file(std::string_view name, Spot named_at, const std::string& origin,
                                           Files& files, Findings& findings);

}  // namespace mxsim::scenario
