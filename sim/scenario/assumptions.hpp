// The defaults that were used, told in few lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mxsim::scenario {

class Assumptions {
  public:
    // "duration" or "network.round_trip".
    void add(std::string_view path, std::string value, std::string_view source);
    // `key` of one entity of a section: senders.internet.rate. The same default of more than three
    // entities becomes one line: servers.*.sessions.
    void add(std::string_view section, std::string_view name, std::string_view key, std::string value,
             std::string_view source);

    // In order of the first mention.
    std::vector<Assumed> lines() const;

  private:
    struct Group {
        std::string section, key, value, source;
        std::vector<std::string> names;  // empty: a path of its own, in `key`
        std::size_t count = 0;
    };
    std::vector<Group> groups_;
};

}  // namespace mxsim::scenario
