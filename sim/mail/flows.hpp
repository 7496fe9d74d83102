// Flows: the traffic of each sender population to each of its domains, to recipients that exist or to such as do not.
// A message knows its flow; domain, population, parties and size follow from it and from the message's number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/mail/world_spec.hpp"
#include "sim/measure/counters.hpp"

namespace mxsim::mail {

class Flows {
  public:
    Flows(const WorldSpec& spec, engine::Key key);

    const measure::Flow& operator[](std::uint32_t flow) const noexcept { return flows_[flow]; }
    const std::vector<measure::Flow>& all() const noexcept { return flows_; }

    // Of the population's `arrival`-th message, to a known recipient or not: that is drawn.
    std::uint32_t flow(std::uint32_t population, std::uint32_t to, std::uint64_t arrival) const noexcept {
        const Population& p = populations_[population];
        return p.first + to + (any_unknown_ && is_unknown(p, arrival) ? p.domains : 0);
    }
    // To one who is there.
    std::uint32_t known_flow(std::uint32_t population, std::uint32_t to) const noexcept {
        return populations_[population].first + to;
    }
    // Of a listed arrival: its place in the population's `to`.
    std::uint32_t listed_to(std::uint32_t population, std::uint64_t arrival) const noexcept {
        return populations_[population].listed_to[arrival];
    }
    void note_size(std::uint32_t message, std::int64_t size) { given_sizes_.emplace_back(message, size); }

    // Bytes: as listed, or drawn by the number of the message.
    std::int64_t size_of(std::uint32_t flow, std::uint32_t message) const noexcept {
        if (!given_sizes_.empty()) {
            const auto given = std::lower_bound(given_sizes_.begin(), given_sizes_.end(), std::pair{message, std::int64_t{0}});
            if (given != given_sizes_.end() && given->first == message) return given->second;
        }
        const Population& p = populations_[flows_[flow].population];
        return p.spec->size.draw(p.sizes, message);
    }

  private:
    struct Population {
        const SenderSpec* spec;
        std::uint32_t first;    // its first flow
        std::uint32_t domains;  // so many flows to known recipients, then as many to unknown ones
        engine::Stream sizes;
        engine::Stream unknown;
        std::vector<std::uint32_t> listed_to;
    };
    static bool is_unknown(const Population& p, std::uint64_t arrival) noexcept {
        return engine::unit(engine::first_word(p.unknown.at(arrival))) < p.spec->unknown_recipients;
    }

    std::vector<measure::Flow> flows_;
    bool any_unknown_ = false;
    std::vector<Population> populations_;
    std::vector<std::pair<std::uint32_t, std::int64_t>> given_sizes_;  // by rising message number
};

}  // namespace mxsim::mail
