// What is printed: text that fits a terminal, JSON that adds up, CSV that a spreadsheet reads.
#include <algorithm>
#include <set>

#include "analysis/report/json.hpp"
#include "analysis/report/wording.hpp"
#include "tests/catch.hpp"
#include "tests/cli/made.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using mxsim::report::Json;

namespace {

Json result_of(const std::vector<std::string>& arguments) {
    auto all = arguments;
    all.insert(all.end(), {"--format", "json"});
    const auto outcome = run_mxsim(all);
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return Json::parse(outcome.out);
}

double value(const Json& estimate) { return estimate.at("value").get<double>(); }

void check_adds_up(const Json& counts) {
    CHECK(counts.at("submitted").get<std::int64_t>() ==
          counts.at("delivered").get<std::int64_t>() + counts.at("bounced").get<std::int64_t>() +
              counts.at("lost").get<std::int64_t>() + counts.at("queued").get<std::int64_t>());
    CHECK(counts.at("delivered").get<std::int64_t>() ==
          counts.at("on_time").get<std::int64_t>() + counts.at("late").get<std::int64_t>());
}

void check_means_add_up(const Json& counts) {
    CHECK(value(counts.at("submitted")) ==
          Approx(value(counts.at("delivered")) + value(counts.at("bounced")) + value(counts.at("lost")) +
                 value(counts.at("queued"))));
}

void check_estimates(const Json& node) {
    if (mxsim::report::is_estimate(node)) {
        std::set<std::string> keys;
        for (const auto& item : node.items()) keys.insert(item.key());
        CHECK(keys == std::set<std::string>{"value", "low", "high", "runs_p50", "runs_p95", "runs_p99", "runs_max"});
        if (node.at("low").is_number() && node.at("value").is_number()) {
            CHECK(node.at("low") <= node.at("value"));
            CHECK(node.at("value") <= node.at("high"));
        }
    } else if (node.is_structured()) {
        for (const auto& child : node) check_estimates(child);
    }
}

// The fields of RFC 4180; fails on a quote in the wrong place.
std::vector<std::vector<std::string>> rows_of_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row{""};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            row.back() += text[++i];
        } else if (c == '"') {
            CHECK((quoted || row.back().empty()));
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            row.emplace_back();
        } else if (!quoted && c == '\r') {
            REQUIRE(text.substr(i, 2) == "\r\n");
            ++i;
            rows.push_back(row);
            row = {""};
        } else {
            row.back() += c;
        }
    }
    CHECK_FALSE(quoted);
    CHECK(row == std::vector<std::string>{""});
    return rows;
}

// Colours begin with an escape character.
bool has_colour(const std::string& text) { return text.find('\x1b') != std::string::npos; }

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every line of every shipped scenario's text fits 80 columns") {
    for (const auto& scenario : shipped_scenarios()) {
        const auto outcome = run_mxsim({"run", scenario.string(), "--replications", "2"});
        INFO(scenario << ": " << outcome.err);
        CHECK(outcome.code != 1);
        CHECK(outcome.code != 3);
        CHECK(lines_of(outcome.out).size() > 20);
        for (const auto& line : lines_of(outcome.out)) {
            INFO(line);
            CHECK(mxsim::report::columns(line) <= 80);
            CHECK((line.empty() || line.back() != ' '));
        }
    }
}

TEST_CASE("the first 24 lines tell what became of the mail, the backup's peak, and when all was drained") {
    const auto outcome = run_mxsim({"run", MXSIM_SCENARIOS_DIR "/primary-down.toml", "--replications", "2"});
    auto lines = lines_of(outcome.out);
    REQUIRE(lines.size() > 24);
    lines.resize(24);
    std::string screen;
    for (const auto& line : lines) screen += line + "\n";
    INFO(screen);
    for (const char* part : {"submitted", "late", "returned", "lost", "%", "backup.example.net", "queued up to",
                             "Drained", "95 %", "after 5m", "10:00"})
        CHECK(contains(screen, part));
}

TEST_CASE("shipped scenarios open with their story and their question") {
    for (const auto& scenario : shipped_scenarios()) {
        INFO(scenario);
        const auto lines = lines_of(text_of_file(scenario));
        REQUIRE(lines.size() > 3);
        CHECK(lines[0].substr(0, 2) == "# ");
        CHECK(contains(text_of_file(scenario), "\nquestion = "));
    }
}

TEST_CASE("shipped scenarios meet what they expect, or say that they do not") {
    for (const auto& scenario : shipped_scenarios()) {
        if (!contains(text_of_file(scenario), "[[expect]]")) continue;
        const auto outcome = run_mxsim({"run", scenario.string()});
        INFO(scenario << "\n" << outcome.out << outcome.err);
        const std::string text = text_of_file(scenario);
        CHECK(outcome.code == (contains(text, "\n# Held, and missed") ? 4 : 0));
    }
}

