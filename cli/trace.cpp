// Rows are printed as they become known, so a trace may be longer than memory. A filter that names nothing of the
// scenario is a wrong command line; one that no row matches is an answer.
#include "cli/trace.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/exit_code.hpp"
#include "cli/interrupt.hpp"
#include "cli/usage_error.hpp"
#include "cli/writer.hpp"
#include "sim/mail/trace.hpp"
#include "sim/mail/trace_filter.hpp"
#include "sim/mail/trace_json.hpp"
#include "sim/mail/trace_text.hpp"
#include "sim/scenario/instant.hpp"
#include "sim/scenario/legible.hpp"
#include "sim/scenario/name.hpp"
#include "sim/scenario/nearest.hpp"

namespace mxsim::cli {

namespace {

// The index of the entity of that name.
template <class Entities>
std::uint32_t named(const std::string& kind, const std::string& name, const Entities& entities) {
    constexpr std::size_t worth_listing = 10;
    const std::string wanted = scenario::canonical(name);
    std::vector<std::string> known;
    for (std::uint32_t i = 0; i < entities.size(); ++i) {
        known.push_back(scenario::canonical(entities[i].name));
        if (known.back() == wanted) return i;
    }
    std::string found = "the scenario has no " + kind + " \"" + name + "\"";
    if (const auto near = scenario::nearest(wanted, known)) {
        found += "; did you mean \"" + *near + "\"?";
    } else {
        for (std::size_t i = 0; i < std::min(known.size(), worth_listing); ++i)
            found += (i == 0 ? "; it has " : ", ") + known[i];
        if (known.size() > worth_listing) found += " and others";
    }
    throw UsageError{"--" + kind, found};
}

engine::Time instant(const std::string& option, const std::string& text, const scenario::Scenario& scenario) {
    const auto read = scenario::parse_instant(scenario, text);
    if (read) return read.value;
    const auto& [found, expected, fix] = read.complaint;
    std::string all = found;
    for (const std::string& more : {expected, fix})
        if (!more.empty()) all += "\n" + more;
    throw UsageError{option, all};
}

mail::TraceFilter filter_of(const TraceOptions& options, const scenario::Scenario& scenario) {
    mail::TraceFilter filter;
    filter.message = options.message;
    if (!options.domain.empty()) filter.domain = named("domain", options.domain, scenario.world.domains);
    if (!options.server.empty()) filter.server = named("server", options.server, scenario.world.servers);
    if (!options.from.empty()) filter.from = instant("--from", options.from, scenario);
    if (!options.to.empty()) filter.to = instant("--to", options.to, scenario);
    if (filter.to <= filter.from) throw UsageError{"--to", "there is nothing between --from and --to"};
    return filter;
}

// The rows that are wanted, as they are to be printed.
class Printer {
  public:
    Printer(const TraceOptions& options, const mail::WorldSpec& world, mail::TraceFilter filter)
        : filter_{filter}, as_text_{options.text}, text_{world}, json_{world}, out_{options.output} {}

    // False: no more rows are wanted.
    bool take(const mail::TraceRow& row) {
        if (row.event == mail::TraceEvent::submitted) ++messages_;
        if (was_interrupted() || filter_.is_past(row)) return false;
        if (!filter_.wants(row)) return true;
        line_.clear();
        if (as_text_)
            text_.append(line_, row);
        else
            json_.append(line_, row);
        rows_ += !line_.empty();
        out_.write(line_);
        return true;
    }
    void finish() { out_.finish(); }
    std::uint64_t rows() const { return rows_; }
    std::uint64_t messages() const { return messages_; }

  private:
    mail::TraceFilter filter_;
    bool as_text_;
    mail::TraceText text_;
    mail::TraceJson json_;
    Writer out_;
    std::string line_;
    std::uint64_t rows_ = 0;
    std::uint64_t messages_ = 0;  // met so far
};

void say_that_nothing_matches(const TraceOptions& options, std::uint64_t messages) {
    std::string given;
    if (options.message) given += fmt::format(" --message {}", *options.message);
    const std::pair<const char*, const std::string*> named[] = {
        {"domain", &options.domain}, {"server", &options.server}, {"from", &options.from}, {"to", &options.to}};
    for (const auto& [name, value] : named)
        if (!value->empty()) given += fmt::format(" --{} {}", name, *value);
    std::string why;
    if (options.message && options.to.empty() && *options.message >= messages)
        why = messages == 0 ? "; there are no messages"
                            : fmt::format("; messages are numbered from 0 to {}", messages - 1);
    fmt::print(stderr, "mxsim: no row of replication {} matches{}{}\n", options.replication,
               given.empty() ? ": nothing happens in it" : scenario::legible(given), why);
}

int end_early(const TraceOptions& options, Printer& printer) {
    if (options.output.empty())
        printer.finish();
    else
        fmt::print(stderr, "interrupted: nothing was written\n");
    return interrupted;
}

}  // namespace

int trace(const TraceOptions& options) {
    auto read = check_scenario(options.scenario, {{"--output", options.output}});
    if (!read) return invalid;
    fmt::print(stderr, "{}", diagnostics_text(read->diagnostics));
    const auto& scenario = read->scenario;
    if (!scenario) return invalid;
    if (!read->variants.empty() && options.scenario.variant.empty())
        throw UsageError{"--variant", "the scenario has variants; say which to trace: " + listed(read->variants)};
    Printer printer{options, scenario->world, filter_of(options, *scenario)};
    let_work_finish();
    mail::trace(scenario->world, scenario->seed, options.replication,
                [&](const mail::TraceRow& row) { return printer.take(row); });
    if (was_interrupted()) return end_early(options, printer);
    printer.finish();
    if (printer.rows() == 0) say_that_nothing_matches(options, printer.messages());
    return done;
}

}  // namespace mxsim::cli
