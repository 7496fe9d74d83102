// An exchanger of a domain's best preference is taken to be the mailbox server unless its table says
// otherwise: somebody has to keep the mail. What a second exchanger is decides the answer of most
// scenarios (a relay gives the mail back when the first is up again, a mailbox server keeps it), so
// there is no default for it: the diagnostic offers the lines to paste.

#include "sim/scenario/roles.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "sim/scenario/change_paths.hpp"
#include "sim/scenario/name_ranges.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

// What the domains say of one exchanger.
struct Mention {
    std::int64_t best_for = -1;   // the first domain of which it is a best exchanger
    std::vector<std::size_t> other_for;  // the domains of which it is another, in order
    MxLine other;
    std::string better;  // an exchanger of that domain that is better
};

struct Mentions {
    NameList hosts;
    std::vector<Mention> of;

    Mention& at(const std::string& host) {
        if (hosts.add(host)) of.emplace_back();
        return of[static_cast<std::size_t>(hosts.find(host))];
    }
};

void add(Mentions& mentions, const Draft& draft, std::size_t domain, const std::vector<MxLine>& lines) {
    const auto best = std::min_element(lines.begin(), lines.end(), [](const MxLine& a, const MxLine& b) {
        return a.preference < b.preference;
    });
    for (const MxLine& line : lines) {
        if (line.host.empty()) continue;
        const auto alias = draft.aliases.find(line.host);
        const bool own = alias == draft.aliases.end();
        Mention& mention = mentions.at(own ? line.host : draft.servers.all()[alias->second.server]);
        if (line.preference == best->preference) {
            if (mention.best_for < 0) mention.best_for = static_cast<std::int64_t>(domain);
            continue;
        }
        if (mention.other_for.empty()) {
            mention.other = line;
            mention.better = best->host;
        }
        mention.other_for.push_back(domain);
    }
}

// Also by records that come later.
Mentions collect(Draft& draft, const Values& silent) {
    Mentions mentions;
    for (std::size_t domain = 0; domain < draft.mx.size(); ++domain) add(mentions, draft, domain, draft.mx[domain]);
    for (const LaterRecords& later : later_records(draft, silent)) add(mentions, draft, later.domain, later.mx);
    return mentions;
}

// A name that leads to no address needs no role: nobody ever gets there.
bool has_role(const Node& server) {
    const Node* mailbox = server.find("mailbox");
    return server.find("relay") || (mailbox && (!mailbox->is(Type::boolean) || mailbox->boolean)) ||
           leads_nowhere(server);
}

// Else a zone file has named it.
bool is_in_scenario(const Node& table) { return table.key_at.file == 0; }

Node assumed_mailbox() {
    Node yes = boolean_node(true);
    yes.assumed = true;
    return yes;
}

class Roles {
  public:
    Roles(Draft& draft, const Values& silent, Findings& findings, Findings& unused, Assumptions& assumptions)
        : draft_{draft}, silent_{silent}, findings_{findings}, unused_{unused}, assumptions_{assumptions} {}

    void decide() {
        const Mentions mentions = collect(draft_, silent_);
        used_.assign(draft_.servers.size(), false);
        for (std::size_t i = 0; i < mentions.of.size(); ++i)
            exchanger(mentions.hosts.all()[i], mentions.of[i]);
        tell_unknown();
        for (std::size_t i = 0; i < draft_.mx.size(); ++i)
            if (draft_.mx[i].empty())
                without_mx(i);
            else if (draft_.section("domains")[i].find("addresses"))
                holder_of_own(i);
        for (const LaterAddresses& later : later_addresses(draft_, silent_))
            for (const std::string& address : later.addresses) holder_of(address, "its address is that of " + draft_.domains.all()[later.domain] + " later");
        for (Node& server : draft_.section("servers")) next_host_of(server);
        for (const Node& sender : draft_.section("senders"))
            for (const std::string& address : literals_of(sender)) holder_of(address, "a sender addresses it by its address");
        if (any_unread_domain()) return;  // what is wrong there may be what would use it
        for (std::size_t i = 0; i < used_.size(); ++i)
            if (!used_[i]) unused_.warning(draft_.section("servers")[i].key_at, unused(i));
    }

  private:
    bool any_unread_domain() {
        const auto& domains = draft_.section("domains");
        return draft_.lacks_zone_data() || std::any_of(domains.begin(), domains.end(), [this](const Node& domain) {
            const Node* mx = domain.find("mx");
            const Node* cname = domain.find("cname");
            if (cname) return draft_.domains.find(canonical(cname->text)) < 0;
            return mx && !silent_.mx(*mx);
        });
    }

