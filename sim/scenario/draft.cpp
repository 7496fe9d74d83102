// Names are compared without regard to case and a trailing dot, so "[domains.\"A.example.\"]" and
// "[domains.\"a.example\"]" are the same domain, and that is a mistake. Two servers cannot share an
// address that is written out.

#include "sim/scenario/draft.hpp"

#include <algorithm>
#include <unordered_set>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/wording.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

constexpr std::string_view sections[] = {"domains", "servers", "senders", "outages", "changes", "groups"};

// A name with dots outside quotes has become a table within a table; the walk has told.
bool is_torn_name(const Node& table, Table kind) {
    const auto unknown = [&](const Node& item) { return item.is(Type::table) && !find_word(kind, item.key); };
    const bool quoted = table.key.find('.') != table.key.npos;
    return !quoted && (kind == Table::domain || kind == Table::server) &&
           std::any_of(table.items.begin(), table.items.end(), unknown);
}

void keep_named_tables(Node& section) {
    if (!section.is(Type::table)) {
        section.type = Type::table;
        section.items.clear();
    }
    const Table kind = find_word(Table::top, section.key)->forms[0].inner;
    const auto bad = [&](const Node& item) {
        return !item.is(Type::table) || is_torn_name(item, kind);
    };
    section.items.erase(std::remove_if(section.items.begin(), section.items.end(), bad), section.items.end());
}

// Fills `names` in the order of the tables; a second table of the same name, or a name that is none, is
// reported and left out.
void collect_names(std::vector<Node>& tables, NameList& names, std::string_view what, Findings& findings) {
    std::vector<Node> kept;
    kept.reserve(tables.size());
    std::unordered_map<std::string, Spot> first;
    for (Node& table : tables) {
        const Parsed<std::string> name = parse_host(table.key);
        if (!name) {
            findings.error(table.key_at, wording::bad_table_name(what, table.key, name.complaint));
            continue;
        }
        const auto [at, fresh] = first.try_emplace(name.value, table.key_at);
        if (fresh) {
            names.add(name.value);
            kept.push_back(std::move(table));
        } else {
            findings.error(table.key_at, wording::same_name(what, table.key, at->second.line));
        }
    }
    tables = std::move(kept);
}

void collect_addresses(Draft& draft, const Values& silent, Findings& findings) {
    const std::vector<Node>& servers = draft.section("servers");
    for (std::uint32_t i = 0; i < servers.size(); ++i) {
        const Node* listed = servers[i].find("addresses");
        const auto addresses = listed && listed->is(Type::array) ? silent.addresses(*listed) : std::nullopt;
        for (const std::string& address : addresses.value_or(std::vector<std::string>{})) {
            if (address == "v4" || address == "v6") continue;
            const auto [at, fresh] = draft.server_at.try_emplace(address, i);
            if (fresh) continue;
            findings.error(listed->at, at->second == i ? wording::address_again(address)
                                                       : wording::address_twice(address, servers[at->second].key));
        }
    }
}

void collect_aliases(Draft& draft, const Values& silent, Findings& findings) {
    const std::vector<Node>& servers = draft.section("servers");
    for (std::uint32_t i = 0; i < servers.size(); ++i) {
        const Node* listed = servers[i].find("aliases");
        std::uint16_t number = 0;
        for (const Node* alias : (listed ? silent.names(*listed) : std::nullopt).value_or(std::vector<const Node*>{})) {
            const Parsed<std::string> name = parse_host(alias->text);
            if (!name)
                findings.error(alias->at, name.complaint);
            else if (draft.host(name.value))
                findings.error(alias->at, wording::alias_taken(alias->text));
            else
                draft.aliases[name.value] = {i, ++number};
        }
    }
}

