// Checks an exported stretch of the audit log by what the contract says about its hashes
// (audit.proto), without the server and without a key. It shows any change made after the export,
// and any that left the hashes of the log as they were; a log that was forged with new hashes only
// `setarad audit verify` tells, which has the key.
#pragma once

#include <cstdint>
#include <string>

#include "setara/v1/audit.pb.h"

namespace setara {

// BLAKE2b-256 of the event after the one with `previous_hash`. Pure.
std::string AuditHash(const std::string& previous_hash, const v1::AuditEvent& event);

// Takes events in the order of the file. Not thread-safe.
class AuditChainCheck {
 public:
  enum class Fault {
    kNone,
    kChanged,   // the event is not what its hash was taken over
    kRemoved,   // an event before it is missing
    kReplaced,  // it does not follow from the event before
    kOrder,     // it does not come after the event before, or comes again
  };

  // kNone, or what is wrong with `event` first.
  Fault Add(const v1::AuditEvent& event);

  int64_t events() const { return events_; }
  int64_t first() const { return first_; }
  int64_t last() const { return last_; }
  // Of the last event; empty when there was none.
  const std::string& hash() const { return hash_; }

 private:
  int64_t events_ = 0, first_ = 0, last_ = 0;
  std::string hash_;
};

// Lower-case hexadecimal digits. Pure.
std::string HexText(const std::string& bytes);

}  // namespace setara
