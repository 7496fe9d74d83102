// In equilibrium the flow into each state equals the flow out of it: pi Q = 0, with the probabilities
// adding up to one. One of the balance equations follows from the others and gives its place to the sum.
// The product formula would do for these chains; the linear system is the form that outages, retries and
// other extra dimensions will need.
#include "analysis/theory/birth_death.hpp"

#include <Eigen/SparseCore>
#include <Eigen/SparseLU>
#include <algorithm>
#include <stdexcept>

namespace mxsim::theory {

namespace {

using Matrix = Eigen::SparseMatrix<double>;

// The transposed generator, its last row replaced by ones.
Matrix balance_equations(const std::vector<double>& birth, const std::vector<double>& death) {
    const auto last = static_cast<int>(birth.size());
    std::vector<Eigen::Triplet<double>> entries;
    const auto flow = [&](int from, int to, double rate) {
        if (to != last) entries.emplace_back(to, from, rate);
        if (from != last) entries.emplace_back(from, from, -rate);
    };
    for (int n = 0; n < last; ++n) {
        flow(n, n + 1, birth[static_cast<std::size_t>(n)]);
        flow(n + 1, n, death[static_cast<std::size_t>(n)]);
    }
    for (int n = 0; n <= last; ++n) entries.emplace_back(last, n, 1.0);
    Matrix equations(last + 1, last + 1);
    equations.setFromTriplets(entries.begin(), entries.end());
    return equations;
}

void require_rates(const std::vector<double>& birth, const std::vector<double>& death) {
    const auto positive = [](double rate) { return rate > 0; };
    if (birth.size() != death.size() || !std::all_of(birth.begin(), birth.end(), positive) ||
        !std::all_of(death.begin(), death.end(), positive)) {
        throw std::invalid_argument("a birth-death chain needs as many death as birth rates, all positive");
    }
}

}  // namespace

std::vector<double> stationary(const std::vector<double>& birth, const std::vector<double>& death) {
    require_rates(birth, death);
    const auto states = static_cast<Eigen::Index>(birth.size()) + 1;
    Eigen::SparseLU<Matrix> solver(balance_equations(birth, death));
    Eigen::VectorXd right = Eigen::VectorXd::Zero(states);
    right[states - 1] = 1;
    const Eigen::VectorXd solution = solver.solve(right);
    return {solution.data(), solution.data() + states};
}

BoundedQueue bounded_queue(double arrivals, double service, std::size_t servers, std::size_t places) {
    if (servers == 0 || places < servers)
        throw std::invalid_argument("a bounded queue needs servers <= places");
    std::vector<double> birth(places, arrivals);
    std::vector<double> death(places);
    for (std::size_t n = 0; n < places; ++n)
        death[n] = service * static_cast<double>(std::min(n + 1, servers));

    BoundedQueue queue;
    queue.states = stationary(birth, death);
    double busy = 0;
    for (std::size_t n = 0; n <= places; ++n) {
        const double p = queue.states[n];
        queue.in_system += p * static_cast<double>(n);
        busy += p * static_cast<double>(std::min(n, servers));
        if (n > servers) queue.in_queue += p * static_cast<double>(n - servers);
    }
    queue.blocking = queue.states.back();
    queue.utilization = busy / static_cast<double>(servers);
    const double accepted = arrivals * (1 - queue.blocking);
    queue.sojourn = queue.in_system / accepted;
    queue.wait = queue.in_queue / accepted;
    return queue;
}

}  // namespace mxsim::theory
