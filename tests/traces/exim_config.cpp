// Exim writes a time as numbers with units, "1h30m". Its time-outs are laid on those of the stages; the options that change
// no attempt in these cases are listed with the reason.
#include "tests/traces/exim_config.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tests/traces/recorded.hpp"

namespace mxsim::traces {

namespace {

// What cannot change an attempt here, and why.
const std::map<std::string, std::string> without_effect = {
    {"address_retry_include_sender", "every message of a case has a recipient of its own"},
    {"hosts_randomize", "it is for hosts that a router lists; those of MX records are always shuffled"},
    {"retry_include_ip_address", "a host of a case whose addresses fail has only one, or all of them fail"},
    {"auto_thaw", "no message of a sender is frozen"},
    {"remote_max_parallel", "a message has one recipient"},
    {"smtp_accept_max", "it limits what comes in"},
    {"timeout_frozen_after", "no message of a sender is frozen"},
};

double seconds(const std::string& option, const std::string& text) {
    static const std::map<char, double> units{{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    double all = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
        const auto unit = end < text.size() ? units.find(text[end]) : units.end();
        if (end == at || end - at > 9 || unit == units.end()) throw NotACase{option + " = " + text + " is no time"};
        all += std::stod(text.substr(at, end - at)) * unit->second;
        at = end + 1;
    }
    if (text.empty()) throw NotACase{option + " is empty"};
    return all;
}

engine::Duration duration(const std::string& option, const std::string& text) {
    return std::chrono::seconds{static_cast<std::int64_t>(seconds(option, text))};
}

std::uint32_t number(const std::string& option, const std::string& text) {
    if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != text.npos)
        throw NotACase{option + " = " + text + " is no number"};
    return static_cast<std::uint32_t>(std::stoul(text));
}

bool truth(const std::string& option, const std::string& text) {
    if (text != "true" && text != "false") throw NotACase{option + " = " + text + " is neither true nor false"};
    return text == "true";
}

// "F,30s,5s; G,2m,10s,1.5"
std::vector<mail::RetryRule> rules_of(const std::string& text) {
    std::vector<mail::RetryRule> rules;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        std::vector<std::string> parts;
        for (std::size_t part = at; part <= end;) {
            const std::size_t comma = std::min(text.find(',', part), end);
            const std::size_t begin = std::min(text.find_first_not_of(' ', part), comma);
            parts.push_back(text.substr(begin, comma - begin));
            part = comma + 1;
        }
        const bool grows = parts[0] == "G";
        if ((!grows && parts[0] != "F") || parts.size() != (grows ? 4 : 3)) throw NotACase{"retry = " + text + " is no list of rules"};
        const double factor = grows ? std::atof(parts[3].c_str()) : 0;
        if (grows && !(factor >= 1 && factor < 1000)) throw NotACase{"retry = " + text + " grows by no factor"};
        rules.push_back({duration("retry", parts[1]), duration("retry", parts[2]), std::llround(factor * 1000)});
        at = end + 1;
    }
    if (rules.empty()) throw NotACase{"retry is empty"};
    return rules;
}

}  // namespace

EximConfig exim_config(const std::map<std::string, std::string>& config) {
    EximConfig exim;
    mail::HostMemory hosts;
    const auto limit = [&](const char* stages, double timeout) { exim.words += fmt::format("{} = \"{}s\"\n", stages, timeout); };
    for (const auto& [option, value] : config) {
        if (option == "retry") hosts.rules = rules_of(value);
        else if (option == "queue_interval") exim.queue_interval_s = seconds(option, value);
        else if (option == "connect_timeout") limit("smtp_connect_timeout", seconds(option, value));
        else if (option == "command_timeout")
            for (const char* stage : {"smtp_helo_timeout", "smtp_mail_timeout", "smtp_rcpt_timeout", "smtp_data_init_timeout"})
                limit(stage, seconds(option, value));
        else if (option == "data_timeout") limit("smtp_data_xfer_timeout", seconds(option, value));
        else if (option == "final_timeout") limit("smtp_data_done_timeout", seconds(option, value));
        else if (option == "queue_run_max") hosts.runners = number(option, value);
        else if (option == "queue_run_in_order") hosts.in_order = truth(option, value);
        else if (option == "connection_max_messages") hosts.mails_a_connection = number(option, value);
        else if (option == "delay_after_cutoff") hosts.waits_after_cutoff = truth(option, value);
        else if (option == "hosts_max_try") hosts.most_tried = number(option, value);
        else if (option == "hosts_max_try_hardlimit") hosts.most_tried_at_all = number(option, value);
        else if (option == "retry_data_expire") hosts.kept = duration(option, value);
        else if (option == "retry_interval_max") hosts.longest_wait = duration(option, value);
        else if (without_effect.count(option) == 0) throw NotACase{"Exim has no option " + option};
    }
    if (hosts.rules.empty()) throw NotACase{"its config has no retry"};
    if (exim.queue_interval_s <= 0) throw NotACase{"its config has no queue_interval"};
    exim.words += fmt::format("queue_run_delay = \"{}s\"\nsmtp_mx_address_limit = 0\nsmtp_mx_session_limit = 0\n", exim.queue_interval_s);
    exim.hosts = std::move(hosts);
    return exim;
}

void remember_hosts(mail::Profile& profile, const mail::HostMemory& hosts) {
    profile.clock = mail::RetryClock::host_age;
    profile.hosts = hosts;
    profile.lifetime = engine::forever;
    profile.queue_runs.slack = engine::Duration{0};
    profile.delay_notice.reset();
}

}  // namespace mxsim::traces
