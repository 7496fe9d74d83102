// How the program ends, and what it leaves behind.
#include "analysis/report/json.hpp"
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

const std::string never_ends = "1000000";  // replications

Around interrupted_after(unsigned ms) {
    Around around;
    around.interrupt_after_ms = ms;
    return around;
}

}  // namespace

TEST_CASE("a run that has nothing to complain about ends with 0") {
    const Folder folder;
    const auto outcome = run_mxsim({"run", folder.write("small.toml", small)});
    CHECK(outcome.code == 0);
    CHECK(outcome.err == "");
    CHECK(outcome.out.substr(0, 5) == "Small");
}

TEST_CASE("the scenario may come from standard input") {
    Around around;
    around.input = small;
    const auto outcome = run_mxsim({"run", "-"}, around);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.substr(0, 5) == "Small");
}

TEST_CASE("a wrong command line ends with 2 and says what is wrong") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {"walk"},
        {"run"},
        {"run", file, file},
        {"run", file, "--colour"},
        {"run", file, "--seed", "-1"},
        {"run", file, "--seed", "99999999999999999999"},
        {"run", file, "--seed", "one"},
        {"run", file, "--replications", "0"},
        {"run", file, "--replications", "-3"},
        {"run", file, "--jobs", "0"},
        {"run", file, "--format", "xml"},
        {"run", file, "--set", "servers"},
        {"run", file, "--set", "=5"},
        {"run", file, "--set"},
        {"run", file, "--output"},
    };
    for (const auto& arguments : wrong) {
        std::string line = "mxsim";
        for (const auto& argument : arguments) line += " " + argument;
        INFO(line);
        const auto outcome = run_mxsim(arguments);
        CHECK(outcome.code == 2);
        CHECK(outcome.out == "");
        CHECK(outcome.err != "");
    }
    CHECK(folder.names() == std::vector<std::string>{"small.toml"});
}

TEST_CASE("an unknown subcommand is named, and the known ones are listed") {
    const auto walk = run_mxsim({"walk", "x.toml"});
    CHECK(walk.code == 2);
    CHECK(walk.err.find("there is no subcommand \"walk\"\nThe subcommands are: run") != std::string::npos);
    CHECK(run_mxsim({"rum", "x.toml"}).err.find("did you mean \"run\"?") != std::string::npos);
    CHECK(run_mxsim({}).err.find("The subcommands are: run") != std::string::npos);
}

TEST_CASE("help and version end with 0, lines of help fit 80 columns") {
    for (const std::vector<std::string>& asked : {std::vector<std::string>{"--help"}, {"run", "--help"}, {"trace", "--help"}}) {
        const auto help = run_mxsim(asked);
        CHECK(help.code == 0);
        for (const auto& line : lines_of(help.out)) {
            INFO(line);
            CHECK(line.size() <= 80);
        }
    }
    const auto version = run_mxsim({"--version"});
    CHECK(version.code == 0);
    CHECK(version.out.find('.') != std::string::npos);
}

TEST_CASE("a wrong scenario ends with 3 before anything is simulated") {
    const Folder folder;
    const auto file = folder.write("wrong.toml", small + "\n[servers.\"mx.a.example\"]\nsesions = 5\n");
    const auto outcome = run_mxsim({"run", file, "--output", folder.path("result")});
    CHECK(outcome.code == 3);
    CHECK(outcome.out == "");
    CHECK(outcome.err.find("wrong.toml:") != std::string::npos);
    CHECK(outcome.err.find("sessions") != std::string::npos);
    CHECK(folder.names() == std::vector<std::string>{"wrong.toml"});
}

TEST_CASE("a scenario of words that are not simulated yet ends with 3") {
    const Folder folder;
    const auto file = folder.write("later.toml", small + "\n[resolvers.shared]\ntries = 3\n");
    const auto outcome = run_mxsim({"run", file});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("not simulated yet") != std::string::npos);
}

TEST_CASE("an expectation that asks for what is not in the result ends with 3") {
    const Folder folder;
    const auto outcome = run_mxsim({"run", folder.write("s.toml", expecting("latency.p96_s", "below = 5"))});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("s.toml:18:10: the result has no figure \"latency.p96_s\"") != std::string::npos);
    CHECK(outcome.err.find("did you mean \"latency.p95_s\"?") != std::string::npos);
}

TEST_CASE("a metric that names nothing is told among the other findings, in order of their place") {
    const Folder folder;
    const auto outcome = run_mxsim({"run", folder.write("s.toml", expecting("latency.p96_s", "below = 5") +
                                                                      "[servers.\"mx.a.example\"]\nsesions = 5\n")});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("p96_s") < outcome.err.find("sesions"));
    CHECK(outcome.err.find("sesions") != std::string::npos);
}

TEST_CASE("an expectation met ends with 0, missed with 4, undecided with 5") {
    const Folder folder;
    CHECK(run_mxsim({"run", folder.write("met.toml", expecting("messages.lost", "below = 1"))}).code == 0);
    const auto missed = folder.write("missed.toml", expecting("messages_per_run.submitted", "below = 5"));
    CHECK(run_mxsim({"run", missed}).code == 4);

    const auto free = run_mxsim({"run", folder.write("free.toml", small), "--format", "json"});
    const auto mean = Json::parse(free.out).at("messages_per_run").at("submitted").at("value").dump();
    const auto undecided = folder.write("undecided.toml", expecting("messages_per_run.submitted", "below = " + mean));
    CHECK(run_mxsim({"run", undecided}).code == 5);
    const auto both = folder.write("both.toml", expecting("messages_per_run.submitted", "below = " + mean) +
                                                    "[[expect]]\nmetric = \"messages.lost\"\nabove = 1\n");
    CHECK(run_mxsim({"run", both}).code == 4);
}

