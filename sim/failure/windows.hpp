// An outage spec unrolled for one replication: when each of its servers is down.
#pragma once

#include <vector>

#include "sim/engine/random.hpp"
#include "sim/failure/outage_spec.hpp"

namespace mxsim::failure {

struct Window {
    engine::Time begin{};
    engine::Time end = engine::never;  // exclusive; `never`: to the end of the run
};

// The windows of every server of `spec` (in the order of spec.servers), and last, if zones fail, of those; each
// list in order and united where windows touch or overlap. Lengths are drawn under the outage's name, by window and,
// with `each`, by server.
std::vector<std::vector<Window>> unroll(const OutageSpec& spec, engine::Duration submissions, engine::Key key);

// All windows of all servers as one list in order, united.
std::vector<Window> unite(const std::vector<std::vector<Window>>& lists);

}  // namespace mxsim::failure
