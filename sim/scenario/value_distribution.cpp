// A distribution is a plain value (always the same), or a table that names its family, or values of a
// file. Parameters are checked here, where their place is known: a mean is positive, a coefficient of
// variation or sigma not negative, a shape positive, and a lognormal is fixed by exactly two of mean,
// median, sigma and cv (sigma and cv say the same).

#include <algorithm>
#include <stdexcept>

#include "sim/scenario/files.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/values.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

using engine::Distribution;
using Drawn = std::optional<Distribution>;

// Reads one distribution; every member reports its own mistakes and then returns nothing.
class DistributionReader {
  public:
    DistributionReader(const Values& values, Files& files, Quantity quantity)
        : values_{values}, files_{files}, quantity_{quantity} {}

    Drawn read(const Node& node) const {
        if (node.is(Type::text) && names_csv(node.text)) return from_file(node);
        if (!node.is(Type::table)) return constant(node);
        if (node.items.size() != 1) return refuse(node.at, wording::not_one_family(node));
        const Node& family = node.items.front();
        try {
            return of_family(family);
        } catch (const std::invalid_argument& reason) {
            return refuse(family.at, wording::impossible_distribution(family.key, reason.what()));
        }
    }

  private:
    Drawn refuse(Spot at, Complaint complaint) const {
        values_.findings().error(at, std::move(complaint));
        return std::nullopt;
    }

    std::optional<std::int64_t> value(const Node& node) const {
        if (quantity_ == Quantity::size) return values_.size(node);
        const auto span = values_.duration(node);
        if (!span) return std::nullopt;
        return span->count();
    }

    std::optional<double> positive_value(const Node& node) const {
        const auto read = value(node);
        if (!read) return std::nullopt;
        if (*read == 0) {
            values_.findings().error(node.at, wording::zero_parameter(node.key));
            return std::nullopt;
        }
        return static_cast<double>(*read);
    }

    Drawn constant(const Node& node) const {
        const auto read = value(node);
        if (!read) return std::nullopt;
        return Distribution::constant(*read);
    }

    Drawn of_family(const Node& family) const {
        const std::string& name = family.key;
        if (name == "exponential") return exponential(family);
        if (name == "uniform") return uniform(family);
        if (name == "lognormal") return lognormal(family);
        if (name == "gamma") return two_of(family, "mean", "cv", Distribution::gamma);
        if (name == "weibull") return two_of(family, "mean", "shape", Distribution::weibull);
        if (name == "pareto") return two_of(family, "min", "shape", Distribution::pareto);
        if (name == "empirical") return empirical(family);
        return refuse(family.key_at, wording::unknown_distribution(name, nearest(name, {"exponential", "uniform", "lognormal", "gamma", "weibull", "pareto", "empirical"})));
    }

    Drawn exponential(const Node& node) const {
        const auto mean = positive_value(node);
        if (!mean) return std::nullopt;
        return Distribution::exponential(*mean);
    }

    Drawn uniform(const Node& node) const {
        if (!node.is(Type::array) || node.items.size() != 2) return refuse(node.at, wording::bad_uniform());
        const auto low = value(node.items[0]);
        const auto high = value(node.items[1]);
        if (!low || !high) return std::nullopt;
        if (*low > *high) return refuse(node.at, wording::uniform_backwards(node));
        return Distribution::uniform(static_cast<double>(*low), static_cast<double>(*high));
    }

    // Reports what is not among the keys a family knows.
    bool only(const Node& node, const std::vector<std::string>& known, Complaint expected) const {
        if (!node.is(Type::table)) {
            refuse(node.at, std::move(expected));
            return false;
        }
        for (const Node& item : node.items)
            if (std::find(known.begin(), known.end(), item.key) == known.end()) {
                refuse(item.key_at, wording::unknown_parameter(node.key, item.key, known));
                return false;
            }
        return true;
    }

