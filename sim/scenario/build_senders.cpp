// A population of senders: the MTAs behind it (one profile, or a mix that brings its own), the domains it
// sends to with their shares, and its arrivals. An address literal is a domain of its own, whose only
// candidate is the server that holds the address (RFC 5321 section 4.1.3).

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "sim/engine/elementary.hpp"
#include "sim/scenario/build.hpp"
#include "sim/scenario/rate_shapes.hpp"
#include "sim/scenario/wording.hpp"

namespace mxsim::scenario {

namespace {

bool is_text(const Node* node, std::string_view text) {
    return node && node->is(Type::text) && node->text == text;
}

class SenderBuilder {
  public:
    SenderBuilder(Builder& to, const Node& table) : to_{to}, table_{table} {}

    mail::SenderSpec build() {
        sender_.name = table_.key;
        members();
        destinations();
        arrivals();
        if (const Node* size = table_.find("size"))
            if (const auto drawn = to_.silent.distribution(*size, Quantity::size)) sender_.size = *drawn;
        if (const Node* wanted = table_.find("wanted"); wanted && wanted->is(Type::boolean))
            sender_.wanted = wanted->boolean;
        if (const Node* unknown = table_.find("unknown_recipients"))
            sender_.unknown_recipients = to_.silent.share(*unknown).value_or(0);
        if (const Node* families = table_.find("families"))
            sender_.families = to_.silent.families(*families).value_or(sender_.families);
        return std::move(sender_);
    }

  private:
    void error(const Node& at, Complaint complaint) { to_.findings.error(at.at, std::move(complaint)); }

    void members() {
        const Node* profile = table_.find("profile");
        const Node* mix = table_.find("mix");
        const Node* mtas = table_.find("mtas");
        if (profile && mix) return to_.findings.error(mix->key_at, wording::profile_and_mix(table_.key));
        if (mix) {
            if (mtas) to_.findings.error(mtas->key_at, wording::mtas_beside_mix(mix->text));
            sender_.members = to_.profiles.mix(mix->text);
        } else if (profile) {
            mail::Member member;
            member.profile = to_.profiles.use(*profile, "senders." + table_.key);
            if (mtas) member.mtas = mtas_of(*mtas);
            sender_.members.push_back(member);
        }
        if (const Node* spread = table_.find("spread")) unequal(*spread);
    }

    std::uint32_t mtas_of(const Node& node) {
        if (node.is(Type::text)) return mail::unlimited;
        constexpr std::int64_t most = 100'000'000;
        const std::int64_t count = to_.silent.integer(node, 1).value_or(1);
        if (count > most) error(node, wording::too_many_mtas(count, most));
        return static_cast<std::uint32_t>(std::min(count, most));
    }

    void unequal(const Node& spread) {
        const Node* zipf = spread.find("zipf");
        if (!zipf && spread.is(Type::table)) error(spread, wording::spread_without_zipf());
        const double exponent = zipf ? to_.silent.number(*zipf).value_or(0) : 0;
        for (mail::Member& member : sender_.members) {
            if (member.mtas == mail::unlimited && exponent > 0)
                return error(spread, wording::spread_of_one_per_message());
            member.zipf = exponent;
        }
    }

    void destinations() {
        const Node* to = table_.find("to");
        if (!to) return;
        if (to->is(Type::text)) {
            add(*to, 1);
        } else if (to->is(Type::array)) {
            listed_shares(*to);
            if (to->items.empty() && !to->cut)
                error(*to, wording::empty_list("domains", "[{ domain = \"example.org\", share = 0.6 }]"));
        } else {
            zipf_of_domains(*to);
        }
    }

    // Percents, and numbers beside them, are of all mail of the class; numbers alone are taken in proportion.
    void listed_shares(const Node& list) {
        constexpr double rounding = 0.0051;  // "33.3 %" three times is all
        std::unordered_set<std::uint32_t> named;
        double sum = 0;
        bool any_percents = false, legible = true;
        for (const Node& item : list.items) {
            if (!listed_share(item)) {
                legible = false;
                continue;
            }
            any_percents = any_percents || item.find("share")->is(Type::text);
            sum += sender_.to.back().share;
            if (!named.insert(sender_.to.back().domain).second)
                error(*item.find("domain"), wording::share_of_twice(item.find("domain")->text));
        }
        if (legible && any_percents && std::fabs(sum - 1) > rounding) error(list, wording::percents_not_all(sum));
    }

