// An example is listed with the question it answers. A scenario that names further files says so when it is written out:
// they are examples by their names, too.
#include "cli/examples.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/exit_code.hpp"
#include "cli/scenario_file.hpp"
#include "cli/usage_error.hpp"
#include "cli/writer.hpp"
#include "sim/scenario/builtin.hpp"
#include "sim/scenario/nearest.hpp"

namespace mxsim::cli {

namespace {

constexpr auto example = scenario::BuiltinKind::example;
constexpr std::string_view toml = ".toml";

// Beside the scenarios stand the files that they name.
bool is_scenario(const std::string& name) { return name.find('.') == std::string::npos; }

// Between the quotation marks of a line of its own.
std::string_view said(std::string_view text, std::string_view key) {
    const std::string line = fmt::format("\n{} = \"", key);
    const std::size_t begin = text.find(line);
    if (begin == text.npos) return {};
    const std::size_t from = begin + line.size();
    return text.substr(from, text.find("\"\n", from) - from);
}

std::string list() {
    std::string all;
    for (const std::string& name : scenario::builtin_names(example)) {
        if (!is_scenario(name)) continue;
        const std::string_view text = *scenario::builtin(example, name);
        all += fmt::format("{:<24}  {}\n{:<24}  {}\n", name, said(text, "title"), "", said(text, "question"));
    }
    return all;
}

std::string_view find(std::string_view name) {
    if (name.size() > toml.size() && name.substr(name.size() - toml.size()) == toml) name.remove_suffix(toml.size());
    if (const auto text = scenario::builtin(example, name)) return *text;
    const auto near = scenario::nearest(name, scenario::builtin_names(example));
    throw UsageError{"NAME", fmt::format("there is no example \"{}\"{}", name,
                                         near ? "; did you mean \"" + *near + "\"?" : "; mxsim examples lists them")};
}

}  // namespace

int examples(const ExamplesOptions& options) {
    Writer out{options.output};
    if (options.name.empty()) {
        out.write(list());
    } else {
        const std::string_view text = find(options.name);
        out.write(std::string{text});
        for (const std::string& other : scenario::builtin_names(example))
            if (!is_scenario(other) && text.find("= \"" + other + '"') != std::string_view::npos)
                fmt::print(stderr, "it names {0}: mxsim examples {0} --output {0}\n", other);
    }
    out.finish();
    return done;
}

}  // namespace mxsim::cli
