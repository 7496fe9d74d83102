// The model all peers run, "primary outage": what it does, what it draws, what it reports. A peer adds only
// the way it holds events, so a difference between two peers is a difference between two event lists.
//
// Each domain has MX 10 `mx1` and MX 20 `backup`, each with 4 slots, exponential service and an unlimited
// first-come-first-served backlog of accepted connections. Messages arrive as one Poisson stream and pick
// their domain uniformly, which is the same as an equal stream for each. An attempt takes 50 ms, and whether
// the server is up is looked at when it ends. Every mx1 refuses in [6 h, 10 h) but finishes what it had
// accepted. A refused sender tries its backup at once; the backup stores, and 15 min after storing, or after
// the last refusal, tries mx1 again, each message by itself. The run ends when all are delivered.
//
// A peer derives `class Peer : public Mail<Peer>` and supplies
//     double now()                                          seconds since the start
//     void after(double delay, Step step, uint32_t message) calls step_ends(step, message) that much later
// A retry is one event, 15 min and 50 ms ahead: nothing can be observed between the two.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace peers {

constexpr double hour = 3600;
constexpr double attempt_takes = 0.050;
constexpr double outage_begins = 6 * hour;
constexpr double outage_ends = 10 * hour;
constexpr double retry_after = 900;
constexpr std::uint32_t slots = 4;
constexpr double load = 0.5;

struct Options {
    std::uint32_t domains = 1;
    double rate = 0;  // messages/s over all domains; 0 until chosen from `domains`
    double hours = 24;
    std::uint64_t seed = 1;
    std::string scheduler;  // only for a peer that has several; empty elsewhere, and then refused
};

[[noreturn]] inline void refuse(const char* program, const std::string& what, const Options& known) {
    std::fprintf(stderr, "%s: %s\n", program, what.c_str());
    std::fprintf(stderr, "    usage: %s [--domains N] [--rate PER_S] [--hours H] [--seed S]%s\n", program,
                 known.scheduler.empty() ? "" : " [--scheduler NAME]");
    std::exit(2);
}

inline double default_rate(std::uint32_t domains) {
    return domains >= 100'000 ? 400 : domains >= 1000 ? 100 : 10;
}

// Reads `--name value` and `--name=value`. `options` holds the peer's defaults.
inline Options read_options(int argc, char** argv, Options options = {}) {
    const Options defaults = options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        if (equals == std::string::npos && i + 1 == argc) refuse(argv[0], name + " has no value", defaults);
        const std::string value = equals == std::string::npos ? argv[++i] : word.substr(equals + 1);

        const auto number = [&](bool whole) {
            char* end = nullptr;
            const double n = std::strtod(value.c_str(), &end);
            const bool read = end != value.c_str() && *end == '\0';
            const char* kind = whole ? "a whole number" : "a number";
            if (!read || !(n >= 0 && n <= 1e9) || (whole && n != std::floor(n)))
                refuse(argv[0], name + ": " + value + " is not " + kind + " from 0 to 1e9", defaults);
            return n;
        };
        if (name == "--domains") options.domains = static_cast<std::uint32_t>(number(true));
        else if (name == "--rate") options.rate = number(false);
        else if (name == "--hours") options.hours = number(false);
        else if (name == "--seed") options.seed = static_cast<std::uint64_t>(number(true));
        else if (name == "--scheduler" && !defaults.scheduler.empty()) options.scheduler = value;
        else refuse(argv[0], name + " is not an option here", defaults);
    }
    if (options.domains == 0) refuse(argv[0], "--domains must be at least 1", defaults);
    if (options.rate == 0) options.rate = default_rate(options.domains);
    return options;
}

// xoshiro256++ of Blackman and Vigna, its state filled by splitmix64 as they advise.
class Random {
public:
    explicit Random(std::uint64_t seed) {
        for (auto& word : state_) {
            seed += 0x9e3779b97f4a7c15;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            word = z ^ (z >> 31);
        }
    }

    // One of 0 .. n-1. The bias, at most n in 2^32, is far below what a run can show.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }

    // The uniform lies in (0, 1]: its logarithm is finite.
    double exponential(double mean) {
        return -mean * std::log(static_cast<double>((next() >> 11) + 1) * 0x1p-53);
    }

private:
    std::uint64_t next() {
        const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }

    std::array<std::uint64_t, 4> state_;
};

