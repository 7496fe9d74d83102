// Bins are closed as time passes their end; when the last one is used up, neighbours are joined two by
// two and the width doubles. Two series merge after the finer one has been brought to the coarser width:
// every width is one second times a power of two, so bins meet without being cut.
#include "sim/measure/load_series.hpp"

#include <algorithm>
#include <utility>

namespace mxsim::measure {

// The integral of the level over the open bin so far: level times length, less what each step missed of it.
LoadSeries::Bin LoadSeries::open_bin(engine::Time until) const noexcept {
    return {lowest_, highest_, static_cast<engine::Int128>(level_) * (until - bin_begin_).count() - moments_};
}

void LoadSeries::halve() {
    for (std::size_t i = 0; i < bins_.size() / 2; ++i) {
        const Bin& a = bins_[2 * i];
        const Bin& b = bins_[2 * i + 1];
        bins_[i] = {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest), a.integral + b.integral};
    }
    if (bins_.size() % 2 == 1) bins_[bins_.size() / 2] = bins_.back();
    bins_.resize((bins_.size() + 1) / 2);
    width_ *= 2;
}

void LoadSeries::close_bins(engine::Time now) {
    while (bin_end_ <= now) {
        if (bins_.size() == most_bins) {
            halve();  // the open bin is the first half of one twice as wide
            bin_end_ = bin_begin_ + width_;
            continue;
        }
        bins_.push_back(open_bin(bin_end_));
        lowest_ = highest_ = level_;
        moments_ = 0;
        bin_begin_ = bin_end_;
        bin_end_ += width_;
    }
}

void LoadSeries::finish(engine::Time end) {
    set(end, level_);
    if (bins_.size() == most_bins) halve();
    if (end > bin_begin_) bins_.push_back(open_bin(end));
    end_ = end;
}

void LoadSeries::merge(LoadSeries other) {
    if (bins_.empty() && end_ == engine::time_zero) {
        *this = std::move(other);
        return;
    }
    while (width_ < other.width_) halve();
    while (other.width_ < width_) other.halve();
    if (bins_.size() < other.bins_.size()) bins_.resize(other.bins_.size());
    for (std::size_t i = 0; i < other.bins_.size(); ++i) {
        bins_[i].lowest = std::min(bins_[i].lowest, other.bins_[i].lowest);
        bins_[i].highest = std::max(bins_[i].highest, other.bins_[i].highest);
        bins_[i].integral += other.bins_[i].integral;
    }
    for (std::size_t i = other.bins_.size(); i < bins_.size(); ++i) bins_[i].lowest = std::min<std::int64_t>(bins_[i].lowest, 0);
    end_ = std::max(end_, other.end_);
}

}  // namespace mxsim::measure
