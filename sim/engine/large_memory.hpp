// Asks the operating system for large pages where it has them: a run with a million messages in flight
// touches memory at random, and finding an address then costs more than the memory itself.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace mxsim::engine {

inline constexpr std::size_t small_page = 4096;
inline constexpr std::size_t large_page = std::size_t{2} << 20;

// A hint: nothing depends on whether it is followed.
inline void prefer_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__)
    const auto first = reinterpret_cast<std::uintptr_t>(memory) / small_page * small_page;
    const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes + small_page - 1) / small_page * small_page;
    if (bytes >= large_page) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
#endif
}

}  // namespace mxsim::engine
