// Mail gets as far as a breadth-first search from all entries. What it reaches keeps the mail, hands it on,
// or is a dead end. Mail can come back to a server exactly if the server lies in a strongly connected
// component of several servers, or hands mail to itself.
#include "sim/network/custody_graph.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/queue.hpp>

namespace mxsim::network {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;
using Servers = std::vector<std::uint32_t>;

// The servers that are named at all, each once: their places in this list are the vertices.
Servers named_servers(const CustodyGraph& graph) {
    Servers all = graph.entries;
    all.insert(all.end(), graph.mailboxes.begin(), graph.mailboxes.end());
    for (const Handover& handover : graph.handovers) all.insert(all.end(), {handover.from, handover.to});
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

class Examination {
  public:
    explicit Examination(const CustodyGraph& given)
        : servers_{named_servers(given)}, graph_{servers_.size()}, keeps_(servers_.size(), false) {
        for (const std::uint32_t server : given.mailboxes) keeps_[vertex(server)] = true;
        for (const Handover& handover : given.handovers)
            if (!keeps_[vertex(handover.from)]) add_edge(vertex(handover.from), vertex(handover.to), graph_);
        for (const std::uint32_t server : given.entries) entries_.push_back(vertex(server));
    }

    CustodyReport report() const {
        CustodyReport report;
        const std::vector<boost::default_color_type> colours = search();
        for (Vertex v = 0; v < servers_.size(); ++v) {
            if (colours[v] == boost::white_color) continue;
            if (keeps_[v]) report.mailbox_reached = true;
            if (!keeps_[v] && out_degree(v, graph_) == 0) report.dead_ends.push_back(servers_[v]);
        }
        report.rings = rings();
        return report;
    }

  private:
    Vertex vertex(std::uint32_t server) const {
        const auto at = std::lower_bound(servers_.begin(), servers_.end(), server);
        return static_cast<Vertex>(at - servers_.begin());
    }

    // What no mail reaches stays white.
    std::vector<boost::default_color_type> search() const {
        std::vector<boost::default_color_type> colours(servers_.size());
        boost::queue<Vertex> frontier;
        boost::breadth_first_search(
            graph_, entries_.begin(), entries_.end(), frontier, boost::default_bfs_visitor{},
            boost::make_iterator_property_map(colours.begin(), get(boost::vertex_index, graph_)));
        return colours;
    }

    std::vector<Servers> rings() const {
        std::vector<std::size_t> component(servers_.size());
        const std::size_t count = boost::strong_components(
            graph_, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph_)));
        std::vector<Servers> members(count);
        for (Vertex v = 0; v < servers_.size(); ++v) members[component[v]].push_back(servers_[v]);
        const auto no_ring = [&](const Servers& one) {
            return one.size() == 1 && !edge(vertex(one.front()), vertex(one.front()), graph_).second;
        };
        members.erase(std::remove_if(members.begin(), members.end(), no_ring), members.end());
        std::sort(members.begin(), members.end());
        return members;
    }

    Servers servers_;
    Graph graph_;
    std::vector<bool> keeps_;
    std::vector<Vertex> entries_;
};

}  // namespace

CustodyReport examine(const CustodyGraph& graph) { return Examination{graph}.report(); }

}  // namespace mxsim::network
