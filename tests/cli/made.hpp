// Small scenarios for the tests of the program.
#pragma once

#include <string>

namespace mxsim::test {

// An hour of mail, ten minutes of it refused; ends within milliseconds.
inline const std::string small = R"(format = 1
title = "Small"
duration = "1h"

[domains."a.example"]
mx = ["10 mx.a.example"]

[senders.internet]
rate = "1000/h"

[outages.short]
server = "mx.a.example"
mode = "refused"
at = "10m"
for = "10m"
)";

inline std::string expecting(const std::string& metric, const std::string& bound) {
    return small + "\n[[expect]]\nmetric = \"" + metric + "\"\n" + bound + "\n";
}

}  // namespace mxsim::test
