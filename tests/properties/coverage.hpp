// In what share of the worlds each way to fail was met: seen in the trace, or, where a session goes on as if nothing were
// wrong, only later, met by an attempt for certain.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "sim/failure/mode_text.hpp"
#include "sim/mail/trace_text.hpp"
#include "tests/properties/sessions.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

class Coverage {
  public:
    void add(const Watched& run, const OutageReading& outages) {
        std::set<std::string> met;
        for (const mail::TraceRow& row : run.seen.rows()) {
            if (row.event == mail::TraceEvent::attempt) add_attempt(met, run, outages, row);
            if (row.event == mail::TraceEvent::lookup && row.answer != dns::Answer::found)
                met.insert("look-up " + std::string{mail::word(row.answer)});
            if (row.event == mail::TraceEvent::relayed && row.hop > 0) met.insert("a chain of relays");
            if (row.event == mail::TraceEvent::duplicate) met.insert("a duplicate");
            if (row.event == mail::TraceEvent::false_bounce) met.insert("a false bounce");
            if (row.event == mail::TraceEvent::waits) met.insert("a wait for a turn");
            if (row.event == mail::TraceEvent::suspended) met.insert("a destination left alone");
            if (row.event == mail::TraceEvent::lost) met.insert("a lost queue");
        }
        for (const std::string& what : met) ++worlds_with_[what];
        std::set<std::uint32_t> messages;
        for (const mail::TraceRow& row : run.messages) messages.insert(row.message);
        sizes_.push_back(messages.size());
    }

    void merge(const Coverage& other) {
        for (const auto& [what, count] : other.worlds_with_) worlds_with_[what] += count;
        sizes_.insert(sizes_.end(), other.sizes_.begin(), other.sizes_.end());
    }

    std::size_t median_size() const {
        std::vector<std::size_t> sizes = sizes_;
        const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
        std::nth_element(sizes.begin(), middle, sizes.end());
        return sizes.empty() ? 0 : *middle;
    }
    // Of what must be met, what fewer worlds met than that share of them.
    std::vector<std::string> rarer_than(double share) const {
        std::vector<std::string> rare;
        for (const std::string& what : wanted()) {
            const auto known = worlds_with_.find(what);
            const std::uint64_t worlds = known == worlds_with_.end() ? 0 : known->second;
            if (static_cast<double>(worlds) < share * static_cast<double>(sizes_.size())) rare.push_back(what);
        }
        return rare;
    }
    void print(std::ostream& to) const {
        to << sizes_.size() << " worlds, " << median_size() << " messages in the median world; met in";
        const char* between = " ";
        for (const auto& [what, count] : worlds_with_) {
            const std::uint64_t tenths = 1000 * count / sizes_.size();
            to << between << tenths / 10 << '.' << tenths % 10 << " % " << what;
            between = ", ";
        }
        to << '\n';
    }

  private:
    static void add_attempt(std::set<std::string>& met, const Watched& run, const OutageReading& outages,
                            const mail::TraceRow& row) {
        const engine::Time looked = row.began + run.spec.network.connect;
        const std::vector<Possible> possible = outages.met(row, looked);
        const failure::Effect* effect = SessionRules::certain(possible);
        const measure::Ending& end = row.ending;
        const std::string stage{measure::word(end.stage)};
        if (effect && (effect->mode == failure::Mode::slow || effect->mode == failure::Mode::late) &&
            end.stage >= failure::strikes_at(*effect))
            met.insert(failure::to_text(*effect));
        if (end.outcome == measure::Outcome::accepted) return;
        if (end.outcome == measure::Outcome::reply) {
            met.insert((end.code < 500 ? "4xx at " : "5xx at ") + stage);
            const bool said = std::any_of(possible.begin(), possible.end(),
                                          [](const Possible& p) { return p.effect.code == 452; });
            if (end.code == 452 && !said) met.insert("a full queue");
        } else if (end.outcome == measure::Outcome::dropped) {
            const bool closed = std::any_of(possible.begin(), possible.end(), [](const Possible& p) {
                return p.effect.mode == failure::Mode::close || p.effect.mode == failure::Mode::ack_lost;
            });
            if (effect && effect->mode == failure::Mode::close) met.insert("close at eod");
            if (!closed) met.insert("a cut session");
        } else {
            met.insert(mail::result_word(end) + " at " + stage);
        }
    }

    static std::vector<std::string> wanted() {
        std::vector<std::string> all{"refused at connect", "timeout at connect", "unreachable at connect",
                                     "ack-lost at eod",    "close at eod",       "slow",
                                     "look-up servfail",   "look-up timeout",    "look-up no-such-domain",
                                     "look-up no-address", "a chain of relays",  "a duplicate",
                                     "a full queue",       "a false bounce",     "a lost queue",
                                     "a cut session",      "a wait for a turn", "a destination left alone"};
        for (const std::string& stage : failure::stages())
            for (const char* what : {"hang", "closed", "late", "4xx", "5xx"})
                if (what != std::string{"closed"} || stage != "eod") all.push_back(std::string{what} + " at " + stage);
        return all;
    }

    std::map<std::string, std::uint64_t> worlds_with_;
    std::vector<std::size_t> sizes_;  // messages, by world
};

}  // namespace mxsim::properties
