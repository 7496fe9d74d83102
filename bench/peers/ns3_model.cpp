// The "primary outage" of model.hpp on the core of ns-3. Each step is one Simulator::Schedule of a member
// function, so an event is an object of ns-3's own on the heap, held by the scheduler that --scheduler names:
// priority-queue (a std::priority_queue, its fastest here), map (its default) or heap. Times go in and out as
// whole nanoseconds, ns-3's own unit, which spares it the 128-bit arithmetic of Seconds().

// Not ns3/core-module.h: it draws in headers that are not valid C++20.
#include <ns3/nstime.h>
#include <ns3/object-factory.h>
#include <ns3/simulator.h>

#include "model.hpp"

namespace {

class Ns3 : public peers::Mail<Ns3> {
public:
    using Mail::Mail;

    double now() const { return static_cast<double>(ns3::Simulator::Now().GetTimeStep()) * 1e-9; }

    void after(double delay, peers::Step step, std::uint32_t message) {
        const auto nanoseconds = static_cast<std::uint64_t>(delay * 1e9 + 0.5);
        ns3::Simulator::Schedule(ns3::TimeStep(nanoseconds), &Mail::step_ends, this, step, message);
    }

    void run() { ns3::Simulator::Run(); }
};

std::string type_of_scheduler(const std::string& name) {
    if (name == "priority-queue") return "ns3::PriorityQueueScheduler";
    if (name == "map") return "ns3::MapScheduler";
    if (name == "heap") return "ns3::HeapScheduler";
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    peers::Options defaults;
    defaults.scheduler = "priority-queue";
    const peers::Options options = peers::read_options(argc, argv, defaults);
    const std::string type = type_of_scheduler(options.scheduler);
    if (type.empty())
        peers::refuse(argv[0], "--scheduler: " + options.scheduler + " is not priority-queue, map or heap",
                      defaults);

    ns3::Simulator::SetScheduler(ns3::ObjectFactory(type));
    Ns3 peer(options);
    peers::time_and_print("ns3-" + options.scheduler, options, peer);
    ns3::Simulator::Destroy();
}
