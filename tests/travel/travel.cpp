// One replication of a scenario, its result as JSON on standard output: all that the core needs to be taken
// elsewhere. Scenario text in, result text out; no threads, and no file but the one that brings the text.
//
//   travel FILE

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "analysis/report/collector.hpp"
#include "analysis/report/expectations.hpp"
#include "analysis/report/json.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/scenario/scenario.hpp"

namespace {

using namespace mxsim;

std::string result_of(const scenario::Scenario& scenario) {
    const measure::Plan plan = mail::plan_for(scenario.world);
    report::Collector collector{scenario, plan};
    collector.add(mail::simulate(scenario.world, plan, scenario.seed, 0));
    report::Origin origin;
    origin.version = "travel";
    origin.path = "-";
    origin.replications_asked = 1;
    report::Result result = collector.result(origin);
    report::check_expectations(result, scenario.expectations);
    return report::json_text(report::to_json(result));
}

int travel(const char* path) {
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const scenario::ReadResult read = scenario::read(text, "-", {}, {});
    for (const scenario::Diagnostic& diagnostic : read.diagnostics) std::cerr << to_text(diagnostic) << '\n';
    if (!read.scenario) return 3;
    std::cout << result_of(*read.scenario) << std::flush;
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return argc == 2 ? travel(argv[1]) : 2;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
