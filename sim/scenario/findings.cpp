// Findings are collected in one pass and told in order of their place, so that a file can be
// corrected from top to bottom.

#include "sim/scenario/findings.hpp"

#include <algorithm>

namespace mxsim::scenario {

std::uint32_t Findings::file(std::string_view name) {
    const auto at = std::find(files_.begin(), files_.end(), name);
    const auto index = static_cast<std::uint32_t>(at - files_.begin());
    if (at == files_.end()) files_.emplace_back(name);
    return index;
}

void Findings::not_yet(Spot at, Complaint complaint) {
    add(Severity::error, at, std::move(complaint));
    not_yet_ = true;
}

Place Findings::place(Spot at) const { return {files_.at(at.file), at.line, at.column}; }

void Findings::add(Severity severity, Spot at, Complaint complaint) {
    if (severity == Severity::error) ++errors_;
    if (silent_ || is_misspelled(at) || (at.member > 0 && !told_of_family(at, severity))) return;
    const auto told = [&](const Finding& one) {
        return one.at.file == at.file && one.at.line == at.line && one.at.column == at.column && one.diagnostic.found == complaint.found;
    };
    if (!findings_.empty() && at.line > 0 && told(findings_.back())) return;  // likewise of what a range makes many
    findings_.push_back({at,
                         {severity, place(at), std::move(complaint.found), std::move(complaint.expected),
                          std::move(complaint.fix)}});
}

// What is wrong with a family is wrong at one place with all its members; it is told of the first.
bool Findings::told_of_family(Spot at, Severity severity) {
    return told_.insert({at.file, at.line, at.column, static_cast<std::uint32_t>(severity)}).second;
}

std::vector<Diagnostic> Findings::sorted() const {
    std::vector<const Finding*> order;
    for (const Finding& finding : findings_) order.push_back(&finding);
    std::stable_sort(order.begin(), order.end(), [](const Finding* a, const Finding* b) {
        if (a->at.file != b->at.file) return a->at.file < b->at.file;
        if (a->at.line != b->at.line) return a->at.line < b->at.line;
        return a->at.column < b->at.column;
    });
    std::vector<Diagnostic> all;
    for (const Finding* finding : order) all.push_back(finding->diagnostic);
    return all;
}

Spot inside(const Node& text, std::size_t offset) {
    Spot spot = text.at;
    if (spot.line) spot.column += static_cast<std::uint32_t>(offset) + !text.bare;
    return spot;
}

}  // namespace mxsim::scenario
