// Distributions of times and sizes. A value is a whole number (nanoseconds or bytes): the real-valued draw
// rounded half up and clamped to [0, 2^62]. Parameters are given in the same unit.
//
// A draw is a function of the stream and the index only, and has the same bits on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "sim/engine/random.hpp"

namespace mxsim::engine {

namespace detail {

constexpr int ziggurat_layers = 256;

// The area under exp(-x) cut into layers of equal area: layer i reaches from x = 0 to edge[i] and from
// height[i] = exp(-edge[i]) up to height[i + 1]; layer 0 stands for the strip below height[1], tail included.
struct Ziggurat {
    double edge[ziggurat_layers + 1];
    double height[ziggurat_layers + 1];
};
extern const Ziggurat ziggurat;

// A layer and a place along it, by one 64-bit word.
struct LayerPoint {
    explicit LayerPoint(std::uint64_t word) noexcept
        : layer(word % ziggurat_layers),  // bits that unit() does not use
          x(unit(word) * ziggurat.edge[layer]) {}

    // Whatever its height within the layer.
    bool below_curve() const noexcept { return x < ziggurat.edge[layer + 1]; }

    std::size_t layer;
    double x;
};

// What one draw in fifty needs: the point may lie above the curve, or in the tail. Uses blocks from `sub` on.
double exponential_at_edge(const Stream& stream, std::uint64_t index, LayerPoint point, std::uint32_t sub) noexcept;

// The draw whose first point is made of `word`; may use the blocks of `index` from `sub` on.
inline double exponential(const Stream& stream, std::uint64_t index, std::uint64_t word, std::uint32_t sub) noexcept {
    const LayerPoint point(word);
    if (point.below_curve()) [[likely]] return point.x;
    return exponential_at_edge(stream, index, point, sub);
}

}  // namespace detail

// Exponentially distributed with mean 1; positive. (Marsaglia and Tsang, "The ziggurat method for
// generating random variables", 2000.) Two draws share a block: an even one and the next.
inline double standard_exponential(const Stream& stream, std::uint64_t index) noexcept {
    const Block block = stream.at(index / 2);
    return detail::exponential(stream, index, index % 2 == 0 ? first_word(block) : second_word(block), 1);
}

// The share of values up to `upper`.
struct Band {
    double upper;
    double cumulative_share;
};

// The factories throw std::invalid_argument, naming the parameter, if a parameter is out of its range or
// not finite. A distribution without spread (cv = 0, mean = 0, ...) is a constant.
class Distribution {
  public:
    static Distribution constant(std::int64_t value);                 // 0 <= value <= 2^62
    static Distribution exponential(double mean);                     // mean >= 0
    static Distribution uniform(double low, double high);             // 0 <= low <= high
    static Distribution gamma(double mean, double cv);                // cv: standard deviation / mean
    static Distribution weibull(double mean, double shape);           // shape >= 0.01; hazard falls below 1
    static Distribution pareto(double min, double shape);             // P(X > x) = (min / x)^shape
    static Distribution empirical(std::vector<std::int64_t> values);  // each value alike; fewer than 2^32
    // Log-uniform within each band, the first of which starts at `lowest` > 0. Upper bounds ascend; shares
    // do not fall, and are divided by the last.
    static Distribution banded(double lowest, const std::vector<Band>& bands);

    // Lognormal: exp(mu + sigma N), by the logarithm of the median or by any two figures that fix it.
    static Distribution lognormal(double mu, double sigma);
    static Distribution lognormal_mean_cv(double mean, double cv);
    static Distribution lognormal_mean_sigma(double mean, double sigma);
    static Distribution lognormal_mean_median(double mean, double median);  // mean >= median
    static Distribution lognormal_median_cv(double median, double cv);
    static Distribution lognormal_median_sigma(double median, double sigma);

    std::int64_t draw(const Stream& stream, std::uint64_t index) const noexcept;

    // out[i] = draw(stream, first_index + i), faster than one by one.
    void fill(const Stream& stream, std::uint64_t first_index, std::int64_t* out,
              std::size_t n) const noexcept;

    bool is_constant() const noexcept { return std::holds_alternative<Constant>(shape_); }

    // Before rounding and clamping; infinity if there is none.
    double mean() const noexcept { return mean_; }

  private:
    struct Constant {
        std::int64_t value;
    };
    struct Exponential {
        double mean;
    };
    struct Uniform {
        double low, width;
    };
    struct Lognormal {
        double mu, sigma;
    };
    // d and c as in gamma_of_large_shape; inverse_shape is 0 unless the shape is below 1.
    struct Gamma {
        double scale, d, c, inverse_shape;
    };
    struct Weibull {
        double scale, inverse_shape;
    };
    struct Pareto {
        double min, inverse_shape;
    };
    struct Empirical {
        std::shared_ptr<const std::vector<std::int64_t>> values;
    };
    struct Piece {
        double from_share, to_share;
        double log_lower, log_width;
    };
    struct Banded {
        std::shared_ptr<const std::vector<Piece>> pieces;
    };
    using Shape =
        std::variant<Constant, Exponential, Uniform, Lognormal, Gamma, Weibull, Pareto, Empirical, Banded>;

    // A place in a stream and its block number 0.
    struct Place {
        const Stream& stream;
        std::uint64_t index;
        const Block& block;
    };

    Distribution(Shape shape, double mean) : shape_(std::move(shape)), mean_(mean) {}

    static std::int64_t rounded(double x) noexcept;
    static std::int64_t sample(const Constant&, const Place&) noexcept;
    static std::int64_t sample(const Uniform&, const Place&) noexcept;
    static std::int64_t sample(const Lognormal&, const Place&) noexcept;
    static std::int64_t sample(const Gamma&, const Place&) noexcept;
    static std::int64_t sample(const Weibull&, const Place&) noexcept;
    static std::int64_t sample(const Pareto&, const Place&) noexcept;
    static std::int64_t sample(const Empirical&, const Place&) noexcept;
    static std::int64_t sample(const Banded&, const Place&) noexcept;

    static void fill_exponential(double mean, const Stream&, std::uint64_t first_index, std::int64_t*, std::size_t n) noexcept;
    std::int64_t draw_other(const Stream& stream, std::uint64_t index) const noexcept;

    Shape shape_;
    double mean_;
};

// Sizes of e-mail messages in bytes, 512 B to 2 MB: 23.5 % below 2 KB, 49.2 % below 4 KB, 79.6 % below 16 KB,
// 98.5 % below 1 MB. Old: the figures are of 2002 (mailing list freebsd-net), quoted by
// johannes.jakeapp.com; text-heavy, and mail of today is larger.
Distribution old_mail_sizes();

inline std::int64_t Distribution::rounded(double x) noexcept {
    constexpr double most = 0x1p62;
    if (!(x > 0)) return 0;
    if (x >= most) return static_cast<std::int64_t>(most);
    const auto whole = static_cast<std::int64_t>(x);
    return whole + (x - static_cast<double>(whole) >= 0.5);
}

inline std::int64_t Distribution::draw(const Stream& stream, std::uint64_t index) const noexcept {
    if (const auto* constant = std::get_if<Constant>(&shape_)) return constant->value;
    if (const auto* shape = std::get_if<Exponential>(&shape_))
        return rounded(shape->mean * standard_exponential(stream, index));
    return draw_other(stream, index);
}

}  // namespace mxsim::engine
