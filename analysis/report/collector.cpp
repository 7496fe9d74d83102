// Ledgers are summed exactly, series and age tables merged; every other figure leaves one number a run,
// from which mean, interval and range are estimated at the end. Rows follow the plan; names come from
// the scenario.
#include "analysis/report/collector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/report/extract.hpp"
#include "analysis/report/samples.hpp"
#include "sim/mail/outages.hpp"
#include "sim/mail/simulate.hpp"

namespace mxsim::report {

namespace {

constexpr std::size_t most_series_bins = 512;  // in a result; a run has up to four times as many
constexpr auto last = std::numeric_limits<std::uint64_t>::max();  // sorts senders, and other domains, last

std::string fnv1a(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 15];
    return digits;
}

void merge(std::optional<measure::LoadSeries>& all, const measure::LoadSeries& run) {
    if (all)
        all->merge(run);
    else
        all = run;
}

Series series_of(const std::optional<measure::LoadSeries>& merged, std::uint32_t runs) {
    Series series;
    if (!merged || merged->bins().empty()) return series;
    const auto& bins = merged->bins();
    const std::size_t together = (bins.size() + most_series_bins - 1) / most_series_bins;
    series.bin_s = engine::seconds(merged->width()) * static_cast<double>(together);
    for (std::size_t first = 0; first < bins.size(); first += together) {
        const std::size_t end = std::min(first + together, bins.size());
        engine::Int128 integral = 0;
        std::int64_t highest = 0;
        for (std::size_t i = first; i < end; ++i) {
            integral += bins[i].integral;
            highest = std::max(highest, bins[i].highest);
        }
        const double ns = static_cast<double>(merged->width().count()) * static_cast<double>(end - first);
        series.mean.push_back(static_cast<double>(integral) / ns / runs);
        series.highest.push_back(static_cast<double>(highest));
    }
    return series;
}

// Outages without a name (a server's own states, a withdrawn address) are the last; they are not reported.
std::size_t reported_outages(const mail::WorldSpec& world) {
    return static_cast<std::size_t>(std::count_if(world.outages.begin(), world.outages.end(),
                                                  [](const auto& outage) { return !outage.name.empty(); }));
}

double total(const AgeRow& row) {
    double sum = 0;
    for (double n : row.count) sum += n;
    return sum;
}

}  // namespace

Collector::Collector(const scenario::Scenario& scenario, const measure::Plan& plan)
    : scenario_(scenario),
      plan_(plan),
      domains_(plan.domains.size()),
      senders_(scenario.world.senders.size()),
      servers_(plan.servers.size()),
      outages_(reported_outages(scenario.world)) {
    for (const auto& outage : scenario.world.outages) struck_.push_back(mail::domains_concerned(scenario.world, outage));
}

void Collector::add(const measure::RunResult& run) {
    ++runs_;
    events_ += run.events;
    report::add(messages_, counts_of(run.wanted));
    report::add(other_, counts_of(run.other));
    other_rejected_ += run.other.rejected;
    other_backscatter_ += run.other.backscatter;
    append(wanted_, mail_of(run.wanted));
    bounced_share_.push_back(bounced_share_of(run.wanted));
    ended_at_s_.push_back(engine::seconds(run.ended));
    append(backlog_, backlog_of(run));
    merge(backlog_series_, run.backlog);
    for (std::size_t i = 0; i < domains_.size(); ++i) append(domains_[i], mail_of(run.domains.at(i)));
    for (std::size_t i = 0; i < senders_.size(); ++i) append(senders_[i], mail_of(run.senders.at(i)));
    std::vector<bool> finals;
    for (const auto server : plan_.servers) finals.push_back(!scenario_.world.servers.at(server).relay);
    const auto carried = messages_carried(run, finals, scenario_.world.steady);
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        const auto& server = run.servers.at(i);
        append(servers_[i].load, load_of(server, mean_slots(scenario_.world, plan_.servers[i], run.averaged_until, run.averaged), run, carried));
        append(servers_[i].relaying, relaying_of(server));
        if (server.has_series) merge(servers_[i].series, server.queue_series);
    }
    for (std::size_t i = 0; i < outages_.size(); ++i) add_outage(outages_[i], run.outages.at(i));
}

void Collector::add_outage(OutageSamples& outage, const measure::OutageFigures& run) {
    append(outage.mail, mail_of(run.mail));
    append(outage.drain, drain_of(run));
    if (runs_ == 1)
        outage.windows = run.windows;
    else if (run.windows != outage.windows)
        outage.windows_vary = true;
    if (run.ages.at == engine::never) return;
    outage.ages_at_s.push_back(engine::seconds(run.ages.at));
    for (const auto& row : run.ages.rows) {
        // -1 becomes the last key.
        auto& sum =
            outage.ages[{static_cast<std::uint64_t>(row.relay), static_cast<std::uint64_t>(row.domain)}];
        for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += row.count[c];
    }
}

