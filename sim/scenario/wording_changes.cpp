// What is said of zones, groups and planned changes.

#include <fmt/format.h>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario::wording {

using fmt::format;

Complaint one_kind_of_target(Text first, Text second) {
    return {format("{} stands beside {}", second, first), "an outage strikes one kind of target; a group has several",
            "take one of them away, or make a group: [groups.NAME]"};
}

Complaint without_its_target(Text key, Text owner) {
    return {format("{} stands without {}", key, owner), format("it says more of an outage of a {}", owner),
            format("add {} = \"...\", or take {} away", owner, key)};
}

Complaint zone_without_mode(Text outage) {
    return {format("the outage \"{}\" does not say how the zone fails", outage),
            "a name server that fails, or does not answer, delays mail; a name that is gone returns it. Paste one of "
            "these:",
            "mode = \"servfail\"\nmode = \"timeout\"\nmode = \"nxdomain\"\nmode = \"empty\""};
}

Complaint nothing_in_zone(Text zone, const Near& near) {
    return {format("no domain and no server has a name in the zone \"{}\"", zone),
            "a zone is a name and every name below it; this outage would strike nobody", did_you_mean(near)};
}

Complaint mode_of_zones(Text mode, bool of_a_part) {
    return {format("a server cannot be \"{}\"", mode), "that is how the look-ups of a zone fail",
            of_a_part ? "\"refused\" or \"silent\" for hosts, this for zones"
                      : "zone = \"example.org\" in place of the server, or mode = \"refused\" or \"silent\""};
}

Complaint mode_of_servers(Text mode, bool of_a_part) {
    return {format("a zone cannot be \"{}\"", mode),
            "the look-ups of a zone are \"servfail\", \"timeout\", \"nxdomain\" or \"empty\"",
            of_a_part ? "zones = \"servfail\"" : "mode = \"servfail\""};
}

Complaint no_queue_to_lose(Text server) {
    return {format("{} is no relay, so it has no queue to lose", server),
            "expected a relay; a mailbox server has delivered what it accepted", "server = the name of a relay"};
}

Complaint beside_queue_lost(Text key) {
    return {format("{} stands beside \"queue-lost\"", key),
            "a disk is lost in an instant, with all that is on it, whoever sent it",
            format("take {} away; at (and every) say when", key)};
}

Complaint queue_lost_is_no_state() {
    return {"\"queue-lost\" is no state that a server stays in", "what a relay has stored is lost in an instant",
            "make it an outage of its own: server, mode = \"queue-lost\", at"};
}

Complaint unknown_group(Text group, const Near& near) {
    return {format("no group is called \"{}\"", group), format("expected a table [groups.{}]", group),
            did_you_mean(near)};
}

Complaint empty_group(Text group) {
    return {format("the group \"{}\" has no members", group), "expected servers, zones or sites",
            "servers = [\"mx1.example.org\"]"};
}

Complaint mode_beside_parts() {
    return {"mode stands beside parts", "parts gives each kind of member its mode", "take one of them away"};
}

Complaint one_mode_for_all(Text mode) {
    return {format("\"{}\" cannot be the mode of servers and of zones", mode), "expected one for each kind",
            "parts = { servers = \"silent\", zones = \"servfail\" }"};
}

Complaint part_without_member(Text kind) {
    return {format("the group has no {}", kind), "parts names the kinds of members that the group has",
            format("take {} away", kind)};
}

Complaint zones_disagree(Text outage, Text other, Text zone) {
    return {format("the outages \"{}\" and \"{}\" make the zone {} fail in two ways at once", outage, other, zone),
            "a look-up can meet only one of them", "give them the same mode, or times that do not overlap"};
}

Complaint states_not_in_order() {
    return {"this state does not begin after the one before it", "expected rising times",
            "states = [[\"0s\", \"refused\"], [\"70s\", \"up\"]]"};
}

Complaint change_without_time(Text change) {
    return {format("the change \"{}\" does not say when", change), "expected a time", "at = \"Tue 12:00\""};
}

Complaint change_does_nothing(Text change) {
    return {format("the change \"{}\" changes nothing", change),
            "expected values to set, or one action: flush, stop_accepting, resume",
            "set = { \"domains.example.org.mx\" = [\"10 mx2.example.org\"] }"};
}

Complaint one_change_at_once(Text second) {
    return {format("{} stands beside another action", second), "a change sets values, or is one action",
            "make it a change of its own: [changes.NAME]"};
}

Complaint cannot_change(Text path) {
    return {format("\"{}\" is nothing that can change during a run", path),
            "records, addresses, TTLs, sessions, service, a queue's bounds and a sender's rate can",
            "domains.NAME.mx, domains.NAME.ttl, servers.NAME.addresses, servers.NAME.sessions, servers.NAME.service,\n"
            "servers.NAME.relay.queue, senders.NAME.rate"};
}

Complaint state_says_too_little(Text mode) {
    return {format("a state \"{}\" does not say how late or how slow", mode), "only an outage has room for that: by, factor",
            format("an outage of this server: mode = \"{}\", at, for, and {}", mode, mode == "slow" ? "factor = 10" : "by = \"30s\"")};
}

Complaint state_after_duration() {
    return {"this state begins when the simulated time is over", "duration says how long mail is submitted",
            "let it begin earlier, or set duration to a longer time"};
}

Complaint queue_of_no_relay(Text server) {
    return {format("{} is no relay, so it has no queue", server), "only a relay has a queue and hands mail on",
            "take this away, or make it a relay"};
}

Complaint action_on_no_relay(Text action, Text server) {
    return {format("{} of {}, which is no relay", action, server), "only a relay has a queue and hands mail on",
            format("{} = the name of a relay", action)};
}

Complaint old_address_unknown(Text server, Text address) {
    return {format("{} loses its address {}, and nothing says what stands behind it then", server, address),
            "who still sends there decides what becomes of that mail. Paste one of these:",
            "old_address = \"silent\"\nold_address = \"refused\"\nold_address = \"forwards\"\nold_address = \"serves\""};
}

Complaint old_address_without_need() {
    return {"no address is withdrawn here", "old_address says what stands behind an address that is",
            "take old_address away"};
}

Complaint nothing_to_resume(Text server) {
    return {format("{} has not stopped accepting by then", server), "expected an earlier stop_accepting of it",
            format("[changes.stop]\nat = ...\nstop_accepting = \"{}\"", server)};
}

Complaint unknown_route(Text host, const Near& near) {
    return {format("the route leads to \"{}\", which is no server", host),
            "a relay hands all its mail to the server that its route names",
            near ? did_you_mean(near) : format("[servers.\"{}\"]\nmailbox = true", host)};
}

Complaint changed_twice(Text path, Text first) {
    return {format("{} is changed twice at one instant", path), format("\"{}\" changes it, too", first),
            "take one away, or let it happen at another time"};
}

Complaint no_address_of_families(Text sender, Text families) {
    return {format("\"{}\" uses only {} addresses, and no server has one", sender, families),
            "its mail waits until it is returned", "families = [\"v6\", \"v4\"]"};
}

}  // namespace mxsim::scenario::wording
