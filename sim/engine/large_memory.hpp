// Memory for what may grow large, on large pages where the operating system has them: a run with a million
// messages in flight touches memory at random, and finding an address then costs more than the memory itself.
//
// Nothing but speed depends on whether the operating system follows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace mxsim::engine {

inline constexpr std::size_t large_page = std::size_t{2} << 20;

// `memory` is aligned to a large page, and `bytes` are whole large pages.
inline void prefer_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__)
    ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
}

// A block of trivial records that grows by having its pages moved, not copied: what it held stays, what is new
// is not touched. What it grows by once it is `large` stands on large pages.
class GrowingBlock {
  public:
    GrowingBlock() = default;
    GrowingBlock(const GrowingBlock&) = delete;
    GrowingBlock& operator=(const GrowingBlock&) = delete;
    ~GrowingBlock() { release(); }

    void* data() const noexcept { return data_; }

    // Throws std::bad_alloc; the block is then as before. Never shrinks.
    void grow(std::size_t bytes, bool large) {
        void* grown = is_mapped(bytes) ? remap(round_up(bytes)) : std::realloc(data_, bytes);
        if (!grown) throw std::bad_alloc{};
        data_ = grown;
        bytes_ = is_mapped(bytes) ? round_up(bytes) : bytes;
        if (large && is_mapped(bytes_)) prefer_large_pages(data_, bytes_);
    }

  private:
    static std::size_t round_up(std::size_t bytes) noexcept { return (bytes + large_page - 1) / large_page * large_page; }

#if defined(__linux__)
    static bool is_mapped(std::size_t bytes) noexcept { return bytes >= large_page; }

    // Aligned to a large page; null if there is no memory.
    static std::byte* map(std::size_t bytes) noexcept {
        void* raw = ::mmap(nullptr, bytes + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (raw == MAP_FAILED) return nullptr;
        auto* begin = static_cast<std::byte*>(raw);
        const std::size_t before = round_up(reinterpret_cast<std::uintptr_t>(raw)) - reinterpret_cast<std::uintptr_t>(raw);
        if (before > 0) ::munmap(begin, before);
        if (before < large_page) ::munmap(begin + before + bytes, large_page - before);
        return begin + before;
    }
    void* remap(std::size_t bytes) noexcept {
        std::byte* target = map(bytes);
        if (!target) return nullptr;
        if (is_mapped(bytes_)) {
            void* moved = ::mremap(data_, bytes_, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, target);
            return moved == MAP_FAILED ? nullptr : moved;
        }
        if (data_) std::memcpy(target, data_, bytes_);
        std::free(data_);
        return target;
    }
    void release() noexcept {
        if (is_mapped(bytes_))
            ::munmap(data_, bytes_);
        else
            std::free(data_);
    }
#else
    static bool is_mapped(std::size_t) noexcept { return false; }
    static void* remap(std::size_t) noexcept { return nullptr; }
    void release() noexcept { std::free(data_); }
#endif

    void* data_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace mxsim::engine
