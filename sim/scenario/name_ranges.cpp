// A family's members differ in one number. Which of a name's numbers that is tells the name that follows it.

#include "sim/scenario/name_ranges.hpp"

#include <algorithm>
#include <cstddef>

namespace mxsim::scenario {

namespace {

constexpr const char* digits = "0123456789";

// A number in a name, and as many names from there on as count up in it.
struct Run {
    std::size_t begin = 0, end = 0;
    std::size_t names = 1;
};

std::size_t counting(const std::vector<std::string>& names, std::size_t first, std::size_t begin, std::size_t end) {
    const std::string& name = names[first];
    const bool countable = end - begin <= 9 && (name[begin] != '0' || end - begin == 1);
    if (!countable) return 1;
    const unsigned long number = std::stoul(name.substr(begin, end - begin));
    std::size_t count = 1;
    while (first + count < names.size() &&
           names[first + count] == name.substr(0, begin) + std::to_string(number + count) + name.substr(end))
        ++count;
    return count;
}

Run longest_run(const std::vector<std::string>& names, std::size_t first) {
    const std::string& name = names[first];
    Run best;
    for (std::size_t begin = name.find_first_of(digits); begin != name.npos;) {
        const std::size_t end = std::min(name.find_first_not_of(digits, begin), name.size());
        const std::size_t count = counting(names, first, begin, end);
        if (count > best.names) best = {begin, end, count};
        begin = name.find_first_of(digits, end);
    }
    return best;
}

}  // namespace

std::vector<std::string> name_ranges(const std::vector<std::string>& names) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < names.size();) {
        const Run run = longest_run(names, i);
        const std::string& name = names[i];
        if (run.names < 3) {
            all.push_back(name);
            ++i;
            continue;
        }
        const std::string first = name.substr(run.begin, run.end - run.begin);
        const std::string last = std::to_string(std::stoul(first) + run.names - 1);
        all.push_back(name.substr(0, run.begin) + '{' + first + ".." + last + '}' + name.substr(run.end));
        i += run.names;
    }
    return all;
}

}  // namespace mxsim::scenario
