// The table is the JSON walked once: below a section that has names the first key is the name, and the
// keys under it, joined by dots, are the figure. What has no name starts with the figure. True is 1, false 0.
#include "analysis/report/csv.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace mxsim::report {

namespace {

constexpr const char* named_sections[] = {"domains", "senders", "servers", "outages", "difference"};

std::string number_field(const Json& number) {
    auto text = json_text(number);
    text.pop_back();  // the line feed
    return text == "null" ? "" : text;
}

class Table {
  public:
    void add(const std::string& section, const std::string& name, const std::string& figure,
             const Json& node) {
        if (is_estimate(node)) {
            row(section, name, figure, number_field(node.at("value")), number_field(node.at("low")),
                number_field(node.at("high")));
        } else if (node.is_object()) {
            for (const auto& item : node.items()) {
                add(section, name, figure.empty() ? item.key() : figure + "." + item.key(), item.value());
            }
        } else if (node.is_number()) {
            row(section, name, figure, number_field(node), "", "");
        } else if (node.is_boolean()) {
            row(section, name, figure, node.get<bool>() ? "1" : "0", "", "");
        }
    }
    void add_expectation(const std::string& name, const Json& row_json) {
        const std::string section = "expectations";
        row(section, name, "found", number_field(row_json.at("value")), number_field(row_json.at("low")),
            number_field(row_json.at("high")));
        for (const char* bound : {"below", "above", "equals"})
            if (!row_json.at(bound).is_null()) row(section, name, bound, number_field(row_json.at(bound)), "", "");
        const auto verdict = row_json.at("verdict").get<std::string>();
        row(section, name, "met", verdict == "met" ? "1" : verdict == "missed" ? "0" : "", "", "");
    }
    std::string text = "section,name,figure,value,low,high\r\n";

  private:
    void row(const std::string& section, const std::string& name, const std::string& figure,
             const std::string& value, const std::string& low, const std::string& high) {
        text += csv_field(section) + "," + csv_field(name) + "," + csv_field(figure) + "," + value + "," + low + "," +
                high + "\r\n";
    }
};

void add_expectations(Table& table, const Json& expectations) {
    std::map<std::string, int> times;
    for (const auto& expectation : expectations) {
        auto name = expectation.at("metric").get<std::string>();
        const int nth = ++times[name];
        if (nth > 1) name += " (" + std::to_string(nth) + ")";
        table.add_expectation(name, expectation);
    }
}

}  // namespace

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string result = "\"";
    for (char c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + "\"";
}

std::string to_csv(const Json& result) {
    Table table;
    for (const auto& section : result.items()) {
        const bool named = std::find(std::begin(named_sections), std::end(named_sections), section.key()) !=
                           std::end(named_sections);
        if (section.key() == "expectations") {
            add_expectations(table, section.value());
        } else if (!section.value().is_object() || is_estimate(section.value())) {
            table.add("run", "", section.key(), section.value());
        } else if (named) {
            for (const auto& item : section.value().items())
                table.add(section.key(), item.key(), "", item.value());
        } else {
            table.add(section.key(), "", "", section.value());
        }
    }
    return table.text;
}

}  // namespace mxsim::report
