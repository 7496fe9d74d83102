// Every complaint of this room, each a function, so that all wording can be read in one sitting.
//
// A complaint says what was found; then, on lines of their own, what would have been right and what to
// type. Values are said in wording_values.cpp, words, names and files in wording_words.cpp, the meaning
// of the whole in wording_meaning.cpp, and others by what they are said of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/findings.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/words.hpp"

namespace mxsim::scenario::wording {

using Text = std::string_view;
using Near = std::optional<std::string>;
using Names = std::vector<std::string>;

std::string did_you_mean(const Near& near);  // empty if nothing is near

// Hours of a day or week, and mail that waits at the start
Complaint not_a_weight(Text cell);
Complaint wrong_hours(std::size_t expected, std::size_t found);
Complaint hours_without_rate();
Complaint day_and_week();
Complaint qshape_head();
Complaint qshape_row(std::size_t found, std::size_t expected);
Complaint qshape_number(Text cell);
Complaint qshape_sum(Text domain);
Complaint queued_beside_from();
Complaint queued_incomplete();
Complaint queued_unwanted();
Complaint too_much_queued(std::int64_t most);
Complaint queued_above_bound(std::uint64_t messages, std::int64_t most);
Complaint bytes_of_assumed_sizes(Text sender);
Complaint queued_elsewhere(Text domain, std::uint64_t left_out, std::uint64_t all);

// Values
Complaint negative(Text what, Text value);
Complaint empty_value(Text what, Text example);
Complaint empty_list(Text of_what, Text example);
Complaint wrong_value(const Node& node, Text expected, Text example);
Complaint number_without_unit(const Node& node);
Complaint not_finite(const Node& node);
Complaint integer_out_of_range(std::int64_t value, std::int64_t least, std::int64_t most);
Complaint zero_where_positive();
Complaint not_yes_or_no(const Node& node);
Complaint not_a_postfix_count(const Node& node);
Complaint not_a_duration(Text text);
Complaint not_a_time(Text text);  // without a digit
Complaint duration_without_unit(Text text, Text number);
Complaint unknown_duration_unit(Text unit);
Complaint absurd_duration(Text text);
Complaint postfix_whole_seconds(Text text);
Complaint not_a_size(Text text);
Complaint size_without_unit(Text number);
Complaint unknown_size_unit(Text unit);
Complaint absurd_size(Text text);
Complaint not_a_rate(Text text);
Complaint unknown_rate_unit(Text text, Text unit);
Complaint zero_rate(Text text);
Complaint too_many_messages(double messages);
Complaint absurd_rate(Text text);
Complaint rate_with_exponent(Text text);
Complaint not_a_bandwidth(Text text);
Complaint not_a_share(Text text);
Complaint share_over_one(Text text);
Complaint not_a_number_to_multiply(Text text);
Complaint time_without_day(Text text);
Complaint date_in_quotes(Text text);
Complaint bad_time_of_day(Text text);
Complaint date_without_start();
Complaint before_the_start();
Complaint absurd_date();
Complaint absurd_way(Text key);
Complaint times_not_in_order();
Complaint bad_window(const Node& node);
Complaint unknown_day(Text day, const Near& near);
Complaint address_again(Text address);
Complaint bad_address(Text text);
Complaint mx_without_preference(Text text);
Complaint mx_without_host(Text text);
Complaint mx_names_address(Text text);
Complaint preference_out_of_range(Text number);
Complaint null_mx_preference(Text number);
Complaint null_mx_beside_others();
Complaint not_one_family(const Node& node);
Complaint bad_family(const Node& node);
Complaint unknown_distribution(Text name, const Near& near);
Complaint unknown_parameter(Text family, Text key, const Names& known);
Complaint two_parameters(Text family, Text first, Text second);
Complaint lognormal_parameters();
Complaint mean_below_median();
Complaint zero_parameter(Text key);
Complaint bad_uniform();
Complaint uniform_backwards(const Node& node);
Complaint empirical_wants_values(const Node& node);
Complaint impossible_distribution(Text family, Text reason);

// Words, names, files, settings
Complaint not_text();
Complaint not_toml(Text description);
Complaint key_too_deep(int most);
Complaint letter_outside_quotes();
Complaint word_of_profile(Text key, Table table, Table profile);  // in a table that is not that profile
Complaint unknown_key(Text key, Table table, const Near& near);
Complaint name_without_quotes(Text section, Text name);
Complaint wrong_type(const Node& node, const Word& word);
Complaint unknown_choice(const Node& node, const Word& word, const Near& near);
Complaint unknown_mode(Text text, const Near& near);
Complaint unknown_stage(Text text, const Near& near);
Complaint not_a_named_table(Text section, const Node& node);
Complaint not_simulated_yet(Text key, int part);
Complaint value_not_simulated_yet(Text key, Text value, int part);
Complaint ring_of_bases(Text base);
Complaint not_in_a_variant(Text key);
Complaint unknown_variant(Text variant, const Near& near);
Complaint sweep_without_values(Text path);
Complaint sweep_too_large(std::size_t most);
Complaint not_swept(Text path);
Complaint not_among_swept(Text value, const std::vector<Setting>& swept);
Complaint time_of_a_count(Text metric);
Complaint bad_range(Text text);
Complaint range_backwards(Text range);
Complaint family_too_large(Text range, std::uint64_t most);
Complaint families_too_large(std::uint64_t most);
Complaint two_ranges(Text text);
Complaint number_outside_family();
Complaint unknown_builtin(Text what, Text name, const Near& near, const Names& known);
Complaint profile_without_base();
Complaint names_nothing();
Complaint empty_name();
Complaint empty_label(Text name);
Complaint label_too_long(Text name);
Complaint name_too_long(std::size_t bytes);
Complaint not_in_a_name(Text name, std::size_t at);
Complaint bad_table_name(Text what, Text name, const Complaint& why);
Complaint same_name(Text what, Text name, std::uint32_t first_line);
Complaint unknown_name(Text what, Text name, const Names& known, const Near& near);
Complaint pattern_without_match(Text what, Text pattern, const Names& known);
Complaint unreadable_file(Text name, Text why);
Complaint file_not_text(Text name);
Complaint csv_hole(bool empty, Text columns);
Complaint csv_without_values(Text name);
Complaint unknown_path(Text path, Text part, const Near& near);
Complaint unknown_in_path(Text section, Text name, const Near& near, const Names& known);
Complaint path_names_a_table(Text path, Table table);
Complaint base_is_of_file();
Complaint set_of_points(Text key);
Complaint range_outside_list(Text name, bool of_servers);
Complaint swept_value_twice(Text path, Text value);
Complaint variant_beside_sweep(Text path, Text swept);
Complaint variant_says_twice(Text path, Text first);
Complaint set_beside_sweep(Text path, Text swept);
Complaint path_ends_before(Text path, Text word);
Complaint nothing_to_multiply(Text path);
Complaint bad_factor(Text value);
Complaint product_too_large(const Node& multiplied, Text factor);

// Meaning
Complaint nothing_to_simulate();
Complaint unknown_format(std::int64_t format);
Complaint too_many_replications(std::int64_t count);
Complaint zero_duration(Text key);
Complaint duration_required(Text outage);
Complaint warmup_without_steady();
Complaint warmup_too_long();
Complaint expect_without_metric();
Complaint expect_without_bound();
Complaint expect_equals_beside();
Complaint expect_nothing_between();
Complaint metric_not_in_result(Text metric, const Near& near);
Complaint domain_without_mx(Text domain);
Complaint exchanger_twice(Text domain, Text host);
Complaint alias_taken(Text name);
Complaint beside_cname(Text key);
Complaint ring_of_aliases(Text domain);
Complaint route_without_role(Text server, Text relay);
Complaint ring_of_routes(Text relay, std::size_t relays);
// Where what is offered can stand: in the file, in the server's own table, or within braces.
enum class Room { file, table, braces_of_servers, braces_of_server };
// `server` and `names` are what is offered: of a family a range.
Complaint role_unknown(Text host, Text domain, std::size_t domains, std::uint32_t preference, Text better, Room room, Text server,
                       const Names& names);
Complaint no_role(Text server);
Complaint share_of_twice(Text domain);
Complaint percents_not_all(double sum);
Complaint both_roles(Text server);
Complaint unused_server(Text server);
Complaint address_twice(Text address, Text other);
Complaint relay_without_for(Text server, const Names& domains);  // those that name it
Complaint relay_does_not_relay(Text server, const Names& domains);
Complaint relay_for_stranger(Text server, Text domain);
Complaint no_mailbox_reached(Text domain);
Complaint relay_is_best(Text server, Text domain);
Complaint zero_lifetime();
Complaint zero_interval();
Complaint backoff_backwards();
Complaint profile_and_mix(Text sender);
Complaint mtas_beside_mix(Text mix);
Complaint too_many_mtas(std::int64_t count, std::int64_t most);
Complaint spread_without_zipf();
Complaint spread_of_one_per_message();
Complaint share_incomplete();
Complaint zipf_incomplete();
Complaint nobody_at_address(Text literal);
Complaint beside_times(Text key);
Complaint one_shape_of_arrivals();
Complaint gaps_without_mean();
Complaint mmpp_incomplete();
Complaint mmpp_uneven(std::size_t rates, std::size_t dwells);
Complaint mmpp_without_rate();
Complaint listed_after_duration();
Complaint time_without_domain(bool in_csv);
Complaint outage_without_target(Text outage);
Complaint outage_without_mode(Text outage);
Complaint outage_without_time(Text outage, bool lasts);  // it says for how long
Complaint server_and_servers();
Complaint address_beside_server();
Complaint site_beside_others();
Complaint nobody_at_site(Text site);
Complaint verdict_incomplete();
Complaint verdicts_exceed_all();
Complaint address_of_nobody(Text address);
Complaint changes_to_address_of_nobody(Text address);
Complaint queued_too_old(Text profile);
Complaint senders_take_the_place(Text variant);
Complaint no_mailbox_later(Text domain, Text change);
Complaint zone_without_exchanger(Text domain);
Complaint qshape_total(std::uint64_t total, std::uint64_t sum);
Complaint family_without_server();
Complaint family_of_nobody(Text family, Text server);
Complaint unknown_origin(Text path, Text found, const Near& near, const Names& known);
Complaint one_kind_of_target(Text first, Text second);
Complaint without_its_target(Text key, Text owner);
Complaint zone_without_mode(Text outage);
Complaint nothing_in_zone(Text zone, const Near& near);
Complaint mode_of_zones(Text mode, bool of_a_part);
Complaint mode_of_servers(Text mode, bool of_a_part);
Complaint no_queue_to_lose(Text server);
Complaint beside_queue_lost(Text key);
Complaint queue_lost_is_no_state();
Complaint unknown_group(Text group, const Near& near);
Complaint empty_group(Text group);
Complaint mode_beside_parts();
Complaint one_mode_for_all(Text mode);
Complaint part_without_member(Text kind);
Complaint zones_disagree(Text outage, Text other, Text zone);
Complaint states_not_in_order();
Complaint change_without_time(Text change);
Complaint change_does_nothing(Text change);
Complaint one_change_at_once(Text second);
Complaint cannot_change(Text path);
Complaint queue_of_no_relay(Text server);
Complaint state_says_too_little(Text mode);
Complaint state_after_duration();
Complaint mx_with_port(Text host);
Complaint action_on_no_relay(Text action, Text server);
Complaint old_address_unknown(Text server, Text address);
Complaint old_address_without_need();
Complaint nothing_to_resume(Text server);
Complaint late_without_by();
Complaint slow_without_factor();
Complaint without_its_mode(Text key, Text mode);
Complaint up_without_down(Text key, Text missing);
Complaint chance_beside(Text key);
Complaint fails_too_often(std::int64_t most);
Complaint at_and_windows();
Complaint for_beside_windows();
Complaint windows_overlap();
Complaint recurs_before_its_end();
Complaint recurs_too_often(std::int64_t most);
Complaint outage_after_duration(Text outage);
Complaint outages_disagree(Text outage, Text other, Text server);

Complaint unknown_route(Text host, const Near& near);
Complaint changed_twice(Text path, Text first);
Complaint no_address_of_families(Text sender, Text families);

// Zone files
Complaint beside_zone(Text key);
Complaint zone_never_closed(Text what);
Complaint zone_parenthesis(char which);
Complaint zone_directive(Text word, const Near& near);
Complaint zone_directive_alone(Text word);
Complaint zone_ttl(Text text);
Complaint zone_includes_itself(Text name);
Complaint zone_includes_too_many(std::size_t most);
Complaint zone_without_owner();
Complaint zone_class(Text word);
Complaint zone_without_type(Text field);
Complaint zone_type(Text text, const Near& near);
Complaint zone_fields(Text type, std::size_t found, std::size_t wanted);
Complaint zone_address(Text type, Text text);
Complaint zone_cname_beside(Text owner, Text type);
Complaint zone_without_domain(Text file, Text domain);
Complaint zone_without_address(Text host, Text relative);  // as it is written without a last dot
Complaint zone_contradicts(Text server, Text key, const Place& place);

}  // namespace mxsim::scenario::wording