    void add(const Node& name, double share) {
        if (const auto domain = domain_index(name.text, name.at)) sender_.to.push_back({*domain, share});
    }

    // False if something is wrong with it, which is reported.
    bool listed_share(const Node& item) {
        if (!item.is(Type::table)) return false;
        const Node* domain = item.find("domain");
        const Node* share = item.find("share");
        if (!domain || !share) return error(item, wording::share_incomplete()), false;
        const auto value = share->is(Type::text) ? to_.silent.share(*share) : to_.silent.positive(*share);
        if (value && *value <= 0) return error(*share, wording::zero_where_positive()), false;
        const std::size_t before = sender_.to.size();
        add(*domain, value.value_or(1));
        return value && sender_.to.size() > before;
    }

    void zipf_of_domains(const Node& node) {
        const Node* zipf = node.find("zipf");
        const Node* domains = node.find("domains");
        if (!zipf || !domains) return error(node, wording::zipf_incomplete());
        const auto names = to_.silent.names(*domains);
        const double exponent = to_.silent.number(*zipf).value_or(0);
        if (!names) return;
        const auto all = to_.names.resolve(*names, to_.draft.domains, "domain");
        for (std::size_t k = 0; k < all.size(); ++k)
            sender_.to.push_back(
                {all[k], exponent == 0 ? 1 : engine::pow(static_cast<double>(k + 1), -exponent)});
    }

    std::optional<std::uint32_t> domain_index(std::string_view name, Spot at) {
        if (name.substr(0, 1) != "[") return to_.names.resolve_one(name, at, to_.draft.domains, "domain");
        const auto address = literal_address(name);
        if (!address) {
            to_.findings.error(at, wording::bad_address(name));
            return std::nullopt;
        }
        const auto known = to_.literals.find(*address);
        if (known != to_.literals.end()) return known->second;
        const auto server = to_.draft.server_at.find(*address);
        if (server == to_.draft.server_at.end()) {
            to_.findings.error(at, wording::nobody_at_address(name));
            return std::nullopt;
        }
        dns::ZoneSpec zone;
        zone.name = '[' + *address + ']';
        zone.implicit.push_back(server->second);
        auto& domains = to_.scenario.world.domains;
        domains.push_back(std::move(zone));
        const auto index = static_cast<std::uint32_t>(domains.size() - 1);
        to_.literals.emplace(*address, index);
        return index;
    }

    void arrivals() {
        const Node* times = table_.find("times");
        const Node* rate = table_.find("rate");
        const Node* shape = table_.find("arrivals");
        if (times) {
            for (const Node* beside : {rate, shape, table_.find("day"), table_.find("week")})
                if (beside) to_.findings.error(beside->key_at, wording::beside_times(beside->key));
            return listed(*times);
        }
        if (const Node* hours = shape_of_rate()) {
            const std::size_t count = hours->key == "day" ? 24 : 168;
            sender_.arrivals.hours = rate_shape(*hours, count, to_.silent, to_.files, to_.findings).value_or(std::vector<double>{});
            sender_.arrivals.into_hours = to_.silent.clock().into_week() % std::chrono::hours{count};
        }
        if (rate) sender_.arrivals.per_second = to_.silent.rate(*rate).value_or(1);
        if (is_text(shape, "regular")) sender_.arrivals.kind = mail::ArrivalKind::regular;
        if (shape && shape->is(Type::table)) shaped(*shape);
    }

    const Node* shape_of_rate() {
        const Node* day = table_.find("day");
        const Node* week = table_.find("week");
        if (day && week) to_.findings.error(week->key_at, wording::day_and_week());
        return day ? day : week;
    }

