// A CSV file is lines of cells parted by commas. Cells may stand in double quotes; an empty line, a
// comment ("#") and a header (a first line without a digit) carry no values.

#include "sim/scenario/files.hpp"

#include <algorithm>

#include "sim/scenario/legible.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

std::string_view trimmed(std::string_view cell) {
    const char* const blank = " \t\r";
    const std::size_t begin = cell.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return cell.substr(begin, cell.find_last_not_of(blank) - begin + 1);
}

CsvLine split(std::string_view line, Spot at) {
    CsvLine out;
    std::size_t begin = 0;
    while (begin <= line.size()) {
        std::size_t end = begin;
        bool quoted = false;
        for (; end < line.size() && (quoted || line[end] != ','); ++end)
            if (line[end] == '"') quoted = !quoted;
        std::string_view cell = trimmed(line.substr(begin, end - begin));
        const std::size_t lead =
            cell.empty() ? 0 : static_cast<std::size_t>(cell.data() - line.data()) - begin;
        out.at.push_back({at.file, at.line, static_cast<std::uint32_t>(begin + lead + 1)});
        if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
            cell = cell.substr(1, cell.size() - 2);
        out.cells.emplace_back(cell);
        begin = end + 1;
    }
    return out;
}

std::vector<CsvLine> split_lines(std::string_view text, std::uint32_t file) {
    std::vector<CsvLine> lines;
    Spot at{file, 0, 1};
    bool first = true;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trimmed(text.substr(begin, end - begin));
        const std::string_view whole = text.substr(begin, end - begin);
        begin = end + 1;
        ++at.line;
        if (line.empty() || line.front() == '#') continue;
        const bool header = first && line.find_first_of("0123456789") == std::string_view::npos;
        first = false;
        if (!header) lines.push_back(split(whole, at));
    }
    return lines;
}

}  // namespace

std::string Files::beside(const Node& text) const {
    const std::string& in = findings_.file_name(text.at.file);
    const std::size_t slash = in.rfind('/');
    const bool of_scenario = text.at.file == 0 || in == "--set";  // its own files are relative to it already
    return of_scenario || slash == in.npos || text.text.front() == '/' ? text.text : in.substr(0, slash + 1) + text.text;
}

const CsvFile& Files::csv(std::string_view name) {
    const auto [at, fresh] = split_.try_emplace(std::string{name});
    CsvFile& file = at->second;
    if (!fresh) return file;
    const TextFile& found = text(name);
    file.readable = found.readable;
    file.unreadable = found.unreadable;
    if (found.readable) file.lines = split_lines(found.content, findings_.file(name));
    return file;
}

const TextFile& Files::text(std::string_view name) {
    const auto [at, fresh] = read_.try_emplace(std::string{name});
    TextFile& file = at->second;
    if (!fresh) return file;
    Included found = include_ ? include_(name) : std::nullopt;
    if (!found.text) {
        file.unreadable = wording::unreadable_file(name, found.why);
    } else if (!is_text(*found.text)) {
        file.unreadable = wording::file_not_text(name);
    } else {
        file.readable = true;
        file.content = std::move(*found.text);
    }
    return file;
}

bool names_csv(std::string_view text) {
    return text.size() > 4 &&
           (text.substr(text.size() - 4) == ".csv" || text.substr(text.size() - 4) == ".CSV");
}

}  // namespace mxsim::scenario