// Latencies by the leading bits of the double: 1024 cells an octave, so a quantile, told as the middle of its
// cell, is right within 0.05 %. Covers 2^-6 s (below the 50 ms no delivery can beat) to 2^26 s.
class Histogram {
public:
    void add(double seconds) {
        max_ = std::max(max_, seconds);
        ++cells_[std::min(cell(seconds), cells_.size() - 1)];
        ++count_;
    }

    double quantile(double share) const {
        if (count_ == 0) return 0;
        const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
        std::uint64_t seen = 0;
        std::size_t i = 0;
        while ((seen += cells_[i]) < rank) ++i;
        return (lower_bound(i) + lower_bound(i + 1)) / 2;
    }

    double max() const { return max_; }

private:
    static constexpr int dropped_bits = 42;
    static constexpr double lowest = 0x1p-6;
    static constexpr std::uint64_t first = std::bit_cast<std::uint64_t>(lowest) >> dropped_bits;

    static std::size_t cell(double seconds) {
        return (std::bit_cast<std::uint64_t>(std::max(seconds, lowest)) >> dropped_bits) - first;
    }
    static double lower_bound(std::size_t cell) {
        return std::bit_cast<double>((static_cast<std::uint64_t>(cell) + first) << dropped_bits);
    }

    std::vector<std::uint64_t> cells_ = std::vector<std::uint64_t>(32 * 1024);
    std::uint64_t count_ = 0;
    double max_ = 0;
};

struct Gauge {
    std::uint64_t now = 0;
    std::uint64_t peak = 0;

    void up() { peak = std::max(peak, ++now); }
    void down() { --now; }
};

struct Figures {
    std::uint64_t messages = 0;
    std::uint64_t delivered = 0;
    std::uint64_t through_backup = 0;
    std::uint64_t backup_attempts = 0;  // by backups, towards mx1
    Gauge stored;                       // in a backup's spool: from storing to the end of the mx1 transaction
    Gauge backlog_mx1;                  // accepted by an mx1 and waiting for a slot, over all domains
    Histogram latency;                  // from arrival to the end of the mx1 transaction
};

// What a message, or the world on its behalf, has just finished doing when an event comes.
enum class Step : std::uint32_t {
    arriving,
    sender_trying_mx1,
    sender_trying_backup,
    backup_trying_mx1,
    mx1_serving,
    backup_serving,
};

template <class Peer>
class Mail {
public:
    explicit Mail(const Options& options)
        : random_(options.seed),
          domains_(options.domains),
          last_arrival_(options.hours * hour),
          mean_gap_(1 / options.rate),
          mean_service_(load * slots * options.domains / options.rate) {}

    void begin() { await_arrival(); }
    const Figures& figures() const { return figures_; }

