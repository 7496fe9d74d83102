// The yardstick: the "primary outage" of model.hpp as a careful programmer would write it by hand, without a
// simulator. Events are 16 bytes by value in a std::priority_queue, earliest first; messages are plain
// structs in a vector. Random gaps are continuous, so events of equal time do not occur and need no order.
#include <functional>
#include <queue>

#include "model.hpp"

namespace {

struct Event {
    double at;
    peers::Step step;
    std::uint32_t message;

    bool operator>(const Event& other) const { return at > other.at; }
};

class Lean : public peers::Mail<Lean> {
public:
    using Mail::Mail;

    double now() const { return now_; }

    void after(double delay, peers::Step step, std::uint32_t message) {
        pending_.push({now_ + delay, step, message});
    }

    void run() {
        while (!pending_.empty()) {
            const Event event = pending_.top();
            pending_.pop();
            now_ = event.at;
            step_ends(event.step, event.message);
        }
    }

private:
    double now_ = 0;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> pending_;
};

}  // namespace

int main(int argc, char** argv) {
    const peers::Options options = peers::read_options(argc, argv);
    Lean peer(options);
    peers::time_and_print("lean", options, peer);
}
