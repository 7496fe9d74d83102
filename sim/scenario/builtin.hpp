// What is built into the program: the texts of scenarios/profiles/*.toml, scenarios/mixes/*.toml, and of scenarios/*.toml
// with the files that these name. A name ends in ".toml" nowhere; other files bear their whole name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mxsim::scenario {

enum class BuiltinKind { profile, mix, example };

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
