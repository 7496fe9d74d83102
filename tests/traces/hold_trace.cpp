// hold_trace CASE.json... holds the simulator against recorded cases and prints a line a case.
//
//   --scenario DIR   writes each scenario that was run, with its zone
//   --trace DIR      writes what came out, an attempt a line
//
// Ends with 0 if all agree, 4 if some do not, 3 if a file is no such case, 2 if the command line is wrong.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "tests/traces/agreement.hpp"
#include "tests/traces/replay.hpp"

namespace {

using namespace mxsim::traces;

enum Ends : int { all_agree = 0, usage = 2, no_case = 3, some_differ = 4 };

struct Options {
    std::vector<std::string> cases;
    std::string scenarios, traces;  // folders; empty: not written
};

std::string text_of(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw NotACase{"it cannot be read"};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
}

std::string lines_of(const std::vector<Message>& messages) {
    std::string text;
    for (std::size_t m = 0; m < messages.size(); ++m) {
        for (const Attempt& attempt : messages[m].attempts)
            text += fmt::format("{:.3f} message {} hop {} {} {} {}\n", attempt.at, m, attempt.hop, attempt.address,
                                attempt.stage, attempt.result);
        text += fmt::format("{:.3f} message {} {}\n", messages[m].ended_at, m, messages[m].fate);
    }
    return text;
}

// So many seeds show what lots decide, and so many how often.
constexpr std::uint64_t few_seeds = 4, many_seeds = 40;
// Of so few, a lot can fall the same way for a few seeds.
constexpr std::size_t few_messages = 10;

// One run of a case: with its recorded queue runs, and with a phase for each MTA of which none were recorded, if there are
// phases that make it agree.
struct Held {
    Agreement agreement;
    std::string runs;  // "recorded", "from 1.25 s, found"
    Files files;
    Run came_out;
};

std::string told(const std::vector<double>& phases) {
    if (phases.empty()) return "queue runs recorded";
    std::string all;
    for (const double phase : phases) all += fmt::format("{}{:.2f} s", all.empty() ? "" : " and ", phase);
    return "queue runs from " + all + ", found";
}

Held hold(const Case& of, const Run& run, const std::vector<double>& phases, double interval) {
    Held held;
    held.files = files_of(of, run, phases);
    std::vector<Run> came_out;
    const std::uint64_t at_first = run.messages.size() <= few_messages && of.relays.empty() ? many_seeds : few_seeds;
    for (const std::uint64_t seeds : {at_first, many_seeds}) {
        while (came_out.size() < seeds) came_out.push_back(simulated(held.files, came_out.size() + 1));
        held.agreement = compare(run, came_out, tolerance(of, interval));
        if (!held.agreement.agrees || held.agreement.drawn.empty()) break;
    }
    held.came_out = std::move(came_out.front());
    held.runs = told(phases);
    return held;
}

Held hold(const Case& of, const Run& run) {
    const double interval = queue_run_interval(of);
    const std::size_t free = of.relays.size() + run.queue_runs.empty();
    const int steps = free < 2 ? 128 : free == 2 ? 32 : 12;
    int all = 1;
    for (std::size_t i = 0; i < free; ++i) all *= steps;
    Held held;
    for (int step = 0; step < all; ++step) {
        std::vector<double> phases;
        for (int rest = step; phases.size() < free; rest /= steps) phases.push_back(interval * (rest % steps) / steps);
        held = hold(of, run, phases, interval);
        if (held.agreement.agrees) return held;
    }
    if (free > 0) held.runs = "no phase of the queue runs found";
    return held;
}

void keep(const Options& options, const Case& of, std::size_t run, const Held& held) {
    const std::string name = fmt::format("{}-{}-run-{}", of.mta, of.name, run + 1);
    if (!options.scenarios.empty()) {
        write(std::filesystem::path{options.scenarios} / name / "case.toml", held.files.scenario);
        write(std::filesystem::path{options.scenarios} / name / "case.zone", held.files.zone);
    }
    if (!options.traces.empty()) write(std::filesystem::path{options.traces} / (name + ".txt"), lines_of(held.came_out.messages));
}

bool hold_all(const Options& options, const Case& of) {
    double most = 0;
    std::vector<Agreement> agreements;
    Held held;
    for (std::size_t run = 0; run < of.runs.size(); ++run) {
        held = hold(of, of.runs[run]);
        keep(options, of, run, held);
        most = std::max(most, held.agreement.difference_s);
        if (!held.agreement.agrees) {
            fmt::print("differs  {}/{} run {}: {}, {}; {} messages; {}\n", of.mta, of.name, run + 1, held.agreement.how,
                       held.runs, of.runs[run].messages.size(), held.agreement.first);
            return false;
        }
        agreements.push_back(held.agreement);
    }
    const std::string unlikely = beyond_chance(agreements, many_seeds);
    const std::string how = fmt::format("{}/{}: {}, {}", of.mta, of.name, held.agreement.how, held.runs);
    if (unlikely.empty())
        fmt::print("agrees   {}; {} runs, {} messages each; at most {:.3f} s apart\n", how, of.runs.size(),
                   of.runs.back().messages.size(), most);
    else
        fmt::print("differs  {}; {}\n", how, unlikely);
    return unlikely.empty();
}

Ends hold_file(const Options& options, const std::string& file) {
    try {
        return hold_all(options, read_case(text_of(file))) ? all_agree : some_differ;
    } catch (const NotYet& missing) {
        fmt::print("not yet  {}: {}\n", file, missing.what());
        return some_differ;
    } catch (const NotACase& wrong) {
        fmt::print(stderr, "{}: this is no recorded case: {}\n", file, wrong.what());
        return no_case;
    }
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if ((word == "--scenario" || word == "--trace") && i + 1 < argc)
            (word == "--scenario" ? options.scenarios : options.traces) = argv[++i];
        else
            options.cases.push_back(word);
    }
    if (options.cases.empty()) {
        fmt::print(stderr, "usage: hold_trace [--scenario DIR] [--trace DIR] CASE.json...\n");
        return usage;
    }
    int ends = all_agree;
    for (const std::string& file : options.cases) {
        const int ended = hold_file(options, file);
        if (ends != no_case && ended != all_agree) ends = ended;
    }
    return ends;
}
