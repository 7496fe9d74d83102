// The options of each command, their types and bounds; the only file that knows the library that reads them.
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <memory>
#include <sstream>
#include <utility>
#include <vector>

#include "cli/check.hpp"
#include "cli/examples.hpp"
#include "cli/exit_code.hpp"
#include "cli/run.hpp"
#include "cli/schema.hpp"
#include "cli/trace.hpp"
#include "cli/usage_error.hpp"
#include "cli/version.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/nearest.hpp"

namespace mxsim::cli {

namespace {

// A sign or a number too large would be taken for another number.
std::string whole_number(const std::string& text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end ? "" : "'" + text + "' is not a whole number from 0 to 2^64 - 1";
}

void add_output_option(CLI::App& command, std::string& path) {
    const auto dash_is_empty = [](std::string& text) {
        if (text == "-") text.clear();
        return std::string{};
    };
    command.add_option("--output", path, "Write to this file, whole or not at all;\n- is standard output")
        ->type_name("FILE")
        ->transform(CLI::Validator{dash_is_empty, ""});
}

// Lines of help keep to 80 columns: types and descriptions are short, or broken here.
void add_options(CLI::App& command, ScenarioOptions& options) {
    command.add_option("FILE", options.path, "The scenario, a TOML file; - is standard input")
        ->required()
        ->type_name("");
    command.add_option("--seed", options.seed, "Seed of all random numbers\n(default: the scenario's, or 1)")
        ->type_name("N")
        ->check(whole_number);
    command
        .add_option("--set", options.set, "Change the scenario before it is run; PATH=*FACTOR\nmultiplies what is there")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command.add_option("--variant", options.variant, "One of the file's [variants]")->type_name("NAME");
}

void add_options(CLI::App& command, RunOptions& options) {
    const auto range = [](unsigned least, unsigned most) { return CLI::Range(least, most).description(""); };
    add_options(command, options.scenario);
    command
        .add_option("--replications", options.replications, "Independent runs\n(default: the scenario's, or 20)")
        ->type_name("N")
        ->check(range(1, 1'000'000));
    command.add_option("--jobs", options.jobs, "Threads (default: one for each processor)")
        ->type_name("N")
        ->check(range(1, 1024));
    command.add_option("--format", options.format, "text (the default), json or csv")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "csv"}).description(""));
    add_output_option(command, options.output);
    command.add_option("--messages", options.messages, "Write a row a message to this CSV file,\nwhole or not at all")
        ->type_name("FILE");
}

void add_options(CLI::App& command, CheckOptions& options) {
    add_options(command, options.scenario);
    command.add_option("--format", options.format, "text (the default) or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}).description(""));
    command.add_flag("--filled", options.filled, "Print the scenario with every default written out");
}

void add_options(CLI::App& command, TraceOptions& options) {
    add_options(command, options.scenario);
    command.add_option("--replication", options.replication, "Which replication (default: 0, the first)")
        ->type_name("N")
        ->check(CLI::Range(0, 999'999).description(""));
    command.add_flag("--text", options.text, "Aligned text for people; else JSON lines");
    command.add_option("--message", options.message, "Only this message; they are numbered from 0")
        ->type_name("N")
        ->check(whole_number);
    command.add_option("--domain", options.domain, "Only messages to this domain")->type_name("NAME");
    command.add_option("--server", options.server, "Only rows that name this server")->type_name("NAME");
    command
        .add_option("--from", options.from,
                    "Only what became known at this time or later,\nas in a scenario: 30h, or \"Tue 06:00\"")
        ->type_name("TIME");
    command.add_option("--to", options.to, "Only what became known before this time")->type_name("TIME");
    add_output_option(command, options.output);
}

void add_options(CLI::App& command, ExamplesOptions& options) {
    command.add_option("NAME", options.name, "Write this one out; without it they are listed")->type_name("");
    add_output_option(command, options.output);
}

void add_options(CLI::App& command, SchemaOptions& options) {
    command.add_flag("--metrics", options.metrics, "List the paths of the result, for [[expect]] and show");
}

// Commands with the options that each is given.
class Commands {
  public:
    explicit Commands(CLI::App& app) : app_{app} {}

    template <class Options>
    void add(const char* name, const char* what, int (*act)(const Options&)) {
        const auto options = std::make_shared<Options>();
        CLI::App* command = app_.add_subcommand(name, what);
        add_options(*command, *options);
        all_.emplace_back(command, [act, options] { return act(*options); });
    }

    // The one that was asked for; one is required.
    int perform() const {
        for (const auto& [command, perform] : all_)
            if (command->parsed()) return perform();
        return usage;
    }

  private:
    CLI::App& app_;
    std::vector<std::pair<CLI::App*, std::function<int()>>> all_;
};

// "run", "check, run and trace"
std::string names_of(const std::vector<const CLI::App*>& commands) {
    std::string all;
    for (const CLI::App* command : commands) {
        const bool last = command == commands.back();
        all += (all.empty() ? "" : last ? " and " : ", ") + command->get_name();
    }
    return all;
}

// The library says of an unknown first word only that a subcommand is missing.
void know_command(const CLI::App& app, int argc, char** argv) {
    const std::string word = argc > 1 ? argv[1] : "";
    if (word.substr(0, 1) == "-") return;
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    std::vector<std::string> known;
    for (const CLI::App* command : commands) known.push_back(command->get_name());
    if (std::find(known.begin(), known.end(), word) != known.end()) return;
    const auto near = scenario::nearest(word, known);
    throw CLI::ArgumentMismatch{(word.empty() ? "say what to do" : "there is no subcommand \"" + word + "\"") +
                                (near ? "; did you mean \"" + *near + "\"?" : "") +
                                "\nThe subcommands are: " + names_of(commands)};
}

// It may repeat the arguments.
int complain(const std::string& said) {
    fmt::print(stderr, "{}", scenario::legible(said, true));
    return usage;
}

}  // namespace

int perform_command_line(int argc, char** argv) {
    CLI::App app{"A discrete-event simulator of MX-based e-mail routing under failures.", "mxsim"};
    app.set_version_flag("--version", version);
    app.require_subcommand(1);
    Commands commands{app};
    commands.add("run", "Simulate a scenario and print what it says", run);
    commands.add("check", "Read and check a scenario, and simulate nothing", check);
    commands.add("trace", "Print what happens to each message, row by row", trace);
    commands.add("examples", "List the shipped scenarios, or write one out", examples);
    commands.add("schema", "Print the language as a JSON Schema, for editors", schema);
    try {
        know_command(app, argc, argv);
        app.parse(argc, argv);
        return commands.perform();
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::Error& wrong) {
        std::ostringstream said;
        app.exit(wrong, said, said);
        return complain(said.str());
    } catch (const UsageError& wrong) {
        return complain(std::string{wrong.what()} + "\nRun with --help for more information.\n");
    }
}

}  // namespace mxsim::cli
