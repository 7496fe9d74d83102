// The course of every copy, followed row by row: what must come next, and when. A row that is missing shows,
// because the next one does not follow from the one before it; or at the end, because something had to follow.
//
// A lost acknowledgement makes a copy at once, which the server has accepted. A sender that does not wait for the reply
// to the dot may make one: if the server accepts, sooner or later.
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "tests/recount/row.hpp"

namespace recount {

class Courses {
  public:
    void follow(const Row& row) {
        if (row.known < last_) refuse(row, "is not in order of time");
        if (owed_ && (row.message != owed_->first || row.known != last_))
            refuse(row, "the copy that a server has accepted had to come first");
        last_ = row.known;
        if (row.event == "submitted") return submitted(row);
        if (row.is_false_bounce()) return;
        const auto found = at_.find({row.message, row.copy});
        Course& course = found == at_.end() ? born(row) : found->second;
        // Refused by its new holder, a message of too many hops is still with the one before.
        const bool held = row.from == course.holder && row.hop == course.hop;
        if (!held && row.reason != "too-many-hops") refuse(row, "is held by someone else");
        step(row, course);
        if (row.acknowledgement_lost()) owed_.emplace(row.message, course);
        if (row.left_to_server()) left_.emplace(row.message, course);
        if (row.ends()) at_.erase({row.message, row.copy});
    }
    // Of what has not ended by now: a run that was cut leaves messages that wait, or whose attempt is under way.
    void end() const {
        if (owed_) throw Refused{"message " + std::to_string(owed_->first) + ": a copy had to follow"};
        for (const auto& [which, course] : at_) {
            const bool waits_longer = course.next < 0 || course.next >= last_;
            const bool under_way = course.state == State::passing || course.state == State::in_turn;
            if (!under_way && !(course.state == State::waiting && waits_longer))
                throw Refused{"message " + std::to_string(which.first) + ": something had to follow"};
        }
    }

  private:
    // `waiting` for a look-up; `in_turn`, due and waiting for its turn; `passing` from there on, or with `nothing` to try; `failed`, and nothing left to try;
    // `accepted` or `rejected` by a server.
    enum class State { waiting, in_turn, passing, nothing, failed, accepted, rejected };

    struct Course {
        State state = State::waiting;
        std::string holder;
        std::uint64_t hop = 0;
        Nanoseconds now = 0;    // of the last row
        Nanoseconds next = -1;  // waiting: for this instant; -1: for an unknown one
        std::vector<Candidate> left;  // to try, the next one last
        Candidate tried;
        bool greeted_with_5xx = false;  // which some senders take for a rejection
        std::string answer;           // of the look-up
    };

    [[noreturn]] static void refuse(const Row& row, const char* why) {
        throw Refused{"message " + std::to_string(row.message) + ", " + row.event + ": " + why};
    }
    static void expect(bool holds, const Row& row, const char* why) {
        if (!holds) refuse(row, why);
    }

