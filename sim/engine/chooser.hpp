// Picks one of n with given shares in constant time (alias method: Walker 1977, Vose 1991).
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"

namespace mxsim::engine {

class Chooser {
  public:
    // n alike; needs no table.
    explicit Chooser(std::uint32_t n = 1) : n_{n} {}
    // Shares need not add up to 1; none negative, not all zero.
    explicit Chooser(const std::vector<double>& shares);

    std::uint32_t size() const noexcept { return n_; }

    // The choice for a uniform 64-bit word; a share is met to within 2^-32.
    std::uint32_t pick(std::uint64_t word) const noexcept {
        const std::uint32_t column = bounded(static_cast<std::uint32_t>(word >> 32), n_);
        if (columns_.empty()) return column;
        const Column& c = columns_[column];
        return static_cast<std::uint32_t>(word) < c.own ? column : c.alias;
    }

  private:
    struct Column {
        std::uint32_t own = 0;    // of 2^32: the part of the column that is its own
        std::uint32_t alias = 0;  // whose the rest is
    };

    std::uint32_t n_ = 1;
    std::vector<Column> columns_;
};

}  // namespace mxsim::engine
