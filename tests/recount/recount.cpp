// Recounts a result from a trace, and links nothing of the program that made them:
//
//   mxsim trace FILE > rows.jsonl
//   mxsim run FILE --replications 1 --format json > result.json
//   recount rows.jsonl result.json
//
// ends with 0 if every figure that a trace determines is the one in the result, 1 if one is not or the rows do not
// follow from each other (any one is missing, say), 2 if a file cannot be read. Whole numbers must be equal; what the
// result rounds to nine digits must be equal to that; quantiles, which it knows to a thousandth, within that.
//
// In a run that was cut one kind of row has nothing that depends on it: the look-up of a pass that follows a
// submission or a storing and whose first attempt had not ended by then.
#include <fstream>
#include <iostream>
#include <optional>

#include "tests/recount/course.hpp"
#include "tests/recount/ledger.hpp"

namespace recount {

namespace {

// A figure is written with nine digits.
constexpr std::uint64_t written_exactly = 1'000'000'000;
constexpr double half_a_unit = 5e-9;

// Compares figures and remembers those that differ.
class Comparison {
  public:
    void same(const std::string& name, const Json& figure, std::optional<double> counted, double tolerance = 1e-8) {
        ++compared_;
        const Json& value = figure.is_object() ? figure.at("value") : figure;
        if (value.is_null() && !counted) return;
        const bool both = !value.is_null() && counted;
        if (both && std::abs(value.get<double>() - *counted) <= tolerance * std::abs(*counted)) return;
        ++differ_;
        if (differ_ > 10) return;
        std::cout << name << ": the result has " << value << ", the trace gives ";
        if (counted)
            std::cout << *counted << '\n';
        else
            std::cout << "none\n";
    }
    void whole(const std::string& name, const Json& figure, std::uint64_t counted) {
        const bool rounded = counted >= written_exactly;
        same(name, figure, static_cast<double>(counted), rounded ? half_a_unit : 0);
    }
    bool agrees() const { return differ_ == 0; }
    std::uint64_t compared() const { return compared_; }

  private:
    std::uint64_t compared_ = 0, differ_ = 0;
};

constexpr double per_s = 1e9;
constexpr double of_quantiles = 0.001;

// The least of the latencies that a share of all does not exceed; none if that is infinite.
std::optional<double> quantile(const std::vector<Nanoseconds>& sorted, std::uint64_t beyond, double share) {
    const double all = static_cast<double>(sorted.size() + beyond);
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(share * all)));
    if (rank > sorted.size()) return std::nullopt;
    return static_cast<double>(sorted[rank - 1]) / per_s;
}

void compare_latency(Comparison& to, const std::string& name, const Json& figures, std::vector<Nanoseconds> latencies,
                     std::uint64_t beyond) {
    std::sort(latencies.begin(), latencies.end());
    const bool finite = !latencies.empty() && beyond == 0;
    long double sum = 0;
    for (const Nanoseconds latency : latencies) sum += static_cast<long double>(latency);
    const auto mean = static_cast<double>(sum / static_cast<long double>(latencies.size()) / per_s);
    to.same(name + ".mean_s", figures.at("mean_s"), finite ? std::optional{mean} : std::nullopt);
    to.same(name + ".max_s", figures.at("max_s"),
            finite ? std::optional{static_cast<double>(latencies.back()) / per_s} : std::nullopt);
    const std::pair<const char*, double> quantiles[] = {
        {"p50_s", 0.5}, {"p90_s", 0.9}, {"p95_s", 0.95}, {"p99_s", 0.99}, {"p999_s", 0.999}};
    for (const auto& [key, share] : quantiles) {
        const bool too_few = share > 0.99 && latencies.size() + beyond < 10'000;
        to.same(name + '.' + key, figures.at(key), too_few ? std::nullopt : quantile(latencies, beyond, share),
                of_quantiles);
    }
}

void compare_counts(Comparison& to, const std::string& name, const Json& figures, const Mail& mail) {
    for (const char* key : {"submitted", "on_time", "late", "delivered", "through_relay", "bounced", "lost", "queued",
                            "duplicates", "delay_notices", "false_bounces"})
        to.whole(name + '.' + key, figures.at(key), mail.count(key));
}

void compare_mail(Comparison& to, const std::string& name, const Json& figures, const Mail& mail) {
    compare_counts(to, name, figures, mail);
    compare_latency(to, name + ".latency", figures.at("latency"), mail.latencies, 0);
    compare_latency(to, name + ".latency_or_worse", figures.at("latency_or_worse"), mail.latencies, mail.undelivered());
}

