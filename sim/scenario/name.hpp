// Host names, address literals and patterns, as scenarios write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/scenario/findings.hpp"

namespace mxsim::scenario {

// Lower case, without the trailing dot: names are compared without either (RFC 1035 section 2.3.3).
std::string canonical(std::string_view name);

// A host or domain name in canonical form, or what is wrong with it. Labels of 1 to 63 letters, digits,
// "-" or "_", at most 253 bytes in all (RFC 1035 section 2.3.4).
Parsed<std::string> parse_host(std::string_view text);

// Four decimal numbers or an IPv6 address (RFC 4291 section 2.2), in a form that compares: that of RFC 5952.
Parsed<std::string> parse_address(std::string_view text);

bool is_address(std::string_view text);
// "[192.0.2.1]" or "[IPv6:2001:db8::1]" (RFC 5321 section 4.1.3): the address, if that is what it is.
std::optional<std::string> literal_address(std::string_view text);
bool is_pattern(std::string_view text);                         // has a "*"
bool matches(std::string_view pattern, std::string_view name);  // "*": any number of any letters

// Names in order of appearance with their index; never iterated in order of the hash.
class NameList {
  public:
    // False if the name is there already.
    bool add(const std::string& canonical_name);
    // The index, or -1.
    std::int64_t find(std::string_view canonical_name) const;
    const std::vector<std::string>& all() const noexcept { return names_; }
    std::size_t size() const noexcept { return names_.size(); }

  private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::uint32_t> index_;
};

}  // namespace mxsim::scenario
