// A result file is written beside its final name and then renamed, so a full disk, an interrupt or a crash
// leaves what was there before. A link stays a link: the file it leads to is replaced. Devices and pipes cannot
// be replaced; they are written to as they are.
#include "cli/writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/files.hpp"

namespace mxsim::cli {

namespace {

constexpr std::size_t worth_writing = 1 << 16;

// False with errno set if not everything could be written.
bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(n));
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

bool is_special(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

// False with errno set if it does not.
bool reaches_disk(int file) {
    while (::fsync(file) != 0)
        if (errno != EINTR) return false;
    return true;
}

// The mode of what is replaced; of a new file the one it was made with.
bool keep_mode(int file, const std::string& replaced) {
    struct stat status {};
    return ::stat(replaced.c_str(), &status) != 0 || ::fchmod(file, status.st_mode & 0777) == 0;
}

}  // namespace

Writer::Writer(const std::string& path) : path_{path} {
    if (path.empty()) return;
    if (is_special(path)) {
        file_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        final_ = behind_links(path);
        draft_ = final_ + ".unfinished-" + std::to_string(::getpid());
        taken_away_on_interrupt_.emplace(draft_);
        file_ = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
    if (file_ < 0) throw FileError{"cannot write " + path_ + ": " + std::strerror(errno)};
}

Writer::~Writer() {
    if (file_ > 2) ::close(file_);
    if (!draft_.empty()) ::unlink(draft_.c_str());
}

void Writer::write(std::string_view text) {
    waiting_ += text;
    if (waiting_.size() >= worth_writing) flush();
}

void Writer::flush() {
    if (!write_all(file_, waiting_)) fail();
    waiting_.clear();
}

void Writer::finish() {
    flush();
    if (draft_.empty()) return;
    if (!keep_mode(file_, final_) || !reaches_disk(file_)) fail();
    if (::close(std::exchange(file_, -1)) != 0 || ::rename(draft_.c_str(), final_.c_str()) != 0) fail();
    draft_.clear();
}

void Writer::fail() const {
    if (errno == EPIPE) throw ClosedPipe{};
    const std::string what = path_.empty() ? "the result" : path_;
    throw FileError{"cannot write " + what + ": " + std::strerror(errno) + (draft_.empty() ? "" : " (nothing was written)")};
}

}  // namespace mxsim::cli
