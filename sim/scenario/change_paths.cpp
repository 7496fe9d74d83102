// Names of hosts have dots themselves, so the longest known name is taken, and what is left is the key.
#include "sim/scenario/change_paths.hpp"

#include <array>

namespace mxsim::scenario {

namespace {

using Section = ChangePath::Section;

struct Changeable {
    Section section;
    std::string_view key;
    Table table;
    std::string_view word;
};

constexpr std::array<Changeable, 12> changeable{{{Section::domains, "mx", Table::domain, "mx"},
                                                 {Section::domains, "ttl", Table::domain, "ttl"},
                                                 {Section::domains, "negative_ttl", Table::domain, "negative_ttl"},
                                                 {Section::domains, "addresses", Table::domain, "addresses"},
                                                 {Section::servers, "addresses", Table::server, "addresses"},
                                                 {Section::servers, "ttl", Table::server, "ttl"},
                                                 {Section::servers, "sessions", Table::server, "sessions"},
                                                 {Section::servers, "service", Table::server, "service"},
                                                 {Section::servers, "relay.queue", Table::relay, "queue"},
                                                 {Section::servers, "relay.queue.messages", Table::relay_queue, "messages"},
                                                 {Section::servers, "relay.queue.bytes", Table::relay_queue, "bytes"},
                                                 {Section::senders, "rate", Table::sender, "rate"}}};

Section section_of(std::string_view word) {
    if (word == "domains") return Section::domains;
    if (word == "servers") return Section::servers;
    return word == "senders" ? Section::senders : Section::none;
}

std::vector<std::string> names_in(const Draft& draft, Section section) {
    if (section == Section::domains) return draft.domains.all();
    if (section == Section::servers) return draft.servers.all();
    std::vector<std::string> names;
    if (const Node* senders = draft.root.find("senders"))
        for (const Node& sender : senders->items) names.push_back(sender.key);
    return names;
}

void add_values(const Draft& draft, const std::string& path, const Node& node, std::vector<SetValue>& to) {
    if (!node.is(Type::table) || change_path(draft, path).word) return to.push_back({path, &node});
    for (const Node& item : node.items) add_values(draft, path.empty() ? item.key : path + '.' + item.key, item, to);
}

}  // namespace

ChangePath change_path(const Draft& draft, std::string_view path) {
    ChangePath found;
    const std::size_t dot = path.find('.');
    const Section section = section_of(path.substr(0, dot));
    if (section == Section::none || dot == std::string_view::npos) return found;
    const std::string rest{path.substr(dot + 1)};
    const std::vector<std::string> names = names_in(draft, section);
    std::size_t longest = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::size_t size = names[i].size();
        const std::string head = rest.substr(0, size);
        const bool same = section == Section::senders ? head == names[i] : canonical(head) == names[i];
        if (!same || size <= longest || rest.size() <= size || rest[size] != '.') continue;
        longest = size;
        found.section = section;
        found.index = i;
        found.key = rest.substr(size + 1);
    }
    for (const Changeable& one : changeable)
        if (one.section == found.section && one.key == found.key) found.word = find_word(one.table, one.word);
    return found;
}

std::vector<SetValue> values_set(const Draft& draft, const Node& change) {
    std::vector<SetValue> all;
    const Node* set = change.find("set");
    if (set && set->is(Type::table))
        for (const Node& item : set->items) add_values(draft, item.key, item, all);
    return all;
}

namespace {

// Whatever changes set of this word of a domain.
template <class Take>
void for_each_of_domains(const Draft& draft, std::string_view word, const Take& take) {
    const Node* changes = draft.root.find("changes");
    if (!changes) return;
    for (const Node& change : changes->items)
        for (const SetValue& set : values_set(draft, change)) {
            const ChangePath path = change_path(draft, set.path);
            if (path.section == ChangePath::Section::domains && path.key == word) take(path.index, *set.value);
        }
}

}  // namespace

std::vector<LaterAddresses> later_addresses(Draft& draft, const Values& silent) {
    std::vector<LaterAddresses> all;
    for_each_of_domains(draft, "addresses", [&](std::size_t domain, const Node& value) {
        if (auto addresses = silent.addresses(value)) all.push_back({domain, std::move(*addresses)});
    });
    return all;
}

std::vector<LaterRecords> later_records(Draft& draft, const Values& silent) {
    std::vector<LaterRecords> all;
    for_each_of_domains(draft, "mx", [&](std::size_t domain, const Node& value) {
        if (auto lines = silent.mx(value)) all.push_back({domain, std::move(*lines)});
    });
    return all;
}

}  // namespace mxsim::scenario
