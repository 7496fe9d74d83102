// An outage: which servers, how, and when. It begins at `at` or at each of its windows, and with `every`
// again and again. How a dead server behaves (does it refuse, or stay silent?) decides how long a sender
// waits at it, so there is no default for the mode of a server.

#include <algorithm>

#include "sim/scenario/build.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

class OutageBuilder {
  public:
    OutageBuilder(Builder& to, const Node& table) : to_{to}, table_{table} {}

    failure::OutageSpec build() {
        outage_.name = table_.key;
        target();
        mode();
        when();
        if (const Node* each = table_.find("each"); each && each->is(Type::boolean))
            outage_.each = each->boolean;
        if (const Node* sessions = table_.find("sessions"); sessions && sessions->text == "finish")
            outage_.sessions = failure::Sessions::finish;
        return std::move(outage_);
    }

  private:
    void error(Spot at, Complaint complaint) { to_.findings.error(at, std::move(complaint)); }

    bool has_later_target() const {
        for (const char* key : {"address", "site", "zone", "resolver", "group"})
            if (table_.find(key)) return true;
        return false;
    }

    void target() {
        const Node* server = table_.find("server");
        const Node* servers = table_.find("servers");
        if (server && servers) return error(server->key_at, wording::server_and_servers());
        const Node* named = server ? server : servers;
        if (!named && !has_later_target())
            return error(table_.key_at, wording::outage_without_target(table_.key));
        const auto names = named ? to_.silent.names(*named) : std::nullopt;
        if (!names) return;
        outage_.servers = to_.names.resolve(*names, to_.draft.servers, "server");
    }

    void mode() {
        const Node* mode = table_.find("mode");
        if (!mode && !has_later_target()) error(table_.key_at, wording::outage_without_mode(table_.key));
        if (mode && mode->text == "silent") outage_.mode = failure::Mode::silent;
    }

    void when() {
        const Node* at = table_.find("at");
        const Node* lasts = table_.find("for");
        const Node* windows = table_.find("windows");
        if (at && windows) return error(windows->key_at, wording::at_and_windows());
        if (lasts && windows) return error(lasts->key_at, wording::for_beside_windows());
        if (windows) {
            several(*windows);
        } else if (at) {
            once(*at, lasts);
        } else if (!table_.find("up")) {
            return error(table_.key_at, wording::outage_without_time(table_.key));
        }
        recurring();
    }

    void once(const Node& at, const Node* lasts) {
        const auto begin = to_.silent.time(at);
        if (!begin) return;
        failure::Occurrence occurrence{*begin, std::nullopt};
        if (lasts) occurrence.lasts = to_.silent.distribution(*lasts, Quantity::time);
        if (lasts && occurrence.lasts) check_length(*occurrence.lasts, *lasts);
        check_begin(*begin, at.at);
        outage_.occurrences.push_back(std::move(occurrence));
    }

    void several(const Node& windows) {
        auto all = to_.silent.windows(windows).value_or(std::vector<Window>{});
        std::stable_sort(all.begin(), all.end(),
                         [](const Window& a, const Window& b) { return a.occurrence.at < b.occurrence.at; });
        engine::Time free{};
        for (Window& window : all) {
            check_begin(window.occurrence.at, window.at);
            if (window.occurrence.lasts->is_constant() && window.occurrence.lasts->mean() == 0)
                error(window.at, wording::zero_duration("window"));
            if (window.occurrence.at < free) error(window.at, wording::windows_overlap());
            free = end_of(window.occurrence);
            outage_.occurrences.push_back(std::move(window.occurrence));
        }
    }

    // Of a constant length; one drawn by chance may end at once.
    static engine::Time end_of(const failure::Occurrence& occurrence) {
        if (!occurrence.lasts) return engine::never;
        const bool known = occurrence.lasts->is_constant();
        return engine::after(
            occurrence.at, engine::Duration{known ? static_cast<std::int64_t>(occurrence.lasts->mean()) : 0});
    }

    void check_length(const engine::Distribution& lasts, const Node& at) {
        if (lasts.is_constant() && lasts.mean() == 0) error(at.at, wording::zero_duration("for"));
    }

    void check_begin(engine::Time begin, Spot at) {
        if (begin - engine::time_zero >= to_.scenario.world.duration)
            error(at, wording::outage_after_duration(table_.key));
    }

    void recurring() {
        const Node* every = table_.find("every");
        if (!every) return;
        outage_.every = to_.silent.duration(*every);
        if (!outage_.every || outage_.occurrences.empty()) return;
        if (outage_.every->count() == 0) return error(every->at, wording::zero_duration("every"));
        constexpr std::int64_t most = 1'000'000;
        if (to_.scenario.world.duration / *outage_.every > most)
            return error(every->at, wording::recurs_too_often(most));
        const engine::Time first = outage_.occurrences.front().at;
        const engine::Time end = end_of(outage_.occurrences.back());
        if (end == engine::never || end - first > *outage_.every)
            error(every->at, wording::recurs_before_its_end());
    }

    Builder& to_;
    const Node& table_;
    failure::OutageSpec outage_;
};

}  // namespace

void build_outages(Builder& to) {
    for (const Node& table : to.draft.section("outages"))
        to.scenario.world.outages.push_back(OutageBuilder{to, table}.build());
}

}  // namespace mxsim::scenario
