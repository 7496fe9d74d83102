// RFC 5321 section 5.1: lower preference first; equals in random order, so that load is spread; a relay
// never sends to its own preference or a worse one, so that mail cannot go round in circles.
//
// An order is not stored with the message: it is a function of the draws of (message, hop, pass), so
// position k is found by replaying the first k steps of a Fisher-Yates shuffle of its group.
//
// A limit cuts the list once it is in order: what comes behind, a worse exchanger or the other family, is not tried.
// Balanced, as Postfix does it, the rarer family keeps what it has up to half of the places, and the other takes the rest;
// where both have more than half, each gets half, and the one that comes first the odd place.
//
// Model: the families of one preference are not mixed, as Postfix does unless smtp_address_preference names one.
//
// Model: addresses, not hosts, are shuffled, as Postfix, Exim and Sendmail do: an exchanger with two
// addresses gets twice the first tries of an equal one with a single address.
#include "sim/mail/mx_order.hpp"

#include <algorithm>
#include <utility>

namespace mxsim::mail {

bool may_try_later(const dns::Lookup& list, std::uint32_t self) noexcept {
    if (dns::is_temporary(list.answer)) return true;
    const std::uint32_t own = preference_of(list, self);
    const auto would_do = [own](const dns::Candidate& absent) {
        return absent.absence != dns::Absence::no_address && absent.preference < own;
    };
    const dns::Candidate* absent = list.first + list.count;
    return std::any_of(absent, absent + list.absent, would_do);
}

std::uint32_t next_of_cut_list(const dns::Lookup& list, std::uint32_t position, std::uint32_t self, const AddressLimit& limit) {
    std::uint32_t all[2] = {0, 0};
    for (std::uint32_t i = 0; may_try(list, i, self); ++i) ++all[list.first[i].family != list.first[0].family];
    if (all[0] + all[1] <= limit.most) return position + 1;
    std::uint32_t places[2] = {limit.most, limit.most};
    if (limit.balanced && all[1] > 0) {
        const std::uint32_t half = limit.most / 2;
        places[1] = all[0] <= half ? limit.most - all[0] : std::min(all[1], half);
        places[0] = limit.most - places[1];
    }
    std::uint32_t taken[2] = {0, 0};
    for (std::uint32_t i = 0; may_try(list, i, self) && taken[0] + taken[1] < limit.most; ++i) {
        const bool other = list.first[i].family != list.first[0].family;
        if (taken[other] == places[other]) continue;
        ++taken[other];
        if (i > position) return i;
    }
    return list.count;
}

MxOrder::MxOrder(engine::Key key) : draws_{key, engine::stream_id("exchanger order")} {}

const dns::Candidate& MxOrder::shuffled(const dns::Lookup& list, std::uint32_t position, std::uint32_t message,
                                        std::uint8_t hop, std::uint16_t pass) {
    const auto is_equal = [&](std::uint32_t other) {
        return list.first[other].preference == list.first[position].preference &&
               list.first[other].family == list.first[position].family;
    };
    std::uint32_t begin = position;
    while (begin > 0 && is_equal(begin - 1)) --begin;
    group_.clear();
    while (begin + group_.size() < list.count && is_equal(begin + static_cast<std::uint32_t>(group_.size())))
        group_.push_back(static_cast<std::uint32_t>(group_.size()));
    const auto size = static_cast<std::uint32_t>(group_.size());
    // One block of four words serves four steps; `begin` keeps the draws of different groups apart.
    const std::uint64_t index = message | std::uint64_t{pass} << 32;
    engine::Block block{};
    for (std::uint32_t step = 0; begin + step <= position; ++step) {
        const std::uint32_t draw = begin + step;
        if (step == 0 || draw % 4 == 0) block = draws_.at(index, std::uint32_t{hop} << 8 | (draw / 4 & 0xff));
        std::swap(group_[step], group_[step + engine::bounded(block.w[draw % 4], size - step)]);
    }
    return list.first[begin + group_[position - begin]];
}

}  // namespace mxsim::mail
