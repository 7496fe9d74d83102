// Where a result is written to, and what it must not harm.
#include <unistd.h>

#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
namespace fs = std::filesystem;

namespace {

const std::string lists_times =
    small.substr(0, small.find("rate")) + "times = \"times.csv\"\n" + small.substr(small.find("\n[outages"));

}  // namespace

TEST_CASE("a result never takes the place of the scenario or of a file it names") {
    const Folder folder;
    const auto file = folder.write("s.toml", lists_times);
    folder.write("times.csv", "60\n1200\n");
    fs::create_symlink("s.toml", folder.path("link"));
    fs::create_hard_link(file, folder.path("hard"));
    for (const char* name : {"s.toml", "./s.toml", "link", "hard", "times.csv"}) {
        const auto outcome = run_mxsim({"run", file, "--output", folder.path(name)});
        INFO(name << ": " << outcome.err);
        CHECK(outcome.code == 2);
        CHECK(outcome.out == "");
        CHECK(outcome.err.find(folder.path(name)) != std::string::npos);
        CHECK(outcome.err.find("nothing was written") != std::string::npos);
        CHECK(folder.read("s.toml") == lists_times);
        CHECK(folder.read("times.csv") == "60\n1200\n");
        CHECK(fs::is_symlink(folder.path("link")));
    }
    CHECK(folder.names() == std::vector<std::string>{"hard", "link", "s.toml", "times.csv"});
}

TEST_CASE("a link stays a link, the file it leads to gets the result") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto printed = run_mxsim({"run", file}).out;
    fs::create_directory(folder.path("there"));
    fs::create_symlink("there/result", folder.path("near"));
    fs::create_symlink("near", folder.path("far"));
    for (const char* before : {"", "what was there before"}) {
        if (*before) folder.write("there/result", before);
        CHECK(run_mxsim({"run", file, "--output", folder.path("far")}).code == 0);
        CHECK(fs::is_symlink(folder.path("near")));
        CHECK(fs::is_symlink(folder.path("far")));
        CHECK(folder.read("there/result") == printed);
    }
    CHECK(folder.names() == std::vector<std::string>{"far", "near", "small.toml", "there"});
}

TEST_CASE("- is standard output, also where the scenario is standard input") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto printed = run_mxsim({"run", file}).out;
    const auto same = run_mxsim({"run", file, "--output", "-"});
    CHECK(same.code == 0);
    CHECK(same.out == printed);
    Around around;
    around.input = small;
    const auto piped = run_mxsim({"run", "-", "--output", "-"}, around);
    CHECK(piped.code == 0);
    CHECK(piped.out == printed);
    CHECK_FALSE(fs::exists("-"));
}

TEST_CASE("links that go round in a circle end with 1") {
    const Folder folder;
    fs::create_symlink("two", folder.path("one"));
    fs::create_symlink("one", folder.path("two"));
    const auto outcome = run_mxsim({"run", folder.write("small.toml", small), "--output", folder.path("one")});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("circle") != std::string::npos);
}

TEST_CASE("a replaced file keeps its mode") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto mode = fs::perms::owner_read | fs::perms::owner_write;
    folder.write("result", "what was there before");
    fs::permissions(folder.path("result"), mode);
    CHECK(run_mxsim({"run", file, "--output", folder.path("result")}).code == 0);
    CHECK(folder.read("result") != "what was there before");
    CHECK(fs::status(folder.path("result")).permissions() == mode);
}
