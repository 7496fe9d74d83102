// The sink of `run --messages`: counts as the counters do, and keeps a row for each message beside them.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/measure/counters.hpp"
#include "sim/measure/message_row.hpp"

namespace mxsim::measure {

class Roster : public Counters {
  public:
    explicit Roster(const CountersPlan& plan) : Counters{plan}, flow_{plan.flows} {}

    // Messages are submitted in order of their numbers.
    void submitted(engine::Time now, const Subject& who) {
        Counters::submitted(now, who);
        MessageRow& row = rows_.emplace_back();
        row.submitted = who.submitted;
        row.population = flow_[who.flow].population;
        row.domain = flow_[who.flow].domain;
    }
    void attempt(engine::Time now, const Subject& who, std::uint32_t at, const Ending& ending, std::uint32_t relay) {
        Counters::attempt(now, who, at, ending, relay);
        MessageRow& row = rows_[who.message];
        ++row.attempts;
        row.last_server = at;
    }
    void relayed(engine::Time, const Subject& who, std::uint32_t) {
        std::uint32_t& hops = rows_[who.message].hops;
        hops = std::max<std::uint32_t>(hops, who.hop + 2u);
    }
    void delivered(engine::Time now, const Subject& who, std::uint32_t server) {
        Counters::delivered(now, who, server);
        end(now, who, Fate::delivered);
    }
    void bounced(engine::Time now, const Subject& who, Reason reason) {
        Counters::bounced(now, who, reason);
        end(now, who, Fate::bounced);
    }
    void lost(engine::Time now, const Subject& who) {
        Counters::lost(now, who);
        end(now, who, Fate::lost);
    }

    RunResult result(engine::Time now, std::uint64_t created) {
        RunResult result = Counters::result(now, created);
        result.messages = std::move(rows_);
        return result;
    }

  private:
    void end(engine::Time now, const Subject& who, Fate fate) {
        rows_[who.message].ended = now;
        rows_[who.message].fate = fate;
    }

    std::vector<Flow> flow_;
    std::vector<MessageRow> rows_;
};

}  // namespace mxsim::measure
