// Nothing is accepted against an outage that forbids it, and no attempt fails without a cause.
#pragma once

#include <string>
#include <vector>

#include "tests/properties/outage_reading.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

class SessionRules {
  public:
    SessionRules(const mail::WorldSpec& spec, const OutageReading& outages) : spec_{spec}, outages_{outages} {}

    // What is wrong with the attempt; nothing if all is well.
    std::string broken(const mail::TraceRow& row, const mail::Profile& profile) const {
        using measure::Outcome;
        const engine::Duration patience = std::min(profile.timeouts.connect, spec_.network.kernel_connect_timeout);
        if (patience < spec_.network.connect)
            return row.ending.outcome == Outcome::timeout ? "" : "connected though the way is longer than the time-out";
        const engine::Time looked = row.began + spec_.network.connect;  // when the server's state is read
        const std::vector<Possible> met = outages_.met(row, looked);
        if (row.ending.outcome == Outcome::accepted || row.ending.outcome == Outcome::ack_lost) {
            if (!may_end_well(met)) return "accepted against an outage";
            if (outages_.cuts(row, looked, row.at, false)) return "accepted in a session that was cut";
            if (row.ending.outcome == Outcome::accepted) return "";
        }
        return has_cause(row, met, looked) ? ""
                                           : "failed without a cause: " + std::string{measure::word(row.ending.stage)};
    }

    // What the attempt meets for certain, before anything else; or null.
    static const failure::Effect* certain(const std::vector<Possible>& met) {
        return met.size() == 1 && met[0].certain ? &met[0].effect : nullptr;
    }

  private:
    static bool helo_will_do(const failure::Effect& effect) {
        return effect.stage == measure::Stage::ehlo && effect.code >= 500 && effect.code <= 504;
    }
    static bool lets_pass(const failure::Effect& effect) {
        switch (effect.mode) {
            case failure::Mode::late:
            case failure::Mode::slow:
            case failure::Mode::ack_lost: return true;
            case failure::Mode::reply: return helo_will_do(effect);
            default: return false;
        }
    }
    static bool may_end_well(const std::vector<Possible>& met) {
        return met.empty() || !met.back().certain ||
               std::any_of(met.begin(), met.end(), [](const Possible& p) { return lets_pass(p.effect); });
    }
    template <class Is>
    static bool any(const std::vector<Possible>& met, Is&& is) {
        return std::any_of(met.begin(), met.end(), [&](const Possible& p) { return is(p.effect); });
    }

    bool has_cause(const mail::TraceRow& row, const std::vector<Possible>& met, engine::Time looked) const {
        using failure::Mode;
        using measure::Outcome;
        using measure::Stage;
        const mail::ServerSpec& server = spec_.servers[row.server];
        const auto mode = [&](Mode wanted) { return any(met, [&](const auto& e) { return e.mode == wanted; }); };
        const auto at_stage = [&](Mode wanted) {
            return any(met, [&](const auto& e) { return e.mode == wanted && e.stage == row.ending.stage; });
        };
        const bool cut = outages_.cuts(row, looked, row.at, true);
        const bool hung_there = at_stage(Mode::hang) || at_stage(Mode::late);
        switch (row.ending.outcome) {
            case Outcome::accepted: return true;
            case Outcome::refused: return mode(Mode::refused) || server.when_full == mail::WhenFull::refuse;
            case Outcome::unreachable: return mode(Mode::unreachable);
            case Outcome::timeout:
                return mode(Mode::silent) || server.when_full == mail::WhenFull::silent ||
                       (!server.relay && !server.mailbox);
            case Outcome::hang:  // a greeting waits for a slot, a reply to the dot for the service
                return at_stage(Mode::hang) || at_stage(Mode::late) || row.ending.stage == Stage::banner ||
                       row.ending.stage == Stage::eod;
            case Outcome::closed:
                return at_stage(Mode::close) || (cut && (row.ending.stage == Stage::banner || hung_there));
            case Outcome::dropped: return at_stage(Mode::close) || mode(Mode::ack_lost) || cut;
            case Outcome::ack_lost: return mode(Mode::ack_lost);
            case Outcome::reply: return said(row, met);
        }
        return false;
    }
    bool said(const mail::TraceRow& row, const std::vector<Possible>& met) const {
        using measure::Stage;
        const mail::ServerSpec& server = spec_.servers[row.server];
        const measure::Ending& end = row.ending;
        if (any(met, [&](const auto& e) {
                return e.mode == failure::Mode::reply && e.stage == end.stage && e.code == end.code;
            }))
            return true;
        if (end.stage == Stage::banner && end.code == 421) return server.when_full == mail::WhenFull::reply_421;
        const bool relays =
            server.relay && std::count(server.relay->domains.begin(), server.relay->domains.end(), row.domain) > 0;
        if (end.stage == Stage::rcpt && end.code == 550)
            return row.unknown ? !relays || server.relay->knows_recipients : !server.mailbox && !relays;
        return relays && end.code == 452 && (end.stage == Stage::mail || end.stage == Stage::eod);
    }

    const mail::WorldSpec& spec_;
    const OutageReading& outages_;
};

}  // namespace mxsim::properties
