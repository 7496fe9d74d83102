// A first-in-first-out queue of small trivial items in chunks of a shared pool. Until the first push it
// owns nothing; `release` gives back the last chunk of an empty queue.
//
// The pool is passed to each call instead of being kept, so that an idle queue is two pointers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include "sim/engine/chunk_pool.hpp"

namespace mxsim::engine {

template <class Item>
class Fifo {
    static_assert(std::is_trivially_copyable_v<Item>);

  public:
    bool empty() const noexcept { return head_ == tail_; }
    const Item& front() const noexcept { return *head_; }

    void fetch_front() const noexcept { __builtin_prefetch(head_); }

    void push(ChunkPool& pool, const Item& item) {
        if (!tail_) head_ = tail_ = static_cast<Chunk*>(pool.take())->items;
        ::new (static_cast<void*>(tail_++)) Item(item);
        if (past_last(tail_)) tail_ = link(tail_, static_cast<Chunk*>(pool.take()));
    }
    void pop(ChunkPool& pool) noexcept {
        if (past_last(++head_)) {
            Chunk* done = chunk_of(head_);
            head_ = done->next->items;
            pool.give(done);
            fetch_next_chunk();
        }
    }
    void release(ChunkPool& pool) noexcept {
        if (tail_) pool.give(chunk_of(tail_));
        head_ = tail_ = nullptr;
    }

    // The item `n` (less than a chunk) places behind the front, if there is one; for prefetching.
    const Item* ahead(std::size_t n) const noexcept {
        const Chunk* chunk = chunk_of(head_);
        const Item* item = head_ + n;
        if (chunk == chunk_of(tail_)) return item < tail_ ? item : nullptr;
        if (item < chunk->items + capacity) return item;
        item = chunk->next->items + (item - (chunk->items + capacity));
        return chunk->next != chunk_of(tail_) || item < tail_ ? item : nullptr;
    }

    bool at_most(std::size_t count) const noexcept {
        const Item* item = head_;
        while (item && chunk_of(item) != chunk_of(tail_)) {
            const auto* end = chunk_of(item)->items + capacity;
            const auto here = static_cast<std::size_t>(end - item);
            if (here > count) return false;
            count -= here;
            item = chunk_of(item)->next->items;
        }
        return static_cast<std::size_t>(tail_ - item) <= count;
    }

  private:
    static constexpr std::size_t capacity = (ChunkPool::chunk_bytes - sizeof(void*)) / sizeof(Item);
    struct Chunk {
        Item items[capacity];
        Chunk* next;
    };
    static_assert(sizeof(Chunk) <= ChunkPool::chunk_bytes && capacity * sizeof(Item) < ChunkPool::chunk_bytes);

    // A long queue is read once around and has left every cache by then. The chunk after the first is asked
    // for while the first is being read.
    void fetch_next_chunk() const noexcept {
        const Chunk* here = chunk_of(head_);
        if (here == chunk_of(tail_)) return;
        for (std::size_t at = 0; at < ChunkPool::chunk_bytes; at += 64)
            __builtin_prefetch(reinterpret_cast<const std::byte*>(here->next) + at, 1);
    }

    static std::uintptr_t offset(const Item* item) noexcept {
        return reinterpret_cast<std::uintptr_t>(item) & (ChunkPool::chunk_bytes - 1);
    }
    static Chunk* chunk_of(const Item* item) noexcept {
        return reinterpret_cast<Chunk*>(reinterpret_cast<std::uintptr_t>(item) - offset(item));
    }
    static bool past_last(const Item* item) noexcept { return offset(item) == capacity * sizeof(Item); }
    static Item* link(Item* past, Chunk* fresh) noexcept {
        chunk_of(past)->next = fresh;
        return fresh->items;
    }

    Item* head_ = nullptr;
    Item* tail_ = nullptr;
};

}  // namespace mxsim::engine
