// Looking up the texts that were built in.

#include "sim/scenario/builtin.hpp"

namespace mxsim::scenario {

namespace {

std::vector<std::string> names_of(BuiltinKind kind) {
    std::vector<std::string> names;
    for (const auto* entry = detail::builtin_texts; !entry->name.empty(); ++entry)
        if (entry->kind == kind) names.emplace_back(entry->name);
    return names;
}

}  // namespace

std::optional<std::string_view> builtin(BuiltinKind kind, std::string_view name) {
    for (const auto* entry = detail::builtin_texts; !entry->name.empty(); ++entry)
        if (entry->kind == kind && entry->name == name) return entry->text;
    return std::nullopt;
}

const std::vector<std::string>& builtin_names(BuiltinKind kind) {
    static const std::vector<std::string> profiles = names_of(BuiltinKind::profile);
    static const std::vector<std::string> mixes = names_of(BuiltinKind::mix);
    static const std::vector<std::string> examples = names_of(BuiltinKind::example);
    return kind == BuiltinKind::profile ? profiles : kind == BuiltinKind::mix ? mixes : examples;
}

}  // namespace mxsim::scenario
