// The page that the sections of a text write on, and the phrases they share.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/result.hpp"
#include "analysis/report/wording.hpp"

namespace mxsim::report {

enum class Tone : std::uint8_t { plain, strong, quiet, good, bad, doubtful };

class Page {
  public:
    static constexpr std::size_t width = 80;

    explicit Page(bool colour) : colour_(colour) {}

    void line(const std::string& text = "") { out_ += text + "\n"; }
    void heading(const std::string& text);  // a blank line and the text, strong
    void paragraph(const std::string& text, std::size_t indent = 2, std::size_t most_lines = 100,
                   Tone tone = Tone::plain);
    // "  Label   text", the text hanging under its beginning.
    void labelled(const std::string& label, const std::string& text);
    void table(const std::vector<std::vector<std::string>>& rows);  // the first row is quiet
    std::string toned(const std::string& text, Tone tone) const;    // colours do not count as columns

    const std::string& text() const noexcept { return out_; }

  private:
    bool colour_;
    std::string out_;
};

// What single runs did: `who` is "19 of 20 runs", or "both runs" where there are too few for a quantile.
struct Limit {
    std::string who;
    double value = 0;
};
std::optional<Limit> limit_of(const Estimate& estimate, std::uint32_t runs);

std::string limit_header(std::uint32_t runs);  // "19 of 20 runs"

using Writer = std::string (*)(double);
std::string interval_text(const Estimate& estimate, Writer write);  // "40 700 to 43 500"; empty for one run

// "143 902 (99.9 %)", "none".
std::string part_text(const Estimate& part, const Estimate& whole);

double value_or_zero(const Estimate& estimate);

// How many windows an outage had; more than one where they vary from run to run.
std::size_t windows_of(const OutageRow& outage);

// Outages of the same mail, told once under all their names.
struct Told {
    const OutageRow* outage;
    std::string names;  // "best and second"
};
std::vector<Told> told_once(const Result& result);

// Sections, in the order of the text.
void write_head(Page& page, const Result& result);
void write_latency(Page& page, const Result& result);
void write_servers(Page& page, const Result& result);
void write_chart(Page& page, const Result& result);
void write_fates(Page& page, const Result& result);
void write_ages(Page& page, const Result& result);
void write_classes(Page& page, const Result& result);  // senders and domains, where there are several
void write_expectations(Page& page, const Result& result);
void write_assumed(Page& page, const std::vector<scenario::Assumed>& assumed);
void write_footer(Page& page, const Result& result);

}  // namespace mxsim::report
