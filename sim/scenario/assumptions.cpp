// One default used by many is one line: nobody reads a hundred thousand lines of "100 slots".

#include "sim/scenario/assumptions.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::size_t told_one_by_one = 3;

}  // namespace

void Assumptions::add(std::string_view path, std::string value, std::string_view source) {
    groups_.push_back({{}, std::string{path}, std::move(value), std::string{source}, {}, 1});
}

void Assumptions::add(std::string_view section, std::string_view name, std::string_view key,
                      std::string value, std::string_view source) {
    for (Group& group : groups_) {
        if (group.section != section || group.key != key || group.value != value || group.source != source)
            continue;
        if (group.names.size() <= told_one_by_one) group.names.emplace_back(name);
        ++group.count;
        return;
    }
    groups_.push_back({std::string{section},
                       std::string{key},
                       std::move(value),
                       std::string{source},
                       {std::string{name}},
                       1});
}

std::vector<Assumed> Assumptions::lines() const {
    std::vector<Assumed> all;
    for (const Group& group : groups_) {
        if (group.section.empty()) {
            all.push_back({group.key, group.value, group.source});
        } else if (group.count > told_one_by_one) {
            all.push_back({group.section + ".*." + group.key, group.value,
                           group.source + " (" + std::to_string(group.count) + ' ' + group.section + ')'});
        } else {
            for (const std::string& name : group.names)
                all.push_back({group.section + '.' + name + '.' + group.key, group.value, group.source});
        }
    }
    return all;
}

}  // namespace mxsim::scenario
