// Columns of values, wherever a scenario takes them from a file.
#include "tests/fuzz/readers.hpp"

const char* const mxsim::fuzz::extension = ".csv";

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view csv{reinterpret_cast<const char*>(data), size};
    const std::string domain = "[domains.\"example.org\"]\nmx = [\"10 mx1.example.org\"]\n";
    for (const char* sender : {"times = \"times.csv\"\n", "day = \"day.csv\"\n", "size = \"sizes.csv\"\n"})
        mxsim::fuzz::check_reading(domain + "[senders.ann]\n" + sender, csv);
    return 0;
}
