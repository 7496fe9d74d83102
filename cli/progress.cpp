// The time left is the mean time of the finished replications, times those still to come. Short runs show
// nothing: the line appears after half a second and is wiped at the end.
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mxsim::cli {

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
    const std::string left =
        finished == 0 ? "" : fmt::format(", {:.0f} s left", spent.count() / finished * (needed_ - finished));
    fmt::print(stderr, "\r\033[K{} of {} replication{}{}", finished, needed_, needed_ == 1 ? "" : "s", left);
    std::fflush(stderr);
}

}  // namespace mxsim::cli
