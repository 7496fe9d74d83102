// Values stand before tables, as TOML wants it. A table stands on one line unless a default is in it: then every key has
// its own. What a zone file has said stands in place of its name, and of what is expected, what is expected of this point.

#include "sim/scenario/filled.hpp"

#include <algorithm>

#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

bool has_default(const Node& node) {
    return std::any_of(node.items.begin(), node.items.end(),
                       [](const Node& item) { return item.assumed || has_default(item); });
}

// "domains", "servers", "senders": names, each with a table.
bool is_section(const Node& node) {
    const Word* word = find_word(Table::top, node.key);
    return node.is(Type::table) && word && word->forms[0].kind == Kind::named;
}

void remove(Node& table, std::string_view key) {
    auto& items = table.items;
    items.erase(std::remove_if(items.begin(), items.end(), [key](const Node& item) { return item.key == key; }), items.end());
}

// How points are shown beside each other is nothing of one; what a zone file has said is in the tree.
void leave_out(Node& root) {
    remove(root, "show");
    remove(root, "table");
    if (Node* domains = root.find("domains"))
        for (Node& domain : domains->items) remove(domain, "zone");
}

class Writer {
  public:
    explicit Writer(const Files& files) : files_{files} {}

    std::string write(const Node& root) {
        values(root, [](const Node& item) { return item.is(Type::table) || item.key == "expect"; });
        for (const Node& item : root.items) {
            if (is_section(item))
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
        for (const Node& item : node.items)
            if (!apart(item))
                text_ += written_key(item.key) + " = " + written(with_names(item, node.key)) + (item.assumed ? "  # assumed\n" : "\n");
    }

    // A base in another folder names its files as seen from there.
    Node with_names(const Node& node, std::string_view holder) const {
        Node copy = node;
        const bool is_table_of_qshape = holder == "queued" && node.key == "from";
        if (copy.is(Type::text) && (names_csv(copy.text) || is_table_of_qshape)) copy.text = files_.beside(copy);
        for (Node& item : copy.items) item = with_names(item, node.key);
        return copy;
    }

    const Files& files_;
    std::string text_;
};

}  // namespace

std::string filled_text(Node root, const Files& files) {
    leave_out(root);
    return Writer{files}.write(root);
}

}  // namespace mxsim::scenario
