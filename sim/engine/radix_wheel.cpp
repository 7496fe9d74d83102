// Opening buckets and reshaping the leaf of the radix wheel; the rule is told in the header.
//
// A bucket's events lie in order of insertion, except that a delay line's next head may be inserted
// late with the number it had all along; the leaf is therefore sorted by (time, order), not by time only.
#include "sim/engine/radix_wheel.hpp"

#include <algorithm>
#include <utility>

namespace mxsim::engine {

void RadixWheel::make_room() {
    if (first_ >= leaf_.size() / 2) {
        std::copy(leaf_.begin() + static_cast<std::ptrdiff_t>(first_), leaf_.end(), leaf_.begin());
        last_ -= first_;
        first_ = 0;
    } else {
        leaf_.resize(2 * leaf_.size());
    }
}

// The leaf gives back what lies at or after its median instant, or after its first instant if that is the
// same. A leaf that cannot be narrowed is asked again when it has doubled.
void RadixWheel::narrow() {
    const auto begin = leaf_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto end = leaf_.begin() + static_cast<std::ptrdiff_t>(last_);
    const Time earliest = begin->time;
    const Time median = (begin + (end - begin) / 2)->time;
    const Time limit = median > earliest ? median : earliest + Duration{1};
    const auto cut = std::find_if(begin, end, [limit](const Event& e) { return e.time >= limit; });
    if (cut == end) {
        narrow_above_ *= 2;
        return;
    }
    for (auto it = cut; it != end; ++it) file(*it);
    last_ = static_cast<std::size_t>(cut - leaf_.begin());
    leaf_end_ = limit;
    narrow_above_ = widest;
}

bool RadixWheel::refill(Time limit) {
    if (size_ == 0) return false;
    first_ = last_ = 0;
    while (last_ == 0) {
        const auto level = static_cast<std::size_t>(__builtin_ctz(occupied_levels_));
        const std::size_t digit = occupied_from(level, 0);
        const std::uint64_t start = start_of(level, digit);
        if (start > ticks(limit)) return false;
        base_ = start;
        if (level == 0 || buckets_[level][digit].at_most(few))
            load_leaf(level, digit);
        else
            deal(level, digit);
    }
    return true;
}

std::size_t RadixWheel::occupied_from(std::size_t level, std::size_t digit) const noexcept {
    for (std::size_t word = digit / 64; word < occupied_[level].size(); ++word) {
        const std::uint64_t from = word == digit / 64 ? ~std::uint64_t{0} << (digit % 64) : ~std::uint64_t{0};
        if (const std::uint64_t bits = occupied_[level][word] & from; bits != 0)
            return word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits));
    }
    return digits;
}

std::uint64_t RadixWheel::start_of(std::size_t level, std::size_t digit) const noexcept {
    const std::size_t shift = level * digit_bits;
    const std::uint64_t level_above = (std::uint64_t{1} << shift) * digits;  // 0, that is 2^64, above the highest
    return (base_ & ~(level_above - 1)) | (std::uint64_t{digit} << shift);
}

Fifo<Event> RadixWheel::take_bucket(std::size_t level, std::size_t digit) noexcept {
    auto& words = occupied_[level];
    words[digit / 64] &= ~(std::uint64_t{1} << (digit % 64));
    if ((words[0] | words[1] | words[2] | words[3]) == 0) occupied_levels_ &= ~(1u << level);
    return std::exchange(buckets_[level][digit], {});
}

// From this bucket on, as many of the level as make a leaf worth its while. The base stays at the first.
void RadixWheel::load_leaf(std::size_t level, std::size_t digit) {
    std::size_t loaded = digit;
    do {
        const std::size_t begin = last_;
        Fifo<Event> bucket = take_bucket(level, digit);
        while (!bucket.empty()) {
            if (last_ == leaf_.size()) leaf_.resize(2 * leaf_.size());
            leaf_[last_++] = bucket.front();
            bucket.pop(pool_);
        }
        bucket.release(pool_);
        const auto first = leaf_.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto end = leaf_.begin() + static_cast<std::ptrdiff_t>(last_);
        if (!std::is_sorted(first, end, before)) std::sort(first, end, before);
        loaded = digit;
        digit = occupied_from(level, digit + 1);
    } while (last_ < enough && digit < digits && buckets_[level][digit].at_most(few));
    const std::uint64_t width = std::uint64_t{1} << (level * digit_bits);
    leaf_end_ = Time{Duration{static_cast<std::int64_t>(start_of(level, loaded) + width)}};
    narrow_above_ = std::max(widest, 2 * last_);
}

void RadixWheel::deal(std::size_t level, std::size_t digit) {
    Fifo<Event> bucket = take_bucket(level, digit);
    leaf_end_ = Time{Duration{static_cast<std::int64_t>(base_)}};
    while (!bucket.empty()) {
        file(bucket.front());
        bucket.pop(pool_);
    }
    bucket.release(pool_);
}

}  // namespace mxsim::engine
