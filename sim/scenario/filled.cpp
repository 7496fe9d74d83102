// Values stand before tables, as TOML wants it. A table stands on one line unless a default is in it: then every key has
// its own. What a zone file has said stands in place of its name.

#include "sim/scenario/filled.hpp"

#include <algorithm>

namespace mxsim::scenario {

namespace {

bool has_default(const Node& node) {
    return std::any_of(node.items.begin(), node.items.end(),
                       [](const Node& item) { return item.assumed || has_default(item); });
}

// Of "domains", "servers", "senders": names, each with a table.
bool is_section(const Node& node) {
    constexpr std::string_view sections[] = {"domains", "servers", "senders", "outages", "changes", "groups", "resolvers"};
    return std::find(std::begin(sections), std::end(sections), node.key) != std::end(sections);
}

class Writer {
  public:
    explicit Writer(const Files& files) : files_{files} {}

    std::string write(const Node& root) {
        values(root, [](const Node& item) { return item.is(Type::table) || item.key == "expect"; });
        for (const Node& item : root.items) {
            if (item.is(Type::table) && is_section(item))
                for (const Node& one : item.items) table(written_key(item.key) + '.' + written_key(one.key), one);
            else if (item.is(Type::table))
                table(written_key(item.key), item);
        }
        if (const Node* expect = root.find("expect"))
            for (const Node& one : expect->items) {
                text_ += "\n[[expect]]\n";
                values(one, [](const Node&) { return false; });
            }
        return std::move(text_);
    }

  private:
    void table(const std::string& name, const Node& node) {
        const auto apart = [](const Node& item) { return item.is(Type::table) && !item.assumed && has_default(item); };
        text_ += "\n[" + name + "]\n";
        values(node, apart);
        for (const Node& item : node.items)
            if (apart(item)) table(name + '.' + written_key(item.key), item);
    }

    template <class Apart>
    void values(const Node& node, Apart&& apart) {
        const bool zone = node.find("zone") && node.find("mx");
        for (const Node& item : node.items) {
            if (apart(item) || (zone && item.key == "zone")) continue;
            text_ += written_key(item.key) + " = " + written(with_names(item)) + (item.assumed ? "  # assumed\n" : "\n");
        }
    }

    // A base in another folder names its files as seen from there.
    Node with_names(const Node& node) const {
        Node copy = node;
        if (copy.is(Type::text) && (names_csv(copy.text) || copy.key == "from")) copy.text = files_.beside(copy);
        for (Node& item : copy.items) item = with_names(item);
        return copy;
    }

    const Files& files_;
    std::string text_;
};

}  // namespace

std::string filled_text(const Node& root, const Files& files) { return Writer{files}.write(root); }

}  // namespace mxsim::scenario