    void shaped(const Node& node) {
        if (node.items.size() != 1) return error(node, wording::one_shape_of_arrivals());
        mail::ArrivalSpec& arrivals = sender_.arrivals;
        const Node& shape = node.items.front();
        if (shape.key == "batch") {
            arrivals.kind = mail::ArrivalKind::batch;
            arrivals.batch = static_cast<std::uint32_t>(to_.silent.integer(shape, 1).value_or(1));
        } else if (shape.key == "gaps") {
            arrivals.kind = mail::ArrivalKind::gaps;
            if (const auto gaps = to_.silent.distribution(shape, Quantity::time)) arrivals.gaps = *gaps;
            if (!(arrivals.gaps.mean() > 0) || !std::isfinite(arrivals.gaps.mean()))
                error(shape, wording::gaps_without_mean());
        } else if (shape.key == "mmpp") {
            modulated(shape);
        }
    }

    void modulated(const Node& node) {
        mail::ArrivalSpec& arrivals = sender_.arrivals;
        const Node* rates = node.find("rates");
        const Node* dwell = node.find("dwell");
        if (!rates || !dwell) return error(node, wording::mmpp_incomplete());
        arrivals.kind = mail::ArrivalKind::mmpp;
        arrivals.rates = to_.silent.numbers(*rates).value_or(std::vector<double>{1});
        arrivals.dwell =
            to_.silent.durations(*dwell).value_or(std::vector<engine::Duration>{std::chrono::hours{1}});
        if (arrivals.dwell.size() == 1) arrivals.dwell.resize(arrivals.rates.size(), arrivals.dwell.front());
        if (arrivals.dwell.size() != arrivals.rates.size())
            return error(*dwell, wording::mmpp_uneven(arrivals.rates.size(), arrivals.dwell.size()));
        const bool stuck = std::any_of(arrivals.dwell.begin(), arrivals.dwell.end(),
                                       [](engine::Duration stay) { return stay.count() == 0; });
        const bool idle =
            std::all_of(arrivals.rates.begin(), arrivals.rates.end(), [](double r) { return r == 0; });
        if (stuck) error(*dwell, wording::zero_duration("dwell"));
        if (idle) error(*rates, wording::mmpp_without_rate());
    }

    void listed(const Node& times) {
        mail::ArrivalSpec& arrivals = sender_.arrivals;
        arrivals.kind = mail::ArrivalKind::listed;
        const auto all = to_.silent.listed_times(times).value_or(std::vector<ListedTime>{});
        std::vector<std::uint32_t> named;
        const Spot* open = nullptr;  // the first that names no domain
        for (const ListedTime& listed : all) {
            if (listed.at - engine::time_zero >= to_.scenario.world.duration)
                to_.findings.error(listed.spot, wording::listed_after_duration());
            mail::Submission submission{listed.at, undecided, listed.size};
            if (!listed.domain.empty())
                submission.domain = domain_index(listed.domain, listed.domain_spot).value_or(0);
            else if (!open)
                open = &listed.spot;
            named.push_back(submission.domain);
            arrivals.times.push_back(submission);
        }
        std::stable_sort(arrivals.times.begin(), arrivals.times.end(),
                         [](const mail::Submission& a, const mail::Submission& b) { return a.at < b.at; });
        if (open && sender_.to.size() > 1)
            to_.findings.error(*open, wording::time_without_domain(times.is(Type::text)));
        deal(arrivals.times);
        know_domains(std::move(named));
    }

    // A time may name a domain that `to` does not: it is one of the sender's domains all the same.
    void know_domains(std::vector<std::uint32_t> named) {
        for (const mail::DomainShare& share : sender_.to) named.erase(std::remove(named.begin(), named.end(), share.domain), named.end());
        std::sort(named.begin(), named.end());
        named.erase(std::unique(named.begin(), named.end()), named.end());
        for (const std::uint32_t domain : named)
            if (domain != undecided) sender_.to.push_back({domain, 1});
    }

    // Times that name no domain go to the one domain the sender has; with several nothing would say which, so
    // the file must.
    void deal(std::vector<mail::Submission>& times) const {
        for (mail::Submission& submission : times)
            if (submission.domain == undecided)
                submission.domain = sender_.to.empty() ? 0 : sender_.to.front().domain;
    }

    static constexpr std::uint32_t undecided = ~std::uint32_t{0};

    Builder& to_;
    const Node& table_;
    mail::SenderSpec sender_;
};

}  // namespace

void build_senders(Builder& to) {
    for (const Node& table : to.draft.section("senders"))
        to.scenario.world.senders.push_back(SenderBuilder{to, table}.build());
}

}  // namespace mxsim::scenario