    void exchanger(const std::string& host, const Mention& mention) {
        const std::int64_t known = draft_.servers.find(host);
        if (known >= 0) used_[static_cast<std::size_t>(known)] = true;
        const Node* table = known >= 0 ? &draft_.section("servers")[static_cast<std::size_t>(known)] : nullptr;
        if (table && has_role(*table)) return;
        const Node* denied = table ? table->find("mailbox") : nullptr;
        if (denied && denied->is(Type::boolean)) return findings_.error(denied->at, wording::no_role(host));
        if (table && findings_.is_misspelled(table->key_at)) return mailbox(host, "");  // that may have been its role
        if (!mention.other_for.empty()) {
            unknown_[{mention.other.at.file, mention.other.at.line, mention.other.at.column}].push_back(
                {host, &mention, room_for(table && is_in_scenario(*table) ? table : nullptr)});
            mailbox(host, "");  // it is known, whatever it is
        } else {
            mailbox(host,
                    "best preference of " + draft_.domains.all()[static_cast<std::size_t>(mention.best_for)]);
        }
    }

    std::vector<std::string> names_of(const std::vector<std::size_t>& domains) const {
        std::vector<std::string> names;
        for (const std::size_t domain : domains)
            if (names.empty() || names.back() != draft_.domains.all()[domain]) names.push_back(draft_.domains.all()[domain]);
        return names;
    }

    // Of a family's exchangers at one place what is offered is for all of them.
    void tell_unknown() {
        for (const auto& [place, all] : unknown_) {
            const Unknown& first = all.front();
            std::vector<std::string> hosts, domains;
            for (const Unknown& one : all) {
                hosts.push_back(one.host);
                for (std::string& name : names_of(one.mention->other_for)) domains.push_back(std::move(name));
            }
            const auto servers = name_ranges(hosts);
            auto names = name_ranges(domains);
            const bool of_family = all.size() > 1 && servers.size() == 1;
            if (of_family && domains.size() == hosts.size()) in_step(servers[0], names);
            if (all.size() > 1 && !of_family) names = name_ranges(domains = names_of(first.mention->other_for));
            const MxLine& record = first.mention->other;
            findings_.error(record.at, wording::role_unknown(first.host, domains.front(), domains.size(), record.preference,
                                                             first.mention->better, first.room,
                                                             of_family ? servers[0] : first.host, names));
        }
    }

    // "c{1..50}.org" beside "b{1..50}.org": each member is of its own number.
    static void in_step(const std::string& server, std::vector<std::string>& domains) {
        const auto braces = [](const std::string& name) {
            const std::size_t open = name.find('{');
            return open == name.npos ? std::string{} : name.substr(open, name.find('}') + 1 - open);
        };
        const std::string range = braces(server);
        if (domains.size() == 1 && !range.empty() && braces(domains[0]) == range)
            domains[0].replace(domains[0].find(range), range.size(), "{n}");
    }

    // Where lines can be pasted that say what a server is.
    wording::Room room_for(const Node* table) const {
        const Node* servers = draft_.root.find("servers");
        if (table) return table->closed ? wording::Room::braces_of_server : wording::Room::table;
        return servers && servers->closed ? wording::Room::braces_of_servers : wording::Room::file;
    }

    void mailbox(const std::string& host, const std::string& why) {
        const std::int64_t known = draft_.servers.find(host);
        const std::uint32_t index =
            known >= 0 ? static_cast<std::uint32_t>(known) : draft_.add_server(host, table_node());
        if (index >= used_.size()) used_.resize(index + 1, false);
        used_[index] = true;
        Node& server = draft_.section("servers")[index];
        if (has_role(server)) return;
        server.put("mailbox", assumed_mailbox());
        if (server.assumed) server.at = server.key_at = Spot{};
        assumptions_.add("servers", host, "mailbox", "true", why_or_short(why));
    }

    // Many servers take this default for as many reasons of one kind: one wording lets them share a line.
    std::string why_or_short(const std::string& why) const {
        return draft_.domains.size() > 3 ? "mxsim default: an exchanger of the best preference"
                                         : "mxsim default: " + why;
    }

