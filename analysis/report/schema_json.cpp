// A value may have any of its word's forms; a key that is no word is refused. What a text may say beyond being a text
// (durations, sizes, names that must exist) only the reader itself can tell: mxsim check.
#include "analysis/report/schema_json.hpp"

#include <initializer_list>

#include "sim/scenario/builtin.hpp"
#include "sim/scenario/lessons.hpp"
#include "sim/scenario/profiles.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::report {

namespace {

using scenario::Form;
using scenario::Kind;
using scenario::Table;
using scenario::Word;

Json type(const char* name) { return {{"type", name}}; }
Json any_of(std::initializer_list<Json> all) { return {{"anyOf", Json(all)}}; }
Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

// Of its definition: "relay-s-queue".
std::string name_of(Table table) {
    std::string name;
    for (const char c : scenario::table_name(table)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (!name.empty() && name.back() != '-')) name += letter ? c : '-';
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    return name;
}
Json refer(Table table) { return {{"$ref", "#/definitions/" + name_of(table)}}; }

Json choice(std::string_view choices) {
    Json words = Json::array();
    for (const scenario::Choice& one : scenario::choices_of(choices)) words.push_back(std::string{one.word});
    return {{"enum", std::move(words)}};
}

// Exactly two parameters: durations or sizes, and bare numbers.
Json parameters(std::initializer_list<const char*> values, std::initializer_list<const char*> numbers) {
    Json keys = Json::object();
    for (const char* key : values) keys[key] = type("string");
    for (const char* key : numbers) keys[key] = {{"type", "number"}, {"minimum", 0}};
    return {{"type", "object"}, {"properties", keys}, {"additionalProperties", false}, {"minProperties", 2}, {"maxProperties", 2}};
}

Json distribution() {
    const Json list = list_of(type("string"));
    Json two = list;
    two["minItems"] = two["maxItems"] = 2;
    const Json families = {{"exponential", type("string")},
                           {"uniform", two},
                           {"lognormal", parameters({"mean", "median"}, {"sigma", "cv"})},
                           {"gamma", parameters({"mean"}, {"cv"})},
                           {"weibull", parameters({"mean"}, {"shape"})},
                           {"pareto", parameters({"min"}, {"shape"})},
                           {"empirical", any_of({type("string"), list})}};
    return {{"type", "object"}, {"properties", families}, {"additionalProperties", false}, {"minProperties", 1}, {"maxProperties", 1}};
}

Json simple(Kind kind) {
    switch (kind) {
        case Kind::boolean: return type("boolean");
        case Kind::integer: return {{"type", "integer"}, {"minimum", 0}};
        case Kind::count: return {{"type", "integer"}, {"minimum", 1}};
        case Kind::number:
        case Kind::positive: return {{"type", "number"}, {"minimum", 0}};
        case Kind::share:
        case Kind::bound: return any_of({type("string"), type("number")});
        case Kind::names:
        case Kind::domain_names:
        case Kind::paths:
        case Kind::durations: return any_of({type("string"), list_of(type("string"))});
        case Kind::listed_times: return any_of({type("string"), list_of(type("string"))});
        case Kind::time_distribution:
        case Kind::size_distribution: return any_of({type("string"), distribution()});
        case Kind::times:
        case Kind::addresses:
        case Kind::families:
        case Kind::mx_list: return list_of(type("string"));
        case Kind::numbers: return list_of({{"type", "number"}, {"minimum", 0}});
        case Kind::windows:
        case Kind::states: return list_of({{"type", "array"}, {"minItems", 2}, {"maxItems", 2}});
        case Kind::settings: return type("object");
        case Kind::values: return {{"type", "object"}, {"additionalProperties", {{"$ref", "#/definitions/variant"}}}};
        case Kind::postfix_seconds:
        case Kind::postfix_hours:
        case Kind::postfix_days:
            return any_of({type("string"), type("integer")});
        case Kind::postfix_count:
            return any_of({{{"type", "string"}, {"pattern", "^[0-9]+$"}}, {{"type", "integer"}, {"minimum", 0}}});
        case Kind::postfix_boolean:
            return any_of({{{"type", "string"}, {"pattern", "^([Yy][Ee][Ss]|[Nn][Oo])$"}}, type("boolean")});
        case Kind::profile_table: return any_of({refer(Table::own_profile), refer(Table::postfix_profile)});
        case Kind::anything: return Json::object();
        default: return type("string");
    }
}

Json of_form(const Form& form) {
    switch (form.kind) {
        case Kind::choice: return choice(form.choices);
        case Kind::table: return refer(form.inner);
        case Kind::tables: return list_of(refer(form.inner));
        case Kind::named: return {{"type", "object"}, {"additionalProperties", refer(form.inner)}};
        default: return simple(form.kind);
    }
}

Json fallback_of(const Word& word) {
    Json value = Json::parse(word.fallback, nullptr, false);  // what a default is in TOML, it is in JSON
    return value.is_discarded() ? Json() : value;
}

Json shown_by(const scenario::Lesson& lesson) {
    Json shown = {{"scenario", std::string{lesson.scenario} + ".toml"}};
    const bool moves = lesson.moves != scenario::Moves::not_by_itself;
    shown[moves ? "set" : "line"] = std::string{lesson.set};
    shown[moves ? "figure" : "why_no_figure"] = std::string{lesson.figure};
    constexpr const char* ways[] = {"up", "down", "either"};
    if (moves) shown["moves"] = ways[static_cast<int>(lesson.moves)];
    return shown;
}

Json of_word(const Word& word) {
    Json forms = Json::array();
    for (const Form& form : word.forms)
        if (form.kind != Kind::none) forms.push_back(of_form(form));
    Json schema = forms.size() == 1 ? forms.front() : Json{{"anyOf", forms}};
    if (schema.contains("$ref")) schema = {{"allOf", Json::array({schema})}};  // beside a reference nothing else counts
    schema["description"] = std::string{word.meaning};
    if (!word.fallback.empty()) schema["default"] = fallback_of(word);
    if (word.part > scenario::simulated_part) schema["x-not-simulated-before-part"] = word.part;
    if (const auto* lesson = scenario::find_lesson(word.table, word.key)) schema["x-shown-by"] = shown_by(*lesson);
    return schema;
}

Json of_table(Table table);

// What a variant may lay over the file: all but what is said of the whole.
Json of_variant() {
    Json schema = of_table(Table::top);
    for (const char* key : scenario::not_in_variants) schema["properties"].erase(key);
    schema["patternProperties"] = {{"\\.", Json::object()}};  // a path
    return schema;
}

Json of_table(Table table) {
    Json properties = Json::object();
    for (const Word& word : scenario::words())
        if (word.table == table) properties[std::string{word.key}] = of_word(word);
    const bool own = table == Table::own_profile;
    if (own || table == Table::postfix_profile) {
        Json bases = Json::array();
        for (const std::string& name : scenario::builtin_names(scenario::BuiltinKind::profile))
            if ((scenario::mta_of_profile(name) == "postfix") != own) bases.push_back(name);
        properties["base"]["enum"] = std::move(bases);
    }
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

}  // namespace

Json language_schema() {
    Json schema = of_table(Table::top);
    schema["$schema"] = "http://json-schema.org/draft-04/schema#";
    schema["title"] = "A scenario of mxsim";
    for (const Word& word : scenario::words()) {
        Json& definition = schema["definitions"][name_of(word.table)];
        if (definition.is_null()) {
            definition = of_table(word.table);
            definition["title"] = std::string{scenario::table_name(word.table)};
        }
    }
    schema["definitions"]["variant"] = of_variant();
    return schema;
}

}  // namespace mxsim::report
