// What must hold in every world, and what of it a world breaks.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "sim/mail/simulate.hpp"
#include "tests/properties/agreement.hpp"
#include "tests/properties/clocks.hpp"
#include "tests/properties/ledger.hpp"
#include "tests/properties/lookups.hpp"
#include "tests/properties/sessions.hpp"
#include "tests/properties/variations.hpp"
#include "tests/properties/watcher.hpp"
#include "tests/properties/zone_reading.hpp"

namespace mxsim::properties {

using Broken = std::vector<std::string>;  // rules, as they were put

// Attempts that the trace tells began when the world said so; of those cut short by the end of the run it tells nothing.
inline std::string broken_beginnings(const Watched& run) {
    std::vector<engine::Time> told;
    for (const mail::TraceRow& row : run.seen.rows())
        if (row.event == mail::TraceEvent::attempt) told.push_back(row.began);
    std::sort(told.begin(), told.end());
    const auto& heard = run.seen.beginnings();
    if (!std::is_sorted(heard.begin(), heard.end())) return "beginnings run backwards";
    return std::includes(heard.begin(), heard.end(), told.begin(), told.end()) ? "" : "an attempt began unheard";
}

// A run ends before its mail if the scenario says so, or if an attempt without time-outs is caught for ever.
inline bool may_be_cut(const mail::WorldSpec& spec) {
    return spec.until || std::any_of(spec.profiles.begin(), spec.profiles.end(), [](const mail::Profile& profile) {
               return profile.timeouts.connect == engine::forever || profile.timeouts.ehlo == engine::forever;
           });
}

inline void add(Broken& to, const std::string& rule) {
    if (!rule.empty()) to.push_back(rule);
}

inline void check_rows(Broken& broken, const Watched& run, const OutageReading& outages) {
    LookupRules lookups{run.spec};
    ClockRules clocks{run.spec};
    const SessionRules sessions{run.spec, outages};
    const ZoneReading zones{run.spec, outages};
    for (const mail::TraceRow& row : run.seen.rows()) {
        lookups.check(row);
        clocks.check(row);
        const std::string who = "message " + std::to_string(row.message) + ": ";
        if (row.event == mail::TraceEvent::attempt)
            if (const auto rule = sessions.broken(row, profile_of(run.spec, row)); !rule.empty())
                broken.push_back(who + rule);
        if (row.event == mail::TraceEvent::lookup)
            if (const auto rule = zones.broken(row, profile_of(run.spec, row)); !rule.empty())
                broken.push_back(who + rule);
    }
    broken.insert(broken.end(), lookups.broken().begin(), lookups.broken().end());
    broken.insert(broken.end(), clocks.broken().begin(), clocks.broken().end());
}

// Every rule, and the variation whose turn it is.
inline Broken broken_in(const Watched& run, const OutageReading& outages, std::uint64_t turn) {
    Broken broken = run.seen.broken;
    add(broken, broken_ledger_of_messages(run.messages));
    add(broken, broken_ledger_of_copies(run.seen.rows(), may_be_cut(run.spec)));
    add(broken, broken_beginnings(run));
    check_rows(broken, run, outages);
    const Differences differ = disagreements(run);
    for (const std::string& what : differ) broken.push_back("trace and counters disagree: " + what);
    add(broken, Variations{run}.broken(turn));
    return broken;
}

// The first rule that the world breaks, a run that does not come to its end among them; nothing if all is well.
inline std::string first_broken(const mail::WorldSpec& spec, std::uint64_t turn) {
    try {
        const Watched run{spec};
        const Broken broken = broken_in(run, OutageReading{spec, run.key}, turn);
        return broken.empty() ? "" : broken.front();
    } catch (const std::exception& bug) {
        return bug.what();
    }
}

}  // namespace mxsim::properties
