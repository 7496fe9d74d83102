// The words of a scenario, table by table: key, the part that brings its mechanism, the forms of its
// value, its meaning, its default and where that comes from. A word that is not here is no word.

#include "sim/scenario/words.hpp"

namespace mxsim::scenario {

namespace {

using K = Kind;
using T = Table;

constexpr Form in(Table inner) { return {K::table, inner, {}}; }
constexpr Form list_of(Table inner) { return {K::tables, inner, {}}; }
constexpr Form named(Table inner) { return {K::named, inner, {}}; }
constexpr Form one_of(std::string_view choices) { return {K::choice, T::none, choices}; }
constexpr Form of(Kind kind) { return {kind, T::none, {}}; }

constexpr std::string_view ours = "mxsim default";
constexpr std::string_view rfc_timeouts = "RFC 5321 section 4.5.3.2";

void top_words(std::vector<Word>& w) {
    w.insert(w.end(), {
        {T::top, "format", 1, {of(K::integer)}, "version of the language: 1", "1", ours},
        {T::top, "title", 1, {of(K::text)}, "what the report is headed with"},
        {T::top, "question", 1, {of(K::text)}, "what the scenario is to answer"},
        {T::top, "start", 1, {of(K::moment)}, "date and time of time zero; without it a Monday, 00:00"},
        {T::top, "duration", 1, {of(K::duration)}, "how long messages are submitted"},
        {T::top, "until", 1, {one_of("empty"), of(K::time)},
         "end of the run; \"empty\": when all mail has ended",
         "\"empty\"", "mxsim default: all mail has ended, at most 40 days after the last submission"},
        {T::top, "steady", 1, {of(K::boolean)},
         "a steady state is studied: leave a warm-up out of the figures"},
        {T::top, "warmup", 1, {one_of("auto"), of(K::duration)}, "what a steady study leaves out"},
        {T::top, "on_time", 1, {of(K::duration)}, "mail delivered sooner than this is on time",
         "\"5m\"", ours},
        {T::top, "seed", 1, {of(K::integer)}, "of the random streams", "1", ours},
        {T::top, "replications", 1, {of(K::count)}, "independent runs", "20", ours},
        {T::top, "base", 1, {of(K::file)}, "scenario that this one changes"},
        {T::top, "show", 1, {of(K::paths)}, "figures shown in a table of variants"},
        {T::top, "network", 1, {in(T::network)}, "how long it takes to reach a server"},
        {T::top, "domains", 1, {named(T::domain)}, "mail domains with their DNS data"},
        {T::top, "servers", 1, {named(T::server)}, "hosts that accept mail"},
        {T::top, "senders", 1, {named(T::sender)}, "who submits messages"},
        {T::top, "outages", 1, {named(T::outage)}, "what fails, how and when"},
        {T::top, "changes", 1, {named(T::change)}, "what is changed, and when"},
        {T::top, "groups", 1, {named(T::group)}, "what falls together"},
        {T::top, "resolvers", 5, {named(T::resolver)}, "DNS resolvers and their caches"},
        {T::top, "variants", 1, {of(K::values)}, "tables laid over the file, for comparison"},
        {T::top, "sweep", 1, {of(K::settings)}, "lists of values by path"},
        {T::top, "table", 1, {in(T::table)}, "how variants are compared"},
        {T::top, "expect", 1, {list_of(T::expect)}, "what the result is held to"},
        {T::network, "round_trip", 1, {of(K::duration)}, "one command and its reply", "\"50ms\"", ours},
        {T::network, "connect", 1, {of(K::duration)}, "until an attempt knows whether the server is there"},
        {T::network, "kernel_connect_timeout", 1, {one_of("none"), of(K::duration)},
         "ends a longer connect timer of an MTA", "\"127s\"", "Linux tcp(7), tcp_syn_retries = 6"},
        {T::table, "compare_to", 1, {of(K::text)}, "variant the others are compared to"},
        {T::expect, "metric", 1, {of(K::path)}, "path of a figure in the JSON result"},
        {T::expect, "below", 1, {of(K::bound)}, "the figure lies below this"},
        {T::expect, "above", 1, {of(K::bound)}, "the figure lies above this"},
        {T::expect, "equals", 1, {of(K::bound)}, "the 95 % interval of the figure contains this"},
        {T::expect, "variant", 1, {of(K::text)}, "variant it holds for"},
        {T::expect, "where", 1, {of(K::settings)}, "points of a sweep it holds for"},
    });
}

void domain_words(std::vector<Word>& w) {
    w.insert(w.end(), {
        {T::domain, "mx", 1, {of(K::mx_list)}, "MX records; [] none, [\"0 .\"] null MX"},
        {T::domain, "ttl", 1, {of(K::duration)}, "of the MX records"},
        {T::domain, "negative_ttl", 1, {of(K::duration)}, "how long \"there is none\" is remembered"},
        {T::domain, "addresses", 1, {of(K::addresses)}, "the domain's own addresses (implicit MX)"},
        {T::domain, "cname", 1, {of(K::name)}, "the domain is an alias of this name"},
        {T::domain, "zone", 1, {of(K::file)}, "zone file (RFC 1035) to read instead"},
        {T::domain, "policy", 5, {in(T::policy)}, "MTA-STS or DANE"},
        {T::policy, "kind", 5, {one_of("mta-sts:5|dane:5")}, "which policy"},
        {T::policy, "mode", 5, {one_of("enforce:5|testing:5")}, "whether it is enforced"},
        {T::policy, "mx", 5, {of(K::names)}, "exchangers the policy names"},
    });
}

void server_words(std::vector<Word>& w) {
    w.insert(w.end(), {
        {T::server, "mailbox", 1, {of(K::boolean)}, "final for the domains whose MX names it"},
        {T::server, "relay", 1, {in(T::relay)}, "backup: stores mail and forwards it to a better exchanger"},
        {T::server, "addresses", 1, {one_of("nodata"), of(K::addresses)}, "its addresses; [] no such name"},
        {T::server, "ttl", 1, {of(K::duration)}, "of its addresses"},
        {T::server, "aliases", 1, {of(K::names)}, "further names"},
        {T::server, "site", 1, {of(K::name)}, "where it stands"},
        {T::server, "sessions", 1, {of(K::count), one_of("unlimited")}, "sessions served at once",
         "100", ours},
        {T::server, "service", 1, {of(K::time_distribution), in(T::service)}, "from end of data to its reply",
         "\"0.5s\"", ours},
        {T::server, "waiting", 1, {of(K::integer), one_of("unlimited")},
         "connections that wait for a session",
         "100", ours},
        {T::server, "when_full", 1, {one_of("421|refuse|silent")},
         "what a connection meets when none may wait",
         "\"421\"", ours},
        {T::server, "verdicts", 1, {list_of(T::verdict)}, "replies to a share of the mail"},
        {T::server, "states", 1, {of(K::states)}, "a row of states, as in a recorded trace"},
        {T::server, "greylist", 5, {in(T::greylist)}, "mail of unknown senders is put off"},
        {T::server, "rate_limit", 5, {in(T::rate_limit)}, "sessions a source may open"},
        {T::server, "tls", 5, {one_of("ok:5|none:5|bad-certificate:5")}, "what STARTTLS meets"},
        {T::server, "trusts", 5, {of(K::names)}, "servers exempt from greylisting and limits"},
        {T::service, "per_message", 1, {of(K::time_distribution)}, "time for every message"},
        {T::service, "bandwidth", 1, {of(K::bandwidth)}, "bytes of a message cost time"},
        {T::relay, "for", 1, {of(K::domain_names)}, "domains it accepts mail for"},
        {T::relay, "profile", 1, {of(K::profile_name), of(K::profile_table)}, "how it forwards",
         "\"postfix\"", ours},
        {T::relay, "verify", 1, {one_of("none|list|callout:5")}, "whether it knows the recipients",
         "\"none\"",
         ours},
        {T::relay, "queue", 1, {in(T::relay_queue)}, "bounds of its queue"},
        {T::relay, "route", 1, {of(K::name)}, "fixed next host in place of MX"},
        {T::relay, "knows_itself", 1, {of(K::boolean)}, "whether it recognises itself among the MX"},
        {T::relay, "families", 1, {of(K::families)}, "address families it uses, in order",
         "[\"v6\", \"v4\"]", "RFC 6724 section 2.1"},
        {T::relay, "resolver", 5, {of(K::name)}, "resolver it asks"},
        {T::relay, "source_addresses", 5, {of(K::count)}, "addresses it sends from"},
        {T::relay, "queued", 1, {in(T::queued)}, "mail waiting at the start"},
        {T::relay_queue, "messages", 1, {of(K::integer)}, "most messages it stores"},
        {T::relay_queue, "bytes", 1, {of(K::size)}, "most bytes it stores"},
        {T::verdict, "reply", 1, {of(K::mode)}, "reply and stage, as in \"550 at rcpt\""},
        {T::verdict, "share", 1, {of(K::share)}, "share of the mail that meets it"},
        {T::greylist, "key", 5, {one_of("address:5|/24:5|/64:5")}, "what is remembered of a source"},
        {T::greylist, "delay", 5, {of(K::duration)}, "how long a new sender is put off"},
        {T::greylist, "window", 5, {of(K::duration), one_of("unlimited:5")}, "in which it must come again"},
        {T::greylist, "lifetime", 5, {of(K::duration), one_of("unlimited:5")}, "how long it is remembered"},
        {T::greylist, "shared_with", 5, {of(K::names)}, "servers with the same memory"},
        {T::rate_limit, "per_source", 5, {of(K::count)}, "sessions of one source"},
        {T::rate_limit, "every", 5, {of(K::duration)}, "in this time"},
    });
}

void sender_words(std::vector<Word>& w) {
    w.insert(w.end(), {
        {T::sender, "profile", 1, {of(K::profile_name), of(K::profile_table)}, "how its MTAs behave"},
        {T::sender, "mix", 1, {of(K::mix_name)}, "shares of mail by profile"},
        {T::sender, "mtas", 1, {of(K::count), one_of("one-per-message")}, "MTAs behind it"},
        {T::sender, "spread", 1, {one_of("equal"), in(T::spread)}, "how unequally its MTAs send"},
        {T::sender, "families", 1, {of(K::families)}, "address families it uses, in order",
         "[\"v6\", \"v4\"]", "RFC 6724 section 2.1"},
        {T::sender, "resolver", 5, {of(K::name)}, "resolver it asks"},
        {T::sender, "to", 1, {of(K::domain_or_literal), list_of(T::share_of_domain), in(T::zipf_of_domains)},
         "domains it sends to"},
        {T::sender, "rate", 1, {of(K::rate)}, "messages of the whole class, mean over its shape",
         "\"1000/h\"", ours},
        {T::sender, "arrivals", 1, {one_of("poisson|regular"), in(T::arrivals)},
         "when messages are submitted",
         "\"poisson\"", ours},
        {T::sender, "times", 1, {of(K::listed_times)}, "the instants themselves, in place of a rate"},
        {T::sender, "day", 1, {one_of("flat|office-hours|consumer"), of(K::numbers), of(K::csv_file)},
         "weights of the 24 hours of a day"},
        {T::sender, "week", 1, {one_of("flat|office-hours|consumer"), of(K::numbers), of(K::csv_file)},
         "weights of the 168 hours of a week"},
        {T::sender, "size", 1, {one_of("mail-of-2002"), of(K::size_distribution)}, "of its messages"},
        {T::sender, "wanted", 1, {of(K::boolean)}, "its mail is wanted by the recipients"},
        {T::sender, "unknown_recipients", 1, {of(K::share)}, "share addressed to nobody"},
        {T::sender, "queued", 1, {in(T::queued)}, "mail waiting at the start"},
        {T::sender, "source_addresses", 5, {of(K::count)}, "addresses it sends from"},
        {T::sender, "sticky", 5, {of(K::boolean)}, "a message keeps its source address"},
        {T::sender, "correspondents", 5, {of(K::count), one_of("unlimited:5")},
         "pairs of sender and recipient"},
        {T::sender, "honours", 5, {of(K::names)}, "policies it honours"},
        {T::spread, "zipf", 1, {of(K::number)}, "the k-th MTA sends in proportion to k^-zipf"},
        {T::share_of_domain, "domain", 1, {of(K::domain_or_literal)}, "a domain"},
        {T::share_of_domain, "share", 1, {of(K::share), of(K::positive)}, "its share of the mail"},
        {T::zipf_of_domains, "zipf", 1, {of(K::number)},
         "the k-th domain gets mail in proportion to k^-zipf"},
        {T::zipf_of_domains, "domains", 1, {of(K::domain_names)}, "the domains, the first the largest"},
        {T::arrivals, "batch", 1, {of(K::count)}, "Poisson instants of so many messages each"},
        {T::arrivals, "gaps", 1, {of(K::time_distribution)}, "independent gaps of this shape"},
        {T::arrivals, "mmpp", 1, {in(T::mmpp)}, "Poisson with a rate that changes by chance"},
        {T::mmpp, "rates", 1, {of(K::numbers)}, "relative rates, one after the other"},
        {T::mmpp, "dwell", 1, {of(K::durations)}, "mean stay at each"},
        {T::queued, "messages", 1, {of(K::count)}, "how many"},
        {T::queued, "oldest", 1, {of(K::duration)}, "age of the oldest"},
        {T::queued, "from", 1, {of(K::file)}, "a qshape table"},
    });
}

void outage_words(std::vector<Word>& w) {
    w.insert(w.end(), {
        {T::outage, "server", 1, {of(K::name)}, "the server that fails"},
        {T::outage, "servers", 1, {of(K::names)}, "the servers that fail together"},
        {T::outage, "each", 1, {of(K::boolean)}, "every server draws its own lengths"},
        {T::outage, "address", 1, {of(K::names)}, "one or more addresses fail"},
        {T::outage, "site", 1, {of(K::name)}, "a site fails"},
        {T::outage, "zone", 1, {of(K::name)}, "DNS data of this name and all below it fail"},
        {T::outage, "type", 1, {one_of("mx|address")}, "only these records"},
        {T::outage, "resolver", 5, {of(K::name)}, "a resolver fails"},
        {T::outage, "group", 1, {of(K::name)}, "a group fails together"},
        {T::outage, "parts", 1, {in(T::group_parts)}, "the mode of each kind of member"},
        {T::outage, "family", 1, {one_of("v4|v6")}, "only addresses of this family"},
        {T::outage, "from", 1, {of(K::paths)}, "only seen from there"},
        {T::outage, "mode", 1, {of(K::mode)}, "what a connection meets: \"refused\", \"hang at rcpt\", ..."},
        {T::outage, "at", 1, {of(K::time)}, "when it begins"},
        {T::outage, "for", 1, {one_of("ever"), of(K::time_distribution)},
         "how long it lasts; \"ever\": to the end of the run", "\"ever\"", ours},
        {T::outage, "windows", 1, {of(K::windows)}, "several times: [[AT, FOR], ...]"},
        {T::outage, "every", 1, {of(K::duration)}, "again and again at this interval"},
        {T::outage, "up", 1, {of(K::time_distribution)}, "random: time until it fails"},
        {T::outage, "down", 1, {of(K::time_distribution)}, "random: time until it is back"},
        {T::outage, "share", 1, {of(K::share)}, "share of connections that meet it"},
        {T::outage, "sessions", 1, {one_of("cut|finish")}, "what becomes of sessions already accepted",
         "\"cut\"",
         ours},
        {T::outage, "by", 1, {of(K::duration)}, "how late"},
        {T::outage, "factor", 1, {of(K::positive)}, "how many times slower"},
        {T::group_parts, "servers", 1, {of(K::mode)}, "mode of its servers"},
        {T::group_parts, "zones", 1, {of(K::mode)}, "mode of its zones"},
        {T::group_parts, "sites", 1, {of(K::mode)}, "mode of its sites"},
        {T::change, "at", 1, {of(K::time)}, "when"},
        {T::change, "set", 1, {of(K::settings)}, "values by path"},
        {T::change, "flush", 1, {of(K::name)}, "server whose queue is tried at once"},
        {T::change, "stop_accepting", 1, {of(K::name)}, "server that takes no more mail"},
        {T::change, "resume", 1, {of(K::name)}, "server that takes mail again"},
        {T::change, "old_address", 1, {one_of("silent|refused|forwards|serves")},
         "what stands behind a withdrawn address"},
        {T::group, "servers", 1, {of(K::names)}, "servers that belong to it"},
        {T::group, "zones", 1, {of(K::names)}, "zones that belong to it"},
        {T::group, "sites", 1, {of(K::names)}, "sites that belong to it"},
        {T::resolver, "serves", 5, {one_of("all:5|each:5")}, "one for all MTAs or one each"},
        {T::resolver, "count", 5, {of(K::count)}, "so many resolvers"},
        {T::resolver, "timeout", 5, {of(K::duration)}, "for each try"},
        {T::resolver, "tries", 5, {of(K::count)}, "before it gives up"},
        {T::resolver, "serve_stale", 5, {of(K::boolean), of(K::duration)}, "answers from expired data"},
        {T::resolver, "keeps_too_long", 5, {in(T::keeps_too_long)}, "resolvers that ignore TTLs"},
        {T::keeps_too_long, "share", 5, {of(K::share)}, "of the resolvers"},
        {T::keeps_too_long, "for", 5, {of(K::duration)}, "so long"},
    });
}

void own_profile_words(std::vector<Word>& w) {
    const Form some_time[] = {of(K::duration), one_of("none")};
    const auto add = [&](Table table, std::string_view key, Form a, Form b, std::string_view meaning,
                         std::string_view fallback = {}, std::string_view source = {}) {
        w.push_back({table, key, 1, {a, b, {}}, meaning, fallback, source});
    };
    add(T::own_profile, "base", of(K::profile_name), {}, "profile it starts from");
    add(T::own_profile, "first", of(K::duration), {}, "from submission or storing to the first pass",
        "\"0s\"", ours);
    add(T::own_profile, "interval", of(K::durations), {},
        "from the end of a failed pass; a list: the last repeats",
        "\"15m\"", ours);
    add(T::own_profile, "lifetime", of(K::duration), {}, "a pass that fails at this age returns the mail",
        "\"5d\"",
        "RFC 5321 section 4.5.4.1: at least 4 to 5 days");
    add(T::own_profile, "passes", of(K::count), one_of("none"), "most passes");
    add(T::own_profile, "address_limit", of(K::count), one_of("none"), "most addresses of a pass");
    add(T::own_profile, "least_address_limit", of(K::count), {}, "a lower address_limit counts as this");
    add(T::own_profile, "delay_notice", some_time[0], some_time[1], "age at which the sender is told once");
    add(T::own_profile, "timeouts", one_of("none"), in(T::timeouts), "how long it waits at each step");
    for (const Table table : {T::own_profile, T::postfix_profile}) {
        add(table, "queue_run_phase", of(K::duration), {}, "time of the first queue run; default: by chance");
        add(table, "queue_run_times", of(K::times), {}, "times of queue runs, then on at the interval");
    }
    add(T::timeouts, "connect", some_time[0], some_time[1], "for the connection", "\"30s\"",
        "Postfix smtp_connect_timeout");
    for (const auto& [key, fallback] :
         {std::pair{"banner", "\"5m\""}, {"ehlo", "\"5m\""}, {"mail", "\"5m\""}, {"rcpt", "\"5m\""},
          {"data", "\"2m\""}, {"block", "\"3m\""}, {"eod", "\"10m\""}})
        add(T::timeouts, key, some_time[0], some_time[1],
            "for the reply at this stage", fallback, rfc_timeouts);
}

void postfix_words(std::vector<Word>& w) {
    const auto add = [&](std::string_view key, int part, Kind kind, std::string_view meaning) {
        w.push_back({T::postfix_profile, key, part, {of(kind)}, meaning});
    };
    add("base", 1, K::profile_name, "profile it starts from");
    add("minimal_backoff_time", 1, K::postfix_seconds, "shortest wait after a failed pass");
    add("maximal_backoff_time", 1, K::postfix_seconds, "longest wait after a failed pass");
    add("queue_run_delay", 1, K::postfix_seconds, "from one scan of the deferred queue to the next");
    add("maximal_queue_lifetime", 1, K::postfix_days, "a pass that fails at this age returns the mail");
    add("initial_destination_concurrency", 1, K::postfix_count, "deliveries to a domain at once, to begin with; default: no limit");
    add("default_destination_concurrency_limit", 1, K::postfix_count, "most deliveries to a domain at once; 0: no limit");
    add("default_destination_concurrency_failed_cohort_limit", 1, K::postfix_count,
        "so many windows full of failures, and the domain is left alone for minimal_backoff_time; 0: never");
    add("delay_warning_time", 1, K::postfix_hours, "age at which the sender is told once; 0h: never");
    for (const std::string_view key :
         {"smtp_connect_timeout", "smtp_helo_timeout", "smtp_mail_timeout", "smtp_rcpt_timeout",
          "smtp_data_init_timeout", "smtp_data_xfer_timeout", "smtp_data_done_timeout"})
        add(key, 1, K::postfix_seconds, "how long it waits at this step");
    add("smtp_mx_address_limit", 1, K::postfix_count, "most addresses of a pass, after equals were shuffled; 0: no limit");
    add("smtp_mx_session_limit", 1, K::postfix_count, "most sessions of a pass that come past EHLO; 0: no limit");
    const auto yes_or_no = [&](std::string_view key, std::string_view meaning) {
        w.push_back({T::postfix_profile, key, 1, {of(K::postfix_boolean)}, meaning});
    };
    yes_or_no("smtp_randomize_addresses", "equals are tried in random order");
    yes_or_no("smtp_skip_5xx_greeting", "5xx in place of the greeting sends it on to the next address; no: it bounces");
    yes_or_no("smtp_balance_inet_protocols", "neither family takes all places within smtp_mx_address_limit");
    for (const std::string_view key :
         {"bounce_queue_lifetime", "smtp_address_preference",
          "smtp_defer_if_no_mx_address_found", "ignore_mx_lookup_error",
          "default_destination_concurrency_positive_feedback",
              "default_destination_concurrency_negative_feedback",
          "smtp_destination_concurrency_limit", "relay_destination_concurrency_limit",
              "qmgr_message_active_limit",
          "default_process_limit", "default_recipient_refill_limit", "transport_retry_time", "in_flow_delay",
          "smtp_connection_cache_on_demand", "smtp_connection_cache_time_limit",
              "smtp_connection_reuse_time_limit",
          "connection_cache_ttl_limit", "hopcount_limit", "smtp_dns_resolver_options",
          "destination_concurrency_feedback_debug", "mail_version"})
        add(key, 4, K::anything, "parameter of Postfix");
    w.push_back({T::mix, "member", 1, {list_of(T::mix_member)}, "one kind of MTA"});
    w.push_back({T::mix_member, "profile", 1, {of(K::profile_name)}, "how it behaves"});
    w.push_back({T::mix_member, "share", 1, {of(K::share), of(K::positive)}, "its share of the mail"});
    w.push_back({T::mix_member, "mtas", 1, {of(K::count)}, "how many of them"});
    w.push_back({T::mix_member, "source", 1, {of(K::text)}, "where the share comes from, or \"assumed\""});
}

}  // namespace

const std::vector<Word>& words() {
    static const std::vector<Word> all = [] {
        std::vector<Word> w;
        top_words(w);
        domain_words(w);
        server_words(w);
        sender_words(w);
        outage_words(w);
        own_profile_words(w);
        postfix_words(w);
        return w;
    }();
    return all;
}

}  // namespace mxsim::scenario
