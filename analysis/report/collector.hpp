// Gathers the runs of a scenario into a Result, keeping of each run only what is printed.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/report/result.hpp"

namespace mxsim::report {

class Collector {
  public:
    // `plan` is the one the runs were made with. The scenario must outlive the collector.
    Collector(const scenario::Scenario& scenario, const measure::Plan& plan);

    // Runs are added in order of their replication; equal runs in equal order give an equal result.
    void add(const measure::RunResult& run);

    std::uint32_t runs() const noexcept { return runs_; }

    // May be asked at any time, also before the first run: every name is there, and no value. The
    // expectations are left to check_expectations().
    Result result(const Origin& origin) const;

  private:
    struct ServerSamples {
        Load<Samples> load;
        Relaying<Samples> relaying;
        std::optional<measure::LoadSeries> series;
    };
    struct OutageSamples {
        Mail<Samples> mail;
        Drain<Samples> drain;
        std::vector<std::pair<engine::Time, engine::Time>> windows;  // of the first run
        bool windows_vary = false;
        Samples ages_at_s;
        // By server (senders last) and domain (others last), summed over the runs.
        std::map<std::pair<std::uint64_t, std::uint64_t>,
                 std::array<std::uint64_t, measure::AgeTable::columns>>
            ages;
    };

    void add_outage(OutageSamples& outage, const measure::OutageFigures& run);
    ServerRow server_row(std::size_t row) const;
    OutageRow outage_row(std::size_t index) const;
    std::size_t same_mail_as(std::size_t outage) const;
    std::vector<AgeRow> age_rows(const OutageSamples& outage) const;
    std::vector<MailRow> domain_rows() const;
    std::vector<MailRow> sender_rows() const;

    const scenario::Scenario& scenario_;
    measure::Plan plan_;
    std::uint32_t runs_ = 0;
    std::uint64_t events_ = 0;
    Counts<std::uint64_t> messages_;
    Counts<std::uint64_t> other_;
    std::uint64_t other_rejected_ = 0;
    std::uint64_t other_backscatter_ = 0;
    Mail<Samples> wanted_;
    Samples bounced_share_;
    Samples ended_at_s_;
    Backlog<Samples> backlog_;
    std::optional<measure::LoadSeries> backlog_series_;
    std::vector<Mail<Samples>> domains_;
    std::vector<Mail<Samples>> senders_;
    std::vector<ServerSamples> servers_;
    std::vector<OutageSamples> outages_;
    std::vector<std::vector<std::uint32_t>> struck_;  // by outage: the domains whose mail it may hit
};

}  // namespace mxsim::report
