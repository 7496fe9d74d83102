// Whatever is given as a scenario: a diagnostic that names the file, exit 3, and nothing left behind.
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;

namespace {

// Runs the file, with an output file that must not appear; returns what was said.
std::string complaint_about(const Folder& folder, const std::string& name) {
    const auto before = folder.names();
    const auto outcome = run_mxsim({"run", folder.path(name), "--output", folder.path("result")});
    INFO(name << ": " << outcome.err);
    CHECK(outcome.code == 3);
    CHECK(outcome.out == "");
    CHECK(outcome.err.find(name) != std::string::npos);
    CHECK(outcome.err.size() < 10'000);
    CHECK(folder.names() == before);
    return outcome.err;
}

std::string complaint_about_text(const std::string& text) {
    const Folder folder;
    folder.write("bad.toml", text);
    return complaint_about(folder, "bad.toml");
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    while (times-- > 0) all += text;
    return all;
}

bool says(const std::string& complaint, const std::string& part) {
    return complaint.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a missing file") {
    CHECK(says(complaint_about(Folder{}, "no-such-file.toml"), "No such file"));
}

TEST_CASE("a folder") {
    const Folder folder;
    std::filesystem::create_directory(folder.path("folder.toml"));
    CHECK(says(complaint_about(folder, "folder.toml"), "folder"));
}

TEST_CASE("a file that may not be read") {
    const Folder folder;
    folder.write("closed.toml", small);
    std::filesystem::permissions(folder.path("closed.toml"), std::filesystem::perms::none);
    if (run_mxsim({"run", folder.path("closed.toml")}).code == 0) return;  // root may read everything
    complaint_about(folder, "closed.toml");
}

TEST_CASE("an empty file") { complaint_about_text(""); }

TEST_CASE("a file of comments alone") { complaint_about_text("# nothing\n\n# at all\n"); }

TEST_CASE("a binary file") {
    std::string bytes;
    for (unsigned i = 0; i < 5000; ++i) bytes += static_cast<char>(i * 2654435761u >> 13);
    complaint_about_text(bytes);
    complaint_about_text(std::string(1000, '\0'));
    complaint_about_text("\x7f""ELF\x02\x01\x01");
}

TEST_CASE("a file over 64 MB") {
    const Folder folder;
    folder.write("large.toml", small);
    std::filesystem::resize_file(folder.path("large.toml"), 64'000'001);
    CHECK(says(complaint_about(folder, "large.toml"), "64 MB"));
}

TEST_CASE("text that is not UTF-8") {
    complaint_about_text("format = 1\ntitle = \"caf\xe9\"\n" + small.substr(small.find("duration")));
    complaint_about_text(small + "# \xff\xfe\n");
    complaint_about_text("\xff\xfe" "f\0o\0");
}

TEST_CASE("nesting bombs") {
    complaint_about_text(std::string("format = ") + repeated("[", 100'000));
    complaint_about_text(std::string("format = ") + repeated("[", 100'000) + repeated("]", 100'000) + "\n");
    complaint_about_text(std::string("format = ") + repeated("{ a = ", 50'000) + "1" + repeated(" }", 50'000) + "\n");
    complaint_about_text(std::string("a") + repeated(".a", 100'000) + " = 1\n");
    complaint_about_text(std::string("[a") + repeated(".a", 100'000) + "]\n");
    complaint_about_text(std::string("[[a") + repeated(".a", 5'000) + "]]\n");
}

TEST_CASE("unknown keys come with the nearest known one") {
    CHECK(says(complaint_about_text("tittle = \"x\"\n" + small), "title"));
    CHECK(says(complaint_about_text(small + "\n[senders.s]\nto = \"a.example\"\nrat = \"5/h\"\n"), "rate"));
}

TEST_CASE("wrong types") {
    complaint_about_text("format = \"one\"\n");
    complaint_about_text("format = 1\ndomains = 5\n");
    complaint_about_text("format = 1\ntitle = [1, 2]\n[domains.\"a.example\"]\nmx = 10\n");
    complaint_about_text(small + "\n[senders.s]\nto = \"a.example\"\nrate = true\n");
}

TEST_CASE("absurd and negative amounts") {
    for (const char* value : {"\"5 parsecs\"", "\"-4h\"", "\"0s\"", "\"1e99h\"", "\"99999999999999999999h\"", "\"\"",
                              "\"h\"", "\"4\"", "4", "-4", "nan", "inf"}) {
        INFO(value);
        auto text = small;
        text.replace(text.rfind("\"10m\""), 5, value);
        complaint_about_text(text);
    }
    complaint_about_text(small + "\n[senders.s]\nto = \"a.example\"\nrate = \"5/fortnight\"\n");
    complaint_about_text(small + "\n[senders.s]\nto = \"a.example\"\nrate = \"-5/h\"\n");
    complaint_about_text(small + "\n[senders.s]\nto = \"a.example\"\nsize = \"10 furlongs\"\n");
}

TEST_CASE("a CSV file that cannot be read, and why") {
    const Folder folder;
    const std::string named = small.substr(0, small.find("rate")) + "times = \"t.csv\"\n";
    const auto file = folder.write("s.toml", named);
    CHECK(says(run_mxsim({"run", file}).err, "s.toml:9:9: the file \"t.csv\" cannot be read: No such file"));
    folder.write("t.csv", "1s\n");
    std::filesystem::resize_file(folder.path("t.csv"), 64'000'001);
    CHECK(says(run_mxsim({"run", file}).err, "the file \"t.csv\" cannot be read: it is larger than 64 MB"));
}

TEST_CASE("very many warnings do not hide an error after them") {
    const Folder folder;
    std::string text = small;
    for (int i = 0; i < 120; ++i) text += "[servers.\"unused" + std::to_string(i) + ".example\"]\n";
    const auto warned = run_mxsim({"run", folder.write("s.toml", text)});
    CHECK(warned.code == 0);
    CHECK(lines_of(warned.err).back() == "and 20 more");
    const auto wrong = run_mxsim({"run", folder.write("s.toml", text + "sesions = 5\n")});
    CHECK(wrong.code == 3);
    CHECK(says(lines_of(wrong.err).front(), "sesions"));
    CHECK(lines_of(wrong.err).back() == "and 20 more");  // of the table with the misspelled word nothing else is told
}

TEST_CASE("of very many complaints the first hundred are told") {
    const Folder folder;
    std::string words;
    for (int i = 0; i < 257; ++i) words += "word" + std::to_string(i) + " = 1\n";
    const auto outcome = run_mxsim({"run", folder.write("s.toml", words + small)});
    CHECK(outcome.code == 3);
    CHECK(says(outcome.err, "s.toml:100:1: "));
    CHECK_FALSE(says(outcome.err, "s.toml:101:1: "));
    CHECK(lines_of(outcome.err).back() == "and 157 more");
}

TEST_CASE("--set is checked like the file") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    for (const char* set : {"servers.mx.a.example.sesions=5", "outages.short.for=-4h", "outages.none.for=4h",
                            "domains.a.example.mx=5", "outages.short.mode=gone", "seed=x", "title=*2"}) {
        INFO(set);
        const auto outcome = run_mxsim({"run", file, "--set", set});
        CHECK(outcome.code == 3);
        CHECK(outcome.out == "");
        CHECK(outcome.err != "");
    }
}
