// What is said when every word is right and the whole makes no sense.

#include <fmt/format.h>

#include "sim/scenario/name_ranges.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario::wording {

using fmt::format;

Complaint nothing_to_simulate() {
    return {"no domain is named, so there is nothing to simulate",
            "the least that can be simulated is one domain:",
            "[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\"]"};
}

Complaint unknown_format(std::int64_t format_number) {
    return {format("format {} is not known", format_number), "this program reads format 1", "format = 1"};
}

Complaint too_many_replications(std::int64_t count) {
    return {format("{} replications are more than anyone can wait for", count), "expected at most 1000000",
            ""};
}

Complaint zero_duration(Text key) {
    return {format("{} is zero", key), "expected something longer than nothing", ""};
}

Complaint duration_required(Text outage) {
    return {
        format("the outage \"{}\" ends or returns by chance or for ever, so the scenario needs a duration",
               outage),
        "otherwise messages are submitted to one day after the last outage, and here no outage is the last",
        "add at the top: duration = \"7d\""};
}

Complaint warmup_without_steady() {
    return {"warmup has no effect without steady", "only a steady state leaves a warm-up out of its figures",
            "steady = true"};
}

Complaint warmup_too_long() {
    return {"the warm-up is as long as the duration", "nothing would be left to look at",
            "warmup = \"auto\" is a tenth of it"};
}

Complaint expect_without_metric() {
    return {"this expectation does not say of which figure",
            "expected the path of a figure in the JSON result", "metric = \"latency.p95_s\""};
}

Complaint expect_without_bound() {
    return {"this expectation expects nothing", "expected below, above, both of them, or equals",
            "below = \"15m\""};
}

Complaint expect_equals_beside() {
    return {"equals stands beside below or above", "a figure is held to a value or to bounds",
            "take one of them away"};
}

Complaint expect_nothing_between() {
    return {"no figure lies above the one bound and below the other", "expected above to be less than below",
            "exchange the two"};
}

Complaint metric_not_in_result(Text metric, const Near& near) {
    return {format("the result has no figure \"{}\"", metric),
            "a metric is the path of a figure in the JSON result",
            near ? format("did you mean \"{}\"?", *near) : std::string{}};
}

Complaint domain_without_mx(Text domain) {
    return {format("the domain \"{}\" has no MX records and no address", domain),
            "mail to it would come back at once; if that is meant, write mx = []",
            format("mx = [\"10 mx1.{}\"]", domain)};
}

Complaint exchanger_twice(Text domain, Text host) {
    return {format("the domain \"{}\" names {} twice", domain, host), "a host has one preference in a domain",
            "keep one of the two records"};
}

Complaint alias_taken(Text name) {
    return {format("\"{}\" is the name of a server already", name), "a name leads to one server",
            "take it away here, or there"};
}

Complaint beside_cname(Text key) {
    return {format("{} stands beside cname", key),
            "an alias has no data of its own: the name it stands for answers (RFC 1034 section 3.6.2)",
            "take one of them away"};
}

Complaint ring_of_aliases(Text domain) {
    return {format("\"{}\" is an alias of itself, directly or through others", domain),
            "aliases must end at a domain with data", "cname = a domain that has mx"};
}

Complaint route_without_role(Text server, Text relay) {
    return {format("\"{}\" gets all mail of {}, and nothing says what it does with it", server, relay),
            "it keeps the mail (mailbox), or hands it on (relay)",
            format("[servers.\"{}\"]\nmailbox = true", server)};
}

Complaint ring_of_routes(Text relay, std::size_t relays) {
    return {relays == 1 ? format("{} has a route to itself", relay)
                        : format("the routes of {} relays lead round in a ring, {} among them", relays, relay),
            "mail on a fixed route never looks at MX records, so it would never leave the ring",
            "take one route away"};
}

namespace {

std::string quoted(const Names& names) {
    std::string all;
    for (const std::string& name : names) all += format("{}\"{}\"", all.empty() ? "" : ", ", name);
    return all;
}

}  // namespace

