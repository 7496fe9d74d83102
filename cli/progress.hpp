// One line on standard error, if that is a terminal: how many replications are done and the time left, or,
// while none is done, the time spent.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mxsim::cli {

// "3 of 20 replications, 41 s left", "0 of 1 replication, 12 s so far".
std::string progress_text(std::uint32_t finished, std::uint32_t needed, std::chrono::duration<double> spent);

class Progress {
  public:
    explicit Progress(std::uint32_t needed);
    ~Progress();

    void show(std::uint32_t finished);

  private:
    using Clock = std::chrono::steady_clock;

    std::uint32_t needed_;
    bool visible_;
    bool shown_ = false;
    Clock::time_point started_ = Clock::now();
    Clock::time_point last_{};
};

}  // namespace mxsim::cli
