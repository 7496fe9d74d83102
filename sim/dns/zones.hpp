// What a look-up of a domain's mail exchangers answers: the addresses to try in order of preference, who is
// left out and why, or why there are none (RFC 5321 section 5.1, RFC 7505, RFC 3974).
//
// A list is what one view of the zones answers for one domain in one state of the zones; it has a number and
// never changes. Zones that neither change nor fail have one list for each domain and view.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "sim/dns/zone_spec.hpp"
#include "sim/failure/zone_fault.hpp"

namespace mxsim::dns {

// Why an exchanger, or one of its addresses, is no candidate.
enum class Absence : std::uint8_t { no, no_address, servfail, timeout, family };

inline constexpr std::uint16_t no_number = 0xffff;  // of an address

// One address of one exchanger; an exchanger with two addresses is there twice. One that cannot be tried is
// called absent, and has no address.
struct Candidate {
    std::uint32_t server = 0;
    std::uint16_t preference = 0;
    std::uint16_t address = 0;  // of the server, from 0
    Family family = Family::v4;
    Absence absence = Absence::no;
};

enum class Answer : std::uint8_t {
    found,
    null_mx,
    no_address,      // no exchanger resolves
    no_such_domain,  // NXDOMAIN
    servfail,        // try again later, and so for the next two
    timeout,
    no_family,       // exchangers have addresses, but of no family that is used
};

// RFC 5321 section 5.1: a temporary error must not be taken for the answer that there is nothing.
constexpr bool is_temporary(Answer answer) noexcept { return answer >= Answer::servfail; }

struct Lookup {
    const Candidate* first = nullptr;  // by rising preference, at one preference by family, else as the zone lists them
    std::uint32_t count = 0;
    std::uint16_t absent = 0;  // so many follow, that are left out
    bool graded = true;        // no two addresses share preference and family: there is nothing to shuffle
    Answer answer = Answer::found;
};

// A question without an answer is given up after two tries of 5 s (resolv.conf(5), glibc).
inline constexpr engine::Duration unanswered = std::chrono::seconds{10};

// A server's addresses, and which of them its name resolves to.
struct Host {
    std::vector<Family> addresses;
    std::vector<std::uint16_t> resolves_to;  // numbers of these, in the order of the answer
};

// Who asks: which addresses it uses, and where it sends everything if that is fixed.
struct View {
    std::vector<Family> families;
    std::optional<std::uint32_t> route;  // a server, in place of the domain's exchangers
    friend bool operator==(const View& a, const View& b) { return a.families == b.families && a.route == b.route; }
};

// What fails: the faults that are met by whoever asks now.
struct Faults {
    std::vector<const failure::ZoneFault*> met;

    failure::ZoneMode of_mx(std::uint32_t domain) const noexcept;
    failure::ZoneMode of_address(std::uint32_t domain) const noexcept;  // of the domain's own name
    failure::ZoneMode of_host(failure::HostName host) const noexcept;
};

class Zones {
  public:
    // `domains` must outlive it.
    Zones(const std::vector<ZoneSpec>& domains, std::vector<Host> hosts, std::vector<View> views);
    Zones(std::vector<ZoneSpec>&& domains, std::vector<Host> hosts, std::vector<View> views) = delete;

    Lookup list(std::uint32_t number) const noexcept {
        const Listed& l = lists_[number];
        return {candidates_.data() + l.first, l.count, l.absent, l.graded, l.answer};
    }
    // Some question had no answer: the look-up took `unanswered`.
    bool waited(std::uint32_t number) const noexcept { return lists_[number].waited; }
    // The number of what is answered as long as nothing changes.
    std::uint32_t number(std::uint32_t domain, std::uint32_t view) const noexcept {
        return domain * views_count_ + view;
    }
    Lookup look_up(std::uint32_t domain, std::uint32_t view = 0) const noexcept { return list(number(domain, view)); }

    // What is answered with the zones as they are now; equal answers have equal numbers.
    std::uint32_t ask(std::uint32_t domain, std::uint32_t view, const Faults& faults);
    void set_records(std::uint32_t domain, ZoneSpec spec);
    void set_addresses(std::uint32_t server, std::vector<std::uint16_t> resolves_to);

  private:
    struct Listed {
        std::uint32_t first = 0, count = 0;
        std::uint16_t absent = 0;
        bool graded = true;
        Answer answer = Answer::found;
        bool waited = false;
    };
    struct Question {
        std::uint32_t domain;
        const View& view;
        const Faults& faults;
    };

    void add(const Question& q);
    Answer answer_of(Listed& list, const Question& q);
    const ZoneSpec& data(std::uint32_t domain) const;
    void exchangers(Listed& list, const Question& q, const ZoneSpec& spec);
    void own_address(Listed& list, const Question& q, std::uint32_t domain);
    void exchanger(Listed& list, const Question& q, const MxRecord& record, failure::ZoneMode mode);
    void add_addresses(const View& view, const MxRecord& record);
    void leave_out(const MxRecord& record, Absence why) {
        absent_.push_back({record.exchange, record.preference, no_number, Family::v4, why});
    }
    Answer nothing_found() const noexcept;
    void put_in_order(Listed& list, const View& view);
    bool same(const Listed& a, const Listed& b) const noexcept;

    const std::vector<ZoneSpec>& domains_;
    std::map<std::uint32_t, ZoneSpec> changed_;  // by domain
    std::vector<Host> hosts_;
    std::vector<View> views_;
    std::uint32_t views_count_;
    std::vector<Listed> lists_;
    std::vector<Candidate> candidates_;
    std::vector<Candidate> absent_;  // of the list that is being made
    std::vector<std::vector<std::uint32_t>> further_;  // by domain and view: numbers of the lists of other states
};

}  // namespace mxsim::dns
