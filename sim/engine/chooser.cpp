// Every share is cut to fit a column of width 1/n: what one column lacks, a larger share fills up. Columns
// are filled in order of index, so the table is the same everywhere. Equal shares need no table.
#include "sim/engine/chooser.hpp"

#include <algorithm>

namespace mxsim::engine {

Chooser::Chooser(const std::vector<double>& shares) : n_{static_cast<std::uint32_t>(shares.size())} {
    if (std::all_of(shares.begin(), shares.end(), [&](double s) { return s == shares.front(); })) return;
    double sum = 0;
    for (const double share : shares) sum += share;
    std::vector<double> scaled;
    std::vector<std::uint32_t> small, large;
    for (std::uint32_t i = 0; i < n_; ++i) {
        scaled.push_back(shares[i] / sum * n_);
        (scaled[i] < 1 ? small : large).push_back(i);
    }
    columns_.assign(n_, {~std::uint32_t{0}, 0});
    for (std::uint32_t i = 0; i < n_; ++i) columns_[i].alias = i;
    while (!small.empty() && !large.empty()) {
        const std::uint32_t poor = small.back();
        const std::uint32_t rich = large.back();
        small.pop_back();
        columns_[poor] = {static_cast<std::uint32_t>(scaled[poor] * 0x1p32), rich};
        scaled[rich] -= 1 - scaled[poor];
        if (scaled[rich] < 1) {
            large.pop_back();
            small.push_back(rich);
        }
    }
}

}  // namespace mxsim::engine