TEST_CASE("there is colour on a terminal, unless NO_COLOR is set, and nowhere else") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    if (has_terminals()) {
        Around terminal;
        terminal.terminal = true;
        CHECK(has_colour(run_mxsim({"run", file}, terminal).out));
        CHECK_FALSE(has_colour(run_mxsim({"run", file, "--format", "json"}, terminal).out));
        terminal.set = {"NO_COLOR=1"};
        CHECK_FALSE(has_colour(run_mxsim({"run", file}, terminal).out));
    } else {
        WARN("no terminal can be had here: colour on one is not tested");
    }
    CHECK_FALSE(has_colour(run_mxsim({"run", file}).out));
    run_mxsim({"run", file, "--output", folder.path("result")});
    CHECK_FALSE(has_colour(folder.read("result")));
}

TEST_CASE("escape sequences of a scenario do not reach the terminal") {
    const Folder folder;
    auto text = expecting("outages.\\u001B[5mshort.late", "below = 1000");
    text.replace(text.find("Small"), 5, "\\u001B]0;owned\\u0007 over\\ntwo lines");
    text.replace(text.find("[senders.internet]"), 18, "[senders.\"\\u001B[2J\"]");
    text.replace(text.find("[outages.short]"), 15, "[outages.\"\\u001B[5mshort\"]");
    const auto outcome = run_mxsim({"run", folder.write("s.toml", text), "--replications", "2"});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.code == 0);
    for (const char c : outcome.out) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    CHECK(lines_of(outcome.out)[0] == "\\u001B]0;owned\\u0007 over two lines");
    CHECK(contains(outcome.out, "\\u001B[5mshort"));
    CHECK(contains(outcome.out, "senders.\\u001B[2J.mix"));
    const auto wrong = run_mxsim({"run", folder.path("\x1b[2J.toml")});
    CHECK(contains(wrong.err, "\\u001B[2J.toml"));
    const auto twice = run_mxsim({"run", folder.path("s.toml"), "--seed", "\x1b[2J"});
    CHECK_FALSE(has_colour(twice.err));
}

TEST_CASE("a single message is no messages, and a scenario without a title is headed by its file") {
    const Folder folder;
    auto text = small;
    text.erase(text.find("title"), text.find("duration") - text.find("title"));
    text.replace(text.find("rate ="), 15, "times = [\"11m\"]\n");
    const auto outcome = run_mxsim({"run", folder.write("one.toml", text)});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.code == 0);
    CHECK(lines_of(outcome.out)[0] == "one.toml");
    CHECK(contains(outcome.out, "message was submitted"));
    CHECK(contains(outcome.out, "1 message submitted"));
    CHECK(contains(outcome.out, "up to 1 message late"));
    CHECK_FALSE(contains(outcome.out, " 1 messages"));
    CHECK(result_of({"run", folder.path("one.toml")}).at("scenario").at("title") == "");
    Around around;
    around.input = text;
    CHECK(lines_of(run_mxsim({"run", "-"}, around).out)[0] == "Standard input");
}

TEST_CASE("the JSON has what design promises") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto result = result_of({"run", file});
    CHECK(result.at("schema") == "mxsim-result/1");
    CHECK(result.at("scenario").at("title") == "Small");
    CHECK(result.at("scenario").at("path") == file);
    CHECK(result.at("scenario").at("text") == small);
    CHECK(result.at("seed") == 1);
    CHECK(result.at("replications") == 20);
    CHECK(result.at("complete") == true);
    CHECK(result.at("assumed").size() > 3);
    for (const char* key : {"program", "messages", "other", "messages_per_run", "latency", "latency_or_worse",
                            "bounced_share", "backlog", "domains", "senders", "servers", "outages", "expectations"})
        CHECK(result.contains(key));
    for (const char* key : {"mean_s", "p50_s", "p90_s", "p95_s", "p99_s", "p999_s", "max_s"})
        CHECK(result.at("latency").contains(key));
    for (const char* key : {"attempts", "accepted", "rejected", "refused", "share", "sessions_peak", "utilization",
                            "queue_peak_messages", "queue_peak_bytes", "queue_peak_at_s", "queue_mean_messages",
                            "connections_waiting_peak", "connections_waiting_peak_at_s", "connections_waiting_mean"})
        CHECK(result.at("servers").at("mx.a.example").contains(key));
    for (const char* key : {"submitted", "on_time", "delivered", "bounced", "lost", "queued", "delay_notices",
                            "latency", "drain_90_s", "drain_100_s", "normal_after_s", "backlog_peak"})
        CHECK(result.at("outages").at("short").contains(key));
    check_estimates(result);
}

