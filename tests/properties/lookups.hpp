// Every pass begins with a look-up, and tries what it lists, in that order, and nothing that it skips. It begins at the
// instant that was said: with the first wait of whoever has taken the message, at the next pass that a deferral
// announced, or when an operator flushes the queue; within it each attempt at the end of the one before. Nothing else
// sets off an attempt: no recovery does.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/properties/clocks.hpp"
#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

// Collects what breaks the rule.
class LookupRules {
  public:
    explicit LookupRules(const mail::WorldSpec& spec) : spec_{spec} {}

    void check(const mail::TraceRow& row) {
        Pass& pass = passes_[{row.message, row.copy}];
        switch (row.event) {
            case mail::TraceEvent::submitted: pass.next = row.at + profile_of(spec_, row).first; return;
            case mail::TraceEvent::lookup: return lookup(row, pass);
            case mail::TraceEvent::attempt: return attempt(row, pass);
            case mail::TraceEvent::waits: return waits(row, pass);
            case mail::TraceEvent::suspended: return suspended(row, pass);
            case mail::TraceEvent::deferred: return deferred(row, pass);
            case mail::TraceEvent::relayed:
                pass = {false, row.at + spec_.profiles[spec_.servers[row.server].relay->profile].first, {}, {}};
                return;
            case mail::TraceEvent::bounced:
                return expect(pass.open || row.reason == measure::Reason::too_many_hops, row,
                              "bounced before anything was looked up");
            default: return;
        }
    }
    const std::vector<std::string>& broken() const { return broken_; }

  private:
    struct Pass {
        bool open = false;
        engine::Time next = engine::never;  // said beforehand
        engine::Time at{};                  // where the next attempt begins
        std::vector<mail::ListedCandidate> left;
        bool in_turn = false;           // due, and waiting for its turn
        std::uint32_t sessions = 0;     // that came past EHLO
        bool sessions_used_up = false;  // for this pass
    };

    void expect(bool holds, const mail::TraceRow& row, const char* rule) {
        if (!holds) broken_.push_back("message " + std::to_string(row.message) + ": " + rule);
    }
    void deferred(const mail::TraceRow& row, Pass& pass) {
        expect(pass.open && (pass.left.empty() || pass.sessions_used_up), row, "deferred with addresses left");
        expect((row.next.due_by == row.next.by) == (row.next.at == row.next.due), row,
               "moved by a queue run to where it was");
        pass = {false, row.next.at, {}, {}};
    }
    void expect_due(const mail::TraceRow& row, const Pass& pass) {
        expect(!pass.open, row, "looked up twice in a pass");
        expect(pass.in_turn || row.began == pass.next || (row.began < pass.next && flushed(row)), row,
               "looked up at another time than was said");
    }
    void waits(const mail::TraceRow& row, Pass& pass) {
        expect_due(row, pass);
        expect(!pass.in_turn && profile_of(spec_, row).destination.first > 0, row, "waits for a turn that it has");
        pass.in_turn = true;
    }
    void suspended(const mail::TraceRow& row, Pass& pass) {
        expect_due(row, pass);
        expect(profile_of(spec_, row).destination.failed_cohorts > 0, row, "a destination is left alone by whom it should not be");
        pass = {true, engine::never, row.at, {}};
    }
    void lookup(const mail::TraceRow& row, Pass& pass) {
        expect_due(row, pass);
        expect(row.at == row.began || row.at == row.began + dns::unanswered, row, "a look-up takes another time");
        pass = {true, engine::never, row.at, {}};
        for (const mail::ListedCandidate& listed : row.candidates)
            if (listed.skip == mail::Skip::no) pass.left.push_back(listed);
        expect(pass.left.empty() || row.answer == dns::Answer::found, row, "an answer beside candidates");
    }
    bool rejects(const mail::TraceRow& row) const {
        using measure::Stage;
        const bool of_message = row.ending.stage > Stage::ehlo ||
                                (row.ending.stage == Stage::banner && profile_of(spec_, row).greeting_rejects);
        return row.ending.outcome == measure::Outcome::reply && row.ending.code >= 500 && of_message;
    }
    bool flushed(const mail::TraceRow& row) const {
        return std::any_of(spec_.changes.begin(), spec_.changes.end(), [&](const mail::ChangeSpec& change) {
            const auto* flush = std::get_if<mail::Flush>(&change.what);
            return flush && flush->server == row.holder && change.at == row.began;
        });
    }
    void attempt(const mail::TraceRow& row, Pass& pass) {
        const bool listed = pass.open && !pass.left.empty() && pass.left.front().candidate.server == row.server &&
                            pass.left.front().candidate.address == row.address;
        expect(listed, row, "tried what the look-up does not list next");
        expect(row.began == pass.at, row, "an attempt begins at another time than the pass goes on");
        pass.at = row.at;
        if (listed) pass.left.erase(pass.left.begin());
        const std::uint32_t limit = profile_of(spec_, row).session_limit;
        if (row.ending.stage > measure::Stage::ehlo && row.ending.outcome != measure::Outcome::accepted) ++pass.sessions;
        expect(!pass.sessions_used_up, row, "more sessions in a pass than the profile allows");
        pass.sessions_used_up = limit > 0 && pass.sessions >= limit;
        expect(row.session_limit == (pass.sessions_used_up && !pass.left.empty() && !rejects(row)), row,
               "the limit of sessions is told where it does not end the pass, or not told where it does");
    }

    const mail::WorldSpec& spec_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Pass> passes_;  // by message and copy
    std::vector<std::string> broken_;
};

}  // namespace mxsim::properties
