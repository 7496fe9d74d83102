// Every pass begins with a look-up, at the instant that was said, and tries what it lists, in that order, and
// nothing that it skips.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/properties/watcher.hpp"

namespace mxsim::properties {

// Collects what breaks the rule.
class LookupRules {
  public:
    explicit LookupRules(const std::vector<mail::TraceRow>& rows) {
        for (const mail::TraceRow& row : rows) check(row);
    }
    const std::vector<std::string>& broken() const { return broken_; }

  private:
    struct Pass {
        bool open = false;
        engine::Time next = engine::never;  // said by a deferral
        engine::Time at{};                  // where the next attempt begins
        std::vector<mail::ListedCandidate> left;
    };

    void expect(bool holds, const mail::TraceRow& row, const char* rule) {
        if (!holds) broken_.push_back("message " + std::to_string(row.message) + ": " + rule);
    }
    void check(const mail::TraceRow& row) {
        Pass& pass = passes_[{row.message, row.copy}];
        switch (row.event) {
            case mail::TraceEvent::lookup: return lookup(row, pass);
            case mail::TraceEvent::attempt: return attempt(row, pass);
            case mail::TraceEvent::deferred:
                expect(pass.open && pass.left.empty(), row, "deferred with addresses left");
                expect((row.next.due_by == row.next.by) == (row.next.at == row.next.due), row,
                       "moved by a queue run to where it was");
                pass = {false, row.next.at, {}, {}};
                return;
            case mail::TraceEvent::relayed: pass = {}; return;
            case mail::TraceEvent::bounced:
                return expect(pass.open || row.reason == measure::Reason::too_many_hops, row,
                              "bounced before anything was looked up");
            default: return;
        }
    }
    void lookup(const mail::TraceRow& row, Pass& pass) {
        expect(!pass.open, row, "looked up twice in a pass");
        const bool flushed = row.holder != mail::no_server && row.began < pass.next;  // its operator may do that
        if (pass.next != engine::never)
            expect(row.began == pass.next || flushed, row, "looked up at another time than was said");
        pass = {true, engine::never, row.at, {}};
        for (const mail::ListedCandidate& listed : row.candidates)
            if (listed.skip == mail::Skip::no) pass.left.push_back(listed);
        expect(pass.left.empty() || row.answer == dns::Answer::found, row, "an answer beside candidates");
    }
    void attempt(const mail::TraceRow& row, Pass& pass) {
        const bool listed = pass.open && !pass.left.empty() && pass.left.front().candidate.server == row.server &&
                            pass.left.front().candidate.address == row.address;
        expect(listed, row, "tried what the look-up does not list next");
        expect(row.began == pass.at, row, "an attempt begins at another time than the pass goes on");
        pass.at = row.at;
        if (listed) pass.left.erase(pass.left.begin());
    }

    std::map<std::pair<std::uint32_t, std::uint32_t>, Pass> passes_;  // by message and copy
    std::vector<std::string> broken_;
};

}  // namespace mxsim::properties
