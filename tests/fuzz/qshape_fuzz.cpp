// A table of Postfix's qshape.
#include "tests/fuzz/readers.hpp"

const char* const mxsim::fuzz::extension = ".qshape";

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view table{reinterpret_cast<const char*>(data), size};
    mxsim::fuzz::check_reading("[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\"]\n"
                               "[senders.ann]\nprofile = \"postfix\"\nqueued = { from = \"table.qshape\" }\n",
                               table);
    return 0;
}
