// The file of `run --messages`: it grows with every replication and appears when it is complete.
#pragma once

#include <exception>
#include <optional>
#include <string>

#include "analysis/report/messages_csv.hpp"
#include "cli/writer.hpp"
#include "sim/measure/run_result.hpp"

namespace mxsim::cli {

class MessagesFile {
  public:
    // An empty path: nothing is written.
    MessagesFile(const std::string& path, const mail::WorldSpec& world);

    // In order of the replications. What cannot be written is remembered and told by finish(): other
    // replications may be under way, and must be stopped first.
    void add(const measure::RunResult& run);
    bool failed() const noexcept { return failure_ != nullptr; }

    void finish();  // throws as Writer does
    void discard() { out_.reset(); }

  private:
    void write(const measure::RunResult& run);

    report::MessagesCsv csv_;
    std::optional<Writer> out_;
    std::exception_ptr failure_;
};

}  // namespace mxsim::cli
