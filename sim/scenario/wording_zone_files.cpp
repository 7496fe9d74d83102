// What is said of zone files.

#include <fmt/format.h>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario::wording {

using fmt::format;

namespace {

constexpr const char* an_entry = "an entry is: owner, TTL, IN, type, data; as in \"@ 3600 IN MX 10 mx1\"";

}  // namespace

Complaint beside_zone(Text key) {
    return {format("{} stands beside zone", key), "the zone file says all that DNS knows of the domain",
            format("take {} away, or change it in the zone file", key)};
}

Complaint zone_never_closed(Text what) {
    return {format("the {} is never closed", what), "without its end nobody can tell where the entry ends",
            what == "(" ? "add a \")\"" : "add a quotation mark on the same line"};
}

Complaint zone_parenthesis(char which) {
    if (which == '(')
        return {"a \"(\" stands within parentheses", "they hold one entry together over several lines, once",
                "close the one before it"};
    return {"a \")\" closes nothing", "there is no \"(\" before it", "take it away"};
}

Complaint zone_directive(Text word, const Near& near) {
    if (word == "$GENERATE" || word == "$generate")
        return {"$GENERATE is not of RFC 1035, but of one name server", "write its records out", ""};
    return {format("\"{}\" is no directive of a zone file", word), "expected $ORIGIN, $TTL or $INCLUDE",
            did_you_mean(near)};
}

Complaint zone_directive_alone(Text word) {
    return {format("{} stands alone", word), "expected a value after it",
            word == "$TTL" ? "$TTL 3600" : word == "$ORIGIN" ? "$ORIGIN example.org." : "$INCLUDE other.zone"};
}

Complaint zone_ttl(Text text) {
    return {format("\"{}\" is no TTL", text),
            "expected seconds, or a number with a unit: 3600, 1h, 2d12h; at most 2147483647", ""};
}

Complaint zone_includes_itself(Text name) {
    return {format("the file \"{}\" includes itself", name), "a file that includes itself has no end", ""};
}

Complaint zone_includes_too_many(std::size_t most) {
    return {format("with this one the zone has more than {} inclusions", most), "files are included, and include others", ""};
}

Complaint zone_without_owner() {
    return {"the first entry has no owner", "a line that begins with a blank belongs to the name of the entry before it",
            "begin the line with a name, or with @"};
}

Complaint zone_class(Text word) {
    return {format("the class {} is not that of the Internet", word), "expected IN, or none", ""};
}

Complaint zone_without_type(Text field) {
    return {format("the entry \"{}\" has no type", field), an_entry, ""};
}

Complaint zone_type(Text text, const Near& near) {
    return {format("\"{}\" is no type of a record", text), an_entry, did_you_mean(near)};
}

Complaint zone_fields(Text type, std::size_t found, std::size_t wanted) {
    const char* const holds = type == "SOA"  ? "a name server, a mailbox, a serial number and four times"
                              : type == "MX" ? "a preference and the name of a host: 10 mx1.example.org."
                              : type == "A"  ? "an address: 192.0.2.25"
                              : type == "AAAA" ? "an address: 2001:db8::25"
                                               : "a name: mx1.example.org.";
    return {format("the {} record has {} {}", type, found, found == 1 ? "field" : "fields"),
            format("expected {}: {}", wanted, holds), ""};
}

Complaint zone_address(Text type, Text text) {
    return {format("\"{}\" is no address of an {} record", text, type),
            type == "A" ? "expected four numbers from 0 to 255: 192.0.2.25" : "expected an IPv6 address: 2001:db8::25",
            ""};
}

Complaint zone_cname_beside(Text owner, Text type) {
    return {format("the alias {} has other data: {}", owner, type),
            "an alias has no data of its own: the name it stands for answers (RFC 1034 section 3.6.2)",
            "take one of them away"};
}

Complaint zone_without_domain(Text file, Text domain) {
    return {format("the zone file \"{}\" says nothing of {}", file, domain),
            "a name without a last dot is relative to the domain that names the file, or to $ORIGIN",
            format("expected \"{}. IN MX 10 ...\"", domain)};
}

Complaint zone_without_exchanger(Text domain) {
    return {format("{} has neither an MX record nor an address in this zone", domain), "mail to it cannot be delivered: it is returned",
            ""};
}

Complaint zone_without_address(Text host, Text relative) {
    const bool dot_forgotten = relative.find('.') != relative.npos;
    return {format("{} has no address in this zone", host), "mail cannot be sent to it",
            dot_forgotten ? format("if {0} is meant, end it with a dot: \"{0}.\"", relative)
                          : format("expected \"{} IN A 192.0.2.25\"", relative.empty() ? Text{"@"} : relative)};
}

Complaint zone_contradicts(Text server, Text key, const Place& place) {
    return {format("the {} of {} here and in its zone file disagree", key, server),
            format("the zone file says it at {}:{}:{}", place.file, place.line, place.column),
            format("take {} away here, or change the zone file", key)};
}

}  // namespace mxsim::scenario::wording
