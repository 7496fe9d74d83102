// A scenario's text as a tree, every piece with its place: what the rest of this room reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mxsim::scenario {

// A place in one of the files a scenario is made of; `file` is an index into Findings' list.
struct Spot {
    std::uint32_t file = 0;
    std::uint32_t line = 0;    // from 1; 0: the file as a whole
    std::uint32_t column = 0;  // from 1
    std::uint32_t member = 0;  // of the family that stands there, from 1; 0: none stands there
};

enum class Type : std::uint8_t { table, array, text, integer, real, boolean, moment };

// A TOML date-time, date (midnight) or nothing else; seconds of its own wall clock since 1970-01-01 00:00.
struct Moment {
    std::int64_t wall_ns = 0;  // nanoseconds
    std::int32_t utc_offset_s = 0;
    bool offset_given = false;
};

struct Node {
    std::string key;  // its name, if it stands in a table
    Spot key_at;
    Spot at;
    Type type = Type::table;
    bool assumed = false;  // put there by the defaults, not by the file
    bool closed = false;   // an inline table: nothing outside its braces belongs to it
    bool cut = false;      // entries that are wrong, and were reported, are taken out
    bool bare = false;     // text that stands in its file without quotation marks
    bool laid = false;     // laid over the file by what stands above it, where nothing of that name was
    std::string text;
    union {
        std::int64_t integer = 0;
        double real;
        bool boolean;
    };
    Moment moment;
    std::vector<Node> items;  // of an array, or of a table in order of appearance

    // The member of a table, or null. Linear: for the small tables of one entity.
    const Node* find(std::string_view name) const noexcept;
    Node* find(std::string_view name) noexcept;
    // Adds or replaces a member and returns it.
    Node& put(std::string_view name, Node value);

    bool is(Type wanted) const noexcept { return type == wanted; }
    bool is_number() const noexcept { return type == Type::integer || type == Type::real; }
    double number() const noexcept { return type == Type::integer ? static_cast<double>(integer) : real; }
};

// Joins tables key by key; everything else replaces what is there: lists too and, of what has a name (from depth 2 on: sections
// are at 0, their named tables at 1), tables in braces, which are one value.
void lay_over(Node& below, Node above, int depth = 0);

Node text_node(std::string_view text);
Node integer_node(std::int64_t value);
Node boolean_node(bool value);
Node array_node(std::vector<Node> items);
Node table_node();

// The value as one would write it in a scenario, on one line.
std::string written(const Node& node);

// A key, in quotes if it needs them.
std::string written_key(std::string_view key);

// "a table", "text", "a whole number": for saying what was found.
std::string_view type_name(const Node& node);

}  // namespace mxsim::scenario
