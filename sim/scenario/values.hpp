// Reads the values of a scenario by kind; what cannot be read is reported at its place.
//
// Two readers are made of one: the walk over the words reads every value and reports; afterwards the
// values are read again, silently, by whoever needs them (a value already reported reads as absent).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/dns/zone_spec.hpp"
#include "sim/engine/distribution.hpp"
#include "sim/failure/outage_spec.hpp"
#include "sim/scenario/clock.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"

namespace mxsim::scenario {

enum class Quantity : std::uint8_t { time, size };

// One record of an `mx` list.
struct MxLine {
    std::uint16_t preference = 0;
    std::string host;  // canonical; empty: the null MX
    Spot at;           // of the name
};

// One entry of `times`.
struct ListedTime {
    engine::Time at{};
    std::string domain;      // canonical; empty: not said
    std::int64_t size = -1;  // bytes; -1: not said
    Spot spot;
    Spot domain_spot;
};

struct Window {
    failure::Occurrence occurrence;
    Spot at;
};

class Values {
  public:
    Values(Findings& findings, const Clock& clock, Files& files)
        : findings_{findings}, clock_{clock}, files_{files} {}

    std::optional<engine::Duration> duration(const Node& node) const;
    std::optional<std::vector<engine::Duration>> durations(
        const Node& node) const;  // one or a list, not empty
    std::optional<engine::Time> time(const Node& node) const;
    std::optional<std::vector<engine::Time>> times(const Node& node) const;
    std::optional<std::int64_t> size(const Node& node) const;  // bytes
    std::optional<double> rate(const Node& node) const;        // per second
    std::optional<double> bandwidth(const Node& node) const;   // bytes per second
    std::optional<double> share(const Node& node) const;       // from 0 to 1
    std::optional<double> number(const Node& node) const;      // finite, not negative
    std::optional<double> positive(const Node& node) const;
    std::optional<std::int64_t> integer(const Node& node, std::int64_t least) const;
    std::optional<std::vector<double>> numbers(const Node& node) const;
    // A bound of an expectation: a number, or a duration in seconds.
    std::optional<double> bound(const Node& node) const;
    // A time in Postfix's form: "300s", "5d", "1w"; a bare number has the parameter's own `unit`.
    std::optional<engine::Duration> postfix_time(const Node& node, char unit) const;
    std::optional<bool> postfix_boolean(const Node& node) const;  // yes or no in any case, as Postfix reads it
    std::optional<std::int64_t> postfix_count(const Node& node) const;  // as in main.cf, where all is text
    // Nanoseconds or bytes.
    std::optional<engine::Distribution> distribution(const Node& node, Quantity quantity) const;

    std::optional<std::string> host(const Node& node) const;
    std::optional<std::vector<std::string>> addresses(const Node& node) const;
    std::optional<std::vector<dns::Family>> families(const Node& node) const;
    std::optional<std::vector<MxLine>> mx(const Node& node) const;
    // Also of a list in which something is wrong: with the last word of each record as the host it may mean.
    std::vector<MxLine> mx_as_far_as_legible(const Node& node) const;
    std::optional<std::vector<Window>> windows(const Node& node) const;
    std::optional<std::vector<ListedTime>> listed_times(const Node& node) const;
    // Every text of NAMES, one or a list; not yet resolved.
    std::optional<std::vector<const Node*>> names(const Node& node) const;

    Findings& findings() const noexcept { return findings_; }
    const Clock& clock() const noexcept { return clock_; }

  private:
    template <class Value>
    std::optional<Value> told(const Node& node, Parsed<Value> parsed) const;
    bool wants(const Node& node, Type type, std::string_view what, std::string_view example) const;
    std::optional<MxLine> mx_line(const Node& node) const;
    std::optional<Window> window(const Node& node) const;
    std::optional<ListedTime> listed_time(const Node& node) const;
    std::optional<std::vector<ListedTime>> csv_times(const Node& node) const;

    Findings& findings_;
    const Clock& clock_;
    Files& files_;
};

}  // namespace mxsim::scenario
