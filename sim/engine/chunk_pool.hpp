// Memory for queues of small items, in chunks of 256 bytes that are recycled and never returned
// before the pool ends: steady traffic allocates nothing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "sim/engine/large_memory.hpp"

namespace mxsim::engine {

class ChunkPool {
  public:
    static constexpr std::size_t chunk_bytes = 256;

    ChunkPool() = default;
    ChunkPool(const ChunkPool&) = delete;
    ChunkPool& operator=(const ChunkPool&) = delete;

    // Uninitialised memory, aligned to its own size.
    void* take() {
        if (!free_) return fresh();
        void* chunk = free_;
        std::memcpy(&free_, chunk, sizeof free_);
        return chunk;
    }
    void give(void* chunk) noexcept {
        std::memcpy(chunk, &free_, sizeof free_);
        free_ = chunk;
    }

  private:
    // What no chunk has used yet is not touched. Slabs grow with the pool, up to one large page.
    [[gnu::noinline]] void* fresh() {
        if (fresh_ == slab_end_) grow();
        return std::exchange(fresh_, fresh_ + chunk_bytes);
    }
    void grow() {
        const std::size_t bytes = std::min(std::size_t{65536} << std::min<std::size_t>(slabs_.size() / 4, 5), large_page);
        slabs_.emplace_back(static_cast<std::byte*>(std::aligned_alloc(bytes, bytes)));
        if (!slabs_.back()) throw std::bad_alloc{};
        if (bytes == large_page) prefer_large_pages(slabs_.back().get(), bytes);
        fresh_ = slabs_.back().get();
        slab_end_ = fresh_ + bytes;
    }

    struct Free {
        void operator()(std::byte* slab) const noexcept { std::free(slab); }
    };

    std::byte* fresh_ = nullptr;  // of the newest slab, not yet used
    std::byte* slab_end_ = nullptr;
    void* free_ = nullptr;  // the first of a list; each free chunk begins with the address of the next
    std::vector<std::unique_ptr<std::byte, Free>> slabs_;
};

}  // namespace mxsim::engine
