// A profile is a file of parameters under the MTA's own names; a scenario may lay its own over them.
// What the parameters mean is said here, once for every MTA: mxsim's own clock (a first wait, then the
// n-th failed pass is followed by the n-th interval, the last repeating) and Postfix's (as long as the
// message is old, within two bounds, taken up by a scan every queue_run_delay that is one second early).

#include "sim/scenario/profiles.hpp"

#include <algorithm>

#include "sim/scenario/builtin.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/toml_door.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

using engine::Duration;

struct Later {
    std::string_view name;
    int part;
};
constexpr Later later_profiles[] = {
    {"exim", 4},        {"exim-debian", 4},     {"sendmail", 4},        {"opensmtpd", 4},
    {"qmail", 4},       {"courier", 4},         {"exchange-server", 4}, {"exchange-online", 4},
    {"gmail", 4},       {"yahoo", 4},           {"hotmail", 4},         {"haraka", 4},
    {"kumomta", 4},     {"stalwart", 4},        {"maddy", 4},           {"spam-worst-preference", 5},
    {"spam-random", 5}, {"spam-first-only", 5},
};
constexpr Later later_mixes[] = {{"internet-patient", 5}, {"internet-impatient", 5}};

template <std::size_t N>
void check_name(const Node& name, Findings& findings, BuiltinKind kind, const Later (&later)[N],
                std::string_view what) {
    if (builtin(kind, name.text)) return;
    std::vector<std::string> known = builtin_names(kind);
    for (const Later& entry : later) {
        if (entry.name == name.text)
            return findings.not_yet(name.at, wording::value_not_simulated_yet(what, name.text, entry.part));
        known.emplace_back(entry.name);
    }
    findings.error(name.at,
                   wording::unknown_builtin(what, name.text, nearest(name.text, known), builtin_names(kind)));
}

// The parameters of a built-in file. They are known to be good: a test reads every one of them.
struct Builtin {
    Node root;
    std::string mta;
};

// Nothing in a built-in file has a place in the scenario.
void forget_places(Node& node) {
    node.at = node.key_at = Spot{};
    for (Node& item : node.items) forget_places(item);
}

Builtin parse_builtin(BuiltinKind kind, std::string_view name) {
    Builtin built{parse_toml(builtin(kind, name).value_or(""), 0).root, {}};
    forget_places(built.root);
    if (const Node* mta = built.root.find("mta")) built.mta = mta->text;
    auto& items = built.root.items;
    items.erase(
        std::remove_if(items.begin(), items.end(), [](const Node& item) { return item.key == "mta"; }),
        items.end());
    return built;
}

using BuiltinMap = std::unordered_map<std::string, Builtin>;

BuiltinMap parse_all(BuiltinKind kind) {
    BuiltinMap all;
    for (const std::string& name : builtin_names(kind)) all.emplace(name, parse_builtin(kind, name));
    return all;
}

const Builtin* builtin_tree(BuiltinKind kind, std::string_view name) {
    static const BuiltinMap profiles = parse_all(BuiltinKind::profile);
    static const BuiltinMap mixes = parse_all(BuiltinKind::mix);
    const BuiltinMap& known = kind == BuiltinKind::profile ? profiles : mixes;
    const auto at = known.find(std::string{name});
    return at == known.end() ? nullptr : &at->second;
}

// Reads one parameter after another; what is absent or wrong leaves the value as it is.
struct Reader {
    const Node& parameters;
    const Values& silent;

    const Node* find(std::string_view key) const { return parameters.find(key); }
    bool none(std::string_view key) const {
        const Node* node = find(key);
        return node && node->is(Type::text) && node->text == "none";
    }
    void duration(std::string_view key, Duration& into) const {
        const Node* node = find(key);
        if (none(key)) into = engine::forever;
        if (!node || none(key)) return;
        if (const auto read = silent.duration(*node)) into = *read;
    }
    void count(std::string_view key, std::uint32_t& into) const {
        const Node* node = find(key);
        if (none(key)) into = 0;
        if (!node || none(key)) return;
        if (const auto read = silent.integer(*node, 1)) into = static_cast<std::uint32_t>(*read);
    }
    void postfix(std::string_view key, char unit, Duration& into) const {
        const Node* node = find(key);
        if (!node) return;
        if (const auto read = silent.postfix_time(*node, unit)) into = *read;
    }
    void postfix(std::string_view key, std::uint32_t& into) const {
        const Node* node = find(key);
        if (!node) return;
        if (const auto read = silent.postfix_count(*node)) into = static_cast<std::uint32_t>(*read);
    }
    void postfix(std::string_view key, bool& into) const {
        const Node* node = find(key);
        if (!node) return;
        if (const auto read = silent.postfix_boolean(*node)) into = *read;
    }
    // In Postfix a time-out of zero leaves the matter to the operating system.
    void postfix_timeout(std::string_view key, Duration& into) const {
        postfix(key, 's', into);
        if (into.count() == 0) into = engine::forever;
    }
};

