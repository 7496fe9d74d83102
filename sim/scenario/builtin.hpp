// The profiles and mixes that are built into the program: the texts of scenarios/profiles/*.toml and
// scenarios/mixes/*.toml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mxsim::scenario {

enum class BuiltinKind { profile, mix };

std::optional<std::string_view> builtin(BuiltinKind kind, std::string_view name);

// In order of the alphabet.
const std::vector<std::string>& builtin_names(BuiltinKind kind);

namespace detail {
struct BuiltinText {
    BuiltinKind kind;
    std::string_view name;
    std::string_view text;
};
// Written by embed.cmake; ends with an entry without a name.
extern const BuiltinText builtin_texts[];
}  // namespace detail

}  // namespace mxsim::scenario
