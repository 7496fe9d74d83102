// Values that are lists: MX records, addresses, windows of an outage, listed times, names.

#include <algorithm>

#include "sim/scenario/name.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/toml_door.hpp"
#include "sim/scenario/values.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

// A cell that holds a date has it as TOML writes it, without quotation marks.
std::optional<Moment> date_of(const std::string& cell) {
    if (cell.size() < 10 || cell[4] != '-' || cell[7] != '-') return std::nullopt;
    const TomlResult toml = parse_toml("date = " + cell, 0);
    if (!toml.ok || toml.root.items.size() != 1 || !toml.root.items.front().is(Type::moment))
        return std::nullopt;
    return toml.root.items.front().moment;
}

// A bare number in a CSV file is a number of seconds.
Parsed<engine::Time> time_of(const std::string& cell, const Clock& clock) {
    if (const auto date = date_of(cell)) return clock.at(*date);
    const bool bare = !cell.empty() && cell.find_first_not_of("0123456789.") == std::string::npos;
    return clock.parse(bare ? cell + 's' : cell);
}

}  // namespace

std::optional<std::vector<std::string>> Values::addresses(const Node& node) const {
    std::vector<std::string> all;
    bool good = node.is(Type::array);
    if (!good)
        findings_.error(node.at, wording::wrong_value(node, "a list of addresses", "[\"192.0.2.25\"]"));
    for (const Node& item : node.items) {
        const bool text = item.is(Type::text);
        if (text && (item.text == "v4" || item.text == "v6")) {
            all.push_back(item.text);
            continue;
        }
        Parsed<std::string> parsed = text ? parse_address(item.text) : wording::bad_address(written(item));
        good = good && parsed;
        if (parsed)
            all.push_back(parsed.value);
        else
            findings_.error(inside(item, text ? parsed.offset : 0), parsed.complaint);
    }
    if (!good) return std::nullopt;
    return all;
}

std::optional<std::vector<dns::Family>> Values::families(const Node& node) const {
    std::vector<dns::Family> all;
    for (const Node& item : node.items) {
        const bool v6 = item.is(Type::text) && item.text == "v6";
        const dns::Family family = v6 ? dns::Family::v6 : dns::Family::v4;
        const bool known = v6 || (item.is(Type::text) && item.text == "v4");
        if (known && std::find(all.begin(), all.end(), family) == all.end()) {
            all.push_back(family);
            continue;
        }
        findings_.error(item.at, wording::bad_family(item));
        return std::nullopt;
    }
    if (!all.empty()) return all;
    findings_.error(node.at, wording::empty_list("address families", "[\"v6\", \"v4\"]"));
    return std::nullopt;
}

std::optional<std::vector<const Node*>> Values::names(const Node& node) const {
    std::vector<const Node*> all;
    if (node.is(Type::text)) all.push_back(&node);
    if (node.is(Type::array))
        for (const Node& item : node.items) all.push_back(&item);
    const auto bad =
        std::find_if(all.begin(), all.end(), [](const Node* item) { return !item->is(Type::text); });
    if (all.empty() && node.is(Type::array)) {
        if (!node.cut) findings_.error(node.at, wording::empty_list("names", "[\"mx1.example.org\"]"));
        return std::nullopt;
    }
    const auto empty = std::find_if(all.begin(), all.end(), [](const Node* item) { return item->text.empty(); });
    if (bad == all.end() && empty != all.end()) return findings_.error((*empty)->at, wording::empty_name()), std::nullopt;
    if (!all.empty() && bad == all.end()) return all;
    const Node& wrong = all.empty() ? node : **bad;
    findings_.error(wrong.at, wording::wrong_value(wrong, "a name, a list of names or a pattern",
                                                   "[\"mx1.example.org\", \"mx*.example.net\"]"));
    return std::nullopt;
}