mail::Timeouts no_timeouts() {
    constexpr Duration never = engine::forever;
    return {never, never, never, never, never, never, never, never};
}

void own_timeouts(const Node& node, const Values& silent, mail::Timeouts& into) {
    if (node.is(Type::text)) {
        into = no_timeouts();
        return;
    }
    const Reader read{node, silent};
    read.duration("connect", into.connect);
    read.duration("banner", into.banner);
    read.duration("ehlo", into.ehlo);
    read.duration("mail", into.mail);
    read.duration("rcpt", into.rcpt);
    read.duration("data", into.data);
    read.duration("block", into.block);
    read.duration("eod", into.eod);
}

}  // namespace

void check_profile_name(const Node& name, Findings& findings) {
    check_name(name, findings, BuiltinKind::profile, later_profiles, "profile");
}

void check_mix_name(const Node& name, Findings& findings) {
    check_name(name, findings, BuiltinKind::mix, later_mixes, "mix");
}

std::string_view mta_of_profile(std::string_view profile) {
    const Builtin* built = builtin_tree(BuiltinKind::profile, profile);
    return built ? std::string_view{built->mta} : std::string_view{};
}

std::uint32_t Profiles::use(const Node& profile, std::string_view owner) {
    const Node* base = profile.is(Type::table) ? profile.find("base") : &profile;
    const Builtin* built =
        base && base->is(Type::text) ? builtin_tree(BuiltinKind::profile, base->text) : nullptr;
    if (!built) return 0;
    const bool as_it_is = !profile.is(Type::table);
    const auto known = by_name_.find(base->text);
    if (as_it_is && known != by_name_.end()) return known->second;
    mail::Profile made;
    lay_over(made, built->root, built->mta);
    made.name = base->text;
    if (!as_it_is) {
        lay_over(made, profile, built->mta);
        made.name += " (" + std::string{owner} + ')';
        check(made, profile, built->mta);
    }
    into_.push_back(std::move(made));
    const auto index = static_cast<std::uint32_t>(into_.size() - 1);
    if (as_it_is) by_name_.emplace(base->text, index);
    return index;
}

void Profiles::lay_over(mail::Profile& profile, const Node& parameters, std::string_view mta) const {
    if (mta == "postfix")
        postfix(profile, parameters);
    else
        own(profile, parameters);
    queue_runs(profile, parameters);
}

void Profiles::check(const mail::Profile& profile, const Node& parameters, std::string_view mta) const {
    const auto refuse = [&](std::string_view key, Complaint complaint) {
        const Node* node = parameters.find(key);
        findings_.error(node ? node->at : parameters.at, std::move(complaint));
    };
    const bool own = mta != "postfix";
    if (profile.lifetime.count() == 0)
        refuse(own ? "lifetime" : "maximal_queue_lifetime", wording::zero_lifetime());
    const auto zero = std::find(profile.intervals.begin(), profile.intervals.end(), Duration{0});
    const bool by_runs = profile.queue_runs.every.count() > 0;
    if (own && !by_runs && zero != profile.intervals.end()) refuse("interval", wording::zero_interval());
    if (own) return;
    if (profile.minimal_backoff.count() == 0) refuse("minimal_backoff_time", wording::zero_interval());
    if (profile.queue_runs.every.count() == 0) refuse("queue_run_delay", wording::zero_interval());
    if (profile.minimal_backoff > profile.maximal_backoff)
        refuse(parameters.find("minimal_backoff_time") ? "minimal_backoff_time" : "maximal_backoff_time",
               wording::backoff_backwards());
}

void Profiles::own(mail::Profile& profile, const Node& parameters) const {
    const Reader read{parameters, silent_};
    read.duration("first", profile.first);
    if (const Node* interval = read.find("interval"))
        if (auto listed = silent_.durations(*interval)) profile.intervals = std::move(*listed);
    read.duration("lifetime", profile.lifetime);
    read.count("passes", profile.passes);
    read.count("address_limit", profile.address_limit);
    read.count("least_address_limit", profile.least_address_limit);
    if (const Node* notice = read.find("delay_notice"))
        profile.delay_notice = read.none("delay_notice") ? std::nullopt : silent_.duration(*notice);
    if (const Node* timeouts = read.find("timeouts")) own_timeouts(*timeouts, silent_, profile.timeouts);
}

