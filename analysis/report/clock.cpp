// Without a date the week begins on the Monday of time zero; with one, days are those of the Gregorian
// calendar at a fixed offset from UTC. Instants are rounded to what is shown.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "analysis/report/wording.hpp"

namespace mxsim::report {

namespace {

constexpr std::int64_t day_s = 86400;

std::string date(std::int64_t local_s) {
    const std::chrono::sys_days days{std::chrono::days{local_s / day_s - (local_s % day_s < 0 ? 1 : 0)}};
    const std::chrono::year_month_day ymd{days};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::int64_t second_of_day(std::int64_t local_s) { return ((local_s % day_s) + day_s) % day_s; }

}  // namespace

Clock::Clock(const Result& result)
    : Clock(result.start_unix_s, result.utc_offset_s, result.duration_s <= 2 * 3600) {}

std::int64_t Clock::local(double s) const {
    const std::int64_t step = with_seconds_ ? 1 : 60;
    const std::int64_t zero = start_unix_s_ ? *start_unix_s_ + utc_offset_s_ : 0;
    return (zero + std::llround(s)) / step * step + ((zero + std::llround(s)) % step * 2 >= step ? step : 0);
}

std::string Clock::day(std::int64_t local_s) const {
    if (start_unix_s_) return date(local_s);
    static constexpr const char* week[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const std::int64_t day = local_s / day_s;
    return day < 7 ? week[day] : fmt::format("day {}", day + 1);
}

std::string Clock::time(std::int64_t local_s) const {
    const auto s = second_of_day(local_s);
    const auto minutes = fmt::format("{:02}:{:02}", s / 3600, s / 60 % 60);
    return with_seconds_ ? minutes + fmt::format(":{:02}", s % 60) : minutes;
}

std::string Clock::at(double s) const {
    if (!std::isfinite(s)) return "never";
    const auto local_s = local(s);
    return day(local_s) + " " + time(local_s);
}

std::string Clock::short_at(double s) const { return start_unix_s_ ? at(s).substr(5) : at(s); }

std::string Clock::from_to(double from_s, double to_s) const {
    const auto from = local(from_s);
    const auto to = local(to_s);
    return at(from_s) + " to " + (day(from) == day(to) ? time(to) : at(to_s));
}

std::string Clock::iso(double s) const {
    const auto local_s = local(s);
    const auto minutes = std::abs(utc_offset_s_) / 60;
    return date(local_s) + "T" + time(local_s) +
           fmt::format("{}{:02}:{:02}", utc_offset_s_ < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

double Clock::midnight_before_start_s() const {
    return start_unix_s_ ? -static_cast<double>(second_of_day(*start_unix_s_ + utc_offset_s_)) : 0;
}

}  // namespace mxsim::report
