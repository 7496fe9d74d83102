// One line on standard error, if that is a terminal: how many replications are done and the time left.
#pragma once

#include <chrono>
#include <cstdint>

namespace mxsim::cli {

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
