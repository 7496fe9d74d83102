// A time is a span from the start of the simulation, or a day of the week and an hour on the wall clock
// where it starts, or a date. The offset from UTC is that of `start` throughout: a change to summer
// time in between is not modelled.

#include "sim/scenario/clock.hpp"

#include <algorithm>

#include "sim/engine/int128.hpp"
#include "sim/scenario/name.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t day_ns = 86'400 * second_ns;
constexpr std::string_view days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                     "friday", "saturday", "sunday"};

std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return (a % b + b) % b; }

// 0 is Monday; -1 if it is no day. Three letters or the whole word, in any case.
int day_of_week(std::string_view word) {
    const std::string lower = canonical(word);
    for (int day = 0; day < 7; ++day)
        if (lower == days[day] || lower == days[day].substr(0, 3)) return day;
    return -1;
}

int two_digits(std::string_view text) {
    if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return 99;
    return text.size() == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
}

// "22:00" or "22:00:30" in seconds of the day; -1 if it is neither.
std::int64_t second_of_day(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return -1;
    const std::size_t second_colon = std::min(text.find(':', colon + 1), text.size());
    const int hour = two_digits(text.substr(0, colon));
    const int minute = two_digits(text.substr(colon + 1, second_colon - colon - 1));
    const int second = second_colon < text.size() ? two_digits(text.substr(second_colon + 1)) : 0;
    if (hour > 23 || minute > 59 || second > 59) return -1;
    return hour * 3600 + minute * 60 + second;
}

}  // namespace

std::int64_t Clock::start_wall_ns() const noexcept { return start_ ? start_->wall_ns : 4 * day_ns; }

engine::Duration Clock::into_week() const noexcept {
    constexpr std::int64_t a_monday = 4 * day_ns;  // 1970-01-05
    return engine::Duration{floor_mod(start_wall_ns() - a_monday, 7 * day_ns)};
}

std::int64_t Clock::start_unix_s() const noexcept {
    if (!start_) return 0;
    return start_->wall_ns / second_ns - start_->utc_offset_s;
}

bool Clock::is_weekday(std::string_view text) { return day_of_week(text.substr(0, text.find(' '))) >= 0; }

Parsed<engine::Time> Clock::parse(std::string_view text) const {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const int day = day_of_week(text.substr(0, blank));
    if (day < 0) {
        if (blank < text.size() && second_of_day(text.substr(blank + 1)) >= 0)
            return {wording::unknown_day(text.substr(0, blank), nearest(text.substr(0, blank), {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}))};
        if (second_of_day(text) >= 0) return {wording::time_without_day(text)};
        if (text.find('-') != std::string_view::npos &&
            text.find_first_not_of("0123456789-:T+Z. ") == text.npos && text.find('-') > 0)
            return {wording::date_in_quotes(text)};
        const Parsed<engine::Duration> span = parse_duration(text);
        if (!span && text.find_first_of("0123456789") == text.npos) return {wording::not_a_time(text)};
        if (!span) return {span.complaint, span.offset};
        return engine::time_zero + span.value;
    }
    const std::size_t hour_at = std::min(text.find_first_not_of(' ', blank), text.size());
    const std::int64_t second = second_of_day(text.substr(hour_at));
    if (second < 0) return {wording::bad_time_of_day(text), hour_at};
    // 1970-01-01 was a Thursday, so the first Monday began on day 4.
    const std::int64_t wanted = (day + 4) * day_ns + second * second_ns;
    return engine::Time{engine::Duration{floor_mod(wanted - start_wall_ns(), 7 * day_ns)}};
}

Parsed<engine::Time> Clock::at(const Moment& moment) const {
    if (!start_) return {wording::date_without_start()};
    const bool own = moment.offset_given && start_->offset_given;
    const std::int64_t shift = own ? std::int64_t{start_->utc_offset_s - moment.utc_offset_s} * second_ns : 0;
    // Both lie within 290 years of 1970, so only their difference may be too long.
    const auto apart = static_cast<engine::Int128>(moment.wall_ns) + shift - start_->wall_ns;
    if (apart < 0) return {wording::before_the_start()};
    if (apart > longest_duration.count()) return {wording::absurd_date()};
    return engine::Time{engine::Duration{static_cast<std::int64_t>(apart)}};
}

}  // namespace mxsim::scenario
