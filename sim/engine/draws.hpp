// The draws of one stream in order of their index, made a few at a time: what is drawn does not depend on
// when, and many at once cost less than one by one.
#pragma once

#include <array>
#include <cstdint>

#include "sim/engine/distribution.hpp"

namespace mxsim::engine {

class Draws {
  public:
    Draws(const Distribution& distribution, const Stream& stream) : distribution_{distribution}, stream_{stream} {}

    std::int64_t next() {
        if (place_ == ahead_.size()) refill();
        return ahead_[place_++];
    }

    // From the next draw on.
    void change(const Distribution& distribution) {
        drawn_ -= ahead_.size() - place_;
        place_ = ahead_.size();
        distribution_ = distribution;
    }

  private:
    void refill() {
        distribution_.fill(stream_, drawn_, ahead_.data(), ahead_.size());
        drawn_ += ahead_.size();
        place_ = 0;
    }

    static constexpr std::size_t at_once = 16;

    std::size_t place_ = at_once;
    std::array<std::int64_t, at_once> ahead_;
    std::uint64_t drawn_ = 0;
    Distribution distribution_;
    Stream stream_;
};

}  // namespace mxsim::engine
