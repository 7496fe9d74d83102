// Everything that is printed about a scenario's runs, in one plain struct. Text, JSON and CSV print it;
// none of them computes anything the others do not have.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report/figures.hpp"
#include "analysis/stats/estimate.hpp"
#include "sim/failure/mode_text.hpp"
#include "sim/measure/run_result.hpp"
#include "sim/scenario/scenario.hpp"

namespace mxsim::report {

using stats::Estimate;

// Where a result comes from, beyond the scenario: known to the caller alone.
struct Origin {
    std::string version;               // of the program
    std::string path;                  // of the scenario, as given
    std::vector<std::string> options;  // command-line options that shape the result: "--set PATH=VALUE"
    std::uint32_t replications_asked = 0;
    bool complete = true;  // false: interrupted, the finished replications are the result
};

// A level over time, mean and highest over all runs; bin k covers [k, k + 1) * bin_s from time zero.
struct Series {
    double bin_s = 0;
    std::vector<double> mean;
    std::vector<double> highest;
};

struct MailRow {
    std::string name;
    Mail<Estimate> mail;
};

struct ServerRow {
    std::string name;
    bool relay = false;
    Load<Estimate> load;
    Relaying<Estimate> relaying;   // relays only
    std::optional<Series> series;  // a relay's stored messages; a mailbox server's waiting connections
};

// Messages by age in the columns of measure::AgeTable, mean over the runs that took the table.
struct AgeRow {
    std::string relay;   // empty: at the senders
    std::string domain;  // empty: all domains not kept one by one
    std::array<double, measure::AgeTable::columns> count{};
};

struct OutageRow {
    std::string name;
    std::vector<std::string> servers;  // those it strikes
    std::vector<std::string> zones;
    failure::Effect effect;            // of its servers, if it has any
    bool alike = true;                 // all of them
    failure::ZoneMode zone_mode{};     // of its zones
    std::size_t same_mail_as = 0;  // the first outage with the same windows and domains; itself if there is none
    Mail<Estimate> mail;  // wanted mail submitted while it lasted
    Drain<Estimate> drain;
    std::vector<std::pair<double, double>> windows_s;  // of the first run
    bool windows_vary = false;                         // other runs had other windows
    // It lasts to the end of the run: there is no drain; its mail counts to the end of submissions.
    bool open_ended = false;
    bool holds_mail_up = false;  // open-ended, and some of that mail still waits at the end of a run
    Estimate ages_at_s;                                // when the age table was taken
    std::vector<AgeRow> ages;                          // relays first, then the senders; fullest rows first
};

enum class Verdict : std::uint8_t { met, missed, undecided };

struct ExpectationRow {
    scenario::Expectation expected;
    std::optional<double> value, low, high;  // as found; low and high for estimated figures of several runs
    Verdict verdict = Verdict::undecided;
};

struct Result {
    Origin origin;
    std::string title, question, text, hash;  // hash: FNV-1a of the text, 16 hexadecimal digits
    std::optional<std::int64_t> start_unix_s;
    std::int32_t utc_offset_s = 0;
    double duration_s = 0;
    double on_time_s = 0;
    bool steady = false;
    double warmup_s = 0;
    std::uint64_t seed = 0;
    std::uint32_t replications = 0;  // finished
    bool deterministic = false;      // nothing is drawn: one run says all
    std::vector<scenario::Assumed> assumed;

    Counts<std::uint64_t> messages;  // wanted mail to existing recipients, summed over the runs
    Counts<std::uint64_t> other;     // unwanted mail and unknown recipients, likewise
    std::uint64_t other_rejected = 0;
    std::uint64_t other_backscatter = 0;

    Mail<Estimate> wanted;
    Estimate bounced_share;
    Estimate ended_at_s;
    Backlog<Estimate> backlog;
    Series backlog_series;
    std::vector<MailRow> domains;  // those kept one by one
    std::size_t domains_in_all = 0;
    std::vector<std::pair<std::string, std::string>> cnames;  // domains that stand for others, and those
    std::vector<MailRow> senders;
    std::vector<ServerRow> servers;  // those kept one by one
    std::size_t servers_in_all = 0;
    std::vector<OutageRow> outages;
    std::vector<ExpectationRow> expectations;
    std::uint64_t events = 0;  // simulated in all runs; for speed figures, not printed
};

}  // namespace mxsim::report
