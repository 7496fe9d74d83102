// Merging adds bucket to bucket; a quantile walks the buckets up to its rank and answers with the middle
// of the bucket that holds it, kept within the smallest and largest value seen.
#include "sim/measure/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace mxsim::measure {

Histogram::Histogram(const Histogram& other) { merge(other); }

Histogram& Histogram::operator=(const Histogram& other) {
    Histogram copy{other};
    *this = std::move(copy);
    return *this;
}

void Histogram::merge(const Histogram& other) {
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (!other.pages_[page]) continue;
        for (std::size_t i = 0; i < std::size_t{1} << bits; ++i) {
            const std::uint16_t more = (*other.pages_[page])[i];
            std::uint16_t& mine = bucket({page, i});
            mine = static_cast<std::uint16_t>(mine + more);
            if (mine < more) carry({page, i}, 1);
        }
    }
    for (const auto& [place, times] : other.carried_) carried_[place] += times;
    count_ += other.count_;
    sum_ += other.sum_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
}

std::uint64_t Histogram::counted(const Place& place) const {
    const std::uint64_t low = (*pages_[place.page])[place.index];
    const auto carried = carried_.find(place.page << bits | place.index);
    return carried == carried_.end() ? low : low + (carried->second << count_bits);
}

double Histogram::mean_s() const noexcept {
    return count_ == 0 ? 0.0 : static_cast<double>(sum_) / static_cast<double>(count_) * 1e-9;
}

std::optional<engine::Duration> Histogram::quantile(double share, std::uint64_t beyond) const {
    const double all = static_cast<double>(count_ + beyond);
    const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * all)));
    if (rank > count_) return std::nullopt;
    std::uint64_t seen = 0;
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (!pages_[page]) continue;
        const std::uint64_t step = page < 2 ? 1 : std::uint64_t{1} << (page - 1);
        const std::uint64_t start = page == 0 ? 0 : std::uint64_t{1} << (page + bits - 1);
        for (std::size_t i = 0; i < std::size_t{1} << bits; ++i) {
            seen += counted({page, i});
            if (seen < rank) continue;
            const std::uint64_t middle = start + i * step + step / 2;
            return engine::Duration{static_cast<std::int64_t>(std::clamp(middle, min_, max_))};
        }
    }
    return max();
}

}  // namespace mxsim::measure
