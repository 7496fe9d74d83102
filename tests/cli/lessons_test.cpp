// For every word the schema names a shipped scenario and the figure that moves when only that word changes. All are walked.
#include <map>

#include "analysis/report/json.hpp"
#include "analysis/report/metrics.hpp"
#include "sim/scenario/lessons.hpp"
#include "tests/catch.hpp"
#include "tests/cli/program.hpp"

using namespace mxsim::test;
using namespace mxsim::scenario;
using mxsim::report::Json;

namespace {

Json result_of(const std::string& scenario, std::vector<std::string> more) {
    more.insert(more.begin(), {"run", MXSIM_SCENARIOS_DIR "/" + scenario + ".toml", "--format", "json"});
    const auto outcome = run_mxsim(more);
    INFO(outcome.err);
    REQUIRE(!outcome.out.empty());
    const Json tree = Json::parse(outcome.out);
    return tree.contains("points") ? tree.at("points").at(0).at("result") : tree;  // of a sweep the first
}

double figure(const Json& result, const std::string& path) {
    const Json* found = mxsim::report::find(result, path);
    REQUIRE(found != nullptr);
    const Json& value = found->is_object() ? found->at("value") : *found;
    REQUIRE(value.is_number());
    return value.get<double>();
}

// As the scenario stands, once.
class Walk {
  public:
    void look_at(const Lesson& lesson) {
        INFO(table_name(lesson.table) << ", " << lesson.key << ": " << lesson.scenario << " --set " << lesson.set << ": "
                                      << lesson.figure);
        const std::string scenario{lesson.scenario}, path{lesson.figure};
        if (before_.count(scenario) == 0) before_[scenario] = result_of(scenario, replications(scenario, ""));
        std::vector<std::string> changed = replications(scenario, lesson.set);
        changed.insert(changed.end(), {"--set", std::string{lesson.set}});
        const double before = figure(before_[scenario], path), after = figure(result_of(scenario, changed), path);
        if (lesson.moves == Moves::up) CHECK(after > before);
        if (lesson.moves == Moves::down) CHECK(after < before);
        if (lesson.moves == Moves::either) CHECK(after != before);
    }

  private:
    // One run shows it, but where much happens by chance.
    static std::vector<std::string> replications(const std::string& scenario, std::string_view set) {
        if (scenario == "a-bad-week" || set.substr(0, 12) == "replications") return {};
        return {"--replications", "1"};
    }
    std::map<std::string, Json> before_;
};

bool is_small(const Lesson& lesson) {
    for (const std::string_view one : {"one-message", "where-a-session-hangs", "queue-full-now", "planned-move"})
        if (lesson.scenario == one) return true;
    return false;
}

// A section, or a table whose words have lessons of their own.
bool is_only_a_table(const Word& word) {
    for (const Form& form : word.forms)
        if (form.kind != Kind::none && form.kind != Kind::table && form.kind != Kind::tables && form.kind != Kind::named &&
            form.kind != Kind::values && form.kind != Kind::settings)
            return false;
    return true;
}

}  // namespace

TEST_CASE("every word that is simulated has its lesson, and no lesson is of another") {
    for (const Word& word : words()) {
        INFO(table_name(word.table) << ", " << word.key);
        const bool of_a_mix = word.table == Table::mix || word.table == Table::mix_member;  // a file of ours, not a scenario
        if (word.part <= simulated_part && !is_only_a_table(word) && !of_a_mix) CHECK(find_lesson(word.table, word.key));
    }
    for (const Lesson& lesson : lessons()) {
        INFO(table_name(lesson.table) << ", " << lesson.key);
        CHECK(find_word(lesson.table, lesson.key));
        if (lesson.moves != Moves::not_by_itself) continue;
        std::string text;
        for (const auto& scenario : shipped_scenarios())
            if (scenario.stem() == std::string{lesson.scenario}) text = text_of_file(scenario);
        CHECK(text.find(lesson.set) != std::string::npos);
    }
}

TEST_CASE("changing a word alone moves its figure, as the schema says: small scenarios") {
    Walk walk;
    for (const Lesson& lesson : lessons())
        if (lesson.moves != Moves::not_by_itself && is_small(lesson)) walk.look_at(lesson);
}

TEST_CASE("changing a word alone moves its figure, as the schema says: all words", "[full]") {
    Walk walk;
    for (const Lesson& lesson : lessons())
        if (lesson.moves != Moves::not_by_itself) walk.look_at(lesson);
}

TEST_CASE("examples are listed with their questions, and written out as they are shipped") {
    const auto list = run_mxsim({"examples"});
    CHECK(list.code == 0);
    for (const auto& scenario : shipped_scenarios()) {
        CHECK(list.out.find(scenario.stem().string() + "  ") != std::string::npos);
        CHECK(run_mxsim({"examples", scenario.stem().string()}).out == text_of_file(scenario));
    }
    CHECK(run_mxsim({"examples", "two-sites"}).err.find("two-sites.zone") != std::string::npos);
    const auto unknown = run_mxsim({"examples", "two-site"});
    CHECK(unknown.code == 2);
    CHECK(unknown.err.find("did you mean \"two-sites\"?") != std::string::npos);
}

TEST_CASE("the paths of the result are listed as they are") {
    const auto list = lines_of(run_mxsim({"schema", "--metrics"}).out);
    for (const char* path : {"messages.submitted", "latency.p95_s", "outages.NAME.drain_100_s", "servers.NAME.attempts_made"})
        CHECK(std::find(list.begin(), list.end(), path) != list.end());
}
