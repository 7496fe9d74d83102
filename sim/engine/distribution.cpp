// Each kind turns the block at its index into a value: by the inverse of its distribution function where
// that is cheap (uniform, lognormal, empirical, banded), from a standard exponential E (Weibull is
// scale E^(1/shape), Pareto is min e^(E/shape)), or by rejection (exponential, gamma), where each further try
// takes the block with the next `sub` of the same index. So no draw ever moves another.
#include "sim/engine/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <stdexcept>
#include <string>

#include "sim/engine/elementary.hpp"

namespace mxsim::engine {

namespace detail {

namespace {

// Where the tail begins for 256 layers; found by Marsaglia and Tsang so that the top layer ends at height 1.
constexpr double tail_start = 7.69711747013104972;

constexpr Ziggurat make_ziggurat() {
    Ziggurat z{};
    const double area = (tail_start + 1) * exp(-tail_start);  // rectangle and tail of layer 0
    z.edge[0] = area / exp(-tail_start);
    z.edge[1] = tail_start;
    z.height[1] = exp(-tail_start);
    for (int i = 2; i < ziggurat_layers; ++i) {
        z.height[i] = z.height[i - 1] + area / z.edge[i - 1];
        z.edge[i] = -log(z.height[i]);
    }
    z.height[ziggurat_layers] = 1;
    return z;
}

}  // namespace

constinit const Ziggurat ziggurat = make_ziggurat();

double exponential_at_edge(const Stream& stream, std::uint64_t index, LayerPoint point, std::uint32_t sub) noexcept {
    double passed = 0;
    for (;; ++sub) {
        const Block block = stream.at(index, sub);
        if (point.layer == 0) {
            passed += tail_start;  // what is left beyond it is exponential again
        } else {
            const double low = ziggurat.height[point.layer];
            const double y = low + unit(second_word(block)) * (ziggurat.height[point.layer + 1] - low);
            if (y < exp(-point.x)) return passed + point.x;
        }
        point = LayerPoint(first_word(block));
        if (point.below_curve()) return passed + point.x;
    }
}

}  // namespace detail

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t greatest = std::int64_t{1} << 62;

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
}

bool at_least_zero(double x) { return x >= 0 && x < infinity; }
bool positive(double x) { return x > 0 && x < infinity; }

void require_cv(double cv) { require(cv >= 0 && cv < 1e100, "cv must lie between 0 and 1e100"); }
void require_sigma(double sigma) { require(at_least_zero(sigma), "sigma must be finite and not negative"); }

// The sigma of a lognormal with this coefficient of variation.
double sigma_of_cv(double cv) {
    require_cv(cv);
    return std::sqrt(log1p(cv * cv));
}

double log_of_positive(double x, const char* what) {
    require(positive(x), what);
    return log(x);
}

// A gamma variate of shape d + 1/3 >= 1: (1 + c N)^3 d, accepted with the probability that makes it exact.
// The first test is a cheap bound of the second. (Marsaglia and Tsang, "A simple method for generating gamma
// variables", 2000.)
double gamma_of_large_shape(double d, double c, const Stream& stream, std::uint64_t index,
                            Block block) noexcept {
    for (std::uint32_t sub = 0;; block = stream.at(index, ++sub)) {
        const double x = inverse_normal(unit(first_word(block)));
        const double root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        const double u = unit(second_word(block));
        if (u < 1 - 0.0331 * (x * x) * (x * x)) return d * v;
        if (log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
    }
}

}  // namespace

Distribution Distribution::constant(std::int64_t value) {
    require(value >= 0 && value <= greatest, "a constant must lie between 0 and 2^62");
    return {Constant{value}, static_cast<double>(value)};
}

Distribution Distribution::exponential(double mean) {
    require(at_least_zero(mean), "mean must be finite and not negative");
    if (mean == 0) return constant(0);
    return {Exponential{mean}, mean};
}

Distribution Distribution::uniform(double low, double high) {
    require(at_least_zero(low) && at_least_zero(high) && low <= high, "uniform needs 0 <= low <= high");
    if (low == high) return constant(rounded(low));
    return {Uniform{low, high - low}, low + (high - low) / 2};
}

Distribution Distribution::gamma(double mean, double cv) {
    require(at_least_zero(mean), "mean must be finite and not negative");
    require_cv(cv);
    const double shape = 1 / (cv * cv);
    if (mean == 0 || shape == infinity) return constant(rounded(mean));
    const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    return {Gamma{mean * cv * cv, d, 1 / std::sqrt(9 * d), shape < 1 ? 1 / shape : 0}, mean};
}

