// The reference model through the real path: WorldSpec, plan, World under the counters sink, ledgers checked.
// Takes the options of the peers and prints their line of figures, so that peers/check.sh and bench/run can
// use it as one of them. Timed is all that happens between the description of the world and its result.
//
// A figure that a run does not keep for a world of this size is printed as null.
#include <cstdint>
#include <cstdio>
#include <string>

#include "bench/peers/model.hpp"
#include "bench/reference_world.hpp"
#include "sim/mail/simulate.hpp"

namespace {

using mxsim::measure::RunResult;

std::string count(std::uint64_t n) { return std::to_string(n); }

std::string seconds(const RunResult& result, double share) {
    const auto value = result.wanted.latency.quantile(share);
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value ? mxsim::engine::seconds(*value) : 0.0);
    return text;
}

// By backups, towards mx1: known if every server is kept one by one.
std::string backup_attempts(const RunResult& result, std::uint32_t domains) {
    if (result.servers.size() < 2 * std::size_t{domains}) return "null";
    std::uint64_t made = 0;
    for (const auto& server : result.servers) made += server.attempts_made;
    return count(made);
}

void print(const peers::Options& options, const RunResult& result, double cpu_s) {
    const bool one = options.domains == 1;  // the peak of a sum of servers is not kept
    const auto peak = [&](std::int64_t n) { return one ? std::to_string(n) : std::string{"null"}; };
    const auto& mail = result.wanted;
    std::printf("{\"program\": \"mxsim\", \"seed\": %s, ", count(options.seed).c_str());
    std::printf("\"domains\": %u, \"rate\": %g, \"hours\": %g, ", options.domains, options.rate,
                options.hours);
    std::printf("\"messages\": %s, \"delivered\": %s, ", count(mail.fates.submitted).c_str(),
                count(mail.fates.delivered).c_str());
    std::printf("\"through_backup\": %s, \"backup_attempts\": %s, ", count(mail.through_relay).c_str(),
                backup_attempts(result, options.domains).c_str());
    std::printf("\"quantiles\": \"histogram, within 0.1 %%\", ");
    for (const int percent : {50, 90, 99})
        std::printf("\"p%d_s\": %s, ", percent, seconds(result, percent / 100.0).c_str());
    std::printf("\"max_s\": %.9g, ", mxsim::engine::seconds(mail.latency.max()));
    std::printf("\"peak_stored\": %s, ", peak(result.servers[1].queue_peak_messages).c_str());
    std::printf("\"peak_backlog_mx1\": %s, ", peak(result.servers[0].waiting_peak).c_str());
    std::printf("\"events\": %s, \"cpu_s\": %.6f, \"messages_per_cpu_s\": %.0f, \"peak_rss_kb\": %ld}\n",
                count(result.events).c_str(), cpu_s, static_cast<double>(mail.fates.delivered) / cpu_s,
                peers::peak_rss_kb());
}

}  // namespace

int main(int argc, char** argv) {
    const peers::Options options = peers::read_options(argc, argv);
    const auto world = mxsim::bench::reference_world({options.domains, options.rate, options.hours});
    const double start = peers::cpu_seconds();
    const RunResult result = mxsim::mail::simulate(world, mxsim::mail::plan_for(world), options.seed, 0);
    print(options, result, peers::cpu_seconds() - start);
}
