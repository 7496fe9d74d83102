// A zone file (RFC 1035 section 5.1).
#include "tests/fuzz/readers.hpp"

const char* const mxsim::fuzz::extension = ".zone";

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view zone{reinterpret_cast<const char*>(data), size};
    mxsim::fuzz::check_reading("[domains.\"example.org\"]\nzone = \"example.zone\"\n", zone);
    return 0;
}