Distribution Distribution::weibull(double mean, double shape) {
    require(at_least_zero(mean), "mean must be finite and not negative");
    require(shape >= 0.01 && shape < infinity, "shape must be finite and at least 0.01");
    if (mean == 0) return constant(0);
    return {Weibull{mean / exp(log_gamma(1 + 1 / shape)), 1 / shape}, mean};
}

Distribution Distribution::pareto(double min, double shape) {
    require(at_least_zero(min), "min must be finite and not negative");
    require(positive(shape), "shape must be finite and positive");
    if (min == 0) return constant(0);
    return {Pareto{min, 1 / shape}, shape > 1 ? min * (shape / (shape - 1)) : infinity};
}

Distribution Distribution::empirical(std::vector<std::int64_t> values) {
    require(!values.empty(), "empirical needs at least one value");
    require(values.size() <= std::numeric_limits<std::uint32_t>::max(),
            "empirical takes fewer than 2^32 values");
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    require(*least >= 0 && *most <= greatest, "empirical values must lie between 0 and 2^62");
    if (*least == *most) return constant(*least);
    double sum = 0;
    for (const std::int64_t value : values) sum += static_cast<double>(value);
    const double mean = sum / static_cast<double>(values.size());
    return {Empirical{std::make_shared<const std::vector<std::int64_t>>(std::move(values))}, mean};
}

Distribution Distribution::banded(double lowest, const std::vector<Band>& bands) {
    require(positive(lowest), "the lowest bound must be finite and positive");
    require(!bands.empty() && positive(bands.back().cumulative_share),
            "banded needs bands with a positive share");
    std::vector<Piece> pieces;
    double mean = 0;
    double lower = lowest;
    double share = 0;
    for (const Band& band : bands) {
        const double to_share = band.cumulative_share / bands.back().cumulative_share;
        require(band.upper > lower && band.upper < infinity, "upper bounds must ascend");
        require(to_share >= share, "cumulative shares must not fall");
        const double log_width = log(band.upper / lower);
        pieces.push_back({share, to_share, log(lower), log_width});
        mean += (to_share - share) * (band.upper - lower) / log_width;
        lower = band.upper;
        share = to_share;
    }
    return {Banded{std::make_shared<const std::vector<Piece>>(std::move(pieces))}, mean};
}

Distribution Distribution::lognormal(double mu, double sigma) {
    require(mu > -infinity && mu < infinity, "mu must be finite");
    require_sigma(sigma);
    if (sigma == 0) return constant(rounded(exp(mu)));
    return {Lognormal{mu, sigma}, exp(mu + 0.5 * sigma * sigma)};
}

Distribution Distribution::lognormal_mean_cv(double mean, double cv) {
    return lognormal_mean_sigma(mean, sigma_of_cv(cv));
}

Distribution Distribution::lognormal_mean_sigma(double mean, double sigma) {
    require_sigma(sigma);
    return lognormal(log_of_positive(mean, "mean must be finite and positive") - 0.5 * sigma * sigma, sigma);
}

Distribution Distribution::lognormal_mean_median(double mean, double median) {
    const double mu = log_of_positive(median, "median must be finite and positive");
    const double half_variance = log_of_positive(mean, "mean must be finite and positive") - mu;
    require(mean >= median, "the mean of a lognormal is not below its median");
    return lognormal(mu, std::sqrt(2 * std::max(half_variance, 0.0)));
}

Distribution Distribution::lognormal_median_cv(double median, double cv) {
    return lognormal_median_sigma(median, sigma_of_cv(cv));
}

Distribution Distribution::lognormal_median_sigma(double median, double sigma) {
    return lognormal(log_of_positive(median, "median must be finite and positive"), sigma);
}

std::int64_t Distribution::sample(const Constant& shape, const Place&) noexcept { return shape.value; }

std::int64_t Distribution::sample(const Uniform& shape, const Place& place) noexcept {
    return rounded(shape.low + shape.width * unit(first_word(place.block)));
}

std::int64_t Distribution::sample(const Lognormal& shape, const Place& place) noexcept {
    return rounded(exp(shape.mu + shape.sigma * inverse_normal(unit(first_word(place.block)))));
}

