// Input is read whole, up to a bound that no scenario reaches.
#include "cli/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace mxsim::cli {

namespace {

constexpr std::size_t most_bytes = 64'000'000;

std::string reason() { return std::strerror(errno); }

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_{fd} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ > 2) ::close(fd_);
    }
    int get() const noexcept { return fd_; }

  private:
    int fd_;
};

}  // namespace

std::string read_file(const std::string& path) {
    const std::string unread = "cannot read " + path;
    Descriptor file{path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) throw FileError{unread, reason()};
    if (S_ISDIR(status.st_mode)) throw FileError{unread, "it is a folder, not a file"};
    std::string text;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t n = ::read(file.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw FileError{unread, reason()};
        if (n == 0) return text;
        text.append(buffer, static_cast<std::size_t>(n));
        if (text.size() > most_bytes) throw FileError{unread, "it is larger than 64 MB"};
    }
}

std::string beside(const std::string& from, const std::string& name) {
    return (std::filesystem::path{from}.parent_path() / name).string();
}

bool same_file(const std::string& one, const std::string& other) {
    struct stat a {}, b {};
    const auto found = [](const std::string& path, struct stat& status) {
        return (path == "-" ? ::fstat(0, &status) : ::stat(path.c_str(), &status)) == 0 && S_ISREG(status.st_mode);
    };
    return found(one, a) && found(other, b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace mxsim::cli
