// mxsim: what happens to our mail if this server dies for six hours, and would a backup MX help?
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <new>
#include <sstream>
#include <utility>
#include <vector>

#include "cli/check.hpp"
#include "cli/examples.hpp"
#include "cli/exit_code.hpp"
#include "cli/files.hpp"
#include "cli/interrupt.hpp"
#include "cli/run.hpp"
#include "cli/schema.hpp"
#include "cli/trace.hpp"
#include "cli/version.hpp"
#include "sim/engine/check.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/nearest.hpp"

namespace {

using namespace mxsim::cli;
using mxsim::scenario::legible;

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
    const auto near = mxsim::scenario::nearest(word, known);
    throw CLI::ArgumentMismatch{(word.empty() ? "say what to do" : "there is no subcommand \"" + word + "\"") +
                                (near ? "; did you mean \"" + *near + "\"?" : "") +
                                "\nThe subcommands are: " + names_of(commands)};
}

int command_line(int argc, char** argv) {
    CLI::App app{"A discrete-event simulator of MX-based e-mail routing under failures.", "mxsim"};
    app.set_version_flag("--version", version);
    app.require_subcommand(1);
    RunOptions run_options;
    CheckOptions check_options;
    TraceOptions trace_options;
    ExamplesOptions examples_options;
    SchemaOptions schema_options;
    std::vector<std::pair<CLI::App*, std::function<int()>>> commands;
    const auto add = [&](const char* name, const char* what, auto add_options, auto& options, auto perform) {
        commands.emplace_back(app.add_subcommand(name, what), [perform, &options] { return perform(options); });
        add_options(*commands.back().first, options);
    };
    add("run", "Simulate a scenario and print what it says", add_run_options, run_options, run);
    add("check", "Read and check a scenario, and simulate nothing", add_check_options, check_options, check);
    add("trace", "Print what happens to each message, row by row", add_trace_options, trace_options, trace);
    add("examples", "List the shipped scenarios, or write one out", add_examples_options, examples_options, examples);
    add("schema", "Print the language as a JSON Schema, for editors", add_schema_options, schema_options, schema);
    try {
        know_command(app, argc, argv);
        app.parse(argc, argv);
        for (const auto& [command, perform] : commands)
            if (command->parsed()) return perform();
        return usage;  // one subcommand is required
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::Error& wrong) {
        std::ostringstream said;  // it repeats the arguments
        app.exit(wrong, said, said);
        fmt::print(stderr, "{}", legible(said.str(), true));
        return usage;
    }
}

}  // namespace

int main(int argc, char** argv) {
    catch_interrupts();
    try {
        return command_line(argc, argv);
    } catch (const ClosedPipe&) {
        return closed_pipe;
    } catch (const std::bad_alloc&) {  // so this must not ask for any
        std::fputs("mxsim: memory ran out. Try fewer --jobs, or a smaller rate, as with\n"
                   "--set senders.NAME.rate='*0.1'\n",
                   stderr);
    } catch (const FileError& error) {
        fmt::print(stderr, "mxsim: {}\n", legible(error.what()));
    } catch (const mxsim::engine::Bug& bug) {
        fmt::print(stderr, "mxsim: {}\nThis is a mistake in mxsim, not in the scenario. Please report it.\n",
                   bug.what());
    } catch (const std::exception& error) {
        fmt::print(stderr, "mxsim: {}\n", error.what());
    }
    leave_at_once(failed);
}
