// A session is a row of steps, each waiting for a reply: greeting, EHLO, MAIL, RCPT, DATA, the text, the dot
// (RFC 5321 section 3.3; time-outs: section 4.5.3.2). A reply of 500 to 504 to EHLO is answered with HELO
// (section 3.2). A step whose reply takes longer than the sender's time-out for it ends the session there.
//
// The time-out for the text is for each block of it: however long it is, its sending goes on.
//
// Model: a server that hangs or closes while the text is sent does so when all of it has been sent.
// Model: the time-out for the greeting of a connection that waited for its slot begins anew with the session,
// except where the server never greets.
#include "sim/mail/session_course.hpp"

#include <algorithm>

namespace mxsim::mail {

namespace {

using failure::Mode;
using measure::Outcome;
using measure::Stage;

constexpr Stage steps[] = {Stage::banner, Stage::ehlo, Stage::mail, Stage::rcpt, Stage::data, Stage::block, Stage::eod};

engine::Duration usual(const SessionParts& parts, const failure::Effect& effect, Stage stage) noexcept {
    if (stage == Stage::block) return parts.transfer;
    if (stage != Stage::eod) return parts.round_trip;
    const bool slow = effect.mode == Mode::slow;
    if (!slow) return parts.round_trip + parts.service;
    constexpr double most = 0x1p61;  // 73 years
    const double service = std::min(static_cast<double>(parts.service.count()) * effect.factor, most);
    return parts.round_trip + engine::Duration{static_cast<std::int64_t>(service)};
}

bool helo_will_do(const failure::Effect& effect, Stage stage) noexcept {
    return stage == Stage::ehlo && effect.code >= 500 && effect.code <= 504;
}

}  // namespace

engine::Duration patience(const Timeouts& timeouts, Stage stage) noexcept {
    switch (stage) {
        case Stage::banner: return timeouts.banner;
        case Stage::ehlo: return timeouts.ehlo;
        case Stage::mail: return timeouts.mail;
        case Stage::rcpt: return timeouts.rcpt;
        case Stage::data: return timeouts.data;
        case Stage::block: return timeouts.block;
        case Stage::eod: return timeouts.eod;
        case Stage::dns:
        case Stage::connect: break;
    }
    return timeouts.connect;
}

SessionCourse course_of(const failure::Effect& effect, const SessionParts& parts, const Timeouts& timeouts) {
    engine::Duration t{0};
    for (const Stage stage : steps) {
        engine::Duration takes = usual(parts, effect, stage);
        const engine::Duration most = patience(timeouts, stage);
        if (failure::strikes_at(effect) == stage) {
            const bool helo = effect.mode == Mode::reply && helo_will_do(effect, stage);
            if (helo) takes += parts.round_trip;
            if (effect.mode == Mode::late) takes += effect.by;
            if (effect.mode == Mode::hang)
                return {most == engine::forever ? engine::forever : t + most, {}, {stage, Outcome::hang}};
            if (effect.mode == Mode::close)
                return {t + takes, {}, {stage, stage == Stage::eod ? Outcome::dropped : Outcome::closed}};
            if (effect.mode == Mode::reply && !helo) return {t + takes, {}, {stage, Outcome::reply, effect.code}};
        }
        const engine::Duration waits = stage == Stage::block ? takes - parts.transfer : takes;
        if (waits > most)
            return {t + most, stage == Stage::eod ? waits - most : engine::Duration{0}, {stage, Outcome::hang}};
        t += takes;
        if (stage == Stage::rcpt && !parts.takes) return {t, {}, {stage, Outcome::reply, 550}};
    }
    if (effect.mode == Mode::ack_lost) return {t, {}, {Stage::eod, Outcome::ack_lost}};
    return {t, {}, {Stage::eod, Outcome::accepted, 250}};
}

}  // namespace mxsim::mail
