// Interrupts when there is nothing to print yet, and those that do not wait.
#include "cli/interrupt.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/catch.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;

TEST_CASE("an interrupt while the scenario is still being read ends with 130") {
    const Folder folder;
    Around around;
    around.interrupt_after_ms = 300;
    around.interrupt = GENERATE(SIGINT, SIGTERM);
    std::string scenario = "-";
    SECTION("from standard input") { around.input_stays_open = true; }
    SECTION("from a fifo that nobody opens") {
        scenario = folder.path("fifo");
        REQUIRE(::mkfifo(scenario.c_str(), 0600) == 0);
    }
    const auto before = folder.names();
    const auto outcome = run_mxsim({"run", scenario, "--output", folder.path("result")}, around);
    CHECK(outcome.code == 130);
    CHECK(outcome.out == "");
    CHECK(outcome.err.find("no result") != std::string::npos);
    CHECK(folder.names() == before);
}

TEST_CASE("a second interrupt leaves no unfinished file behind") {
    const Folder folder;
    const auto draft = folder.write("result.unfinished-1", "half");
    const pid_t child = ::fork();
    if (child == 0) {
        mxsim::cli::catch_interrupts();
        mxsim::cli::let_work_finish();
        const mxsim::cli::Unfinished unfinished{draft};
        ::raise(SIGINT);
        if (!mxsim::cli::was_interrupted()) ::_exit(1);
        ::raise(SIGINT);
        ::_exit(2);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 130);
    CHECK(folder.names().empty());
}