TEST_CASE("counts add up in the JSON of every shipped scenario") {
    for (auto point : shipped_points()) {
        point.insert(point.begin(), "run");
        point.insert(point.end(), {"--replications", "2", "--format", "json"});
        const auto outcome = run_mxsim(point);
        INFO(point[1] << ": " << outcome.err);
        const auto result = Json::parse(outcome.out);
        const auto& messages = result.at("messages");
        check_adds_up(messages);
        check_adds_up(result.at("other"));
        check_means_add_up(result.at("messages_per_run"));
        CHECK(value(result.at("messages_per_run").at("submitted")) * 2 ==
              Approx(messages.at("submitted").get<double>()));
        double by_sender = 0;
        for (const auto& sender : result.at("senders")) {
            check_means_add_up(sender);
            by_sender += value(sender.at("submitted"));
        }
        const double others = result.at("other").at("submitted").get<double>() / 2;
        CHECK(by_sender == Approx(value(result.at("messages_per_run").at("submitted")) + others));
        for (const auto& outage : result.at("outages")) check_means_add_up(outage);
        check_estimates(result);
    }
}

TEST_CASE("one run decides nothing about others: intervals and ranges are null") {
    const Folder folder;
    const auto result = result_of({"run", folder.write("small.toml", small), "--replications", "1"});
    CHECK(result.at("latency").at("mean_s").at("value").is_number());
    CHECK(result.at("latency").at("mean_s").at("low").is_null());
    CHECK(result.at("latency").at("mean_s").at("runs_p95").is_null());
}

TEST_CASE("the same seed gives the same bytes, another seed others, whatever the number of jobs") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto run = [&](const std::string& seed, const std::string& jobs) {
        return run_mxsim({"run", file, "--format", "json", "--seed", seed, "--jobs", jobs}).out;
    };
    const auto first = run("7", "1");
    CHECK(run("7", "1") == first);
    CHECK(run("7", "3") == first);
    CHECK(run("8", "1") != first);
    CHECK(Json::parse(first).at("seed") == 7);
}

TEST_CASE("--set changes the scenario, as a value or by a factor") {
    const Folder folder;
    const auto file = folder.write("small.toml", small);
    const auto plain = result_of({"run", file});
    const auto longer = result_of({"run", file, "--set", "outages.short.for=20m"});
    CHECK(value(longer.at("outages").at("short").at("submitted")) >
          1.5 * value(plain.at("outages").at("short").at("submitted")));
    const auto twice = result_of({"run", file, "--set", "senders.internet.rate=2000/h"});
    CHECK(value(twice.at("messages_per_run").at("submitted")) == Approx(2000).epsilon(0.05));
    const auto half = result_of({"run", file, "--set", "outages.short.for=*0.5"});
    CHECK(value(half.at("outages").at("short").at("submitted")) <
          0.7 * value(plain.at("outages").at("short").at("submitted")));
}

TEST_CASE("the CSV is a table of six columns with a heading, numbers in the last three") {
    const Folder folder;
    const auto file = folder.write(
        "s.toml", expecting("messages.lost", "below = 1") + "[[expect]]\nmetric = \"messages.lost\"\nabove = 5\n" +
                      "[[expect]]\nmetric = \"outages.short.latency.p95_s\"\nbelow = \"1d\"\n");
    const auto outcome = run_mxsim({"run", file, "--format", "csv"});
    REQUIRE(outcome.code == 4);
    const auto rows = rows_of_csv(outcome.out);
    REQUIRE(rows.size() > 50);
    CHECK(rows[0] == std::vector<std::string>{"section", "name", "figure", "value", "low", "high"});
    std::set<std::vector<std::string>> keys;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& row = rows[i];
        REQUIRE(row.size() == 6);
        CHECK(keys.insert({row[0], row[1], row[2]}).second);
        for (std::size_t column = 3; column < 6; ++column) {
            if (row[column].empty()) continue;
            std::size_t used = 0;
            std::stod(row[column], &used);
            CHECK(used == row[column].size());
        }
    }
    for (const std::vector<std::string>& told :
         {std::vector<std::string>{"run", "", "complete", "1", "", ""},
          {"expectations", "messages.lost", "found", "0", "", ""},
          {"expectations", "messages.lost", "below", "1", "", ""},
          {"expectations", "messages.lost", "met", "1", "", ""},
          {"expectations", "messages.lost (2)", "above", "5", "", ""},
          {"expectations", "messages.lost (2)", "met", "0", "", ""},
          {"expectations", "outages.short.latency.p95_s", "below", "86400", "", ""}})
        CHECK(std::find(rows.begin(), rows.end(), told) != rows.end());
}
