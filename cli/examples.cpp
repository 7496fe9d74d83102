// An example is listed with the question it answers. A scenario that names further files says so when it is written out:
// they are examples by their names, too.
#include "cli/examples.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/scenario_file.hpp"
#include "cli/writer.hpp"
#include "sim/scenario/nearest.hpp"

namespace mxsim::cli {

namespace {

constexpr std::string_view toml = ".toml";

bool is_scenario(const Example& example) {
    return example.name.size() > toml.size() && example.name.substr(example.name.size() - toml.size()) == toml;
}

std::string_view stem(const Example& example) {
    return is_scenario(example) ? example.name.substr(0, example.name.size() - toml.size()) : example.name;
}

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
    for (const Example* one = shipped_examples; !one->name.empty(); ++one)
        if (is_scenario(*one)) all += fmt::format("{:<24}  {}\n{:<24}  {}\n", stem(*one), said(one->text, "title"), "", said(one->text, "question"));
    return all;
}

const Example& find(const std::string& name) {
    std::vector<std::string> known;
    for (const Example* one = shipped_examples; !one->name.empty(); ++one) {
        if (name == one->name || name == stem(*one)) return *one;
        known.emplace_back(stem(*one));
    }
    const auto near = scenario::nearest(name, known);
    throw CLI::ValidationError{"NAME", "there is no example \"" + name + "\"" +
                                           (near ? "; did you mean \"" + *near + "\"?" : "; mxsim examples lists them")};
}

}  // namespace

void add_examples_options(CLI::App& command, ExamplesOptions& options) {
    command.add_option("NAME", options.name, "Write this one out; without it they are listed")->type_name("");
    add_output_option(command, options.output);
}

int examples(const ExamplesOptions& options) {
    Writer out{options.output};
    if (options.name.empty()) {
        out.write(list());
    } else {
        const Example& example = find(options.name);
        out.write(std::string{example.text});
        for (const Example* other = shipped_examples; !other->name.empty(); ++other)
            if (other != &example && example.text.find("= \"" + std::string{other->name} + '"') != std::string_view::npos)
                fmt::print(stderr, "it names {0}: mxsim examples {0} --output {0}\n", other->name);
    }
    out.finish();
    return done;
}

}  // namespace mxsim::cli
