// What holds for any bytes that are read: no crash, no hang, no leak; every finding has its place and can be printed; a
// scenario is there unless there is an error; and one that is accepted is accepted with every default written out, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// A fuzzer of one reader calls this; it returns 0, and aborts with a line on standard error if something does not hold.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace mxsim::fuzz {

// The scenario, and the one file that it names, whatever it is called there.
void check_reading(std::string_view scenario, std::string_view file);

// Where the files of the corpus are of this fuzzer: "toml", "zone", "csv" or "qshape".
extern const char* const extension;

}  // namespace mxsim::fuzz
