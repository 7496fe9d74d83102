// A result file is written beside its final name and then renamed, so a full disk, an interrupt or a crash
// leaves what was there before. A link stays a link: the file it leads to is replaced. Devices and pipes cannot
// be replaced; they are written to as they are.
#include "cli/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/interrupt.hpp"

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
    bool close() noexcept { return ::close(std::exchange(fd_, -1)) == 0; }

  private:
    int fd_;
};

// False with errno set if not everything could be written.
bool write_all(int fd, const std::string& text) {
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t n = ::write(fd, text.data() + written, text.size() - written);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        written += static_cast<std::size_t>(n);
    }
    return true;
}

// Where a chain of links leads, whether or not there is a file yet.
std::string behind_links(std::string path) {
    std::error_code unknown;  // then opening it will tell
    for (int links = 0; std::filesystem::is_symlink(path, unknown); ++links) {
        if (links == 40) throw FileError{"cannot write " + path + ": its links go round in a circle"};
        path = beside(path, std::filesystem::read_symlink(path).string());
    }
    return path;
}

void replace(const std::string& path, const std::string& text) {
    struct stat status {};
    const bool there = ::stat(path.c_str(), &status) == 0;
    const std::string draft = path + ".unfinished-" + std::to_string(::getpid());
    const Unfinished taken_away_on_interrupt{draft};
    Descriptor file{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
    if (file.get() < 0) throw FileError{"cannot write " + path + ": " + reason()};
    const bool same_mode = !there || ::fchmod(file.get(), status.st_mode & 0777) == 0;
    if (!same_mode || !write_all(file.get(), text) || ::fsync(file.get()) != 0 || !file.close() ||
        ::rename(draft.c_str(), path.c_str()) != 0) {
        const std::string why = reason();
        ::unlink(draft.c_str());
        throw FileError{"cannot write " + path + ": " + why + " (nothing was written)"};
    }
}

}  // namespace

std::string read_file(const std::string& path) {
    Descriptor file{path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) throw FileError{"cannot read " + path + ": " + reason()};
    if (S_ISDIR(status.st_mode)) throw FileError{"cannot read " + path + ": it is a folder, not a scenario file"};
    std::string text;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t n = ::read(file.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw FileError{"cannot read " + path + ": " + reason()};
        if (n == 0) return text;
        text.append(buffer, static_cast<std::size_t>(n));
        if (text.size() > most_bytes) throw FileError{"cannot read " + path + ": it is larger than 64 MB"};
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

void write_standard_output(const std::string& text) {
    if (write_all(1, text)) return;
    if (errno == EPIPE) throw ClosedPipe{};
    throw FileError{"cannot write the result: " + reason()};
}

void write_file(const std::string& path, const std::string& text) {
    struct stat status {};
    const bool special = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
    if (!special) return replace(behind_links(path), text);
    Descriptor file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    if (file.get() >= 0 && write_all(file.get(), text)) return;
    if (errno == EPIPE) throw ClosedPipe{};
    throw FileError{"cannot write " + path + ": " + reason()};
}

}  // namespace mxsim::cli
