// Durations counted in logarithmic buckets: mergeable, exact in count, sum and extremes, and with
// quantiles exact to 0.1 %.
//
// Each power of two of nanoseconds is cut into 512 equal buckets, so a bucket is at most 1/512 of its
// lower bound wide and its middle is within 1/1024 of every value in it. (The log-linear layout is
// that of HdrHistogram.) Pages of one power of two are made when first needed. A bucket counts in 16 bits, and
// what it has counted beyond them is kept apart: a world of a thousand domains has a thousand histograms.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "sim/engine/int128.hpp"
#include "sim/engine/time.hpp"

namespace mxsim::measure {

class Histogram {
  public:
    Histogram() = default;
    Histogram(const Histogram& other);
    Histogram& operator=(const Histogram& other);
    Histogram(Histogram&&) = default;
    Histogram& operator=(Histogram&&) = default;

    void add(engine::Duration value) {
        const auto ns = static_cast<std::uint64_t>(value.count());
        const Place place{ns};
        if (++bucket(place) == 0) [[unlikely]] carry(place, 1);
        ++count_;
        sum_ += ns;
        if (ns > max_) max_ = ns;
        if (ns < min_) min_ = ns;
    }
    // Asks for the memory that add(value) will need.
    void fetch(engine::Duration value) const noexcept {
        const Place place{static_cast<std::uint64_t>(value.count())};
        if (const Page* page = pages_[place.page].get()) __builtin_prefetch(&(*page)[place.index], 1);
    }
    void merge(const Histogram& other);

    std::uint64_t count() const noexcept { return count_; }
    engine::Int128 sum_ns() const noexcept { return sum_; }
    double mean_s() const noexcept;  // 0 if empty
    engine::Duration max() const noexcept { return engine::Duration{static_cast<std::int64_t>(max_)}; }

    // The smallest value that at least `share` of count() + beyond values do not exceed, where `beyond`
    // values count as infinite. Nothing if it is infinite or there are no values.
    std::optional<engine::Duration> quantile(double share, std::uint64_t beyond = 0) const;

  private:
    static constexpr int bits = 9;  // 512 buckets for each power of two
    static constexpr int count_bits = 16;
    using Page = std::array<std::uint16_t, 1u << bits>;

    // Page 0 holds 0..511 one by one; page p holds [2^(p+8), 2^(p+9)) in steps of 2^(p-1).
    struct Place {
        explicit Place(std::uint64_t ns) noexcept {
            const int width = 64 - __builtin_clzll(ns | 1);
            page = static_cast<std::size_t>(width > bits ? width - bits : 0);
            index = page > 0 ? (ns >> (page - 1)) & ((1u << bits) - 1) : ns;
        }
        Place(std::size_t of_page, std::size_t at) noexcept : page{of_page}, index{at} {}
        std::size_t page;
        std::size_t index;
    };

    std::uint16_t& bucket(const Place& place) {
        auto& page = pages_[place.page];
        if (!page) page = std::make_unique<Page>();
        return (*page)[place.index];
    }

    void carry(const Place& place, std::uint64_t times) { carried_[place.page << bits | place.index] += times; }
    std::uint64_t counted(const Place& place) const;

    std::uint64_t count_ = 0;
    std::uint64_t min_ = ~std::uint64_t{0};
    std::uint64_t max_ = 0;
    engine::Int128 sum_ = 0;
    std::array<std::unique_ptr<Page>, 64 - bits + 1> pages_;
    std::map<std::size_t, std::uint64_t> carried_;  // by place, in multiples of 2^16
};

}  // namespace mxsim::measure
