// What it costs that every MTA remembers every destination that failed: 50 000 sending MTAs, 1000 domains,
// and an hour in which no server answers. The mail goes through the real World. Its sink, the counters with
// a table beside them, keeps what an MTA would remember of a destination: since when it has failed, when it
// is to be tried next, how often it failed, how many messages wait for it. An entry is made at the first
// failure of a pair and reclaimed when nothing is queued there any more. The table is asked at every deferral
// and every delivery of an MTA that has any entry; one without costs a counter of 4 bytes, and no question.
//
// The same world is run with and without the table. Printed are messages for each second of CPU time, the
// most entries alive at once, and the table's bytes for each of them, at that moment and at the worst one
// (while it grows, the old and the new table are there at once).
//
//     destinations [--rate PER_S] [--seed S]         the rate is over all MTAs, for three hours
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/peers/model.hpp"
#include "sim/mail/outages.hpp"
#include "sim/mail/simulate.hpp"
#include "sim/mail/world.hpp"
#include "sim/measure/counters.hpp"

namespace {

using namespace mxsim;

constexpr std::uint32_t mtas = 50'000;
constexpr std::uint32_t domains = 1000;

mail::ServerSpec mailbox(const std::string& name) {
    mail::ServerSpec server;
    server.name = name;
    server.mailbox = true;
    server.addresses = {"192.0.2.1"};
    server.service = engine::Distribution::exponential(0.2e9);
    server.waiting = mail::unlimited;
    return server;
}

// RFC 5321: 30 s to connect, then half-hour retries; here a little quicker, so that an hour shows several.
mail::Profile patient() {
    mail::Profile profile;
    profile.name = "patient";
    profile.intervals = {std::chrono::minutes{5}, std::chrono::minutes{10}, std::chrono::minutes{20}};
    profile.lifetime = std::chrono::hours{5 * 24};
    return profile;
}

mail::WorldSpec silent_hour(double rate) {
    mail::WorldSpec world;
    world.duration = std::chrono::hours{3};
    world.profiles = {patient()};
    failure::OutageSpec outage;
    outage.name = "blackhole";
    outage.effect.mode = failure::Mode::silent;
    outage.occurrences = {
        {engine::time_zero + std::chrono::hours{1}, engine::Distribution::constant(3'600'000'000'000)}};
    mail::SenderSpec sender;
    sender.name = "internet";
    sender.members = {{.profile = 0, .share = 1, .mtas = mtas}};
    sender.arrivals.per_second = rate;
    sender.size = engine::Distribution::constant(30'000);
    for (std::uint32_t d = 0; d < domains; ++d) {
        const std::string name = "domain" + std::to_string(d) + ".example";
        world.servers.push_back(mailbox("mx." + name));
        dns::ZoneSpec zone;
        zone.name = name;
        zone.mx = {{10, d}};
        world.domains.push_back(zone);
        outage.servers.push_back(d);
        sender.to.push_back({d, 1});
    }
    world.senders = {sender};
    world.outages = {outage};
    return world;
}

struct Memory {
    engine::Time failed_since{};
    engine::Time next_try{};
    std::uint32_t failures = 0;   // in a row
    std::uint32_t queued = 0;     // messages that have failed there and wait
    std::uint32_t sessions = 0;   // what an adaptive concurrency would keep
    std::uint32_t marks = 0;
};
static_assert(sizeof(Memory) == 32);

// A flat table with open addressing and linear probing. An entry is removed by moving back those behind it
// that it had displaced, so there are no graves and the table stays as good as new.
class Table {
  public:
    Table() : places_(1024) {}

    Memory& at(std::uint32_t mta, std::uint32_t destination) {
        if (8 * (size_ + 1) > 7 * places_.size()) grow();
        Place& place = places_[find(key(mta, destination))];
        if (place.key == none) {
            place = {key(mta, destination), {}};
            ++size_;
            most_ = std::max(most_, size_);
        }
        return place.memory;
    }
    Memory* known(std::uint32_t mta, std::uint32_t destination) {
        Place& place = places_[find(key(mta, destination))];
        return place.key == none ? nullptr : &place.memory;
    }
    void remove(std::uint32_t mta, std::uint32_t destination) {
        std::size_t hole = find(key(mta, destination));
        for (std::size_t i = next(hole); places_[i].key != none; i = next(i)) {
            const std::size_t mask = places_.size() - 1;
            if (((i - home(places_[i].key)) & mask) < ((i - hole) & mask)) continue;
            places_[hole] = places_[i];
            hole = i;
        }
        places_[hole].key = none;
        --size_;
    }
    std::size_t size() const { return size_; }
    std::size_t most() const { return most_; }
    std::size_t bytes() const { return places_.size() * sizeof(Place); }
    std::size_t most_bytes() const { return std::max(most_bytes_, bytes()); }

  private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};
    struct Place {
        std::uint64_t key = none;
        Memory memory;
    };

    static std::uint64_t key(std::uint32_t mta, std::uint32_t destination) {
        return std::uint64_t{mta} << 32 | destination;
    }
    std::size_t home(std::uint64_t k) const {
        k = (k ^ k >> 32) * 0x9e3779b97f4a7c15u;
        return (k ^ k >> 29) & (places_.size() - 1);
    }
    std::size_t next(std::size_t i) const { return (i + 1) & (places_.size() - 1); }
    std::size_t find(std::uint64_t k) const {
        std::size_t i = home(k);
        while (places_[i].key != none && places_[i].key != k) i = next(i);
        return i;
    }
    void grow() {
        std::vector<Place> old(2 * places_.size());
        old.swap(places_);
        most_bytes_ = std::max(most_bytes_, bytes() + old.size() * sizeof(Place));
        for (const Place& place : old)
            if (place.key != none) places_[find(place.key)] = place;
    }

    std::vector<Place> places_;
    std::size_t size_ = 0;
    std::size_t most_ = 0;
    std::size_t most_bytes_ = 0;
};

// The counters, and what the MTAs remember. Which messages have failed once is kept in a bit for each: in
// the World itself that is a mark of the copy, so these bits are not counted as the table's.
class Remembering : public measure::Counters {
  public:
    Remembering(const measure::CountersPlan& plan, const mail::Flows& flows)
        : Counters{plan}, flows_{flows} {}

