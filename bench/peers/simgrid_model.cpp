// The "primary outage" of model.hpp on SimGrid. Each step is one timer of its kernel, which holds them in a
// Fibonacci heap of callbacks. Timers are the faster and so the fairer choice: an actor for each message
// would add two context switches to every step. The kernel is given an empty platform, with no hosts and no
// network to look after.
#include <simgrid/kernel/Timer.hpp>
#include <simgrid/s4u.hpp>

#include "model.hpp"

namespace {

class SimGrid : public peers::Mail<SimGrid> {
public:
    SimGrid(const peers::Options& options, simgrid::s4u::Engine& engine) : Mail(options), engine_(engine) {}

    double now() const { return simgrid::s4u::Engine::get_clock(); }

    void after(double delay, peers::Step step, std::uint32_t message) {
        // 16 bytes of capture: SimGrid keeps that inside the timer, without an allocation of its own.
        const auto callback = [this, step, message] { step_ends(step, message); };
        simgrid::kernel::timer::Timer::set(now() + delay, callback);
    }

    void run() { engine_.run(); }

private:
    simgrid::s4u::Engine& engine_;
};

}  // namespace

int main(int argc, char** argv) {
    simgrid::s4u::Engine engine(&argc, argv);
    simgrid::s4u::create_empty_zone("nowhere")->seal();
    const peers::Options options = peers::read_options(argc, argv);
    SimGrid peer(options, engine);
    peers::time_and_print("simgrid-timers", options, peer);
}