TEST_CASE("a full disk ends with 1") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    SECTION("at standard output") {
        Around around;
        around.output_to = "/dev/full";
        const auto outcome = run_mxsim({"run", file}, around);
        CHECK(outcome.code == 1);
        CHECK(outcome.err.find("No space left") != std::string::npos);
    }
    SECTION("at a device") {
        const auto outcome = run_mxsim({"run", file, "--output", "/dev/full"});
        CHECK(outcome.code == 1);
        CHECK(outcome.err.find("/dev/full") != std::string::npos);
    }
    SECTION("in the middle of a file: what was there before is still there, and nothing else") {
        Around around;
        around.largest_file = 4096;
        folder.write("result", "what was there before");
        const auto outcome = run_mxsim({"run", file, "--format", "json", "--output", folder.path("result")}, around);
        CHECK(outcome.code == 1);
        CHECK(outcome.err.find("nothing was written") != std::string::npos);
        CHECK(folder.read("result") == "what was there before");
        CHECK(folder.names() == std::vector<std::string>{"result", "small.toml"});
    }
}

// Address sanitizer needs more addresses than any limit leaves it.
#ifndef MXSIM_PROGRAM_IS_SANITIZED
TEST_CASE("memory that runs out ends with 1 and says what to try") {
    const Folder folder;
    Around around;
    around.largest_memory = 700'000'000;
    const auto outcome = run_mxsim({"run", folder.write("small.toml", small), "--jobs", "2", "--set",
                                    "senders.internet.rate=1000000000/h", "--set", "outages.short.at=0s", "--output",
                                    folder.path("result")},
                                   around);
    INFO(outcome.err);
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("mxsim: memory ran out. ") == 0);
    CHECK(outcome.err.find("--jobs") != std::string::npos);
    CHECK(folder.names() == std::vector<std::string>{"small.toml"});
}
#endif

TEST_CASE("a closed pipe ends quietly with 141") {
    const Folder folder;
    Around around;
    around.reader_gone = true;
    const auto outcome = run_mxsim({"run", folder.write("small.toml", small)}, around);
    CHECK(outcome.code == 141);
    CHECK(outcome.err == "");
}

TEST_CASE("an interrupt ends with 130 and the finished replications are the result") {
    const Folder folder;
    const auto file = folder.write("missed.toml", expecting("messages_per_run.submitted", "below = 5"));
    SECTION("at standard output") {
        const auto outcome =
            run_mxsim({"run", file, "--replications", never_ends, "--format", "json"}, interrupted_after(1500));
        CHECK(outcome.code == 130);
        const auto result = Json::parse(outcome.out);
        CHECK(result.at("complete") == false);
        CHECK(result.at("replications") > 0);
        CHECK(result.at("replications") < 1000000);
        CHECK(result.at("replications_asked") == 1000000);
    }
    SECTION("in a file, whole and alone") {
        const auto outcome = run_mxsim({"run", file, "--replications", never_ends, "--format", "json", "--output",
                                    folder.path("result")},
                                   interrupted_after(1500));
        CHECK(outcome.code == 130);
        CHECK(folder.names() == std::vector<std::string>{"missed.toml", "result"});
        CHECK(Json::parse(folder.read("result")).at("complete") == false);
    }
    SECTION("as text, which says so") {
        const auto outcome = run_mxsim({"run", file, "--replications", never_ends}, interrupted_after(1500));
        CHECK(outcome.code == 130);
        CHECK(outcome.out.find("nterrupted") != std::string::npos);
    }
}

TEST_CASE("an interrupt before the first replication is finished leaves nothing") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto outcome = run_mxsim({"run", file, "--set", "senders.internet.rate=2000000000/h", "--replications", "1",
                                "--output", folder.path("result")},
                               interrupted_after(1500));
    CHECK(outcome.code == 130);
    CHECK(outcome.out == "");
    CHECK(outcome.err != "");
    CHECK(folder.names() == std::vector<std::string>{"small.toml"});
}

TEST_CASE("an output file appears whole under its name, also in place of another") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    folder.write("result", "what was there before");
    const auto printed = run_mxsim({"run", file});
    const auto written = run_mxsim({"run", file, "--output", folder.path("result")});
    CHECK(written.code == 0);
    CHECK(written.out == "");
    CHECK(folder.read("result") == printed.out);
    CHECK(folder.names() == std::vector<std::string>{"result", "small.toml"});
}

TEST_CASE("an output file that cannot be made ends with 1") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto nowhere = run_mxsim({"run", file, "--output", folder.path("no-such-folder/result")});
    CHECK(nowhere.code == 1);
    CHECK(nowhere.err.find("no-such-folder") != std::string::npos);
    CHECK(run_mxsim({"run", file, "--output", folder.path(".")}).code == 1);
    CHECK(folder.names() == std::vector<std::string>{"small.toml"});
}