Complaint role_unknown(Text host, Text domain, std::size_t domains, std::uint32_t preference, Text better, Room room, Text server,
                       const Names& names) {
    const std::string relay = format("relay = {{ for = [{}], profile = \"postfix\" }}", quoted(names));
    const std::string mailbox = "mailbox = true";
    const std::string header = format("[servers.\"{}\"]\n", server), entry = format("\"{}\" = ", server);
    const std::string paste = room == Room::file                ? header + relay + "\n\n" + header + mailbox
                              : room == Room::braces_of_servers ? format("{0}{{ {1} }}\n{0}{{ {2} }}", entry, relay, mailbox)
                                                                : relay + "\n" + mailbox;
    const std::string_view where = room == Room::file                ? ""
                                   : room == Room::table             ? " into its table"
                                   : room == Room::braces_of_servers ? "\ninto the braces of \"servers\", parted by a comma"
                                                                     : "\ninto its braces, parted by a comma";
    const std::string others = domains > 1 ? format(" (and {} more)", domains - 1) : "";
    return {format("nothing says whether \"{}\" is a relay or a mailbox server", host),
            format("the domain \"{}\"{} names it with preference {}, after {};\na relay stores mail and gives it back, a "
                   "mailbox server keeps it. Paste one of these{}:",
                   domain, others, preference, better, where),
            paste};
}

Complaint no_role(Text server) {
    return {format("\"{}\" is to be no mailbox server, and is no relay either", server), "a domain names it, and it would take mail for nobody",
            "mailbox = true"};
}

Complaint both_roles(Text server) {
    return {format("\"{}\" is a mailbox server and a relay at once", server),
            "nothing would say which mail it keeps and which it forwards",
            "give it one role, and the other to a second server"};
}

Complaint unused_server(Text server) {
    return {format("nothing uses the server \"{}\"", server),
            "no MX record names it, and no domain or sender has its address", ""};
}

Complaint address_again(Text address) {
    return {format("the address {} is here for a second time", address), "a server has every address once", ""};
}

Complaint address_twice(Text address, Text other) {
    return {format("the address {} belongs to \"{}\" already", address, other),
            "one address leads to one server", ""};
}

Complaint relay_without_for(Text server, const Names& domains) {
    return {format("the relay \"{}\" does not say for which domains", server),
            "mail to other domains is rejected with 550",
            format("for = [{}]", domains.empty() ? "\"DOMAIN\"" : quoted(name_ranges(domains)))};
}

Complaint relay_does_not_relay(Text server, const Names& domains) {
    const std::string others = domains.size() > 1 ? format(" and {} more", domains.size() - 1) : "";
    return {format("\"{}\" is named here, but does not relay for \"{}\"{}", server, domains.front(), others),
            "it says 550 to every recipient there, and the mail is returned",
            format("add {} to the list \"for\" of its relay", quoted(name_ranges(domains)))};
}

Complaint relay_for_stranger(Text server, Text domain) {
    return {format("\"{}\" relays for \"{}\", which does not name it", server, domain),
            "no MX record of that domain, now or later, leads there, nor does a route: nobody brings it that mail", ""};
}

Complaint no_mailbox_later(Text domain, Text change) {
    return {format("after the change \"{}\" no mailbox server can be reached for the domain \"{}\": every message will bounce", change, domain),
            "a relay hands mail only to exchangers of a better preference, so the best one has to keep it",
            "in the table of its best exchanger then: mailbox = true"};
}

Complaint no_mailbox_reached(Text domain) {
    return {format("no mailbox server can be reached for the domain \"{}\": every message will bounce",
                   domain),
            "a relay hands mail only to exchangers of a better preference, so the best one has to keep it",
            "in the table of its best exchanger: mailbox = true"};
}

Complaint relay_is_best(Text server, Text domain) {
    return {format("the relay \"{}\" is itself a best exchanger of \"{}\": "
                   "what it accepts for it will bounce",
                   server, domain),
            "it has nobody better to hand the mail to (mail loops back to myself)",
            "give its MX record a worse preference than that of the mailbox server, as in \"20 " +
                std::string{server} + '"'};
}

Complaint zero_lifetime() {
    return {"a lifetime of zero returns every message at its first failure",
            "expected how long a message may wait",
            "passes = 1 gives up after one pass; RFC 5321 asks for \"5d\""};
}

Complaint zero_interval() {
    return {"an interval of zero lets no time pass between two tries", "expected a time to wait", "\"15m\""};
}

Complaint backoff_backwards() {
    return {"minimal_backoff_time is longer than maximal_backoff_time",
            "the wait grows from the one to the other", "exchange the two"};
}

Complaint listed_after_duration() {
    return {"this message would be submitted after the duration",
            "messages are submitted from time zero up to the duration",
            "set duration, at the top, to a longer time"};
}

Complaint outage_without_target(Text outage) {
    return {format("the outage \"{}\" does not say what fails", outage), "expected a server or servers",
            "server = \"mx1.example.org\""};
}

Complaint outage_without_mode(Text outage) {
    return {format("the outage \"{}\" does not say how the server fails", outage),
            "a dead service on a live host refuses at once, a dead host or a firewall is silent until the "
            "sender\ngives "
            "up waiting. Paste one of these:",
            "mode = \"refused\"\nmode = \"silent\""};
}

