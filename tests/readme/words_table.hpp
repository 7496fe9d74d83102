// The README's reference: every word of the language with its meaning, its default and its example.
#pragma once

#include <string>
#include <vector>

namespace mxsim::test {

// Its lines, the head first.
std::vector<std::string> words_table();

}  // namespace mxsim::test