    Drawn two_of(const Node& node, const char* value_key, const char* number_key,
                 Distribution (*make)(double, double)) const {
        const Complaint expected = wording::two_parameters(node.key, value_key, number_key);
        if (!only(node, {value_key, number_key}, expected)) return std::nullopt;
        const Node* first = node.find(value_key);
        const Node* second = node.find(number_key);
        if (!first || !second) return refuse(node.at, expected);
        const auto scale = positive_value(*first);
        const auto shape = values_.positive(*second);
        if (!scale || !shape) return std::nullopt;
        return make(*scale, *shape);
    }

    Drawn lognormal(const Node& node) const {
        if (!only(node, {"mean", "median", "sigma", "cv"}, wording::lognormal_parameters()))
            return std::nullopt;
        const Node* mean = node.find("mean");
        const Node* median = node.find("median");
        const Node* sigma = node.find("sigma");
        const Node* cv = node.find("cv");
        if (node.items.size() != 2 || (sigma && cv)) return refuse(node.at, wording::lognormal_parameters());
        const auto scale = positive_value(mean ? *mean : *median);
        const Node& other = mean && median ? *median : sigma ? *sigma : *cv;
        const auto second = mean && median ? positive_value(other) : values_.number(other);
        if (!scale || !second) return std::nullopt;
        if (mean && median && *scale < *second) return refuse(node.at, wording::mean_below_median());
        if (mean && median) return Distribution::lognormal_mean_median(*scale, *second);
        if (mean)
            return sigma ? Distribution::lognormal_mean_sigma(*scale, *second)
                         : Distribution::lognormal_mean_cv(*scale, *second);
        return sigma ? Distribution::lognormal_median_sigma(*scale, *second)
                     : Distribution::lognormal_median_cv(*scale, *second);
    }

    Drawn empirical(const Node& node) const {
        if (node.is(Type::text)) return from_file(node);
        if (!node.is(Type::array) || node.items.empty())
            return refuse(node.at, wording::empirical_wants_values(node));
        std::vector<std::int64_t> all;
        for (const Node& item : node.items)
            if (const auto one = value(item)) all.push_back(*one);
        if (all.size() < node.items.size()) return std::nullopt;
        return Distribution::empirical(std::move(all));
    }

    // The first column. A bare number is a number of seconds or of bytes.
    Drawn from_file(const Node& node) const {
        const CsvFile& file = files_.csv(files_.beside(node));
        if (!file.readable) return refuse(node.at, file.unreadable);
        std::vector<std::int64_t> all;
        for (const CsvLine& line : file.lines) {
            Node cell = text_node(line.cells[0]);
            cell.at = line.at[0];
            const bool bare = cell.text.find_first_not_of("0123456789.") == std::string::npos;
            if (bare && !cell.text.empty()) cell.text += quantity_ == Quantity::time ? "s" : " B";
            const auto one = cell_value(cell);
            if (one) all.push_back(*one);
        }
        if (all.size() < file.lines.size()) return std::nullopt;
        if (all.empty()) return refuse(node.at, wording::csv_without_values(node.text));
        return Distribution::empirical(std::move(all));
    }

    // As value(), but a cell has no quotation mark before it.
    std::optional<std::int64_t> cell_value(const Node& cell) const {
        Complaint complaint;
        if (quantity_ == Quantity::size) {
            const auto size = parse_size(cell.text);
            if (size) return size.value;
            complaint = size.complaint;
        } else {
            const auto span = parse_duration(cell.text);
            if (span) return span.value.count();
            complaint = span.complaint;
        }
        values_.findings().error(cell.at, std::move(complaint));
        return std::nullopt;
    }

    const Values& values_;
    Files& files_;
    Quantity quantity_;
};

}  // namespace

std::optional<engine::Distribution> Values::distribution(const Node& node, Quantity quantity) const {
    return DistributionReader{*this, files_, quantity}.read(node);
}

}  // namespace mxsim::scenario