    void step_ends(Step step, std::uint32_t message) {
        switch (step) {
        case Step::arriving:             return arrived();
        case Step::sender_trying_mx1:    return sender_tried_mx1(message);
        case Step::sender_trying_backup: return accept_at_backup(message);
        case Step::backup_trying_mx1:    return backup_tried_mx1(message);
        case Step::mx1_serving:          return delivered(message);
        case Step::backup_serving:       return stored(message);
        }
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct Message {
        double arrived;
        std::uint32_t domain : 31;
        std::uint32_t in_backup : 1;
        std::uint32_t next;  // behind it in the backlog it waits in, or in the list of free places
    };

    struct Server {
        std::uint32_t busy = 0;
        std::uint32_t head = none;
        std::uint32_t tail = none;  // meaningful while head is
    };

    struct Domain {
        Server mx1, backup;
    };

    Peer& peer() { return static_cast<Peer&>(*this); }
    Domain& domain_of(std::uint32_t message) { return domains_[messages_[message].domain]; }
    bool mx1_is_up() { return peer().now() < outage_begins || peer().now() >= outage_ends; }

    void await_arrival() {
        const double gap = random_.exponential(mean_gap_);
        if (peer().now() + gap <= last_arrival_) peer().after(gap, Step::arriving, none);
    }

    void arrived() {
        ++figures_.messages;
        const std::uint32_t message = take_place();
        const std::uint32_t domain = random_.below(static_cast<std::uint32_t>(domains_.size()));
        messages_[message] = {peer().now(), domain & 0x7fff'ffff, 0, none};
        peer().after(attempt_takes, Step::sender_trying_mx1, message);
        await_arrival();
    }

    void sender_tried_mx1(std::uint32_t message) {
        if (mx1_is_up()) accept_at_mx1(message);
        else peer().after(attempt_takes, Step::sender_trying_backup, message);
    }

    void backup_tried_mx1(std::uint32_t message) {
        ++figures_.backup_attempts;
        if (mx1_is_up()) accept_at_mx1(message);
        else peer().after(retry_after + attempt_takes, Step::backup_trying_mx1, message);
    }

    void stored(std::uint32_t message) {
        ++figures_.through_backup;
        figures_.stored.up();
        messages_[message].in_backup = 1;
        peer().after(retry_after + attempt_takes, Step::backup_trying_mx1, message);
        serve_next(domain_of(message).backup, Step::backup_serving);
    }

    void delivered(std::uint32_t message) {
        ++figures_.delivered;
        figures_.latency.add(peer().now() - messages_[message].arrived);
        if (messages_[message].in_backup) figures_.stored.down();
        Server& mx1 = domain_of(message).mx1;
        if (mx1.head != none) figures_.backlog_mx1.down();
        serve_next(mx1, Step::mx1_serving);
        give_place(message);
    }

    void accept_at_mx1(std::uint32_t message) {
        Server& mx1 = domain_of(message).mx1;
        if (mx1.busy == slots) figures_.backlog_mx1.up();
        accept(mx1, message, Step::mx1_serving);
    }

    void accept_at_backup(std::uint32_t message) {
        accept(domain_of(message).backup, message, Step::backup_serving);
    }

    void accept(Server& server, std::uint32_t message, Step serving) {
        if (server.busy < slots) {
            ++server.busy;
            return serve(message, serving);
        }
        messages_[message].next = none;
        (server.head == none ? server.head : messages_[server.tail].next) = message;
        server.tail = message;
    }

    void serve_next(Server& server, Step serving) {
        if (server.head == none) {
            --server.busy;
            return;
        }
        const std::uint32_t message = server.head;
        server.head = messages_[message].next;
        serve(message, serving);
    }

    void serve(std::uint32_t message, Step serving) {
        peer().after(random_.exponential(mean_service_), serving, message);
    }

    std::uint32_t take_place() {
        if (free_ == none) {
            messages_.emplace_back();
            return static_cast<std::uint32_t>(messages_.size() - 1);
        }
        const std::uint32_t message = free_;
        free_ = messages_[message].next;
        return message;
    }

    void give_place(std::uint32_t message) {
        messages_[message].next = free_;
        free_ = message;
    }

    Random random_;
    std::vector<Domain> domains_;
    std::vector<Message> messages_;
    std::uint32_t free_ = none;
    double last_arrival_;
    double mean_gap_;
    double mean_service_;
    Figures figures_;
};

inline double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Of this program alone: getrusage would also count what the process held before it became this program.
inline long peak_rss_kb() {
    long kb = 0;
    if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
        char line[256];
        while (std::fgets(line, sizeof line, status))
            if (std::sscanf(line, "VmHWM: %ld", &kb) == 1) break;
        std::fclose(status);
    }
    return kb;
}

inline void print(const std::string& program, const Options& options, const Figures& figures, double cpu_s) {
    const auto count = [](std::uint64_t n) { return static_cast<unsigned long long>(n); };
    std::printf("{\"program\": \"%s\", \"seed\": %llu, ", program.c_str(), count(options.seed));
    std::printf("\"domains\": %u, \"rate\": %g, \"hours\": %g, ", options.domains, options.rate,
                options.hours);
    std::printf("\"messages\": %llu, \"delivered\": %llu, ", count(figures.messages),
                count(figures.delivered));
    std::printf("\"through_backup\": %llu, \"backup_attempts\": %llu, ", count(figures.through_backup),
                count(figures.backup_attempts));
    std::printf("\"quantiles\": \"histogram, within 0.05 %%\", ");
    for (const int percent : {50, 90, 99})
        std::printf("\"p%d_s\": %.6g, ", percent, figures.latency.quantile(percent / 100.0));
    std::printf("\"max_s\": %.9g, ", figures.latency.max());
    std::printf("\"peak_stored\": %llu, \"peak_backlog_mx1\": %llu, ", count(figures.stored.peak),
                count(figures.backlog_mx1.peak));
    std::printf("\"cpu_s\": %.6f, \"messages_per_cpu_s\": %.0f, \"peak_rss_kb\": %ld}\n", cpu_s,
                static_cast<double>(figures.delivered) / cpu_s, peak_rss_kb());
}

// Runs a peer that has begin() and run(), timing the simulation proper, and prints its line.
template <class Peer>
void time_and_print(const std::string& program, const Options& options, Peer& peer) {
    const double start = cpu_seconds();
    peer.begin();
    peer.run();
    print(program, options, peer.figures(), cpu_seconds() - start);
}

}  // namespace peers
