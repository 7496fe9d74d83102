// A domain's zone file says what the words of its table would: its MX records (or, without any, its own addresses),
// their TTL, how long "there is none" is remembered (the lower of the SOA's TTL and its minimum, RFC 2308 section
// 5), and the addresses of the exchangers. A file with an SOA record is the whole zone: a name in it that has no
// records does not exist. A file without is an excerpt, of which nothing follows from what is not there. An exchanger
// that is an alias leads to the server it stands for, as MTAs follow it though RFC 2181 section 10.3 forbids it.

#include "sim/scenario/zone_files.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "sim/scenario/name.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/wording.hpp"
#include "sim/scenario/zone_data.hpp"

namespace mxsim::scenario {

namespace {

Node at(Node node, Spot spot) {
    node.key_at = node.at = spot;
    return node;
}

Node bare_text(std::string text, Spot spot) {
    Node node = at(text_node(text), spot);
    node.bare = true;
    return node;
}

Node seconds(std::uint32_t ttl, Spot spot) { return at(text_node(std::to_string(ttl) + 's'), spot); }

// "10 mx1.example.org", the name as far from the preference as in the file.
Node mx_text(const MasterRecord& record) {
    const MasterField& preference = record.data[0];
    const MasterField& host = record.data[1];
    const std::size_t end = preference.at.column + preference.text.size();
    const bool one_line = host.at.line == preference.at.line && host.at.column > end;
    return bare_text(preference.text + std::string(one_line ? host.at.column - end : 1, ' ') + host.text, preference.at);
}

Node address_list(const ZoneData::Records& records) {
    std::vector<Node> items;
    for (const MasterRecord* record : records) items.push_back(bare_text(record->data[0].text, record->data[0].at));
    return at(array_node(std::move(items)), records.empty() ? Spot{} : records[0]->at);
}

// Do two values of one key say the same?
bool agree(const Node& a, const Node& b) {
    if (a.is(Type::text) && b.is(Type::text)) {
        const auto x = parse_duration(a.text), y = parse_duration(b.text);
        return x && y ? x.value == y.value : a.text == b.text;
    }
    const auto canonical_list = [](const Node& list) {
        std::vector<std::string> all;
        for (const Node& item : list.items) {
            const auto address = parse_address(item.text);
            all.push_back(address ? address.value : item.text);
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    return a.is(Type::array) && b.is(Type::array) && canonical_list(a) == canonical_list(b);
}

class ZoneFiles {
  public:
    ZoneFiles(Node& root, Files& files, Findings& findings) : root_{root}, files_{files}, findings_{findings} {}

    void read(Node& domain, const Node& file) {
        const Parsed<std::string> name = parse_host(domain.key);
        if (!name) return;  // reported with the names
        for (const char* beside : {"mx", "ttl", "negative_ttl", "addresses", "cname"})
            if (const Node* other = domain.find(beside))
                return findings_.error(other->key_at, wording::beside_zone(beside));
        const std::string named = files_.beside(file);
        const Spot named_at = file.at;
        const std::size_t before = findings_.errors();
        const ZoneData zone{read_master_file(named, named_at, name.value, files_, findings_), findings_};
        if (findings_.errors() > before) return;
        const auto end = zone.end_of_aliases(name.value);
        if (!end) return findings_.error(named_at, wording::ring_of_aliases(name.value));
        if (end->last_alias && !zone.has(end->name)) {
            const MasterField& target = end->last_alias->data[0];
            domain.put("cname", bare_text(target.text, target.at));
        } else if (!data_of(domain, zone, end->name)) {
            findings_.error(named_at, wording::zone_without_domain(named, name.value));
        }
        for (std::size_t i = 0; i < servers().size(); ++i) {
            const std::string server = canonical(servers()[i].key);
            if (zone.has(server) && told_.count(server) == 0) addresses(server, zone.addresses_of(server));
        }
        told_.clear();
    }

  private:
    // False if the file says nothing of it.
    bool data_of(Node& domain, const ZoneData& zone, const std::string& owner) {
        const auto start = zone.of(owner, "SOA");
        if (!start.empty()) negative_ttl(domain, *start[0]);
        const auto records = zone.of(owner, "MX");
        const auto own = zone.addresses_of(owner);
        if (!records.empty()) {
            exchangers(domain, zone, owner, records);
        } else if (!own.empty()) {
            domain.put("addresses", address_list(own));
            own_server(owner, own);
        } else if (!start.empty()) {
            findings_.warning(start[0]->at, wording::zone_without_exchanger(owner));
            domain.put("mx", at(array_node({}), start[0]->at));
            domain.put("addresses", at(array_node({}), start[0]->at));
        } else {
            return false;
        }
        return true;
    }

    void negative_ttl(Node& domain, const MasterRecord& start) {
        const MasterField& minimum = start.data[6];
        const auto least = parse_master_ttl(minimum.text);
        if (!least) return findings_.error(minimum.at, wording::zone_ttl(minimum.text));
        domain.put("negative_ttl", seconds(std::min(*least, start.ttl.value_or(*least)), minimum.at));
    }

    void exchangers(Node& domain, const ZoneData& zone, const std::string& apex, const ZoneData::Records& records) {
        std::vector<Node> lines;
        for (const MasterRecord* record : records) lines.push_back(mx_text(*record));
        domain.put("mx", at(array_node(std::move(lines)), records[0]->at));
        if (const auto ttl = ttl_of(records)) domain.put("ttl", seconds(*ttl, records[0]->at));
        for (const MasterRecord* record : records)
            if (const MasterField& host = record->data[1]; host.text != "." && !is_address(host.text))
                exchanger(host, zone, apex);
    }

    void exchanger(const MasterField& host, const ZoneData& zone, const std::string& apex) {
        const auto end = zone.end_of_aliases(host.text);
        if (!end) return findings_.error(host.at, wording::ring_of_aliases(host.text));
        if (end->last_alias) alias(host, end->name);
        const auto records = zone.addresses_of(end->name);
        if (!records.empty()) return addresses(end->name, records);
        if (!is_within(end->name, apex)) return;
        const std::string relative = end->name.substr(0, end->name.size() - std::min(end->name.size(), apex.size() + 1));
        const bool whole = zone.is_whole(apex) && !zone.delegates(end->name, apex);
        if (!whole && !is_within(relative, apex)) return;
        findings_.warning(host.at, wording::zone_without_address(end->name, relative));
        put(server(end->name, host.at), "addresses",
            zone.has(end->name) ? at(text_node("nodata"), host.at) : at(array_node({}), host.at));
    }

    void addresses(const std::string& name, const ZoneData::Records& records) {
        told_.insert(name);
        if (records.empty()) return;
        Node& table = server(name, records[0]->at);
        put(table, "addresses", address_list(records));
        if (const auto ttl = ttl_of(records)) put(table, "ttl", seconds(*ttl, records[0]->at));
    }

    // Behind a domain without MX records is the server that holds its address, else the one named like it.
    void own_server(const std::string& name, const ZoneData::Records& own) {
        const auto holds_it = [&](const Node& table) {
            const Node* listed = table.find("addresses");
            return listed && std::any_of(listed->items.begin(), listed->items.end(), [&](const Node& address) {
                return std::any_of(own.begin(), own.end(), [&](const MasterRecord* record) {
                    return agree(array_node({address}), address_list({record}));
                });
            });
        };
        if (std::none_of(servers().begin(), servers().end(), holds_it)) addresses(name, own);
    }

    void alias(const MasterField& host, const std::string& stands_for) {
        Node& table = server(stands_for, host.at);
        Node* listed = table.find("aliases");
        if (!listed) listed = &table.put("aliases", at(array_node({}), host.at));
        const auto same = [&](const Node& item) { return canonical(item.text) == host.text; };
        if (listed->is(Type::array) && std::none_of(listed->items.begin(), listed->items.end(), same))
            listed->items.push_back(bare_text(host.text, host.at));
    }

    void put(Node& table, std::string_view key, Node value) {
        const Node* given = table.find(key);
        if (!given)
            table.put(key, std::move(value));
        else if (!agree(*given, value))
            findings_.error(given->at, wording::zone_contradicts(table.key, key, findings_.place(value.at)));
    }

    std::vector<Node>& servers() {
        Node* section = root_.find("servers");
        if (!section) section = &root_.put("servers", table_node());
        return section->items;
    }

    // The table of a server, made if there is none.
    Node& server(const std::string& name, Spot spot) {
        for (; indexed_ < servers().size(); ++indexed_) index_.try_emplace(canonical(servers()[indexed_].key), indexed_);
        const auto [found, fresh] = index_.try_emplace(name, servers().size());
        if (fresh) {
            Node& table = servers().emplace_back(at(table_node(), spot));
            table.key = name;
        }
        return servers()[found->second];
    }

    Node& root_;
    Files& files_;
    Findings& findings_;
    std::unordered_map<std::string, std::size_t> index_;  // of servers' tables, by canonical name
    std::size_t indexed_ = 0;
    std::set<std::string> told_;  // servers whose addresses this file has told
};

}  // namespace

void read_zone_files(Node& root, Files& files, Findings& findings) {
    Node* domains = root.find("domains");
    const Node* servers = root.find("servers");
    if (!domains || !domains->is(Type::table) || (servers && !servers->is(Type::table))) return;
    ZoneFiles zones{root, files, findings};
    for (Node& domain : domains->items)
        if (const Node* file = domain.find("zone"); file && file->is(Type::text))
            zones.read(domain, *file);
}

}  // namespace mxsim::scenario
