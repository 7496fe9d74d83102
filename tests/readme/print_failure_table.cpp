// Prints the README's table of failures, for renew.sh.
#include <iostream>

#include "tests/readme/failure_table.hpp"

int main() {
    for (const std::string& line : mxsim::test::failure_table()) std::cout << line << '\n';
}
