// The attempt is the one of a sender with the time-outs of RFC 5321 and a connect timer of 30 s, over a network
// where a connect and a round trip take 50 ms each, at a server whose service takes 0.5 s.
#include "tests/readme/failure_table.hpp"

#include "sim/failure/mode_text.hpp"
#include "sim/mail/session_course.hpp"
#include "sim/mail/trace_text.hpp"

namespace mxsim::test {

namespace {

using failure::Effect;
using failure::Mode;
using measure::Outcome;
using measure::Stage;

constexpr engine::Duration connect = std::chrono::milliseconds{50};

std::string row(const Effect& effect, engine::Duration takes, engine::Duration held, const measure::Ending& ending) {
    std::string words = failure::to_text(effect);
    if (effect.mode == Mode::late) words += ", `by` = " + mail::span_text(effect.by);
    if (effect.mode == Mode::slow) words += ", `factor` = 10";
    const bool rejects = ending.outcome == Outcome::reply && ending.code >= 500 && ending.stage > Stage::ehlo;
    const bool lost = ending.outcome == Outcome::ack_lost;
    const char* next = ending.outcome == Outcome::accepted ? "none: delivered or stored" : "next address";
    if (rejects) next = "bounced";
    if (lost) next = "next address, for the sender's copy";
    return "| " + words + " | " + mail::span_text(takes) + " | " + mail::span_text(held) + " | " +
           (lost ? "2" : "1") + " | " + next + " |";
}

std::string row(const Effect& effect) {
    const measure::Ending ending{Stage::connect, Outcome::refused};
    if (effect.mode == Mode::silent) return row(effect, std::chrono::seconds{30}, {}, ending);
    if (failure::strikes_before_session(effect.mode)) return row(effect, connect, {}, ending);
    const mail::SessionParts parts{std::chrono::milliseconds{50}, {}, std::chrono::milliseconds{500}, true};
    const mail::SessionCourse course = mail::course_of(effect, parts, {});
    return row(effect, connect + course.length, course.length, course.ending);
}

Effect effect_of(const std::string& words) {
    Effect effect = *failure::mode_of(words);
    if (effect.mode == Mode::late) effect.by = std::chrono::minutes{2};
    if (effect.mode == Mode::slow) effect.factor = 10;
    return effect;
}

}  // namespace

std::vector<std::string> failure_table() {
    std::vector<std::string> lines{"| `mode` | the attempt takes | slot held | copies | what comes next |",
                                   "|---|--:|--:|--:|---|"};
    for (const char* alone : {"refused", "unreachable", "silent"}) lines.push_back(row(effect_of(alone)));
    for (const char* what : {"hang", "close", "late", "451", "550"})
        for (const std::string& stage : failure::stages()) lines.push_back(row(effect_of(std::string{what} + " at " + stage)));
    for (const char* alone : {"502 at ehlo", "ack-lost", "slow"}) lines.push_back(row(effect_of(alone)));
    return lines;
}

}  // namespace mxsim::test