    void without_mx(std::size_t domain) {
        const Node& table = draft_.section("domains")[domain];
        const Node* listed = table.find("mx");
        if (listed && !silent_.mx(*listed)) return;  // reported
        const std::int64_t server = implicit_server(draft_, domain, silent_);
        const Node* addresses = table.find("addresses");
        const std::string& name = draft_.domains.all()[domain];
        if (server >= 0)
            mailbox(draft_.servers.all()[static_cast<std::size_t>(server)], "its address is that of " + name);
        else if (addresses && !addresses->items.empty())
            mailbox(name, "its address is that of the domain");
        if (addresses && !addresses->items.empty()) has_addresses_of(name, *addresses);
        else if (!listed && !table.find("zone") && !table.find("cname"))
            findings_.error(table.key_at, wording::domain_without_mx(name));
    }

    // The server that is named like a domain has its addresses, where nobody says another.
    void has_addresses_of(const std::string& name, const Node& addresses) {
        const std::int64_t own = draft_.servers.find(name);
        if (own < 0) return;
        Node& server = draft_.section("servers")[static_cast<std::size_t>(own)];
        const auto all = silent_.addresses(addresses);
        if (server.find("addresses") || !all) return;
        for (const std::string& address : *all)
            if (draft_.server_at.count(address) > 0) return;
        for (const std::string& address : *all) draft_.server_at.emplace(address, static_cast<std::uint32_t>(own));
        server.put("addresses", addresses);
    }

    // A domain with MX records may lose them: in an outage of its zone, by a change.
    void holder_of_own(std::size_t domain) {
        const std::int64_t server = implicit_server(draft_, domain, silent_);
        if (server >= 0) mailbox(draft_.servers.all()[static_cast<std::size_t>(server)], "its address is that of " + draft_.domains.all()[domain]);
    }

    // A relay's route names a server that no domain need name; somebody has to say what it is.
    void next_host_of(const Node& server) {
        const Node* relay = server.find("relay");
        const Node* route = relay ? relay->find("route") : nullptr;
        if (!route) return;
        const auto next = draft_.host(canonical(route->text));
        if (!next) return;
        used_[next->server] = true;
        const Node& table = draft_.section("servers")[next->server];
        if (!has_role(table)) findings_.error(table.key_at, wording::route_without_role(table.key, server.key));
    }

    void holder_of(const std::string& address, const std::string& why) {
        const auto at = draft_.server_at.find(address);
        if (at != draft_.server_at.end()) mailbox(draft_.servers.all()[at->second], why);
    }

    Complaint unused(std::size_t server) const {
        const Node& table = const_cast<Draft&>(draft_).section("servers")[server];
        return wording::unused_server(table.key);
    }

    Draft& draft_;
    const Values& silent_;
    Findings& findings_;
    Findings& unused_;
    Assumptions& assumptions_;
    std::vector<bool> used_;

    struct Unknown {
        std::string host;
        const Mention* mention;
        wording::Room room;
    };
    std::map<std::array<std::uint32_t, 3>, std::vector<Unknown>> unknown_;  // by place: file, line, column
};

void add_literal(std::string_view text, std::vector<std::string>& to) {
    const std::size_t open = text.find('[');
    const std::size_t close = text.find(']', open == text.npos ? 0 : open);
    if (open == text.npos || close == text.npos) return;
    if (auto address = literal_address(text.substr(open, close - open + 1)))
        to.push_back(std::move(*address));
}

void add_literals(const Node& node, std::vector<std::string>& to) {
    if (node.is(Type::text)) add_literal(node.text, to);
    for (const Node& item : node.items) add_literals(item, to);
}

}  // namespace

void decide_roles(Draft& draft, const Values& silent, Findings& findings, Findings& unused, Assumptions& assumptions) {
    Roles{draft, silent, findings, unused, assumptions}.decide();
}

bool leads_nowhere(const Node& server) {
    const Node* addresses = server.find("addresses");
    if (!addresses) return false;
    return addresses->is(Type::array) ? addresses->items.empty() : addresses->text == "nodata";
}

std::int64_t implicit_server(const Draft& draft, std::size_t domain, const Values& silent) {
    const Node* section = draft.root.find("domains");
    const Node* listed = section->items[domain].find("addresses");
    if (listed && listed->items.empty()) return -1;
    const auto addresses = listed ? silent.addresses(*listed) : std::nullopt;
    for (const std::string& address : addresses.value_or(std::vector<std::string>{})) {
        const auto at = draft.server_at.find(address);
        if (at != draft.server_at.end()) return at->second;
    }
    return draft.servers.find(draft.domains.all()[domain]);
}

std::vector<std::string> literals_of(const Node& sender) {
    std::vector<std::string> all;
    for (const std::string_view key : {"to", "times"})
        if (const Node* node = sender.find(key)) add_literals(*node, all);
    return all;
}

}  // namespace mxsim::scenario
