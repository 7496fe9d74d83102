// What is said of the hours of a rate, and of mail that waits at the start.

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

}  // namespace mxsim::scenario::wording
