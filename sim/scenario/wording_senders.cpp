// What is said of senders: where their mail goes, how many they are, when it comes, and what waits at the start.

#include <fmt/format.h>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario::wording {

using fmt::format;

Complaint not_a_weight(Text cell) {
    return {format("\"{}\" is not the weight of an hour", cell), "expected a number from 0, one a line", ""};
}

Complaint wrong_hours(std::size_t expected, std::size_t found) {
    return {format("these are {} weights", found),
            format("expected {}, one for each hour {}", expected, expected == 24 ? "from midnight" : "from Monday, 00:00"),
            expected == 24 ? "day = \"office-hours\"" : "week = \"office-hours\""};
}

Complaint hours_without_rate() {
    return {"no hour has any weight", "expected finite weights, at least one of them above zero", ""};
}

Complaint day_and_week() {
    return {"week stands beside day", "a rate has one shape: the hours of a day, or those of a week", "take one of them away"};
}

Complaint qshape_head() {
    return {"this is not the head of a table of qshape", "expected \"T\" and the upper ends of the ages in minutes, rising",
            "T 5 10 20 40 80 160 320 640 1280 1280+"};
}

Complaint qshape_row(std::size_t found, std::size_t expected) {
    return {format("this line has {} columns", found),
            format("expected {}: a domain, its total, and one for each age of the head", expected), ""};
}

Complaint qshape_number(Text cell) {
    return {format("\"{}\" is not a number of messages", cell.substr(0, 60)),
            "expected a whole number, at most a thousand million", ""};
}

Complaint qshape_sum(Text domain) {
    return {format("the messages of \"{}\" by age do not add up to its total", domain.substr(0, 80)),
            "the first number of a line is the sum of the others", ""};
}

Complaint queued_beside_from() {
    return {"messages and oldest stand beside from", "the table says how many there are, and how old",
            "take one or the other away"};
}

Complaint queued_incomplete() {
    return {"this does not say what waits", "expected how many messages and the age of the oldest, or a table of qshape",
            "queued = { messages = 84_000, oldest = \"7h\" }\nqueued = { from = \"qshape.txt\" }"};
}

Complaint queued_unwanted() {
    return {"mail that waits at the start is wanted, and this sender's is not", "expected it at a sender of wanted mail",
            "a [senders.NAME] of its own, with the same profile"};
}

Complaint too_much_queued(std::int64_t most) {
    return {"more messages would wait at the start than can be simulated", format("expected at most {}", most), ""};
}

Complaint queued_above_bound(std::uint64_t messages, std::int64_t most) {
    return {format("{} messages wait in a queue that holds {}", messages, most),
            "what waits at the start has been stored before", "a larger queue = { messages = ... }"};
}

Complaint bytes_of_assumed_sizes(Text sender) {
    return {"this bound in bytes rests on sizes that are assumed",
            format("senders.{} does not say how large its messages are; a table of 2002 stands in", sender),
            "size = { lognormal = { median = \"30 kB\", sigma = 1.5 } }"};
}

Complaint queued_elsewhere(Text domain, std::uint64_t left_out, std::uint64_t all) {
    return {format("{} of the {} messages of this table are left out: nothing waits here for \"{}\"", left_out, all, domain),
            "expected domains that the sender sends to, or the relay forwards", ""};
}

Complaint profile_and_mix(Text sender) {
    return {format("the sender \"{}\" has a profile and a mix", sender),
            "a profile makes all its MTAs alike, a mix makes them differ", "keep one of the two"};
}

Complaint mtas_beside_mix(Text mix) {
    return {format("the mix \"{}\" brings its own numbers of MTAs", mix), "mtas goes with a profile",
            "take mtas away, or name a profile: profile = \"postfix\""};
}

Complaint too_many_mtas(std::int64_t count, std::int64_t most) {
    return {format("{} MTAs are too many", count), format("expected at most {}", most),
            "mtas = \"one-per-message\" if no MTA is to send twice"};
}

Complaint spread_without_zipf() { return {"this spread says nothing", "", "spread = { zipf = 1.1 }"}; }

Complaint spread_of_one_per_message() {
    return {"MTAs that send one message each cannot send unequally", "spread goes with a number of MTAs",
            "mtas = 1000"};
}

Complaint share_incomplete() {
    return {"a domain and its share were expected here", "",
            "{ domain = \"example.org\", share = \"60 %\" }"};
}

Complaint share_of_twice(Text domain) {
    return {format("\"{}\" has a share already", domain), "a domain stands once in the list", ""};
}

Complaint percents_not_all(double sum) {
    return {format("these shares add up to {:.6g} %", sum * 100), "expected 100 %, or bare numbers, which are taken in proportion", ""};
}

Complaint zipf_incomplete() {
    return {"an exponent and domains were expected here", "",
            "to = { zipf = 1.1, domains = \"customer*.example\" }"};
}

Complaint nobody_at_address(Text literal) {
    return {format("no server has the address {}", literal), "expected an address of one of the servers",
            "addresses = [\"192.0.2.25\"]"};
}

Complaint beside_times(Text key) {
    return {format("{} stands beside times", key), "listed times say when every message is submitted",
            format("take {} or times away", key)};
}

Complaint one_shape_of_arrivals() {
    return {"arrivals have one shape", "expected one of batch, gaps and mmpp", "arrivals = { batch = 50 }"};
}

Complaint gaps_without_mean() {
    return {"these gaps have no mean", "their mean is scaled to the rate, so it must be finite and not zero",
            "a pareto distribution has a mean if its shape is above 1"};
}

Complaint mmpp_incomplete() {
    return {"rates and dwell were expected here", "relative rates, and how long each lasts on average",
            "mmpp = { rates = [1, 10], dwell = [\"50m\", \"10m\"] }"};
}

Complaint mmpp_uneven(std::size_t rates, std::size_t dwells) {
    return {format("there are {} rates and {} stays", rates, dwells), "every rate has its mean stay", ""};
}

Complaint mmpp_without_rate() { return {"all rates are zero", "expected at least one that is not", ""}; }

Complaint time_without_domain(bool in_csv) {
    return {"this message does not say to which domain it goes", "the sender has several",
            in_csv ? "a second column names it: 3s, example.org" : "\"3s example.org\" names it"};
}

}  // namespace mxsim::scenario::wording
