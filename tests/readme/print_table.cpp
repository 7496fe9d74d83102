// Prints one of the README's tables, for renew.sh: "failures", "words", or "rules" of the tests in a folder.
#include <iostream>
#include <string>

#include "tests/readme/failure_table.hpp"
#include "tests/readme/rules_table.hpp"
#include "tests/readme/words_table.hpp"

int main(int argc, char** argv) {
    using namespace mxsim::test;
    const std::string name = argc == 3 ? argv[1] : "";
    const auto lines = name == "rules" ? rules_table(rules_in(argv[2])) : name == "words" ? words_table() : failure_table();
    for (const std::string& line : lines) std::cout << line << '\n';
}
