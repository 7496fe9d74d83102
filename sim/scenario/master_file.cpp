// An entry is OWNER [TTL] [CLASS] TYPE DATA, where TTL and class stand in either order and an entry that begins
// with a blank has the owner of the one before; or it is $ORIGIN, $INCLUDE (RFC 1035 section 5.1) or $TTL
// (RFC 2308 section 4). A name without a last dot is relative to the origin, "@" is the origin itself. A TTL may be
// written with units, as in "1h30m", as name servers accept it. Types that mail has no use for are not looked at.

#include "sim/scenario/master_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/scenario/master_entries.hpp"
#include "sim/scenario/name.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::size_t most_inclusions = 1000;
constexpr std::uint64_t longest_ttl = 0x7fffffff;  // RFC 2181 section 8

// The types an entry may be of (IANA, DNS parameters); "TYPE65" stands for one by its number (RFC 3597).
const std::vector<std::string> types = {
    "A",          "AAAA",  "MX",     "CNAME", "SOA",       "NS",   "TXT",   "SPF",  "SRV",    "CAA",   "TLSA",
    "SMIMEA",     "PTR",   "DNAME",  "HINFO", "MINFO",     "MB",   "MD",    "MF",   "MG",     "MR",    "NULL",
    "WKS",        "RP",    "AFSDB",  "X25",   "ISDN",      "RT",   "NSAP",  "SIG",  "KEY",    "PX",    "GPOS",
    "LOC",        "NXT",   "EID",    "NAPTR", "KX",        "CERT", "A6",    "APL",  "DS",     "SSHFP", "IPSECKEY",
    "RRSIG",      "NSEC",  "DNSKEY", "DHCID", "NSEC3",     "HIP",  "NINFO", "RKEY", "TALINK", "CDS",   "CDNSKEY",
    "OPENPGPKEY", "CSYNC", "ZONEMD", "SVCB",  "HTTPS",     "NID",  "L32",   "L64",  "LP",     "EUI48", "EUI64",
    "URI",        "AVC",   "DLV",    "TA",    "NSEC3PARAM"};
constexpr std::array<std::string_view, 6> kept_types{"SOA", "NS", "CNAME", "MX", "A", "AAAA"};
constexpr std::array<std::string_view, 4> classes{"IN", "CS", "CH", "HS"};
const std::vector<std::string> directives = {"$ORIGIN", "$TTL", "$INCLUDE"};

