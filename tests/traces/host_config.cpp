// Exim and Sendmail write a time as numbers with units, "1h30m". Their time-outs are laid on those of the stages; the options
// that change no attempt in these cases are listed with the reason. Every run of Sendmail is a process that takes the whole
// queue, one message after the other in order, and any number of runs may be under way (MaxQueueChildren is not set).
#include "tests/traces/host_config.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <vector>

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
    {"daemon", "it says how Sendmail is started"},
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

std::string line(const std::string& word, double timeout) { return fmt::format("{} = \"{}s\"\n", word, timeout); }

HostConfig of_exim(const std::map<std::string, std::string>& config) {
    HostConfig exim;
    mail::HostMemory& hosts = exim.hosts;
    hosts.freezes = true;  // option self of the router: freeze
    const auto limit = [&](const char* stage, double timeout) { exim.words += line(stage, timeout); };
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
    return exim;
}

HostConfig of_sendmail(const std::map<std::string, std::string>& config) {
    HostConfig sendmail;
    sendmail.clock = mail::RetryClock::every_run;
    sendmail.hosts.in_order = true;
    sendmail.hosts.most_tried = sendmail.hosts.most_tried_at_all = 10'000;
    sendmail.hosts.runners = 10'000;
    // Where nothing is said: cf/README, confTO_MAIL and so on.
    std::map<std::string, double> timeouts{{"smtp_connect_timeout", 300},   {"smtp_helo_timeout", 300},
                                           {"smtp_mail_timeout", 600},      {"smtp_rcpt_timeout", 3600},
                                           {"smtp_data_init_timeout", 300}, {"smtp_data_xfer_timeout", 3600},
                                           {"smtp_data_done_timeout", 3600}};
    for (const auto& [option, value] : config) {
        if (option == "queue_interval") sendmail.queue_interval_s = seconds(option, value);
        else if (option == "TO_QUEUERETURN") sendmail.lifetime = duration(option, value);
        else if (option == "TO_CONNECT") timeouts["smtp_connect_timeout"] = seconds(option, value);
        else if (option == "TO_GREETING") timeouts["smtp_helo_timeout"] = seconds(option, value);
        else if (option == "TO_MAIL") timeouts["smtp_mail_timeout"] = seconds(option, value);
        else if (option == "TO_RCPT") timeouts["smtp_rcpt_timeout"] = seconds(option, value);
        else if (without_effect.count(option) == 0) throw NotACase{"Sendmail has no option " + option};
    }
    for (const auto& [stage, timeout] : timeouts) sendmail.words += line(stage, timeout);
    return sendmail;
}

}  // namespace

std::optional<HostConfig> host_config(const Case& of) {
    if (of.mta != "exim" && of.mta != "sendmail") return std::nullopt;
    HostConfig config = of.mta == "exim" ? of_exim(of.config) : of_sendmail(of.config);
    if (config.queue_interval_s <= 0) throw NotACase{"its config has no queue_interval"};
    config.words += line("queue_run_delay", config.queue_interval_s) + "smtp_mx_address_limit = 0\nsmtp_mx_session_limit = 0\n";
    return config;
}

HostConfig config_of_relay(const std::string& mta) {
    Case as_a_relay;
    as_a_relay.mta = mta;
    if (mta == "exim")
        as_a_relay.config = {{"retry", "F,30s,5s; G,2m,10s,1.5"}, {"queue_interval", "4s"}, {"connect_timeout", "3s"},
                             {"command_timeout", "5s"}, {"data_timeout", "5s"}, {"final_timeout", "5s"}};
    if (mta == "sendmail")
        as_a_relay.config = {{"queue_interval", "4s"}, {"TO_QUEUERETURN", "120s"}, {"TO_CONNECT", "3s"}, {"TO_GREETING", "5s"}};
    const auto config = host_config(as_a_relay);
    if (!config) throw NotYet{"a relay like " + mta};
    return *config;
}

void HostConfig::lay_on(mail::Profile& profile) const {
    profile.clock = clock;
    profile.hosts = hosts;
    profile.lifetime = lifetime;
    profile.queue_runs.slack = engine::Duration{0};
    profile.delay_notice.reset();
}

}  // namespace mxsim::traces
