// Ctrl-C (or SIGTERM) while there is nothing to print yet: leave at once. Afterwards, once: stop and print what
// is finished; twice: leave at once.
#pragma once

#include <cstddef>
#include <string>

namespace mxsim::cli {

void catch_interrupts();

// From now on there is work whose finished part can be printed.
void let_work_finish();
bool was_interrupted() noexcept;

// Ends the process with what was printed, while threads may still be simulating: nothing of theirs is taken down
// under them.
[[noreturn]] void leave_at_once(int code);

// A file that must not stay behind when an interrupt ends the program at once. At most two at a time.
class Unfinished {
  public:
    explicit Unfinished(const std::string& path);
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished();

  private:
    std::size_t place_;
};

}  // namespace mxsim::cli
