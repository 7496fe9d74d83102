// Memory for queues of small items, in chunks of 256 bytes that are recycled and never returned
// before the pool ends: steady traffic allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace mxsim::engine {

class ChunkPool {
  public:
    static constexpr std::size_t chunk_bytes = 256;

    ChunkPool() = default;
    ChunkPool(const ChunkPool&) = delete;
    ChunkPool& operator=(const ChunkPool&) = delete;

    // Uninitialised memory, aligned to its own size.
    void* take() {
        if (!free_) grow();
        Link* chunk = free_;
        free_ = chunk->next;
        return chunk;
    }
    void give(void* chunk) noexcept {
        auto* link = static_cast<Link*>(chunk);
        link->next = free_;
        free_ = link;
    }

  private:
    struct Link {
        Link* next;
    };
    struct alignas(chunk_bytes) Chunk {
        std::byte bytes[chunk_bytes];
    };

    void grow() {
        constexpr std::size_t chunks = 256;
        slabs_.push_back(std::make_unique_for_overwrite<Chunk[]>(chunks));
        for (std::size_t i = chunks; i-- > 0;) give(&slabs_.back()[i]);
    }

    Link* free_ = nullptr;
    std::vector<std::unique_ptr<Chunk[]>> slabs_;
};

}  // namespace mxsim::engine
