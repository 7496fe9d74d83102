// Which of several messages met which attempt may be permuted, in the recording and in the simulation. So attempts are
// compared by what they are (who made them, address, stage, result), each kind's in order of time; and fates likewise. What
// is not the same with every seed is decided by lots: there only numbers are compared, as draws of one distribution. Without
// the addresses, among which lots are drawn, most of it is the same again.
#include "tests/traces/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mxsim::traces {

namespace {

using Times = std::map<std::string, std::vector<double>>;

enum class By { address, nothing };  // attempts are told apart by

std::string place(const std::string& address, By by) { return by == By::address ? address : "somewhere"; }

std::string kind_of(const Attempt& attempt, By by = By::address) {
    return fmt::format("hop {}, {} {} {}", attempt.hop, place(attempt.address, by), attempt.stage, attempt.result);
}

// How often: when, the wire tells.
Times attempts_of(const Run& run, By by) {
    Times times;
    for (const Message& message : run.messages)
        for (const Attempt& attempt : message.attempts) times[kind_of(attempt, by)].push_back(0);
    for (const Attempt& attempt : run.nobodys) times[kind_of(attempt, by)].push_back(0);
    return times;
}

Times wire_of(const Run& run, By by) {
    Times times;
    for (const Connection& one : run.wire)
        times[fmt::format("hop {}, {} {} on the wire", one.hop, place(one.address, by), one.tcp)].push_back(one.at);
    return times;
}

Times fates_of(const Run& run, By) {
    Times times;
    for (const Message& message : run.messages) times[message.fate].push_back(message.ended_at);
    return times;
}

class Comparison {
  public:
    explicit Comparison(double tolerance) : tolerance_{tolerance} {}

    void differs(std::string how) {
        if (result.agrees) result.first = std::move(how);
        result.agrees = false;
    }
    void in_order(const Message& recorded, const Message& simulated) {
        const std::size_t both = std::min(recorded.attempts.size(), simulated.attempts.size());
        for (std::size_t i = 0; i < both; ++i) {
            const std::string was = kind_of(recorded.attempts[i]), is = kind_of(simulated.attempts[i]);
            if (was != is) return differs(fmt::format("attempt {}: recorded {}, simulated {}", i + 1, was, is));
            same(fmt::format("attempt {}, {}", i + 1, was), recorded.attempts[i].at, simulated.attempts[i].at);
        }
        if (recorded.attempts.size() != simulated.attempts.size())
            differs(fmt::format("{} attempts were recorded, {} simulated", recorded.attempts.size(), simulated.attempts.size()));
    }
    template <class TimesOf>
    void same(TimesOf times_of, const Run& was, const std::vector<Run>& are, By by) {
        Times recorded = sorted(times_of(was, by));
        std::vector<Times> simulated;
        for (const Run& run : are) simulated.push_back(sorted(times_of(run, by)));
        for (const Times& times : simulated)
            for (const auto& one : times) recorded.try_emplace(one.first);
        for (const auto& [what, times] : recorded) same(what, times, simulated);
    }

    Agreement result;

  private:
    static Times sorted(Times all) {
        for (auto& [what, times] : all) std::sort(times.begin(), times.end());
        return all;
    }
    void same(const std::string& what, double recorded, double simulated) {
        const double by = std::fabs(recorded - simulated);
        if (by > tolerance_)
            differs(fmt::format("{}: recorded at {:.3f} s, simulated at {:.3f} s", what, recorded, simulated));
        else
            result.difference_s = std::max(result.difference_s, by);
    }
    void same(const std::string& what, const std::vector<double>& recorded, std::vector<Times>& simulated) {
        const std::vector<double>& first = simulated.front()[what];
        for (Times& other : simulated)
            if (!near(first, other[what])) return draw(what, recorded.size(), simulated);
        if (recorded.size() != first.size())
            return differs(fmt::format("{}: recorded {} times, simulated {}", what, recorded.size(), first.size()));
        for (std::size_t i = 0; i < recorded.size(); ++i) same(what, recorded[i], first[i]);
    }
    bool near(const std::vector<double>& a, const std::vector<double>& b) const {
        const auto close = [this](double x, double y) { return std::fabs(x - y) <= tolerance_; };
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), close);
    }
    void draw(const std::string& what, std::size_t recorded, std::vector<Times>& simulated) {
        double sum = 0, squares = 0;
        const auto n = static_cast<double>(simulated.size());
        for (Times& one : simulated) {
            const auto count = static_cast<double>(one[what].size());
            sum += count;
            squares += count * count;
        }
        const double mean = sum / n;
        result.drawn[what] = {static_cast<double>(recorded), mean, (squares - n * mean * mean) / (n - 1)};
    }

    double tolerance_;
};

bool same_order(const std::vector<Run>& runs) {
    const auto kinds = [](const Run& run) {
        std::vector<std::string> all;
        for (const Message& message : run.messages)
            for (const Attempt& attempt : message.attempts) all.push_back(kind_of(attempt));
        return all;
    };
    return std::all_of(runs.begin(), runs.end(), [&](const Run& run) { return kinds(run) == kinds(runs.front()); });
}

}  // namespace

double tolerance(const Case& of, double interval) { return std::max({1.0, 0.2 * interval, 0.15 * of.time_scale}); }

Agreement compare(const Run& was, const std::vector<Run>& are, double tolerance) {
    Comparison to{tolerance};
    const Run& first = are.front();
    const bool one = was.messages.size() == 1 && same_order(are);
    if (was.messages.size() != first.messages.size()) {
        to.differs(fmt::format("{} messages were recorded, {} simulated", was.messages.size(), first.messages.size()));
    } else if (one) {
        to.in_order(was.messages.front(), first.messages.front());
    } else {
        for (const By by : {By::address, By::nothing}) {
            to.same(wire_of, was, are, by);
            to.same(attempts_of, was, are, by);
        }
    }
    to.same(fates_of, was, are, By::nothing);
    to.result.how = one ? "one message, in order" : "wire, attempts and fates";
    if (!to.result.drawn.empty()) to.result.how += ", lots as distributions";
    return to.result;
}

std::string beyond_chance(const std::vector<Agreement>& runs, std::size_t seeds) {
    std::map<std::string, Drawn> sums;
    for (const Agreement& run : runs) {
        for (const auto& [what, one] : run.drawn) {
            Drawn& sum = sums[what];
            sum.recorded += one.recorded;
            sum.mean += one.mean;
            sum.variance += one.variance * (1 + 1 / static_cast<double>(seeds));
        }
    }
    for (const auto& [what, sum] : sums) {
        const double deviation = std::sqrt(sum.variance);
        if (std::fabs(sum.recorded - sum.mean) > 4 * deviation)
            return fmt::format("{}: recorded {} times in all runs, simulated {:.1f} times, with a standard deviation of {:.1f}",
                               what, sum.recorded, sum.mean, deviation);
    }
    return "";
}

}  // namespace mxsim::traces