// "PREFERENCE HOST", as in a zone file (RFC 1035 section 3.3.9); "0 ." is the null MX (RFC 7505).
std::optional<MxLine> Values::mx_line(const Node& node) const {
    if (!wants(node, Type::text, "an MX record", "\"10 mx1.example.org\"")) return std::nullopt;
    const std::string_view text = node.text;
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    const std::size_t digits_end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    const std::size_t host_at = std::min(text.find_first_not_of(" \t", digits_end), text.size());
    const std::string_view number = text.substr(begin, digits_end - begin);
    const std::size_t host_end = text.find_last_not_of(" \t") + 1;
    const auto refuse = [&](std::size_t at, Complaint complaint) {
        findings_.error(inside(node, at), std::move(complaint));
        return std::nullopt;
    };
    if (text.substr(begin, 1) == "-")
        return refuse(begin, wording::preference_out_of_range(text.substr(begin, text.find_first_of(" \t", begin) - begin)));
    if (text == ".") return refuse(begin, wording::null_mx_preference(""));
    if (number.empty()) return refuse(begin, wording::mx_without_preference(text));
    if (host_at == text.size()) return refuse(host_at, wording::mx_without_host(text));
    if (host_at == digits_end) return refuse(begin, wording::mx_without_preference(text));
    const std::string_view host = text.substr(host_at, host_end - host_at);
    if (number.size() > 5 || std::stol(std::string{number}) > 65535)
        return refuse(begin, wording::preference_out_of_range(number));
    MxLine line{static_cast<std::uint16_t>(std::stol(std::string{number})), {}, inside(node, host_at)};
    if (host == ".") {
        if (line.preference) return refuse(begin, wording::null_mx_preference(number));
        return line;
    }
    if (parse_address(host)) return refuse(host_at, wording::mx_names_address(host));
    if (const std::size_t colon = host.find(':'); colon != host.npos) return refuse(host_at + colon, wording::mx_with_port(host.substr(0, colon)));
    Parsed<std::string> name = parse_host(host);
    if (!name) return refuse(host_at + name.offset, std::move(name.complaint));
    line.host = std::move(name.value);
    return line;
}

std::vector<MxLine> Values::mx_as_far_as_legible(const Node& node) const {
    std::vector<MxLine> lines;
    std::uint16_t preference = 0;  // of those before: what cannot be read is given no role that somebody must explain
    const std::vector<Node> alone{node.is(Type::text) ? node : Node{}};  // a record that is no list
    for (const Node& item : node.is(Type::text) ? alone : node.items) {
        if (auto line = mx_line(item)) {
            if (line->host.empty()) continue;  // a null MX among others
            preference = lines.empty() ? line->preference : preference;
            lines.push_back(std::move(*line));
        } else if (item.is(Type::text)) {
            const std::size_t last = item.text.find_last_of(" \t") + 1;
            const bool turned = item.text.find_first_not_of("0123456789", last) == std::string::npos;
            const std::size_t begin = turned ? 0 : last;
            Parsed<std::string> name = parse_host(std::string_view{item.text}.substr(begin, turned ? item.text.find_first_of(" \t") : std::string::npos));
            if (name) lines.push_back({preference, std::move(name.value), inside(item, begin)});
        }
    }
    return lines;
}

std::optional<std::vector<MxLine>> Values::mx(const Node& node) const {
    if (!wants(node, Type::array, "a list of MX records", "[\"10 mx1.example.org\"]")) return std::nullopt;
    std::vector<MxLine> lines;
    bool good = true;
    for (const Node& item : node.items) {
        auto line = mx_line(item);
        good = good && line;
        if (line) lines.push_back(std::move(*line));
    }
    for (const MxLine& line : lines)
        if (line.host.empty() && lines.size() > 1) {
            findings_.error(line.at, wording::null_mx_beside_others());
            return std::nullopt;
        }
    if (!good) return std::nullopt;
    return lines;
}

std::optional<Window> Values::window(const Node& node) const {
    if (!node.is(Type::array) || node.items.size() != 2) {
        findings_.error(node.at, wording::bad_window(node));
        return std::nullopt;
    }
    const auto at = time(node.items[0]);
    const auto lasts = distribution(node.items[1], Quantity::time);
    if (!at || !lasts) return std::nullopt;
    return Window{{*at, *lasts}, node.at};
}

