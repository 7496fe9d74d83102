// The submissions of a run: for each population the instant of its next message, and the message itself.
//
// The same (spec, key) gives the same submissions, however often they are gone through.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/mail/arrivals.hpp"
#include "sim/mail/copies.hpp"
#include "sim/mail/flows.hpp"
#include "sim/mail/mtas.hpp"

namespace mxsim::mail {

class Submissions {
  public:
    Submissions(const WorldSpec& spec, const Flows& flows, const Mtas& mtas, engine::Key key);

    std::uint32_t populations() const noexcept { return static_cast<std::uint32_t>(arrivals_.size()); }

    // The instant of the population's next submission; `never` if none comes before the end of submissions.
    engine::Time next(std::uint32_t population) {
        const engine::Time at = arrivals_[population].next();
        return at < end_ ? at : engine::never;
    }
    // The message whose instant `next` returned last, as its MTA takes it at `now`.
    Custody message(std::uint32_t population, std::uint32_t number, engine::Time now);
    // The mail that waits at the start, the oldest first.
    std::vector<Custody> waiting();
    // Its size in bytes if a list says it, else -1.
    std::int64_t listed_size(std::uint32_t population) const noexcept;

  private:
    Custody waiting(std::uint32_t population, const Waiting& some, const engine::Stream& ages, std::uint64_t number);

    const WorldSpec& spec_;
    const Flows& flows_;
    const Mtas& mtas_;
    std::vector<Arrivals> arrivals_;
    std::vector<PartyDraw> parties_;
    engine::Key key_;
    engine::Time end_;
};

}  // namespace mxsim::mail
