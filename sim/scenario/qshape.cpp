// The first line of a qshape table is "T 5 10 20 ... 1280 1280+": the upper ends of the age columns, in minutes. Each
// line after it is a domain, its total, and its messages by age; TOTAL is the sum of all. A last column that is open
// ("1280+") is read as twice as wide as the one before it, as the columns double.

#include "sim/scenario/qshape.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "sim/scenario/name.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

struct Word {
    std::string_view text;
    Spot at;
};

std::vector<Word> words_of(std::string_view line, Spot at) {
    constexpr std::string_view blank = " \t\r";
    std::vector<Word> words;
    for (std::size_t begin = line.find_first_not_of(blank); begin != line.npos;) {
        const std::size_t end = std::min(line.find_first_of(blank, begin), line.size());
        words.push_back({line.substr(begin, end - begin), {at.file, at.line, static_cast<std::uint32_t>(begin + 1)}});
        begin = line.find_first_not_of(blank, end);
    }
    return words;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr std::uint64_t most = 1'000'000'000;
    if (error != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
    return value;
}

class Columns {
  public:
    explicit Columns(Findings& findings) : findings_{findings} {}

    void line(const std::vector<Word>& words) {
        if (words.empty()) return;
        if (ends_.empty())
            head(words);
        else
            row(words);
    }
    std::vector<QshapeCell> cells;
    bool good = true;
    bool has_head() const { return !ends_.empty(); }
    void check_total() const {
        if (total_ && *total_ != all_) findings_.warning(total_at_, wording::qshape_total(*total_, all_));
    }

  private:
    void refuse(Spot at, Complaint complaint) {
        findings_.error(at, std::move(complaint));
        good = false;
    }

    void head(const std::vector<Word>& words) {
        if (words.front().text != "T" || words.size() < 2) return refuse(words.front().at, wording::qshape_head());
        std::uint64_t last = 0;
        for (std::size_t i = 1; i < words.size(); ++i) {
            const bool open = i + 1 == words.size() && words[i].text.back() == '+';
            const auto minutes = number_of(words[i].text.substr(0, words[i].text.size() - open));
            if (!minutes || (open ? *minutes != last : *minutes <= last)) return refuse(words[i].at, wording::qshape_head());
            last = open ? 2 * last : *minutes;
            ends_.push_back(last);
        }
    }

    void row(const std::vector<Word>& words) {
        if (words.size() != ends_.size() + 2)
            return refuse(words.front().at, wording::qshape_row(words.size(), ends_.size() + 2));
        if (words.front().text == "TOTAL") {
            total_ = number_of(words[1].text);
            total_at_ = words[1].at;
            return;
        }
        std::uint64_t sum = 0, begin = 0;
        const std::string domain = canonical(words.front().text);
        for (std::size_t i = 1; i < words.size(); ++i) {
            const auto count = number_of(words[i].text);
            if (!count) return refuse(words[i].at, wording::qshape_number(words[i].text));
            if (i == 1) {
                all_ += sum = *count;
                continue;
            }
            const std::uint64_t end = ends_[i - 2];
            if (*count > 0) cells.push_back({domain, *count, std::chrono::minutes{begin}, std::chrono::minutes{end}, words[i].at});
            sum -= *count;
            begin = end;
        }
        if (sum != 0) refuse(words[1].at, wording::qshape_sum(words[0].text));
    }

    Findings& findings_;
    std::vector<std::uint64_t> ends_;  // of the columns, minutes
    std::optional<std::uint64_t> total_;
    Spot total_at_;
    std::uint64_t all_ = 0;
};

}  // namespace

std::vector<QshapeCell> read_qshape(std::string_view text, std::uint32_t file, Findings& findings) {
    Columns table{findings};
    Spot at{file, 0, 1};
    while (!text.empty() && table.good) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ++at.line;
        table.line(words_of(text.substr(0, end), at));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (table.good && !table.has_head()) findings.error({file, 1, 1}, wording::qshape_head());
    if (table.good) table.check_total();
    return table.good ? std::move(table.cells) : std::vector<QshapeCell>{};
}

}  // namespace mxsim::scenario
