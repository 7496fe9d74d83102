// Replications are taken in their order, whatever the number of threads; so are their rows.
#include "cli/messages_file.hpp"

namespace mxsim::cli {

MessagesFile::MessagesFile(const std::string& path, const mail::WorldSpec& world) : csv_{world} {
    if (path.empty()) return;
    out_.emplace(path);
    out_->write(report::MessagesCsv::header);
}

void MessagesFile::add(const measure::RunResult& run) {
    if (!out_ || failed()) return;
    try {
        write(run);
    } catch (...) {
        failure_ = std::current_exception();
        discard();
    }
}

void MessagesFile::write(const measure::RunResult& run) {
    std::string line;
    for (const measure::MessageRow& row : run.messages) {
        line.clear();
        csv_.append(line, run.replication, row);
        out_->write(line);
    }
}

void MessagesFile::finish() {
    if (failure_) std::rethrow_exception(failure_);
    if (out_) out_->finish();
}

}  // namespace mxsim::cli
