// What is said of a value that cannot be read.

#include <fmt/format.h>

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario::wording {

using fmt::format;

Complaint negative(Text what, Text value) {
    return {format("the {} {} is negative", what, value), format("a {} counts from zero", what),
            "take the minus sign away"};
}

Complaint empty_value(Text what, Text example) {
    return {format("there is nothing between the quotes; {} was expected", what),
            format("for example {}", example), ""};
}

Complaint empty_list(Text of_what, Text example) {
    return {format("this list of {} is empty", of_what), format("for example {}", example), ""};
}

Complaint wrong_value(const Node& node, Text expected, Text example) {
    return {format("found {}: {}", type_name(node), written(node).substr(0, 60)),
            format("expected {}{}{}", expected, example.empty() ? "" : ", as in ", example), ""};
}

Complaint number_without_unit(const Node& node) {
    const std::string value = written(node);
    return {format("the time {} has no unit", value),
            "a time is written in quotes, with its unit: ns us ms s m h d y",
            format("\"{0}s\" is {0} seconds", value)};
}

Complaint not_finite(const Node& node) {
    return {format("{} is no number that can be simulated", written(node)), "expected a finite number", ""};
}

Complaint integer_out_of_range(std::int64_t value, std::int64_t least, std::int64_t most) {
    return {format("{} is out of range", value), format("expected a whole number from {} to {}", least, most),
            ""};
}

Complaint not_yes_or_no(const Node& node) {
    return {format("{} cannot be {}", node.key, written(node)), "expected \"yes\" or \"no\", or true or false", ""};
}

Complaint not_a_postfix_count(const Node& node) {
    return {format("{} cannot be {}", node.key, written(node)), "expected a whole number; 0 means that there is no limit", ""};
}

Complaint zero_where_positive() { return {"this is zero", "expected a positive number", ""}; }

Complaint not_a_duration(Text text) {
    return {format("\"{}\" is not a duration", text),
            "a duration is numbers with units: \"250ms\", \"1.5h\", \"4h30m\", \"2d\"", ""};
}

Complaint not_a_time(Text text) {
    return {format("\"{}\" is not a time", text),
            "a time is a duration from the start, \"30h\", or a day and an hour, \"Sat 22:00\"", ""};
}

Complaint duration_without_unit(Text text, Text number) {
    return {format("{} in the duration \"{}\" has no unit", number, text), "units are ns us ms s m h d y",
            format("\"{}s\" are seconds, \"{}m\" minutes", number, number)};
}

Complaint unknown_duration_unit(Text unit) {
    std::string fix;
    if (!unit.empty() && (unit.substr(0, 3) == "min" || unit.substr(0, 3) == "Min"))
        fix = "minutes are \"m\"";
    if (unit.substr(0, 3) == "sec") fix = "seconds are \"s\"";
    if (unit.substr(0, 1) == "H" || unit.substr(0, 2) == "ho" || unit.substr(0, 2) == "hr")
        fix = "hours are \"h\"";
    if (unit.substr(0, 2) == "da" || unit.substr(0, 1) == "D") fix = "days are \"d\"";
    if (unit.substr(0, 1) == "w") fix = "a week is \"7d\"";
    if (unit.substr(0, 2) == "mo") fix = "a month is \"30d\", or as many days as it has";
    return {format("\"{}\" is not a unit of time", unit), "units are ns us ms s m h d y (y is 365 days)",
            fix};
}

Complaint absurd_duration(Text text) {
    return {format("the duration \"{}\" is longer than 100 years", text),
            "time is counted in nanoseconds, and no mail waits that long", ""};
}

Complaint postfix_whole_seconds(Text text) {
    return {format("\"{}\" is not a whole number of seconds", text),
            "Postfix counts its times in seconds: \"300s\", \"5d\"", ""};
}

Complaint not_a_size(Text text) {
    return {format("\"{}\" is not a size", text),
            "a size is one number with a unit: \"30 kB\", \"10 GB\", \"1 MiB\"", ""};
}

Complaint size_without_unit(Text number) {
    return {format("the size {} has no unit", number), "units are B kB MB GB TB KiB MiB GiB TiB",
            format("\"{0} B\" is {0} bytes", number)};
}

Complaint unknown_size_unit(Text unit) {
    std::string fix;
    if (unit == "KB" || unit == "K" || unit == "k" || unit == "kb")
        fix = "1000 bytes are \"kB\", 1024 are \"KiB\"";
    if (unit == "M" || unit == "mb" || unit == "Mb") fix = "a million bytes are \"MB\"";
    if (unit == "G" || unit == "gb" || unit == "Gb") fix = "a thousand million bytes are \"GB\"";
    return {format("\"{}\" is not a unit of size", unit), "units are B kB MB GB TB KiB MiB GiB TiB", fix};
}

Complaint absurd_size(Text text) {
    return {format("the size \"{}\" is larger than a million terabytes", text), "no disk holds that", ""};
}

Complaint not_a_rate(Text text) {
    return {format("\"{}\" is not a rate", text),
            "a rate is messages per unit of time (s m h d): \"36000/h\", \"10/s\", \"2 M/d\"", ""};
}

Complaint unknown_rate_unit(Text text, Text unit) {
    return {format("\"{}\" in the rate \"{}\" is not a unit of time", unit, text),
            "a rate is per second, minute, hour or day: /s /m /h /d", ""};
}

Complaint zero_rate(Text text) {
    return {format("the rate \"{}\" is zero", text), "a sender that sends nothing has no place here",
            "take the sender away, or give it a rate"};
}

Complaint absurd_rate(Text text) {
    return {format("the rate \"{}\" is more than can be simulated", text),
            "the largest is a thousand million messages a second: \"1 G/s\"", ""};
}

Complaint rate_with_exponent(Text text) {
    return {format("the rate \"{}\" has an exponent", text),
            "numbers are written out, thousands as k, M or G: \"2 M/d\"; the largest rate is \"1 G/s\"", ""};
}

Complaint not_a_bandwidth(Text text) {
    return {format("\"{}\" is not a bandwidth", text),
            "expected bits or bytes a second: \"100 Mbit/s\", \"12.5 MB/s\"", ""};
}

Complaint not_a_share(Text text) {
    return {format("\"{}\" is not a share", text), "a share is \"60 %\", or 0.6 without quotes", ""};
}

Complaint share_over_one(Text text) {
    return {format("the share {} is more than the whole", text),
            "a share lies between 0 and 1, or \"0 %\" and \"100 %\"", ""};
}

Complaint not_a_number_to_multiply(Text text) {
    return {format("{} cannot be multiplied", text),
            "a factor works on a number, a duration, a size or a rate", ""};
}

Complaint time_without_day(Text text) {
    return {format("\"{}\" does not say on which day", text),
            "a time is counted from the start (\"30h\") or has its day", format("\"Mon {}\"", text)};
}

Complaint date_in_quotes(Text text) {
    return {format("the date \"{}\" stands in quotes", text), "TOML writes dates without them",
            std::string{text}};
}

Complaint bad_time_of_day(Text text) {
    return {format("\"{}\" has no hour and minute that a clock shows", text),
            "expected a day and a time from 00:00 to 23:59, as in \"Sat 22:00\"", ""};
}

Complaint date_without_start() {
    return {"a date is given, but not when the scenario starts",
            "without a start, time zero is a Monday without a date",
            "add at the top: start = 2026-03-02T00:00:00+01:00"};
}

Complaint before_the_start() {
    return {"this date lies before the start of the scenario", "times lie at or after the start", ""};
}

Complaint absurd_way(Text key) {
    return {format("{} is longer than a day", key), "expected the time that a packet takes on its way",
            format("{} = \"50ms\"", key)};
}

Complaint too_many_messages(double messages) {
    return {format("the senders would submit some {:.1g} messages in one replication", messages),
            "4 000 000 000 are the most", "make the rate smaller, or the duration shorter"};
}

Complaint absurd_date() { return {"this date lies more than 100 years after the start", "", ""}; }

Complaint times_not_in_order() {
    return {"these times are not in order", "each must come after the one before it", ""};
}

Complaint bad_window(const Node& node) {
    return {format("{} is not a window", written(node).substr(0, 60)),
            "a window is when it begins and how long it lasts", "[\"6h\", \"30m\"]"};
}

Complaint unknown_day(Text day, const Near& near) {
    return {format("\"{}\" is not a day of the week", day), "days are Mon, Tue, Wed, Thu, Fri, Sat and Sun", did_you_mean(near)};
}

Complaint bad_address(Text text) {
    return {format("\"{}\" is not an address", text),
            "expected \"192.0.2.25\", \"2001:db8::25\", or just \"v4\" or \"v6\"", ""};
}

Complaint mx_without_preference(Text text) {
    const Text last = text.substr(text.find_last_of(" \t") + 1);
    const bool letter = !last.empty() && (last[0] < '0' || last[0] > '9');
    const bool turned = !letter && last.size() < text.size() && last.find_first_not_of("0123456789") == Text::npos;
    const std::string record = turned   ? format("\"{} {}\"", last, text.substr(0, text.find_first_of(" \t")))
                               : letter ? format("\"10 {}\"", last)
                                        : "\"10 mx1.example.org\"";
    return {format("the MX record \"{}\" does not begin with a preference", text),
            "as in a zone file: a number, a blank, the name of a host", record};
}

Complaint mx_without_host(Text text) {
    return {format("the MX record \"{}\" names no host", text), "as in a zone file: \"10 mx1.example.org\"",
            ""};
}

Complaint qshape_total(std::uint64_t total, std::uint64_t sum) {
    return {format("TOTAL says {} messages, and the rows have {}", total, sum), "TOTAL is the sum of all rows",
            "paste the whole table, or take this line away"};
}

Complaint mx_with_port(Text host) {
    return {"the MX record names more than a host", "mail between servers comes to port 25; a record has no place for another, nor for a URL",
            host.find("http") == 0 ? "only the name of the host" : format("only \"{}\"", host)};
}

Complaint mx_names_address(Text text) {
    return {format("the MX record names the address {}", text),
            "an MX record names a host, never an address (RFC 1035 section 3.3.9)",
            format("name the host, and give it the address:\n    [servers.\"mx1.example.org\"]\n    "
                   "addresses = [\"{}\"]",
                   text)};
}

Complaint preference_out_of_range(Text number) {
    return {format("the preference {} is out of range", number),
            "a preference is a whole number from 0 to 65535", ""};
}

Complaint null_mx_preference(Text number) {
    return {number.empty() ? "\".\" without a preference is not the null MX" : format("\".\" with preference {} is not the null MX", number),
            "a domain that takes no mail says so with preference 0 (RFC 7505 section 3)", "mx = [\"0 .\"]"};
}

Complaint null_mx_beside_others() {
    return {"the null MX stands beside other MX records",
            "a domain either takes no mail (RFC 7505) or names its exchangers",
            "take the \"0 .\" away, or all the others"};
}

Complaint bad_family(const Node& node) {
    return {format("{} is no address family, or stands here twice", written(node)),
            "expected \"v4\" and \"v6\", in the order in which addresses are tried", "families = [\"v6\", \"v4\"]"};
}

Complaint not_one_family(const Node& node) {
    return {format("a distribution has one name, here are {}", node.items.size()),
            "one of exponential, uniform, lognormal, gamma, weibull, pareto, empirical",
            "{ exponential = \"2s\" }"};
}

Complaint unknown_distribution(Text name, const Near& near) {
    return {format("\"{}\" is not a distribution", name),
            "known are exponential, uniform, lognormal, gamma, weibull, pareto, empirical", did_you_mean(near)};
}

Complaint unknown_parameter(Text family, Text key, const Names& known) {
    std::string all;
    for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
    return {format("a {} distribution has no parameter \"{}\"", family, key),
            format("its parameters are {}", all), ""};
}

Complaint two_parameters(Text family, Text first, Text second) {
    return {format("a {} distribution is fixed by its {} and {}", family, first, second), "",
            format("{} = {{ {} = \"2s\", {} = 1.5 }}", family, first, second)};
}

Complaint lognormal_parameters() {
    return {"a lognormal distribution is fixed by two of its mean, median, sigma and cv",
            "sigma and cv say the same, so one of the two must be mean or median",
            "lognormal = { mean = \"250ms\", cv = 1.5 }"};
}

Complaint mean_below_median() {
    return {"the mean lies below the median",
            "the mean of a lognormal distribution is never less than its median", "exchange the two"};
}

Complaint zero_parameter(Text key) {
    return {format("{} is zero", key), "expected something longer than nothing", ""};
}

Complaint bad_uniform() { return {"a uniform distribution has two ends", "", "uniform = [\"1s\", \"3s\"]"}; }

Complaint uniform_backwards(const Node& node) {
    return {format("the uniform distribution {} ends before it begins", written(node)),
            "the smaller value comes first",
            format("uniform = [{}, {}]", written(node.items[1]), written(node.items[0]))};
}

Complaint empirical_wants_values(const Node& node) {
    return {format("an empirical distribution is given {}",
                   node.items.empty() && node.is(Type::array) ? "no values" : type_name(node)),
            "expected a list of values, or a CSV file with one in each line",
            "empirical = [\"1s\", \"2s\", \"10s\"]"};
}

Complaint impossible_distribution(Text family, Text reason) {
    return {format("there is no such {} distribution", family), std::string{reason}, ""};
}

}  // namespace mxsim::scenario::wording