void Profiles::postfix(mail::Profile& profile, const Node& parameters) const {
    const Reader read{parameters, silent_};
    profile.clock = mail::RetryClock::message_age;
    profile.whole_seconds = true;
    profile.queue_runs.slack = std::chrono::seconds{1};
    read.postfix("minimal_backoff_time", 's', profile.minimal_backoff);
    read.postfix("maximal_backoff_time", 's', profile.maximal_backoff);
    read.postfix("queue_run_delay", 's', profile.queue_runs.every);
    read.postfix("maximal_queue_lifetime", 'd', profile.lifetime);
    read.postfix("smtp_mx_address_limit", profile.address_limit);
    read.postfix("smtp_mx_session_limit", profile.session_limit);
    read.postfix("smtp_randomize_addresses", profile.shuffles);
    read.postfix("smtp_balance_inet_protocols", profile.balances_families);
    bool skips_5xx = !profile.greeting_rejects;
    read.postfix("smtp_skip_5xx_greeting", skips_5xx);
    profile.greeting_rejects = !skips_5xx;
    read.postfix("initial_destination_concurrency", profile.destination.first);
    read.postfix("default_destination_concurrency_limit", profile.destination.most);
    read.postfix("default_destination_concurrency_failed_cohort_limit", profile.destination.failed_cohorts);
    profile.destination.dead_for = profile.minimal_backoff;
    if (profile.destination.most > 0) profile.destination.first = std::min(profile.destination.first, profile.destination.most);
    Duration warning = profile.delay_notice.value_or(Duration{0});
    read.postfix("delay_warning_time", 'h', warning);
    profile.delay_notice = warning.count() ? std::optional{warning} : std::nullopt;
    read.postfix_timeout("smtp_connect_timeout", profile.timeouts.connect);
    read.postfix_timeout("smtp_helo_timeout", profile.timeouts.ehlo);
    profile.timeouts.banner = profile.timeouts.ehlo;  // smtp_helo_timeout covers the wait for the banner, too
    read.postfix_timeout("smtp_mail_timeout", profile.timeouts.mail);
    read.postfix_timeout("smtp_rcpt_timeout", profile.timeouts.rcpt);
    read.postfix_timeout("smtp_data_init_timeout", profile.timeouts.data);
    read.postfix_timeout("smtp_data_xfer_timeout", profile.timeouts.block);
    read.postfix_timeout("smtp_data_done_timeout", profile.timeouts.eod);
}

// A profile without queue runs of its own gets them, at its last interval, if their phase or times are given:
// they take the place of its intervals, and a run takes up whatever waits.
void Profiles::queue_runs(mail::Profile& profile, const Node& parameters) const {
    const Node* phase = parameters.find("queue_run_phase");
    const Node* times = parameters.find("queue_run_times");
    if (phase) profile.queue_runs.phase = silent_.duration(*phase);
    if (times) profile.queue_runs.times = silent_.times(*times).value_or(std::vector<engine::Time>{});
    const bool has_runs = profile.queue_runs.phase || !profile.queue_runs.times.empty();
    if (!has_runs || profile.clock != mail::RetryClock::intervals || profile.intervals.empty()) return;
    profile.queue_runs.every = profile.intervals.back();
    profile.intervals = {engine::Duration{0}};
}

std::vector<mail::Member> Profiles::mix(std::string_view name) {
    std::vector<mail::Member> members;
    const Builtin* built = builtin_tree(BuiltinKind::mix, name);
    const Node* listed = built ? built->root.find("member") : nullptr;
    if (!listed) return members;
    double total = 0;
    for (const Node& node : listed->items) {
        mail::Member member;
        if (const Node* profile = node.find("profile")) member.profile = use(*profile, name);
        if (const Node* share = node.find("share")) member.share = silent_.positive(*share).value_or(1);
        if (const Node* mtas = node.find("mtas"))
            member.mtas = static_cast<std::uint32_t>(silent_.integer(*mtas, 1).value_or(1));
        total += member.share;
        members.push_back(member);
    }
    for (mail::Member& member : members) member.share /= total;
    return members;
}

}  // namespace mxsim::scenario
