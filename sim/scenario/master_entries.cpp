// How a master file is parted: an entry ends with its line, unless a parenthesis is open; ";" begins a comment;
// a field in double quotes may hold blanks; "\X" is the character X without its meaning, "\DDD" the byte of that
// decimal number (RFC 1035 section 5.1).

#include "sim/scenario/master_entries.hpp"

#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool ends_field(char c) {
    return is_blank(c) || c == '\n' || c == ';' || c == '(' || c == ')' || c == '"';
}

}  // namespace

std::optional<MasterEntry> MasterEntries::next() {
    MasterEntry entry;
    entry.indented = !done() && is_blank(here());
    while (!done()) {
        const char c = here();
        if (c == '\n' && !open_) {
            if (!entry.fields.empty()) break;
            step();
            entry.indented = !done() && is_blank(here());
        } else if (c == '\n' || is_blank(c)) {
            step();
        } else if (c == ';') {
            skip_comment();
        } else if (!parenthesis()) {
            entry.fields.push_back(field());
        }
    }
    if (open_ && !broken_) breaks(*open_, wording::zone_never_closed("("));
    if (broken_ || entry.fields.empty()) return std::nullopt;
    return entry;
}

void MasterEntries::step() noexcept {
    if (here() == '\n') {
        ++at_.line;
        at_.column = 0;
    }
    ++at_.column;
    ++pos_;
}

void MasterEntries::skip_comment() noexcept {
    while (!done() && here() != '\n') step();
}

bool MasterEntries::parenthesis() {
    if (here() != '(' && here() != ')') return false;
    if (here() == '(' ? open_.has_value() : !open_) {
        breaks(at_, wording::zone_parenthesis(here()));
        return true;
    }
    open_ = open_ ? std::nullopt : std::optional{at_};
    step();
    return true;
}

MasterField MasterEntries::field() {
    MasterField field;
    field.at = at_;
    if (here() == '"') {
        quoted(field);
        return field;
    }
    const std::size_t begin = pos_;
    while (!done() && !ends_field(here()))
        if (here() == '\\')
            escape(field.text);
        else
            field.text += here(), step();
    field.quoted = field.text == "@" && pos_ - begin > 1;  // a backslash takes its meaning away
    return field;
}

void MasterEntries::quoted(MasterField& to) {
    to.quoted = true;
    step();
    while (!done() && here() != '"' && here() != '\n')
        if (here() == '\\')
            escape(to.text);
        else
            to.text += here(), step();
    if (done() || here() == '\n') return breaks(to.at, wording::zone_never_closed("\""));
    step();
}

void MasterEntries::escape(std::string& to) {
    step();
    if (done()) return;
    char c = here();
    const auto digit = [this](std::size_t ahead) {
        return pos_ + ahead < text_.size() && is_digit(text_[pos_ + ahead]);
    };
    if (digit(0) && digit(1) && digit(2)) {
        const int byte = (text_[pos_] - '0') * 100 + (text_[pos_ + 1] - '0') * 10 + (text_[pos_ + 2] - '0');
        c = static_cast<char>(static_cast<unsigned char>(byte));
        step(), step();
    }
    step();
    if (c == '.') to += '\\';
    to += c;
}

void MasterEntries::breaks(Spot at, Complaint complaint) {
    findings_.error(at, std::move(complaint));
    broken_ = true;
}

}  // namespace mxsim::scenario
