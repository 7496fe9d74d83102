// The course of every message, followed row by row: what must come next, and when. A row that is missing shows,
// because the next one does not follow from the one before it; or at the end, because something had to follow.
#pragma once

#include <string>
#include <unordered_map>

#include "tests/recount/row.hpp"

namespace recount {

class Courses {
  public:
    void follow(const Row& row) {
        if (row.known < last_) refuse(row, "is not in order of time");
        last_ = row.known;
        if (row.event == "submitted") return submitted(row);
        const auto found = at_.find(row.message);
        if (found == at_.end()) refuse(row, "has not been submitted, or has ended");
        Course& course = found->second;
        // Refused by its new holder, a message of too many hops is still with the one before.
        const bool held = row.from == course.holder && row.hop == course.hop;
        if (!held && row.reason != "too-many-hops") refuse(row, "is held by someone else");
        step(row, course);
        if (row.ends()) at_.erase(found);
    }
    // Of what has not ended by now: a run that was cut leaves messages that wait, or whose attempt is under way.
    void end() const {
        for (const auto& [message, course] : at_) {
            const bool waits_longer = course.next < 0 || course.next >= last_;
            const bool under_way = course.state == State::passing && !course.left.empty();
            if (!under_way && !(course.state == State::waiting && waits_longer))
                throw Refused{"message " + std::to_string(message) + ": something had to follow"};
        }
    }

  private:
    // `waiting` for a look-up; `passing` from there on; `failed`, and nothing left to try; `accepted` or
    // `rejected` by a server.
    enum class State { waiting, passing, failed, accepted, rejected };

    struct Course {
        State state = State::waiting;
        std::string holder;
        std::uint64_t hop = 0;
        Nanoseconds now = 0;    // of the last row
        Nanoseconds next = -1;  // waiting: for this instant; -1: for an unknown one
        std::vector<Candidate> left;  // to try, the next one last
        Candidate tried;
        bool anything_listed = false;
    };

    [[noreturn]] static void refuse(const Row& row, const char* why) {
        throw Refused{"message " + std::to_string(row.message) + ", " + row.event + ": " + why};
    }
    static void expect(bool holds, const Row& row, const char* why) {
        if (!holds) refuse(row, why);
    }

    void submitted(const Row& row) {
        expect(row.message == submitted_++ && row.hop == 0, row, "messages are not submitted in order of their number");
        Course course;
        course.holder = row.from;
        course.now = row.at;
        at_.emplace(row.message, course);
    }
    static void step(const Row& row, Course& c) {
        if (row.event == "lookup") return lookup(row, c);
        expect(row.at == c.now, row, "does not follow at once");
        c.now = row.known;
        if (row.is_attempt()) return attempt(row, c);
        if (row.event == "notice") return expect(c.state == State::failed, row, "no pass has failed");
        if (row.event == "deferred") {
            expect(c.state == State::failed && row.next > row.at, row, "no pass has failed");
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
    static void lookup(const Row& row, Course& c) {
        expect(c.state == State::waiting, row, "the pass before it is not over");
        expect(c.next < 0 ? row.at >= c.now : row.at == c.next, row, "is not when the next pass was to begin");
        c.state = State::passing;
        c.now = row.at;
        c.left.clear();
        c.anything_listed = !row.candidates.empty();
        for (auto listed = row.candidates.rbegin(); listed != row.candidates.rend(); ++listed)
            if (!listed->skipped) c.left.push_back(*listed);
    }
    static void attempt(const Row& row, Course& c) {
        expect(c.state == State::passing && !c.left.empty(), row, "there is nothing to try");
        c.tried = c.left.back();
        c.left.pop_back();
        expect(c.tried.server == row.server && c.tried.address == row.address, row, "another one comes first");
        if (row.accepted())
            c.state = State::accepted;
        else if (row.rejected_for_good())
            c.state = State::rejected;
        else if (c.left.empty())
            c.state = State::failed;
    }
    static void bounced(const Row& row, const Course& c) {
        const bool nothing_to_try = c.state == State::passing && c.left.empty();
        if (row.reason == "rejected") return expect(c.state == State::rejected, row, "nobody has rejected it");
        if (row.reason == "loops-back") return expect(nothing_to_try && c.anything_listed, row, "there was something to try");
        if (row.reason == "null-mx" || row.reason == "no-address")
            return expect(nothing_to_try && !c.anything_listed, row, "there was something to try");
        if (row.reason != "too-many-hops") expect(c.state == State::failed, row, "no pass has failed");
    }

    std::unordered_map<std::uint64_t, Course> at_;
    std::uint64_t submitted_ = 0;
    Nanoseconds last_ = 0;
};

}  // namespace recount