// A shape below 1 is one more, times U^(1/shape), which is exp(-E/shape) with E from blocks of its own.
std::int64_t Distribution::sample(const Gamma& shape, const Place& place) noexcept {
    const double g =
        shape.scale * gamma_of_large_shape(shape.d, shape.c, place.stream, place.index, place.block);
    if (shape.inverse_shape == 0) return rounded(g);
    constexpr std::uint32_t own = 0x8000;
    const double e = detail::exponential(place.stream, place.index, first_word(place.stream.at(place.index, own)), own + 1);
    return rounded(g * exp(-e * shape.inverse_shape));
}

std::int64_t Distribution::sample(const Weibull& shape, const Place& place) noexcept {
    return rounded(shape.scale *
                   pow(detail::exponential(place.stream, place.index, first_word(place.block), 1), shape.inverse_shape));
}

std::int64_t Distribution::sample(const Pareto& shape, const Place& place) noexcept {
    return rounded(shape.min *
                   exp(detail::exponential(place.stream, place.index, first_word(place.block), 1) * shape.inverse_shape));
}

std::int64_t Distribution::sample(const Empirical& shape, const Place& place) noexcept {
    // floor(n word / 2^64) in two steps, exact because n < 2^32.
    const std::uint64_t n = shape.values->size();
    const std::uint64_t low = std::uint64_t{place.block.w[0]} * n >> 32;
    return (*shape.values)[(std::uint64_t{place.block.w[1]} * n + low) >> 32];
}

std::int64_t Distribution::sample(const Banded& shape, const Place& place) noexcept {
    const double u = unit(first_word(place.block));
    auto piece = shape.pieces->begin();
    while (u >= piece->to_share) ++piece;  // the last reaches to 1
    const double along = (u - piece->from_share) / (piece->to_share - piece->from_share);
    return rounded(exp(piece->log_lower + along * piece->log_width));
}

std::int64_t Distribution::draw_other(const Stream& stream, std::uint64_t index) const noexcept {
    const Block block = stream.at(index);
    return std::visit(
        [&](const auto& shape) -> std::int64_t {
            if constexpr (std::is_same_v<std::decay_t<decltype(shape)>, Exponential>)
                return rounded(shape.mean * standard_exponential(stream, index));
            else
                return sample(shape, {stream, index, block});
        },
        shape_);
}

void Distribution::fill_exponential(double mean, const Stream& stream, std::uint64_t first_index, std::int64_t* out,
                                    std::size_t n) noexcept {
    Block blocks[4];
    std::size_t i = 0;
    for (; i < n && (first_index + i) % 8 != 0; ++i)
        out[i] = rounded(mean * standard_exponential(stream, first_index + i));
    for (; i + 8 <= n; i += 8) {
        stream.four_at((first_index + i) / 2, blocks);
        for (std::size_t j = 0; j < 8; ++j) {
            const std::uint64_t word = j % 2 == 0 ? first_word(blocks[j / 2]) : second_word(blocks[j / 2]);
            out[i + j] = rounded(mean * detail::exponential(stream, first_index + i + j, word, 1));
        }
    }
    for (; i < n; ++i) out[i] = rounded(mean * standard_exponential(stream, first_index + i));
}

void Distribution::fill(const Stream& stream, std::uint64_t first_index, std::int64_t* out,
                        std::size_t n) const noexcept {
    std::visit(
        [&](const auto& shape) {
            if constexpr (std::is_same_v<std::decay_t<decltype(shape)>, Exponential>) {
                fill_exponential(shape.mean, stream, first_index, out, n);
            } else {
                Block blocks[4];
                std::size_t i = 0;
                for (; i + 4 <= n; i += 4) {
                    stream.four_at(first_index + i, blocks);
                    for (std::size_t j = 0; j < 4; ++j)
                        out[i + j] = sample(shape, {stream, first_index + i + j, blocks[j]});
                }
                for (; i < n; ++i) out[i] = sample(shape, {stream, first_index + i, stream.at(first_index + i)});
            }
        },
        shape_);
}

Distribution old_mail_sizes() {
    constexpr double kb = 1024;
    return Distribution::banded(512, {{2 * kb, 0.235},
                                      {4 * kb, 0.492},
                                      {8 * kb, 0.676},
                                      {16 * kb, 0.796},
                                      {32 * kb, 0.854},
                                      {64 * kb, 0.905},
                                      {128 * kb, 0.933},
                                      {256 * kb, 0.957},
                                      {512 * kb, 0.972},
                                      {1024 * kb, 0.985},
                                      {2048 * kb, 0.9996}});
}

}  // namespace mxsim::engine
