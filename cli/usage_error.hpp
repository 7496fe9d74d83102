// A command line that is understood and cannot be followed.
#pragma once

#include <stdexcept>
#include <string>

namespace mxsim::cli {

class UsageError : public std::runtime_error {
  public:
    UsageError(const std::string& option, const std::string& found) : std::runtime_error{option + ": " + found} {}
};

}  // namespace mxsim::cli