void compare_server(Comparison& to, const std::string& name, const Json& figures, const Server& server,
                    const Ledger& ledger, Nanoseconds duration) {
    to.whole(name + ".attempts", figures.at("attempts"), server.attempts);
    to.whole(name + ".accepted", figures.at("accepted"), server.accepted);
    to.whole(name + ".rejected", figures.at("rejected"), server.rejected);
    to.whole(name + ".refused", figures.at("refused"), server.refused);
    if (ledger.submitted > 0)
        to.same(name + ".share", figures.at("share"),
                static_cast<double>(server.accepted) / static_cast<double>(ledger.submitted));
    if (figures.at("role") != "relay") return;
    to.whole(name + ".attempts_made", figures.at("attempts_made"), server.attempts_made);
    to.whole(name + ".accepted_bytes", figures.at("accepted_bytes"), server.accepted_bytes);
    to.same(name + ".queue_peak_messages", figures.at("queue_peak_messages"), static_cast<double>(server.messages.peak), 0);
    to.same(name + ".queue_peak_bytes", figures.at("queue_peak_bytes"), static_cast<double>(server.bytes.peak));
    if (server.messages.peak > 0)
        to.same(name + ".queue_peak_at_s", figures.at("queue_peak_at_s"),
                static_cast<double>(server.messages.peak_at) / per_s);
    // An average is over the time of submissions, or until the run was cut: no row says when that was.
    if (ledger.wanted.count("queued") + ledger.other.count("queued") > 0) return;
    to.same(name + ".queue_mean_messages", figures.at("queue_mean_messages"),
            server.messages.integral / static_cast<double>(duration));
}

template <class Counted>
Counted of(const std::map<std::string, Counted>& all, const std::string& name) {
    const auto found = all.find(name);
    return found == all.end() ? Counted{} : found->second;
}

void compare(Comparison& to, const Json& result, const Ledger& ledger) {
    const Nanoseconds duration = nanoseconds(result.at("scenario").at("duration_s"));
    compare_counts(to, "messages", result.at("messages"), ledger.wanted);
    compare_counts(to, "messages_per_run", result.at("messages_per_run"), ledger.wanted);
    compare_counts(to, "other", result.at("other"), ledger.other);
    to.whole("other.rejected", result.at("other").at("rejected"), ledger.other_rejected);
    to.whole("other.backscatter", result.at("other").at("backscatter"), ledger.other_backscatter);
    compare_latency(to, "latency", result.at("latency"), ledger.wanted.latencies, 0);
    compare_latency(to, "latency_or_worse", result.at("latency_or_worse"), ledger.wanted.latencies,
                    ledger.wanted.undelivered());
    if (const auto submitted = static_cast<double>(ledger.wanted.count("submitted")); submitted > 0)
        to.same("bounced_share", result.at("bounced_share"),
                static_cast<double>(ledger.wanted.count("bounced")) / submitted);
    to.same("ended_at_s", result.at("ended_at_s"), static_cast<double>(ledger.last_end) / per_s);
    for (const auto& [name, figures] : result.at("domains").items())
        compare_mail(to, "domains." + name, figures, of(ledger.domains, name));
    for (const auto& [name, figures] : result.at("senders").items())
        compare_mail(to, "senders." + name, figures, of(ledger.senders, name));
    for (const auto& [name, figures] : result.at("outages").items())
        compare_mail(to, "outages." + name, figures, of(ledger.outages, name));
    for (const auto& [name, figures] : result.at("servers").items())
        compare_server(to, "servers." + name, figures, of(ledger.servers, name), ledger, duration);
}

// Domains that stand for others, with those whose data they have at the end.
std::map<std::string, std::string> cnames_of(const Json& result) {
    const Json& next = result.at("scenario").at("cnames");
    std::map<std::string, std::string> cnames;
    for (const auto& [name, other] : next.items()) {
        std::string data = other.get<std::string>();
        while (next.contains(data)) data = next.at(data).get<std::string>();
        cnames[name] = data;
    }
    return cnames;
}

std::map<std::string, Outage> outages_of(const Json& result) {
    std::map<std::string, Outage> outages;
    for (const auto& [name, figures] : result.at("outages").items()) {
        Outage& outage = outages[name];
        for (const Json& server : figures.value("servers", Json::array())) outage.servers.insert(server.get<std::string>());
        for (const Json& zone : figures.value("zones", Json::array())) outage.zones.insert(zone.get<std::string>());
        for (const Json& window : figures.at("windows_s"))
            outage.windows.emplace_back(nanoseconds(window.at(0)), nanoseconds(window.at(1)));
    }
    return outages;
}

Ledger read_trace(std::istream& rows, const Json& result) {
    Ledger ledger{nanoseconds(result.at("scenario").at("on_time_s")),
                  nanoseconds(result.at("scenario").at("duration_s")), outages_of(result), cnames_of(result)};
    Courses courses;
    for (std::string line; std::getline(rows, line);) {
        const Row row{line};
        courses.follow(row);
        ledger.add(row);
    }
    courses.end();
    ledger.end();
    return ledger;
}

int run(const char* trace_file, const char* result_file) {
    std::ifstream rows{trace_file}, written{result_file};
    if (!rows || !written) throw std::runtime_error{"cannot read the files"};
    const Json result = Json::parse(written);
    if (result.at("replications") != 1 || result.at("scenario").at("steady") != false)
        throw std::runtime_error{"the result is not that of one whole replication"};
    Comparison comparison;
    try {
        compare(comparison, result, read_trace(rows, result));
    } catch (const Refused& refused) {
        std::cout << "the trace is refused: " << refused.what() << '\n';
        return 1;
    }
    if (!comparison.agrees()) return 1;
    std::cout << comparison.compared() << " figures agree\n";
    return 0;
}

}  // namespace

}  // namespace recount

int main(int argc, char** argv) {
    try {
        if (argc == 3) return recount::run(argv[1], argv[2]);
        std::cerr << "usage: recount TRACE RESULT\n";
    } catch (const std::exception& error) {
        std::cerr << "recount: " << error.what() << '\n';
    }
    return 2;
}
