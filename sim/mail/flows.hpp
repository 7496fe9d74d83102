// Flows: the traffic of each sender population to each of its domains. A message knows its flow; domain,
// population, parties and size follow from it and from the message's number.
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

    std::uint32_t flow(std::uint32_t population, std::uint32_t to) const noexcept {
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
        std::uint32_t first;  // its first flow
        engine::Stream sizes;
        std::vector<std::uint32_t> listed_to;
    };

    std::vector<measure::Flow> flows_;
    std::vector<Population> populations_;
    std::vector<std::pair<std::uint32_t, std::int64_t>> given_sizes_;  // by rising message number
};

}  // namespace mxsim::mail