Complaint outage_without_time(Text outage, bool lasts) {
    return {format("the outage \"{}\" does not say when", outage),
            "expected when it begins, and how long it lasts", lasts ? "at = \"6h\"" : "at = \"6h\"\nfor = \"4h\""};
}

Complaint server_and_servers() {
    return {"server stands beside servers", "one list says all",
            "servers = [\"mx1.example.org\", \"mx2.example.org\"]"};
}

Complaint address_beside_server() {
    return {"address stands beside server", "an address fails wherever it is; a server fails with all its addresses",
            "take one of them away"};
}

Complaint site_beside_others() {
    return {"site stands beside another target", "an outage of a site is one of all servers that stand there",
            "take one of them away"};
}

Complaint nobody_at_site(Text site) {
    return {format("no server stands at the site \"{}\"", site), "this outage would strike nobody",
            format("site = \"{}\" in the tables of its servers", site)};
}

Complaint verdict_incomplete() {
    return {"this verdict does not say what the server replies, at which stage, and to what share of the mail",
            "expected a reply code, a stage and a share", "verdicts = [{ reply = \"452 at rcpt\", share = \"2 %\" }]"};
}

Complaint verdicts_exceed_all() {
    return {"with this share the verdicts concern more than all mail", "their shares add up to 100 % at most", ""};
}

Complaint address_of_nobody(Text address) {
    return {format("no server has the address {}", address), "an outage strikes addresses that are in use",
            format("addresses = [\"{}\"] in the table of its server", address)};
}

Complaint queued_too_old(Text profile) {
    return {format("mail of this age would not wait: {} has given it up by then", profile), "what is queued is at most as old as its lifetime",
            "set oldest to less, or give the profile a longer lifetime"};
}

Complaint changes_to_address_of_nobody(Text address) {
    return {format("no server has the address {}", address), "mail of a domain without MX records goes to the server at its address",
            format("addresses = [\"{}\"] in the table of that server", address)};
}

Complaint family_without_server() {
    return {"family stands without a server", "it narrows the outage of a server to some of its addresses",
            "server = \"mx1.example.org\""};
}

Complaint family_of_nobody(Text family, Text server) {
    return {format("{} has no address of family {}", server, family), "this outage would strike nobody there",
            "addresses = [\"v4\", \"v6\"] gives it one of each"};
}

Complaint late_without_by() {
    return {"this outage does not say how late", "a late reply comes later than usual by a time", "by = \"30s\""};
}

Complaint slow_without_factor() {
    return {"this outage does not say how slow", "a slow server takes so many times as long for a message",
            "factor = 10"};
}

Complaint without_its_mode(Text key, Text mode) {
    return {format("{} belongs to another way to fail", key), format("it goes with mode = \"{}\"", mode),
            format("take {} away, or change the mode", key)};
}

Complaint up_without_down(Text key, Text missing) {
    return {format("{} stands without {}", key, missing), "an outage that comes by chance has both, in turn",
            missing == "up" ? "up = { exponential = \"30d\" }" : "down = { exponential = \"4h\" }"};
}

Complaint chance_beside(Text key) {
    return {format("up and down stand beside {}", key), "an outage comes by chance or at times that are said",
            "take one of them away"};
}

Complaint fails_too_often(std::int64_t most) {
    return {format("this outage would strike more than {} times", most), "expected longer times in the mean", ""};
}

Complaint at_and_windows() {
    return {"windows stand beside at", "one of them says when",
            "windows = [[\"6h\", \"30m\"], [\"20h\", \"1h\"]]"};
}

Complaint for_beside_windows() {
    return {"for stands beside windows", "every window has its own length: [AT, FOR]", "take for away"};
}

Complaint windows_overlap() {
    return {"this window begins before the one before it has ended",
            "windows of one outage follow each other", "make one window of the two"};
}

Complaint recurs_before_its_end() {
    return {"this outage begins again before it has ended", "expected every to be longer than all it repeats",
            ""};
}

Complaint recurs_too_often(std::int64_t most) {
    return {format("this outage would begin more than {} times", most), "expected a longer interval", ""};
}

Complaint outage_after_duration(Text outage) {
    return {format("the outage \"{}\" begins after the last message is submitted", outage),
            "it would strike nobody", "make the duration longer, or let it begin sooner"};
}

Complaint outages_disagree(Text outage, Text other, Text server) {
    return {format("the outages \"{}\" and \"{}\" meet on {} and disagree", outage, other, server),
            "of two that strike at the same stage a connection can meet only one",
            "let one end before the other begins, or give both the same mode"};
}

}  // namespace mxsim::scenario::wording
