// A population sends to the domains of its `to`, in that order one flow each. A listed submission names its
// domain; the reader of the scenario has put every domain so named into `to`.
#include "sim/mail/flows.hpp"

namespace mxsim::mail {

namespace {

std::vector<std::uint32_t> listed_places(const SenderSpec& sender) {
    std::vector<std::uint32_t> places;
    for (const Submission& submission : sender.arrivals.times) {
        std::uint32_t place = 0;
        while (place + 1 < sender.to.size() && sender.to[place].domain != submission.domain) ++place;
        places.push_back(place);
    }
    return places;
}

}  // namespace

Flows::Flows(const WorldSpec& spec, engine::Key key) {
    for (std::uint32_t p = 0; p < spec.senders.size(); ++p) {
        const SenderSpec& sender = spec.senders[p];
        populations_.push_back({&sender, static_cast<std::uint32_t>(flows_.size()),
                                static_cast<std::uint32_t>(sender.to.size()),
                                {key, engine::stream_id("size", sender.name)},
                                {key, engine::stream_id("unknown recipients", sender.name)}, listed_places(sender)});
        any_unknown_ = any_unknown_ || sender.unknown_recipients > 0;
        for (const bool unknown : {false, true})
            for (const DomainShare& to : sender.to)
                if (!unknown || sender.unknown_recipients > 0)
                    flows_.push_back({p, to.domain & measure::Flow::last_domain, unknown});
    }
}

}  // namespace mxsim::mail
