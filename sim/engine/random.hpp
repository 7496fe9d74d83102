// Random numbers that are functions of their place: a draw depends on (seed, replication, stream, index)
// and on nothing else, never on which draws came before it.
//
// The generator is Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (2011): ten rounds that scramble a 128-bit counter under a 64-bit key. Two purposes, or one
// purpose for two entities, have two streams; adding an entity disturbs nobody else's draws.
#pragma once

#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace mxsim::engine {

struct Block {
    std::uint32_t w[4];

    constexpr bool operator==(const Block&) const = default;
};

struct KeyWords {
    std::uint32_t w[2];

    constexpr bool operator==(const KeyWords&) const = default;
};

namespace detail {

inline constexpr int philox_rounds = 10;
inline constexpr std::uint32_t philox_multiplier[2] = {0xd2511f53u, 0xcd9e8d57u};
inline constexpr std::uint32_t philox_weyl[2] = {0x9e3779b9u, 0xbb67ae85u};

}  // namespace detail

// The definition, word by word.
constexpr Block philox(Block counter, KeyWords key) noexcept {
    for (int round = 0; round < detail::philox_rounds; ++round) {
        const std::uint64_t p = std::uint64_t{detail::philox_multiplier[0]} * counter.w[0];
        const std::uint64_t q = std::uint64_t{detail::philox_multiplier[1]} * counter.w[2];
        const auto upper = [](std::uint64_t product) { return static_cast<std::uint32_t>(product >> 32); };
        const auto lower = [](std::uint64_t product) { return static_cast<std::uint32_t>(product); };
        counter = {
            {upper(q) ^ counter.w[1] ^ key.w[0], lower(q), upper(p) ^ counter.w[3] ^ key.w[1], lower(p)}};
        key.w[0] += detail::philox_weyl[0];
        key.w[1] += detail::philox_weyl[1];
    }
    return counter;
}

// The same at run time, and for four counters that differ in their lowest 64 bits by 0, 1, 2, 3. On
// x86-64 (whose baseline has SSE2) one instruction makes two products; elsewhere it is the definition.
inline Block philox_fast(const Block& counter, const KeyWords& key) noexcept;
inline void philox_four(const Block& counter, const KeyWords& key, Block* four) noexcept;

// What all streams of one replication share: two words scrambled from seed and replication.
class Key {
  public:
    constexpr Key(std::uint64_t seed, std::uint32_t replication) noexcept {
        constexpr std::uint32_t for_keys = 0x6b657973;  // "keys"
        const KeyWords words{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
        const Block block = philox({{replication, 0, 0, for_keys}}, words);
        words_ = {{block.w[0], block.w[1]}};
    }
    constexpr KeyWords words() const noexcept { return words_; }

  private:
    KeyWords words_{};
};

using StreamId = std::uint64_t;

// Names a stream, as stream_id("service", "mx1.example.org"). FNV-1a over both texts with a zero byte
// between them, then a mix by which every bit of the text reaches every bit of the identifier.
constexpr StreamId stream_id(std::string_view purpose, std::string_view entity = {}) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325u;
    const auto add = [&hash](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u; };
    for (const char c : purpose) add(c);
    add('\0');
    for (const char c : entity) add(c);
    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;  // the finalizer of MurmurHash3 (Appleby, 2011)
    hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53u;
    return hash ^ hash >> 33;
}

class Stream {
  public:
    constexpr Stream(Key key, StreamId id) noexcept : key_(key.words()), id_(id) {}

    // Block number `index` < 2^48; `sub` < 2^16 numbers further blocks of a draw that needs several.
    Block at(std::uint64_t index, std::uint32_t sub = 0) const noexcept {
        return philox_fast(counter(index, sub), key_);
    }

    // The blocks at(index), at(index + 1), at(index + 2), at(index + 3), made side by side.
    void four_at(std::uint64_t index, Block* four) const noexcept {
        philox_four(counter(index, 0), key_, four);
    }

  private:
    constexpr Block counter(std::uint64_t index, std::uint32_t sub) const noexcept {
        return {{static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32) | sub << 16,
                 static_cast<std::uint32_t>(id_), static_cast<std::uint32_t>(id_ >> 32)}};
    }

    KeyWords key_;
    StreamId id_;
};

// The two 64-bit words of a block.
constexpr std::uint64_t first_word(const Block& b) noexcept { return std::uint64_t{b.w[1]} << 32 | b.w[0]; }
constexpr std::uint64_t second_word(const Block& b) noexcept { return std::uint64_t{b.w[3]} << 32 | b.w[2]; }

// Uniform in the open interval (0, 1): an odd multiple of 2^-53, so that u and 1 - u are equally likely
// and both exact. Uses the upper 52 bits; the lower twelve are free for other choices.
constexpr double unit(std::uint64_t word) noexcept {
    return static_cast<double>(static_cast<std::int64_t>(word >> 12 << 1 | 1)) * 0x1p-53;
}

