// The hold model: N events are pending; a step takes the earliest and schedules one at its time + Exp(1 s).
// The exponential times come from one prepared table, the same for all, read in order; so a step costs what
// the set of pending events costs, and the load of one number. N exponential times from one instant are
// already the steady state of this model, as what is left of an exponential time is exponential again.
//
// Measured are the radix wheel, the agenda around it (events outside delay lines), and as a yardstick
// std::priority_queue of the same 16-byte events in its best fair use: a reserved vector, compared by time
// and then order. CPU time for each step.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <queue>
#include <vector>

#include "sim/engine/agenda.hpp"
#include "sim/engine/distribution.hpp"
#include "sim/engine/radix_wheel.hpp"

namespace {

using namespace mxsim;

class Delays {
  public:
    Delays() : table_(size) {
        const engine::Stream stream{engine::Key{1, 0}, engine::stream_id("hold")};
        engine::Distribution::exponential(1e9).fill(stream, 0, table_.data(), size);
    }
    engine::Duration next() noexcept { return engine::Duration{table_[place_++ % size]}; }

  private:
    static constexpr std::size_t size = 1 << 15;

    std::vector<std::int64_t> table_;
    std::size_t place_ = 0;
};

class Wheel {
  public:
    explicit Wheel(std::size_t) {}
    void schedule(engine::Time time) { wheel_.push({time, ++order_, 0}); }
    engine::Time next() { return wheel_.pop().time; }

  private:
    engine::ChunkPool pool_;
    engine::RadixWheel wheel_{pool_};
    std::uint32_t order_ = 0;
};

class WholeAgenda {
  public:
    explicit WholeAgenda(std::size_t) {}
    void schedule(engine::Time time) { agenda_.at(time, 0); }
    engine::Time next() { return agenda_.next().time; }

  private:
    engine::Agenda<> agenda_;
};

class Heap {
  public:
    explicit Heap(std::size_t pending) : queue_{Later{}, reserved(pending)} {}
    void schedule(engine::Time time) { queue_.push({time, ++order_, 0}); }
    engine::Time next() {
        const engine::Time time = queue_.top().time;
        queue_.pop();
        return time;
    }

  private:
    struct Later {
        bool operator()(const engine::Event& a, const engine::Event& b) const noexcept {
            return engine::before(b, a);
        }
    };
    static std::vector<engine::Event> reserved(std::size_t count) {
        std::vector<engine::Event> events;
        events.reserve(count);
        return events;
    }

    std::priority_queue<engine::Event, std::vector<engine::Event>, Later> queue_;
    std::uint32_t order_ = 0;
};

template <class Pending>
void hold(benchmark::State& state) {
    const auto pending = static_cast<std::size_t>(state.range(0));
    Delays delays;
    Pending set{pending};
    for (std::size_t i = 0; i < pending; ++i) set.schedule(engine::time_zero + delays.next());
    engine::Time now{};
    const auto step = [&] {
        const engine::Time next = set.next();
        if (next < now) state.SkipWithError("an event came before one that is earlier");
        now = next;
        set.schedule(now + delays.next());
    };
    for (std::size_t i = 0; i < std::min<std::size_t>(2 * pending, 2'000'000); ++i) step();
    for ([[maybe_unused]] auto _ : state) step();
    state.SetItemsProcessed(state.iterations());
}

constexpr std::int64_t fewest = 100, most = 10'000'000;

BENCHMARK_TEMPLATE(hold, Heap)->Name("hold/priority_queue")->RangeMultiplier(10)->Range(fewest, most);
BENCHMARK_TEMPLATE(hold, Wheel)->Name("hold/wheel")->RangeMultiplier(10)->Range(fewest, most);
BENCHMARK_TEMPLATE(hold, WholeAgenda)->Name("hold/agenda")->RangeMultiplier(10)->Range(fewest, most);

}  // namespace

BENCHMARK_MAIN();
