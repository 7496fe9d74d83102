// A whole scenario: TOML and what it means.
#include "tests/fuzz/readers.hpp"

const char* const mxsim::fuzz::extension = ".toml";

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    mxsim::fuzz::check_reading(text, "@ IN MX 10 mx1\nmx1 IN A 192.0.2.1\n");
    return 0;
}
