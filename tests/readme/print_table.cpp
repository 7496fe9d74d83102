// Prints one of the README's tables, for renew.sh: "failures", or "rules" of the tests in a folder.
#include <iostream>
#include <string>

#include "tests/readme/failure_table.hpp"
#include "tests/readme/rules_table.hpp"

int main(int argc, char** argv) {
    using namespace mxsim::test;
    const bool rules = argc == 3 && argv[1] == std::string{"rules"};
    for (const std::string& line : rules ? rules_table(rules_in(argv[2])) : failure_table()) std::cout << line << '\n';
}