Result Collector::result(const Origin& origin) const {
    Result r;
    r.origin = origin;
    r.title = scenario_.title;
    r.question = scenario_.question;
    r.text = scenario_.text;
    r.hash = fnv1a(scenario_.text);
    r.start_unix_s = scenario_.start_unix_s;
    r.utc_offset_s = scenario_.utc_offset_s;
    r.duration_s = engine::seconds(scenario_.world.duration);
    r.on_time_s = engine::seconds(scenario_.world.on_time);
    r.steady = scenario_.world.steady;
    r.warmup_s = engine::seconds(scenario_.world.warmup);
    r.seed = scenario_.seed;
    r.replications = runs_;
    r.deterministic = mail::is_deterministic(scenario_.world);
    r.assumed = scenario_.assumed;
    r.messages = messages_;
    r.other = other_;
    r.other_rejected = other_rejected_;
    r.other_backscatter = other_backscatter_;
    r.wanted = estimates(wanted_);
    r.bounced_share = stats::estimate(bounced_share_);
    r.ended_at_s = stats::estimate(ended_at_s_);
    r.backlog = estimates(backlog_);
    r.backlog_series = series_of(backlog_series_, runs_);
    r.domains = domain_rows();
    r.domains_in_all = scenario_.world.domains.size();
    for (const auto& domain : scenario_.world.domains)
        if (domain.alias_of) r.cnames.emplace_back(domain.name, scenario_.world.domains.at(*domain.alias_of).name);
    r.servers_in_all = scenario_.world.servers.size();
    r.senders = sender_rows();
    for (std::size_t i = 0; i < servers_.size(); ++i) r.servers.push_back(server_row(i));
    for (std::size_t i = 0; i < outages_.size(); ++i) r.outages.push_back(outage_row(i));
    r.events = events_;
    return r;
}

std::vector<MailRow> Collector::domain_rows() const {
    std::vector<MailRow> rows;
    for (std::size_t i = 0; i < domains_.size(); ++i) {
        rows.push_back({scenario_.world.domains.at(plan_.domains[i]).name, estimates(domains_[i])});
    }
    return rows;
}

std::vector<MailRow> Collector::sender_rows() const {
    std::vector<MailRow> rows;
    for (std::size_t i = 0; i < senders_.size(); ++i) {
        rows.push_back({scenario_.world.senders[i].name, estimates(senders_[i])});
    }
    return rows;
}

ServerRow Collector::server_row(std::size_t row) const {
    const auto& spec = scenario_.world.servers.at(plan_.servers[row]);
    const auto& samples = servers_[row];
    ServerRow result{
        spec.name, spec.relay.has_value(), estimates(samples.load), estimates(samples.relaying), {}};
    if (samples.series) result.series = series_of(samples.series, runs_);
    return result;
}

OutageRow Collector::outage_row(std::size_t index) const {
    const auto& spec = scenario_.world.outages[index];
    const auto& samples = outages_[index];
    OutageRow row;
    row.name = spec.name;
    for (std::uint32_t server : spec.servers) row.servers.push_back(scenario_.world.servers.at(server).name);
    for (const failure::ZoneFault& fault : spec.zones) row.zones.push_back(fault.zone.empty() ? "." : fault.zone);
    if (!spec.zones.empty()) row.zone_mode = spec.zones.front().mode;
    row.effect = spec.effects.empty() ? spec.effect : spec.effects.front();
    row.alike = std::all_of(spec.effects.begin(), spec.effects.end(), [&](const auto& e) { return e == row.effect; });
    row.same_mail_as = same_mail_as(index);
    row.mail = estimates(samples.mail);
    row.drain = estimates(samples.drain);
    for (const auto& [from, to] : samples.windows)
        row.windows_s.emplace_back(engine::seconds(from), engine::seconds(to));
    row.windows_vary = samples.windows_vary;
    row.open_ended = std::any_of(spec.occurrences.begin(), spec.occurrences.end(),
                                 [](const failure::Occurrence& o) { return !o.lasts; });
    if (row.open_ended) {
        row.holds_mail_up = std::isinf(row.drain.drain_100_s.value.value_or(0));
        row.drain.drain_90_s = row.drain.drain_100_s = row.drain.normal_after_s = row.drain.normal_at_s = {};
        row.drain.drain_rate_peak_per_min = {};
    }
    row.ages_at_s = stats::estimate(samples.ages_at_s);
    row.ages = age_rows(samples);
    return row;
}

// The mail of an outage is told by its domains and its windows alone, not by what it does to the servers.
std::size_t Collector::same_mail_as(std::size_t outage) const {
    const auto& mine = outages_[outage];
    for (std::size_t i = 0; i < outage && !mine.windows_vary && !mine.windows.empty(); ++i) {
        if (!outages_[i].windows_vary && outages_[i].windows == mine.windows && struck_[i] == struck_[outage])
            return i;
    }
    return outage;
}

std::vector<AgeRow> Collector::age_rows(const OutageSamples& outage) const {
    std::vector<AgeRow> rows;
    const auto runs = static_cast<double>(outage.ages_at_s.size());
    auto place_begin = rows.size();
    auto place = last;
    const auto sort_place = [&] {
        std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(place_begin), rows.end(),
                         [](const AgeRow& a, const AgeRow& b) { return total(a) > total(b); });
        place_begin = rows.size();
    };
    for (const auto& [key, sum] : outage.ages) {
        if (key.first != place) sort_place();
        place = key.first;
        AgeRow row;
        if (key.first != last) row.relay = scenario_.world.servers.at(key.first).name;
        if (key.second != last) row.domain = scenario_.world.domains.at(key.second).name;
        for (std::size_t c = 0; c < sum.size(); ++c) row.count[c] = static_cast<double>(sum[c]) / runs;
        rows.push_back(row);
    }
    sort_place();
    return rows;
}

}  // namespace mxsim::report
