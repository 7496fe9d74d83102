// Output goes to files, which are read when the program has ended: nothing can fill up and block.
#include "tests/cli/program.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace mxsim::test {

namespace {

void put_on(int fd, int target) {
    ::dup2(fd, target);
    ::close(fd);
}

// In the new process, just before the program starts.
[[noreturn]] void become_program(const std::vector<std::string>& arguments, const Around& around) {
    if (around.largest_file > 0) {
        const rlimit limit{around.largest_file, around.largest_file};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    if (around.largest_memory > 0) {
        const rlimit limit{around.largest_memory, around.largest_memory};
        ::setrlimit(RLIMIT_AS, &limit);
    }
    ::unsetenv("NO_COLOR");
    for (std::string setting : around.set) {
        const auto equals = setting.find('=');
        ::setenv(setting.substr(0, equals).c_str(), setting.substr(equals + 1).c_str(), 1);
    }
    std::vector<char*> argv{const_cast<char*>("mxsim")};
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::execv(MXSIM_PROGRAM, argv.data());
    ::_exit(127);
}

int opened(const std::string& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
    if (fd < 0) throw std::runtime_error{"cannot open " + path};
    return fd;
}

// The write end of a pipe whose read end is closed.
int pipe_without_reader() {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error{"no pipe"};
    ::close(ends[0]);
    return ends[1];
}

struct Terminal {
    int ours = ::posix_openpt(O_RDWR | O_NOCTTY);
    int theirs = -1;

    Terminal() {
        if (ours < 0 || ::grantpt(ours) != 0 || ::unlockpt(ours) != 0) throw std::runtime_error{"no terminal"};
        theirs = ::open(::ptsname(ours), O_RDWR | O_NOCTTY);
    }
};

}  // namespace

Outcome run_mxsim(const std::vector<std::string>& arguments, const Around& around) {
    const Folder folder;
    int silent[2] = {-1, -1};  // a pipe
    if (around.input_stays_open && ::pipe2(silent, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
    const int in = around.input_stays_open ? silent[0] : opened(folder.write("in", around.input), O_RDONLY);
    const int err = opened(folder.path("err"), O_RDWR | O_CREAT);
    int out = -1;
    int terminal = -1;
    if (around.terminal) {
        const Terminal made;
        out = made.theirs;
        terminal = made.ours;
    } else if (around.reader_gone) {
        out = pipe_without_reader();
    } else {
        out = opened(around.output_to.empty() ? folder.path("out") : around.output_to, O_RDWR | O_CREAT);
    }
    const pid_t child = ::fork();
    if (child == 0) {
        if (terminal >= 0) ::close(terminal);
        put_on(in, 0);
        put_on(out, 1);
        put_on(err, 2);
        become_program(arguments, around);
    }
    ::close(in);
    ::close(out);
    ::close(err);
    if (around.interrupt_after_ms > 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds{around.interrupt_after_ms});
        ::kill(child, around.interrupt);
    }
    Outcome outcome;
    if (terminal >= 0) {  // it must be read while the program runs, and ends with it
        char buffer[4096];
        for (ssize_t n; (n = ::read(terminal, buffer, sizeof buffer)) > 0;)
            outcome.out.append(buffer, static_cast<std::size_t>(n));
        ::close(terminal);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (silent[1] >= 0) ::close(silent[1]);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (terminal < 0 && !around.reader_gone && around.output_to.empty()) outcome.out = folder.read("out");
    outcome.err = folder.read("err");
    return outcome;
}

bool has_terminals() {
    const int fd = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (fd >= 0) ::close(fd);
    return fd >= 0;
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "mxsim-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error{"cannot make a folder like " + name};
    root_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& text) const {
    std::ofstream{path(name), std::ios::binary} << text;
    return path(name);
}

std::string Folder::read(const std::string& name) const { return text_of_file(root_ / name); }

std::vector<std::string> Folder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{root_}) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string text_of_file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

namespace {

// "PATH=VALUE" of the first line of a sweep of texts, or nothing.
std::string first_of_sweep(const std::string& text) {
    const std::string opening = "[sweep]\n\"", between = "\" = [\"";
    const std::size_t path = text.find(opening);
    if (path == std::string::npos) return "";
    const std::size_t begin = path + opening.size(), value = text.find(between, begin) + between.size();
    return text.substr(begin, value - between.size() - begin) + '=' + text.substr(value, text.find('"', value) - value);
}

}  // namespace

std::vector<std::vector<std::string>> shipped_points() {
    const std::string opening = "[variants.";
    std::vector<std::vector<std::string>> points;
    for (const auto& file : shipped_scenarios()) {
        std::vector<std::string> names;
        for (const std::string& line : lines_of(text_of_file(file))) {
            if (line.compare(0, opening.size(), opening) != 0) continue;
            std::string name = line.substr(opening.size(), line.find_first_of(".]", opening.size()) - opening.size());
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
        }
        if (const std::string swept = first_of_sweep(text_of_file(file)); !swept.empty())
            points.push_back({file.string(), "--set", swept});
        else if (names.empty())
            points.push_back({file.string()});
        for (const std::string& name : names) points.push_back({file.string(), "--variant", name});
    }
    return points;
}

std::vector<std::filesystem::path> shipped_scenarios() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{MXSIM_SCENARIOS_DIR})
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace mxsim::test
