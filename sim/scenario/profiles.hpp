// Profiles and mixes: from their texts, and the changes a scenario makes to them, to plain data.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/mail/profile.hpp"
#include "sim/mail/sender_spec.hpp"
#include "sim/scenario/findings.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/values.hpp"

namespace mxsim::scenario {

// Reports a name that is no profile, with the nearest, or one that comes with a later part.
void check_profile_name(const Node& name, Findings& findings);
void check_mix_name(const Node& name, Findings& findings);

// Whose parameter names a built-in profile uses: "mxsim" or "postfix"; empty if there is no such profile.
std::string_view mta_of_profile(std::string_view profile);

// The profiles a world uses, each once.
class Profiles {
  public:
    // `silent` reads values already checked; `findings` takes what is wrong in their meaning.
    Profiles(std::vector<mail::Profile>& into, const Values& silent, Findings& findings)
        : into_{into}, silent_{silent}, findings_{findings} {}

    // The index of a profile given by name or as a table with `base`; `owner` distinguishes the names of
    // tables. 0 if it was reported as wrong.
    std::uint32_t use(const Node& profile, std::string_view owner);
    // The members of a built-in mix; empty if there is none of that name.
    std::vector<mail::Member> mix(std::string_view name);

  private:
    void lay_over(mail::Profile& profile, const Node& parameters, std::string_view mta) const;
    void check(const mail::Profile& profile, const Node& parameters, std::string_view mta) const;
    void own(mail::Profile& profile, const Node& parameters) const;
    void postfix(mail::Profile& profile, const Node& parameters) const;
    void queue_runs(mail::Profile& profile, const Node& parameters) const;

    std::vector<mail::Profile>& into_;
    const Values& silent_;
    Findings& findings_;
    std::unordered_map<std::string, std::uint32_t> by_name_;
};

}  // namespace mxsim::scenario
