// A row a message, as CSV for spreadsheets and statistics programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/mail/world_spec.hpp"
#include "sim/measure/message_row.hpp"

namespace mxsim::report {

// Lines end with CR LF and fields are quoted where needed (RFC 4180); times are exact decimal seconds. `class` is
// the sender table's name. A message that is still queued has no end_s, one that was never tried no last_server.
class MessagesCsv {
  public:
    static constexpr std::string_view header =
        "replication,class,domain,submitted_s,end_s,fate,attempts,hops,last_server\r\n";

    explicit MessagesCsv(const mail::WorldSpec& world);
    void append(std::string& to, std::uint32_t replication, const measure::MessageRow& row) const;

  private:
    std::vector<std::string> senders_, domains_, servers_;  // as fields
};

}  // namespace mxsim::report
