// After a failure the first rule decides whose limit the time since the host's first failure has not passed: F waits for a
// fixed time, G for as long as the last wait times a factor, planned or actual, whichever was shorter, but at least for its own.
// When the last rule's limit has passed, too, the host has expired: its rule goes on, and a message that fails there, or
// finds nothing else, is returned. Only a message that is itself older than all rules does not wait for a host that has not
// expired. The first success clears the record. The limits count from the first failure; they are not added up.
#include "sim/mail/host_records.hpp"

#include <algorithm>
#include <chrono>

namespace mxsim::mail {

namespace {

engine::Time whole_second(engine::Time t) noexcept { return std::chrono::floor<std::chrono::seconds>(t); }

engine::Duration wait_by(const RetryRule& rule, const FailureRecord& record, engine::Time now) noexcept {
    const engine::Duration gap = std::min(record.next_try - record.last_try, now - record.last_try);
    if (rule.growth_per_mille == 0 || gap < rule.wait) return rule.wait;
    return std::chrono::floor<std::chrono::seconds>(gap) / std::chrono::seconds{1} * rule.growth_per_mille / 1000 *
           engine::Duration{std::chrono::seconds{1}};
}

}  // namespace

void note_failure(FailureRecord& record, bool known, const HostMemory& rules, engine::Time now, engine::Duration at_least) noexcept {
    record.noted = now;
    if (rules.rules.empty()) return;
    now = whole_second(now);
    if (!known) record = {now, now, now, record.noted, false};
    const engine::Duration failing = std::max(now - record.first, at_least);
    const auto lasts = [failing](const RetryRule& rule) { return failing <= rule.until; };
    const auto rule = std::find_if(rules.rules.begin(), rules.rules.end(), lasts);
    record.expired = rule == rules.rules.end();
    const engine::Duration wait = wait_by(record.expired ? rules.rules.back() : *rule, record, now);
    record.next_try = now + std::min(wait, rules.longest_wait);
    record.last_try = now;
}

bool is_too_old(const HostMemory& rules, engine::Duration age) noexcept { return age > rules.rules.back().until; }

HostState host_state(const FailureRecord* record, const HostMemory& rules, engine::Time now, engine::Duration age) noexcept {
    if (!record) return HostState::usable;
    if (whole_second(now) >= record->next_try) return record->expired ? HostState::usable_expired : HostState::usable;
    if (record->expired) return HostState::waits_expired;
    return is_too_old(rules, age) ? HostState::usable : HostState::waits;
}

FailureRecord* HostRecords::find(std::uint32_t mta, std::uint32_t server, std::uint16_t address, const HostMemory& rules,
                                 engine::Time now) noexcept {
    const auto at = all_.find(key(mta, server));
    if (at == all_.end()) return nullptr;
    for (OfAddress& one : at->second)
        if (one.address == address) return now - one.record.noted > rules.kept ? nullptr : &one.record;
    return nullptr;
}

FailureRecord& HostRecords::failed(std::uint32_t mta, std::uint32_t server, std::uint16_t address, const HostMemory& rules,
                                   engine::Time now) {
    FailureRecord* record = find(mta, server, address, rules, now);
    const bool known = record;
    if (!known) {
        works(mta, server, address);  // what is too old
        record = &all_[key(mta, server)].emplace_back(OfAddress{address, {}}).record;
    }
    note_failure(*record, known, rules, now);
    return *record;
}

void HostRecords::works(std::uint32_t mta, std::uint32_t server, std::uint16_t address) noexcept {
    const auto at = all_.find(key(mta, server));
    if (at == all_.end()) return;
    auto& those = at->second;
    const auto is_it = [address](const OfAddress& one) { return one.address == address; };
    those.erase(std::remove_if(those.begin(), those.end(), is_it), those.end());
    if (those.empty()) all_.erase(at);
}

void HostRecords::forget_waits(std::uint32_t mta, engine::Time now) noexcept {
    for (auto& [of, those] : all_)
        if (of >> 32 == mta)
            for (OfAddress& one : those) one.record.next_try = std::min(one.record.next_try, whole_second(now));
}

}  // namespace mxsim::mail
