// Slots are added a few at a time at the end of arrays whose capacity doubles: memory that no copy has used
// yet is not touched, so what is resident follows the most copies ever in flight.
#include "sim/mail/copies.hpp"

#include <algorithm>
#include <stdexcept>

namespace mxsim::mail {

void Copies::grow() {
    constexpr Slot step = 256;
    constexpr Slot worth_large_pages = 1u << 19;
    if (size_ + step > most_copies) throw std::length_error{"more than 2^28 copies in flight at once"};
    if (size_ + step > capacity_) {
        const Slot capacity = std::max<Slot>(2 * capacity_, 4 * step);
        const bool large = capacity >= worth_large_pages;
        custody_block_.grow(sizeof(Custody) * std::size_t{capacity}, large);
        passage_block_.grow(sizeof(Passage) * std::size_t{capacity}, large);
        custody_ = static_cast<Custody*>(custody_block_.data());
        passage_ = static_cast<Passage*>(passage_block_.data());
        capacity_ = capacity;
    }
    for (Slot i = step; i-- > 0;) {
        custody_[size_ + i] = {};
        passage_[size_ + i] = {.order = 0, .server = free_};
        free_ = size_ + i;
    }
    size_ += step;
}

}  // namespace mxsim::mail