void collect_mx(Draft& draft, const Values& silent, Findings& findings) {
    for (const Node& domain : draft.section("domains")) {
        const Node* listed = domain.find("mx");
        std::vector<MxLine> lines;
        bool legible = true;
        if (listed) {
            auto read = silent.mx(*listed);
            legible = read.has_value();
            lines = read ? std::move(*read) : silent.mx_as_far_as_legible(*listed);
        }
        std::unordered_set<std::string> hosts;
        std::string server;
        const auto twice = [&](const MxLine& line) {
            const auto alias = draft.aliases.find(line.host);  // of a server that may be named, too
            server = alias == draft.aliases.end() ? line.host : draft.servers.all()[alias->second.server];
            if (hosts.insert(server).second) return false;
            if (legible)
                findings.error(line.at, wording::exchanger_twice(domain.key, server == line.host ? server : server + " (" + line.host + " is its alias)"));
            return true;
        };
        lines.erase(std::remove_if(lines.begin(), lines.end(), twice), lines.end());
        draft.mx.push_back(std::move(lines));
    }
}

}  // namespace

std::vector<Node>& Draft::section(std::string_view name) {
    if (Node* found = root.find(name)) return found->items;
    return root.put(name, table_node()).items;
}

bool Draft::lacks_zone_data() {
    const auto& tables = section("domains");
    return std::any_of(tables.begin(), tables.end(), [](const Node& domain) {
        return domain.find("zone") && !domain.find("mx") && !domain.find("addresses") && !domain.find("cname");
    });
}

std::optional<failure::HostName> Draft::host(std::string_view canonical_name) const {
    if (const std::int64_t own = servers.find(canonical_name); own >= 0)
        return failure::HostName{static_cast<std::uint32_t>(own), 0};
    const auto alias = aliases.find(std::string{canonical_name});
    if (alias == aliases.end()) return std::nullopt;
    return alias->second;
}

std::uint32_t Draft::add_server(const std::string& canonical_name, Node table) {
    table.key = canonical_name;
    table.assumed = true;
    table.items.reserve(5);  // its role and four defaults: there may be very many of these
    section("servers").push_back(std::move(table));
    servers.add(canonical_name);
    return static_cast<std::uint32_t>(servers.size() - 1);
}

Draft make_draft(Node root, const Values& silent, Findings& findings) {
    Draft draft;
    draft.root = std::move(root);
    for (const std::string_view name : sections)
        if (Node* section = draft.root.find(name)) keep_named_tables(*section);
    collect_names(draft.section("domains"), draft.domains, "domain", findings);
    collect_names(draft.section("servers"), draft.servers, "server", findings);
    collect_addresses(draft, silent, findings);
    collect_aliases(draft, silent, findings);
    collect_mx(draft, silent, findings);
    return draft;
}

std::optional<std::uint32_t> NameResolver::resolve_one(std::string_view name, Spot at, const NameList& known,
                                                       std::string_view what) {
    const std::int64_t index = known.find(canonical(name));
    if (index >= 0) return static_cast<std::uint32_t>(index);
    if (what == "server" && some_unread_) return std::nullopt;
    if (what == "domain" && known.size() == 0) return std::nullopt;  // that there is none is what is wrong
    if (name.find("..") != name.npos && name.find('{') != name.npos)
        return findings_.error(at, wording::range_outside_list(name, what == "server")), std::nullopt;
    const auto near = suggestions_left_-- > 0 ? nearest(canonical(name), known.all()) : std::nullopt;
    findings_.error(at, wording::unknown_name(what, name, known.all(), near));
    return std::nullopt;
}

std::vector<std::uint32_t> NameResolver::resolve(const std::vector<const Node*>& names, const NameList& known,
                                                 std::string_view what) {
    std::vector<std::uint32_t> all;
    std::unordered_set<std::uint32_t> taken;
    const auto take = [&](std::uint32_t index) {
        if (taken.insert(index).second) all.push_back(index);
    };
    for (const Node* name : names) {
        if (!is_pattern(name->text)) {
            if (const auto index = resolve_one(name->text, name->at, known, what)) take(*index);
        } else {
            const std::string pattern = canonical(name->text);
            bool any = false;
            for (std::uint32_t i = 0; i < known.size(); ++i) {
                if (!matches(pattern, known.all()[i])) continue;
                any = true;
                take(i);
            }
            if (!any && known.size() > 0)  // that there is none is what is wrong
                findings_.error(name->at, wording::pattern_without_match(what, name->text, known.all()));
        }
    }
    return all;
}

}  // namespace mxsim::scenario