// Uniform in 0 .. n-1. No value is off its share by more than n / 2^32 of it.
constexpr std::uint32_t bounded(std::uint32_t word, std::uint32_t n) noexcept {
    return static_cast<std::uint32_t>(std::uint64_t{word} * n >> 32);
}

#if defined(__SSE2__)

inline Block philox_fast(const Block& counter, const KeyWords& key) noexcept {
    const auto lanes = [](std::uint64_t high, std::uint64_t low) {
        return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
    };
    const __m128i multipliers = lanes(detail::philox_multiplier[1], detail::philox_multiplier[0]);
    const auto upper_halves = [&lanes](const std::uint32_t (&w)[2]) {
        return lanes(std::uint64_t{w[1]} << 32, std::uint64_t{w[0]} << 32);
    };
    const __m128i weyl = upper_halves(detail::philox_weyl);
    __m128i keys = upper_halves(key.w);
    __m128i x = lanes(second_word(counter), first_word(counter));
#pragma GCC unroll 10
    for (int round = 0; round < detail::philox_rounds; ++round) {
        const __m128i products = _mm_shuffle_epi32(_mm_mul_epu32(x, multipliers), _MM_SHUFFLE(0, 1, 2, 3));
        x = _mm_xor_si128(products, _mm_srli_epi64(_mm_xor_si128(x, keys), 32));
        keys = _mm_add_epi32(keys, weyl);
    }
    const auto low = static_cast<std::uint64_t>(_mm_cvtsi128_si64(x));
    const auto high = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(x, x)));
    return {{static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(low >> 32),
             static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32)}};
}

// Word k of two counters lies in the lower halves of c[k]; what the upper halves hold is never used.
inline void philox_four(const Block& counter, const KeyWords& key, Block* four) noexcept {
    const auto both = [](std::uint64_t value) { return _mm_set1_epi64x(static_cast<long long>(value)); };
    const __m128i multiplier[2] = {both(detail::philox_multiplier[0]), both(detail::philox_multiplier[1])};
    const __m128i weyl[2] = {both(detail::philox_weyl[0]), both(detail::philox_weyl[1])};
    __m128i keys[2] = {both(key.w[0]), both(key.w[1])};
    __m128i c[4][2];
#pragma GCC unroll 2
    for (int pair = 0; pair < 2; ++pair) {
        c[0][pair] = _mm_add_epi64(both(first_word(counter)), _mm_set_epi64x(2 * pair + 1, 2 * pair));
        c[1][pair] = _mm_srli_epi64(c[0][pair], 32);
        c[2][pair] = both(counter.w[2]);
        c[3][pair] = both(counter.w[3]);
    }
#pragma GCC unroll 10
    for (int round = 0; round < detail::philox_rounds; ++round) {
#pragma GCC unroll 2
        for (int pair = 0; pair < 2; ++pair) {
            const __m128i p = _mm_mul_epu32(c[0][pair], multiplier[0]);
            const __m128i q = _mm_mul_epu32(c[2][pair], multiplier[1]);
            c[0][pair] = _mm_xor_si128(_mm_srli_epi64(q, 32), _mm_xor_si128(c[1][pair], keys[0]));
            c[1][pair] = q;
            c[2][pair] = _mm_xor_si128(_mm_srli_epi64(p, 32), _mm_xor_si128(c[3][pair], keys[1]));
            c[3][pair] = p;
        }
        for (int k = 0; k < 2; ++k) keys[k] = _mm_add_epi32(keys[k], weyl[k]);
    }
#pragma GCC unroll 2
    for (int pair = 0; pair < 2; ++pair) {
        const auto store = [](Block& block, __m128i words01, __m128i words23) {
            _mm_storeu_si128(reinterpret_cast<__m128i*>(block.w), _mm_unpacklo_epi64(words01, words23));
        };
        store(four[2 * pair], _mm_unpacklo_epi32(c[0][pair], c[1][pair]),
              _mm_unpacklo_epi32(c[2][pair], c[3][pair]));
        store(four[2 * pair + 1], _mm_unpackhi_epi32(c[0][pair], c[1][pair]),
              _mm_unpackhi_epi32(c[2][pair], c[3][pair]));
    }
}

#else

inline Block philox_fast(const Block& counter, const KeyWords& key) noexcept { return philox(counter, key); }

inline void philox_four(const Block& counter, const KeyWords& key, Block* four) noexcept {
    for (std::uint64_t i = 0; i < 4; ++i) {
        const std::uint64_t low = first_word(counter) + i;
        four[i] = philox({{static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(low >> 32),
                           counter.w[2], counter.w[3]}},
                         key);
    }
}

#endif

}  // namespace mxsim::engine
