// Which of several messages met which attempt may be permuted, in the recording and in the simulation. So attempts are
// compared by what they are (who made them, address, stage, result), each kind's in order of time; and fates likewise.
#include "tests/traces/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mxsim::traces {

namespace {

using Times = std::map<std::string, std::vector<double>>;

std::string kind_of(const Attempt& attempt) {
    return fmt::format("hop {}, {} {} {}", attempt.hop, attempt.address, attempt.stage, attempt.result);
}

class Comparison {
  public:
    explicit Comparison(double tolerance) : tolerance_{tolerance} {}

    void same(const std::string& what, double recorded, double simulated) {
        const double by = std::fabs(recorded - simulated);
        if (by > tolerance_)
            differs(fmt::format("{}: recorded at {:.3f} s, simulated at {:.3f} s", what, recorded, simulated));
        else
            result.difference_s = std::max(result.difference_s, by);
    }
    void differs(std::string how) {
        if (result.agrees) result.first = std::move(how);
        result.agrees = false;
    }
    void same(Times recorded, Times simulated) {
        for (auto& [what, times] : recorded) same(what, times, simulated[what]);
        for (auto& [what, times] : simulated)
            if (recorded.count(what) == 0) differs(fmt::format("{}: recorded never, simulated {} times", what, times.size()));
    }

    Agreement result;

  private:
    void same(const std::string& what, std::vector<double>& recorded, std::vector<double>& simulated) {
        if (recorded.size() != simulated.size())
            return differs(fmt::format("{}: recorded {} times, simulated {}", what, recorded.size(), simulated.size()));
        std::sort(recorded.begin(), recorded.end());
        std::sort(simulated.begin(), simulated.end());
        for (std::size_t i = 0; i < recorded.size(); ++i) same(what, recorded[i], simulated[i]);
    }

    double tolerance_;
};

// How often: when, the wire tells.
Times attempts_of(const std::vector<Message>& messages) {
    Times times;
    for (const Message& message : messages)
        for (const Attempt& attempt : message.attempts) times[kind_of(attempt)].push_back(0);
    return times;
}

Times wire_of(const Run& run) {
    Times times;
    for (const Connection& one : run.wire)
        times[fmt::format("hop {}, {} {} on the wire", one.hop, one.address, one.tcp)].push_back(one.at);
    return times;
}

Times fates_of(const std::vector<Message>& messages) {
    Times times;
    for (const Message& message : messages) times[message.fate].push_back(message.ended_at);
    return times;
}

void in_order(Comparison& to, const Message& recorded, const Message& simulated) {
    const std::size_t both = std::min(recorded.attempts.size(), simulated.attempts.size());
    for (std::size_t i = 0; i < both; ++i) {
        const std::string was = kind_of(recorded.attempts[i]), is = kind_of(simulated.attempts[i]);
        if (was != is) return to.differs(fmt::format("attempt {}: recorded {}, simulated {}", i + 1, was, is));
        to.same(fmt::format("attempt {}, {}", i + 1, was), recorded.attempts[i].at, simulated.attempts[i].at);
    }
    if (recorded.attempts.size() != simulated.attempts.size())
        to.differs(fmt::format("{} attempts were recorded, {} simulated", recorded.attempts.size(), simulated.attempts.size()));
    to.same(fates_of({recorded}), fates_of({simulated}));
}

}  // namespace

double tolerance(const Case& of, double interval) { return std::max({1.0, 0.2 * interval, 0.15 * of.time_scale}); }

Agreement compare(const Run& was, const Run& is, double tolerance) {
    Comparison to{tolerance};
    const std::vector<Message>&recorded = was.messages, &simulated = is.messages;
    const bool one = recorded.size() == 1;
    to.result.how = one ? "one message, in order" : "wire, attempts and fates";
    if (recorded.size() != simulated.size())
        to.differs(fmt::format("{} messages were recorded, {} simulated", recorded.size(), simulated.size()));
    else if (one)
        in_order(to, recorded.front(), simulated.front());
    else
        to.same(wire_of(was), wire_of(is)), to.same(attempts_of(recorded), attempts_of(simulated)),
            to.same(fates_of(recorded), fates_of(simulated));
    return to.result;
}

}  // namespace mxsim::traces