    void submitted(const Row& row) {
        expect(row.message == submitted_++, row, "messages are not submitted in order of their number");
        expect(row.hop == 0 || (row.hop == 1 && row.at <= 0), row, "only before the start is a relay the first to have it");
        Course course;
        course.holder = row.from;
        course.hop = row.hop;
        course.now = row.at;
        at_.emplace(std::pair{row.message, std::uint64_t{0}}, course);
    }
    // A copy that no row has told of before.
    Course& born(const Row& row) {
        expect(row.event == "delivered" || row.event == "relayed", row, "has not been submitted, or has ended");
        Course parent;
        if (owed_) {
            parent = owed_->second;
            owed_.reset();
        } else {
            const auto [begin, end] = left_.equal_range(row.message);
            const auto left = std::find_if(begin, end, [&](const auto& one) {
                return one.second.tried.server == row.server && one.second.tried.address == row.address;
            });
            expect(left != end, row, "has not been submitted, or has ended");
            parent = left->second;
            left_.erase(left);
        }
        parent.state = State::accepted;
        parent.now = row.at;
        return at_.insert_or_assign({row.message, row.copy}, parent).first->second;
    }
    static void step(const Row& row, Course& c) {
        if (row.event == "lookup") return lookup(row, c);
        if (row.event == "waits" || row.event == "suspended") return due(row, c);
        if (row.event == "lost") {
            expect(c.state == State::waiting || c.state == State::in_turn || c.state == State::passing, row, "something had to follow a failed pass");
            return expect(row.hop > 0, row, "no relay has stored it");
        }
        expect(row.at == c.now, row, "does not follow at once");
        c.now = row.known;
        if (row.is_attempt()) return attempt(row, c);
        const bool failed = c.state == State::failed || c.state == State::nothing;
        if (row.event == "notice") return expect(failed, row, "no pass has failed");
        if (row.event == "deferred") {
            expect(failed && row.next > row.at, row, "no pass has failed");
            c.state = State::waiting;
            c.next = row.next;
        } else if (row.event == "relayed" || row.event == "delivered") {
            expect(c.state == State::accepted && row.server == c.tried.server && row.address == c.tried.address, row,
                   "that server has not accepted it");
            c.state = State::waiting;
            c.next = -1;
            c.holder = row.server;
            ++c.hop;
        } else if (row.event == "bounced") {
            bounced(row, c);
        } else {
            refuse(row, "is an event that is not known");
        }
    }
    // An operator may have a relay's queue tried before. Whose turn comes at another time than it is due, has said so.
    static void expect_due(const Row& row, const Course& c) {
        expect(c.state == State::waiting || c.state == State::in_turn, row, "the pass before it is not over");
        const bool on_time = c.next < 0 || row.at == c.next || (row.hop > 0 && row.at < c.next) || c.state == State::in_turn;
        expect(row.at >= c.now && on_time, row, "is not when the next pass was to begin");
    }
    static void due(const Row& row, Course& c) {
        expect_due(row, c);
        expect(row.event == "suspended" || c.state == State::waiting, row, "waits already");
        c.now = row.at;
        c.state = row.event == "waits" ? State::in_turn : State::nothing;
        c.answer = row.event;  // nothing was looked up
    }
    static void lookup(const Row& row, Course& c) {
        expect_due(row, c);
        c.now = row.known;
        c.left.clear();
        c.answer = row.answer;
        for (auto listed = row.candidates.rbegin(); listed != row.candidates.rend(); ++listed)
            if (!listed->skipped) c.left.push_back(*listed);
        c.state = c.left.empty() ? State::nothing : State::passing;
    }
    static void attempt(const Row& row, Course& c) {
        expect(c.state == State::passing && !c.left.empty(), row, "there is nothing to try");
        c.tried = c.left.back();
        c.left.pop_back();
        expect(c.tried.server == row.server && c.tried.address == row.address, row, "another one comes first");
        c.greeted_with_5xx = row.refuses_in_greeting();
        if (row.accepted())
            c.state = State::accepted;
        else if (row.rejected_for_good())
            c.state = State::rejected;
        else if (c.left.empty() || row.last_of_pass)
            c.state = State::failed;
    }
    static void bounced(const Row& row, const Course& c) {
        if (row.reason == "rejected")
            return expect(c.state == State::rejected || c.greeted_with_5xx, row, "nobody has rejected it");
        if (row.reason == "loops-back")
            return expect(c.state == State::nothing && c.answer.empty(), row, "there was something to try");
        if (row.reason == "null-mx" || row.reason == "no-address" || row.reason == "no-such-domain")
            return expect(c.state == State::nothing && c.answer == row.reason, row, "there was something to try");
        const bool failed = c.state == State::failed || c.state == State::nothing;
        if (row.reason != "too-many-hops") expect(failed, row, "no pass has failed");
    }

    std::map<std::pair<std::uint64_t, std::uint64_t>, Course> at_;  // by message and copy
    std::optional<std::pair<std::uint64_t, Course>> owed_;          // the copy that the next row must tell of
    std::multimap<std::uint64_t, Course> left_;                     // by message: servers that may accept yet
    std::uint64_t submitted_ = 0;
    Nanoseconds last_ = std::numeric_limits<Nanoseconds>::min();
};

}  // namespace recount
