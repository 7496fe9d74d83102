// How long it takes to reach a server.
#pragma once

#include "sim/engine/time.hpp"

namespace mxsim::network {

struct NetworkSpec {
    // One exchange of command and reply; banner, EHLO, MAIL, RCPT, DATA and end of data take one each.
    engine::Duration round_trip = std::chrono::milliseconds{50};
    // What an attempt takes to learn whether the server is there.
    engine::Duration connect = std::chrono::milliseconds{50};
    // The kernel ends a longer connect timer of an MTA (Linux: tcp_syn_retries = 6, about 127 s, tcp(7)).
    engine::Duration kernel_connect_timeout = std::chrono::seconds{127};  // `forever`: none
};

}  // namespace mxsim::network
