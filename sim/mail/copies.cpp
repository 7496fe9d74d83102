// Slots are added a few at a time at the end of arrays whose capacity doubles: memory that no copy has used
// yet is not touched, so what is resident follows the most copies ever in flight.
#include "sim/mail/copies.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include "sim/engine/large_memory.hpp"

namespace mxsim::mail {

namespace {

template <class Record>
void resize(Record*& records, Slot capacity) {
    auto* grown = static_cast<Record*>(std::realloc(static_cast<void*>(records), sizeof(Record) * std::size_t{capacity}));
    if (!grown) throw std::bad_alloc{};
    engine::prefer_large_pages(grown, sizeof(Record) * std::size_t{capacity});
    records = grown;
}

}  // namespace

void Copies::grow() {
    constexpr Slot step = 256;
    if (size_ + step > most_copies) throw std::length_error{"more than 2^28 copies in flight at once"};
    if (size_ + step > capacity_) {
        capacity_ = std::max<Slot>(2 * capacity_, 4 * step);
        resize(custody_, capacity_);
        resize(passage_, capacity_);
    }
    for (Slot i = step; i-- > 0;) {
        custody_[size_ + i] = {};
        passage_[size_ + i] = {.order = 0, .server = free_};
        free_ = size_ + i;
    }
    size_ += step;
}

}  // namespace mxsim::mail
