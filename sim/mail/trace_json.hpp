// Rows of a trace as JSON lines, for programs.
#pragma once

#include <string>
#include <vector>

#include "sim/mail/trace_row.hpp"
#include "sim/mail/world_spec.hpp"

namespace mxsim::mail {

// One object a line. Every row has t_s (an attempt: when the connecting began, and end_s when its outcome was
// known), event, message, copy and hop; times are exact decimal seconds. A message without an ending is still
// queued when the run ends: that has no row of its own.
//   {"t_s":0,"event":"attempt","message":0,"copy":0,"hop":0,"from":"internet","domain":"example.org",
//    "server":"mx1.example.org","address":"192.0.2.1","stage":"connect","result":"refused","end_s":0.05}
class TraceJson {
  public:
    explicit TraceJson(const WorldSpec& spec);
    void append(std::string& to, const TraceRow& row) const;  // with its line feed; nothing for `queued`

  private:
    void from(std::string& to, const TraceRow& row, const char* key) const;
    void place(std::string& to, std::uint32_t server, std::uint16_t address) const;
    void lookup(std::string& to, const TraceRow& row) const;
    void attempt(std::string& to, const TraceRow& row) const;
    void details(std::string& to, const TraceRow& row) const;

    const WorldSpec& spec_;
    // Quoted once, by index.
    std::vector<std::string> senders_, domains_, servers_;
    std::vector<std::vector<std::string>> addresses_;
};

}  // namespace mxsim::mail