std::optional<std::vector<Window>> Values::windows(const Node& node) const {
    if (!wants(node, Type::array, "a list of windows", "[[\"6h\", \"30m\"], [\"20h\", \"1h\"]]"))
        return std::nullopt;
    std::vector<Window> all;
    for (const Node& item : node.items)
        if (auto one = window(item)) all.push_back(std::move(*one));
    if (node.items.empty()) findings_.error(node.at, wording::empty_list("windows", "[[\"6h\", \"30m\"]]"));
    if (all.size() < node.items.size() || all.empty()) return std::nullopt;
    return all;
}

// "3s", or "3s other.test".
std::optional<ListedTime> Values::listed_time(const Node& node) const {
    if (node.is(Type::moment) || !node.is(Type::text)) {
        const auto at = time(node);
        if (!at) return std::nullopt;
        return ListedTime{*at, {}, -1, node.at, {}};
    }
    std::string_view text = node.text;
    const std::size_t last = text.find_last_of(' ');
    // A last word with a letter and a point is a domain; "Sat 22:00" and "4h 30m" have none.
    const bool domain = last != std::string_view::npos && text.find('.', last) != std::string_view::npos &&
                        text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ[", last) !=
                            std::string_view::npos;
    Node when = node;
    ListedTime listed;
    listed.spot = node.at;
    if (domain) {
        when.text = std::string{text.substr(0, last)};
        listed.domain = canonical(text.substr(last + 1));
        listed.domain_spot = inside(node, last + 1);
    }
    const auto at = time(when);
    if (!at) return std::nullopt;
    listed.at = *at;
    return listed;
}

namespace {

// The first cell that is empty, or one too many.
std::optional<std::size_t> hole_or_more(const CsvLine& line, std::size_t most) {
    for (std::size_t i = 0; i < line.cells.size(); ++i)
        if (line.cells[i].empty() || i >= most) return i;
    return std::nullopt;
}

}  // namespace

std::optional<std::vector<ListedTime>> Values::csv_times(const Node& node) const {
    const CsvFile& file = files_.csv(files_.beside(node));
    if (!file.readable) {
        findings_.error(node.at, file.unreadable);
        return std::nullopt;
    }
    std::vector<ListedTime> all;
    for (const CsvLine& line : file.lines) {
        if (const auto wrong = hole_or_more(line, 3)) {
            findings_.error(line.at[*wrong], wording::csv_hole(line.cells[*wrong].empty(), "time, domain, size"));
            continue;
        }
        ListedTime listed;
        listed.spot = listed.domain_spot = line.at[0];
        const Parsed<engine::Time> at = time_of(line.cells[0], clock_);
        if (!at) {
            findings_.error(line.at[0], at.complaint);
            continue;
        }
        listed.at = at.value;
        if (line.cells.size() > 1) {
            listed.domain = canonical(line.cells[1]);
            listed.domain_spot = line.at[1];
        }
        if (line.cells.size() > 2 && !line.cells[2].empty()) {
            std::string bytes = line.cells[2];
            if (bytes.find_first_not_of("0123456789") == std::string::npos) bytes += " B";
            const Parsed<std::int64_t> size = parse_size(bytes);
            if (!size) findings_.error(line.at[2], size.complaint);
            listed.size = size ? size.value : -1;
        }
        all.push_back(std::move(listed));
    }
    if (file.lines.empty()) findings_.error(node.at, wording::csv_without_values(node.text));
    if (all.empty()) return std::nullopt;
    return all;
}

std::optional<std::vector<ListedTime>> Values::listed_times(const Node& node) const {
    if (node.is(Type::text) && names_csv(node.text)) return csv_times(node);
    if (!wants(node, Type::array, "a list of times or a CSV file", "[\"1s\", \"3s other.test\"]"))
        return std::nullopt;
    std::vector<ListedTime> all;
    for (const Node& item : node.items)
        if (auto one = listed_time(item)) all.push_back(std::move(*one));
    if (node.items.empty()) findings_.error(node.at, wording::empty_list("times", "[\"0s\", \"10m\"]"));
    if (all.empty()) return std::nullopt;
    return all;  // those that can be read: their domains are looked at, too
}

}  // namespace mxsim::scenario