    void deferred(engine::Time now, const measure::Subject& who, engine::Time next) {
        ++questions_;
        const std::size_t before = table_.size();
        Memory& memory = table_.at(who.mta, destination(who));
        entries_[who.mta] += static_cast<std::uint32_t>(table_.size() - before);
        if (memory.failures++ == 0) memory.failed_since = now;
        memory.next_try = next;
        if (who.message >= failed_.size()) failed_.resize(2 * std::size_t{who.message} + 64);
        if (failed_[who.message]) return;
        failed_[who.message] = true;
        ++memory.queued;
    }
    // A success clears the failure; messages that wait keep the entry until they have gone, too.
    void delivered(engine::Time now, const measure::Subject& who, std::uint32_t server) {
        Counters::delivered(now, who, server);
        if (entries_[who.mta] == 0) return;
        ++questions_;
        Memory* memory = table_.known(who.mta, destination(who));
        if (!memory) return;
        memory->failures = 0;
        leave(*memory, who);
    }
    const Table& table() const { return table_; }
    std::uint64_t questions() const { return questions_; }

  private:
    std::uint32_t destination(const measure::Subject& who) const { return flows_[who.flow].domain; }
    void leave(Memory& memory, const measure::Subject& who) {
        if (who.message >= failed_.size() || !failed_[who.message]) return;
        if (--memory.queued > 0) return;
        table_.remove(who.mta, destination(who));
        --entries_[who.mta];
    }

    const mail::Flows& flows_;
    Table table_;
    std::vector<std::uint32_t> entries_ = std::vector<std::uint32_t>(mtas);
    std::vector<bool> failed_;
    std::uint64_t questions_ = 0;
};

measure::CountersPlan plan_of(const mail::WorldSpec& spec, const mail::Flows& flows,
                              const mail::Outages& outages) {
    measure::CountersPlan plan;
    plan.keep = mail::plan_for(spec);
    plan.domains = static_cast<std::uint32_t>(spec.domains.size());
    plan.servers = static_cast<std::uint32_t>(spec.servers.size());
    plan.wanted = {true};
    plan.relay.resize(spec.servers.size());
    plan.flows = flows.all();
    plan.outages = outages.scopes;
    plan.averaged_until = engine::time_zero + spec.duration;
    plan.on_time = spec.on_time;
    return plan;
}

struct Timed {
    measure::RunResult result;
    double cpu_s = 0;
};

template <class Sink>
Timed run(const mail::WorldSpec& spec, std::uint64_t seed, const mail::Flows& flows,
          const mail::Outages& outages, Sink& sink) {
    const double start = peers::cpu_seconds();
    mail::World<Sink> world{spec, flows, outages, engine::Key{seed, 0}, sink};
    world.run();
    measure::RunResult result = sink.result(world.last_end(), world.created());
    result.events = world.events();
    return {std::move(result), peers::cpu_seconds() - start};
}

void print(const char* what, const Timed& timed) {
    const auto messages = static_cast<double>(timed.result.wanted.fates.delivered);
    std::printf("%-14s  %10.0f messages  %5.2f M events  %6.3f s  %8.0f messages/s\n", what, messages,
                static_cast<double>(timed.result.events) * 1e-6, timed.cpu_s, messages / timed.cpu_s);
}

void print(const Table& table) {
    const auto most = static_cast<double>(table.most());
    std::printf("most live (MTA, destination): %zu of %.0f possible; left at the end: %zu\n", table.most(),
                1.0 * mtas * domains, table.size());
    std::printf("bytes for each of them: %.1f; while growing: %.1f\n",
                static_cast<double>(table.bytes()) / most, static_cast<double>(table.most_bytes()) / most);
}

}  // namespace

int main(int argc, char** argv) {
    peers::Options defaults;
    defaults.rate = 400;
    const peers::Options options = peers::read_options(argc, argv, defaults);
    const mail::WorldSpec spec = silent_hour(options.rate);
    const engine::Key key{options.seed, 0};
    const mail::Flows flows{spec, key};
    const mail::Outages outages{spec, key};
    const measure::CountersPlan plan = plan_of(spec, flows, outages);

    measure::Counters counters{plan};
    const Timed without = run(spec, options.seed, flows, outages, counters);
    Remembering remembering{plan, flows};
    const Timed with = run(spec, options.seed, flows, outages, remembering);

    print("without table", without);
    print("with table", with);
    const auto questions = static_cast<double>(remembering.questions());
    std::printf("the table was asked %.2f M times, at %.0f ns each\n", questions * 1e-6,
                (with.cpu_s - without.cpu_s) * 1e9 / questions);
    print(remembering.table());
    return with.result.events == without.result.events && remembering.table().size() == 0 ? 0 : 1;
}
