// The time left is the mean time of the finished replications, times those still to come; before the first there
// is nothing to judge it by. Short runs show nothing: the line appears after half a second and is wiped at the end.
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mxsim::cli {

std::string progress_text(std::uint32_t finished, std::uint32_t needed, std::chrono::duration<double> spent) {
    const std::string done = fmt::format("{} of {} replication{}", finished, needed, needed == 1 ? "" : "s");
    if (finished == 0) return fmt::format("{}, {:.0f} s so far", done, spent.count());
    return fmt::format("{}, {:.0f} s left", done, spent.count() / finished * (needed - finished));
}

Progress::Progress(std::uint32_t needed) : needed_{needed}, visible_{::isatty(2) == 1} {}

Progress::~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(std::uint32_t finished) {
    const auto now = Clock::now();
    const std::chrono::duration<double> spent = now - started_;
    if (!visible_ || spent.count() < 0.5 || now - last_ < std::chrono::milliseconds{200}) return;
    last_ = now;
    shown_ = true;
    fmt::print(stderr, "\r\033[K{}", progress_text(finished, needed_, spent));
    std::fflush(stderr);
}

}  // namespace mxsim::cli
