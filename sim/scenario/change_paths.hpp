// What can change during a run, by path: "domains.example.org.mx", "servers.mx1.example.org.sessions".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

struct ChangePath {
    enum class Section { none, domains, servers, senders };
    Section section = Section::none;  // none: the path names nothing that can change
    std::size_t index = 0;            // in that section of the draft
    std::string key;                  // "mx", "relay.queue.messages"
    const Word* word = nullptr;       // of the value
};

ChangePath change_path(const Draft& draft, std::string_view path);

// The values that a change sets, each with its path: keys in quotes, or tables within tables.
struct SetValue {
    std::string path;
    const Node* value = nullptr;
};
std::vector<SetValue> values_set(const Draft& draft, const Node& change);

// Every list of MX records that a change gives a domain.
struct LaterRecords {
    std::size_t domain = 0;
    std::vector<MxLine> mx;
};
std::vector<LaterRecords> later_records(Draft& draft, const Values& silent);

// Every list of addresses that a change gives a domain itself.
struct LaterAddresses {
    std::size_t domain = 0;
    std::vector<std::string> addresses;
};
std::vector<LaterAddresses> later_addresses(Draft& draft, const Values& silent);

}  // namespace mxsim::scenario