std::string in_capitals(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

template <class List>
bool is_one_of(const std::string& word, const List& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_known_type(const std::string& type) {
    return is_one_of(type, types) || (type.compare(0, 4, "TYPE") == 0 && is_number(std::string_view{type}.substr(4)));
}

// Begins like one: no owner's place is asked, and no type begins with a digit.
bool looks_like_ttl(const MasterField& field) {
    return !field.quoted && !field.text.empty() && field.text[0] >= '0' && field.text[0] <= '9';
}

bool is_absolute(std::string_view name) {
    return !name.empty() && name.back() == '.' && !(name.size() > 1 && name[name.size() - 2] == '\\');
}

std::string folder_of(std::string_view file) {
    const std::size_t slash = file.rfind('/');
    return slash == file.npos ? "" : std::string{file.substr(0, slash + 1)};
}

class MasterReader {
  public:
    MasterReader(Files& files, Findings& findings) : files_{files}, findings_{findings} {}

    void file(std::string_view name, Spot named_at, std::string origin) {
        const TextFile& file = files_.text(name);
        if (!file.readable) return findings_.error(named_at, file.unreadable);
        const std::string before = std::exchange(origin_, std::move(origin));
        const std::string owner_before = std::exchange(owner_, "");
        open_.emplace_back(name);
        MasterEntries entries{file.content, findings_.file(name), findings_};
        while (const auto entry = entries.next()) {
            if (!entry->indented && !entry->fields[0].quoted && entry->fields[0].text[0] == '$')
                directive(entry->fields, name);
            else
                record(*entry);
        }
        open_.pop_back();
        origin_ = before;
        owner_ = owner_before;
    }

    std::vector<MasterRecord> records;

  private:
    void directive(const std::vector<MasterField>& fields, std::string_view name) {
        const std::string word = in_capitals(fields[0].text);
        if (!is_one_of(word, directives))
            return findings_.error(fields[0].at, wording::zone_directive(fields[0].text, nearest(word, directives)));
        if (fields.size() < 2) return findings_.error(fields[0].at, wording::zone_directive_alone(word));
        const MasterField& value = fields[1];
        if (word == "$ORIGIN") {
            origin_ = absolute(value);
        } else if (word == "$TTL") {
            default_ttl_ = parse_master_ttl(value.text);
            if (!default_ttl_) findings_.error(value.at, wording::zone_ttl(value.text));
        } else {
            include(folder_of(name) + value.text, value, fields.size() > 2 ? absolute(fields[2]) : origin_);
        }
    }

    void include(const std::string& name, const MasterField& named, std::string origin) {
        if (is_one_of(name, open_)) return findings_.error(named.at, wording::zone_includes_itself(named.text));
        if (inclusions_ > most_inclusions) return;
        if (++inclusions_ > most_inclusions) return findings_.error(named.at, wording::zone_includes_too_many(most_inclusions));
        file(name, named.at, std::move(origin));
    }

    void record(const MasterEntry& entry) {
        const auto& fields = entry.fields;
        std::size_t i = 0;
        if (!entry.indented) owner_ = absolute(fields[i++]);
        if (owner_.empty()) return findings_.error(fields[0].at, wording::zone_without_owner());
        MasterRecord record;
        record.owner = owner_;
        record.at = fields[0].at;
        bool good = true, has_class = false, has_ttl = false;
        for (; i < fields.size(); ++i) {
            const std::string word = in_capitals(fields[i].text);
            if (!has_ttl && looks_like_ttl(fields[i])) {
                has_ttl = true;
                good = ttl(fields[i], record);
            } else if (!has_class && is_one_of(word, classes)) {
                has_class = true;
                if (word != "IN") return findings_.error(fields[i].at, wording::zone_class(word));
            } else {
                break;
            }
        }
        if (i == fields.size()) return findings_.error(fields[0].at, wording::zone_without_type(fields[0].text));
        record.type = in_capitals(fields[i].text);
        record.type_at = fields[i].at;
        if (!is_known_type(record.type))
            return findings_.error(fields[i].at, wording::zone_type(fields[i].text, nearest(record.type, types)));
        if (!has_ttl) record.ttl = default_ttl_ ? default_ttl_ : last_ttl_;
        if (is_one_of(record.type, kept_types))
            for (++i; i < fields.size(); ++i)
                record.data.push_back({data_of(record, fields[i]), fields[i].at, fields[i].quoted});
        if (good) records.push_back(std::move(record));
    }

    bool ttl(const MasterField& field, MasterRecord& record) {
        record.ttl = parse_master_ttl(field.text);
        last_ttl_ = record.ttl;
        if (!record.ttl) findings_.error(field.at, wording::zone_ttl(field.text));
        return record.ttl.has_value();
    }

    // The field as it is, or, where the type has a name there, that name made absolute.
    std::string data_of(const MasterRecord& record, const MasterField& field) const {
        const std::size_t place = record.data.size();
        const bool name = ((record.type == "NS" || record.type == "CNAME") && place == 0) ||
                          (record.type == "MX" && place == 1) || (record.type == "SOA" && place < 2);
        return name && !is_address(field.text) ? absolute(field) : field.text;
    }

    std::string absolute(const MasterField& name) const {
        if (name.text == "@" && !name.quoted) return origin_;
        if (is_absolute(name.text)) return canonical(name.text);
        return canonical(name.text) + (origin_ == "." ? "" : '.' + origin_);
    }

    Files& files_;
    Findings& findings_;
    std::vector<std::string> open_;  // files that are being read, each included by the one before
    std::size_t inclusions_ = 0;
    std::string origin_;
    std::string owner_;
    std::optional<std::uint32_t> default_ttl_;
    std::optional<std::uint32_t> last_ttl_;
};

}  // namespace

std::optional<std::uint32_t> parse_master_ttl(std::string_view text) {
    constexpr std::string_view units = "smhdw";
    constexpr std::uint64_t worth[] = {1, 60, 3600, 86'400, 604'800};
    std::uint64_t all = 0, number = 0;
    bool digits = false, with_units = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            number = number * 10 + static_cast<std::uint64_t>(c - '0');
            digits = true;
        } else {
            const std::size_t unit = units.find(static_cast<char>(c | 0x20));
            if (!digits || unit == units.npos) return std::nullopt;
            all += number * worth[unit];
            number = 0;
            digits = false;
            with_units = true;
        }
        if (number > longest_ttl || all > longest_ttl) return std::nullopt;
    }
    if (!digits && !with_units) return std::nullopt;
    if (all + number > longest_ttl) return std::nullopt;
    return static_cast<std::uint32_t>(all + number);
}

std::vector<MasterRecord> read_master_file(std::string_view name, Spot named_at, const std::string& origin, Files& files,
                                           Findings& findings) {
    MasterReader reader{files, findings};
    reader.file(name, named_at, origin);
    return std::move(reader.records);
}

}  // namespace mxsim::scenario
