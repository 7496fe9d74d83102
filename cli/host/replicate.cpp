// Workers take the next index from a counter; the caller's thread collects what is finished, in order.
// Waiting is timed, so that an interrupt is noticed in the middle of a long replication.
#include "cli/host/replicate.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#ifdef MXSIM_HAS_TBB
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace mxsim::host {

namespace {

// Shared with workers that may outlive the call when it is stopped.
struct Board {
    Replications job;
    std::atomic<std::uint32_t> next{0};
    std::atomic<bool> closed{false};
    std::mutex lock;
    std::condition_variable changed;
    std::map<std::uint32_t, measure::RunResult> done;
    std::exception_ptr failure;
};

void work(const std::shared_ptr<Board>& board) {
    while (!board->closed) {
        const std::uint32_t index = board->next++;
        if (index >= board->job.count) return;
        try {
            measure::RunResult result = board->job.simulate(index);
            const std::lock_guard guard{board->lock};
            board->done.emplace(index, std::move(result));
        } catch (...) {
            const std::lock_guard guard{board->lock};
            board->failure = std::current_exception();
            board->closed = true;
        }
        board->changed.notify_one();
    }
}

#ifdef MXSIM_HAS_TBB
void start_workers(const std::shared_ptr<Board>& board) {
    using namespace oneapi::tbb;
    // They live as long as the process: a stopped run must not wait for them.
    static global_control limit{global_control::max_allowed_parallelism, board->job.jobs + 1};
    static task_arena arena{static_cast<int>(board->job.jobs) + 1, 1};
    for (unsigned i = 0; i < board->job.jobs; ++i) arena.enqueue([board] { work(board); });
}
#else
void start_workers(const std::shared_ptr<Board>& board) { std::thread{[board] { work(board); }}.detach(); }
#endif

}  // namespace

Outcome replicate(const Replications& job) {
    const auto board = std::make_shared<Board>();
    board->job = job;
    start_workers(board);
    for (std::uint32_t taken = 0; taken < job.count;) {
        std::unique_lock guard{board->lock};
        board->changed.wait_for(guard, std::chrono::milliseconds{100},
                                [&] { return board->failure || board->done.count(taken) > 0; });
        if (board->failure) std::rethrow_exception(board->failure);
        if (const auto found = board->done.find(taken); found != board->done.end()) {
            measure::RunResult result = std::move(found->second);
            board->done.erase(found);
            guard.unlock();
            job.take(std::move(result));
            ++taken;
        } else {
            guard.unlock();
        }
        job.tick(taken);
        if (taken < job.count && job.stop()) {
            board->closed = true;
            return Outcome::stopped;
        }
    }
    return Outcome::finished;
}

unsigned available_jobs() {
    const unsigned threads = std::thread::hardware_concurrency();
    return threads == 0 ? 1 : threads;
}

}  // namespace mxsim::host
