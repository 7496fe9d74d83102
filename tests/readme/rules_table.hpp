// The README's table of the rules of mail, each with the test that holds it: from tests/rules.txt, and from the names of
// the stories ("rule-R41-5yz-ends-it.toml") and of the tests beside them ("R21: ...").
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mxsim::test {

struct Rule {
    std::string id, held_in, title, source, why_not;  // why_not: "-" if some test holds it, or will
    std::vector<std::string> tests;                   // file names
};

// `tests` is the folder of this repository's tests.
std::vector<Rule> rules_in(const std::filesystem::path& tests);

std::vector<std::string> rules_table(const std::vector<Rule>& rules);

}  // namespace mxsim::test
