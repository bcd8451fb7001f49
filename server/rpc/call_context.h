// One call, as the gate and the handlers see it.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "matcher/domain/date.h"
#include "server/access/caller.h"
#include "server/audit/event.h"
#include "server/store/store.h"

namespace setara {

// One call, as a handler sees it. Owned by the dispatcher for the life of the call.
struct CallContext {
  std::chrono::system_clock::time_point deadline = std::chrono::system_clock::time_point::max();
  // True once nobody waits for the answer any more. Thread-safe.
  std::function<bool()> cancelled = [] { return false; };
  // What the caller wants the answer to include; from the metadata.
  std::optional<ChangeToken> consistency_token;
  // From the metadata; what the caller claims to be, and why they call.
  Credentials credentials;
  std::string purpose;
  Instant now{};
  Date today{};  // in Jakarta

  // Set by the dispatcher before the handler runs.
  Caller caller;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;  // how far the caller reaches with this method

  // What the audit log will say of the call. Filled by the dispatcher; a handler that makes a
  // person's record adds the name to `subjects` before its write ends.
  AuditEvent event;
  bool event_kept = false;  // with the write itself (write_or_check.h)

  // Set by a handler that wrote: sent back as trailing metadata.
  std::optional<ChangeToken> written;
  // Further entries of the trailing metadata.
  std::map<std::string, std::string> trailers;

  bool Expired() const { return cancelled() || std::chrono::system_clock::now() >= deadline; }
};

// Metadata names of the consistency token, "EPOCH:SEQUENCE".
inline constexpr char kConsistencyTokenKey[] = "setara-consistency-token";
// Metadata names of the credentials ("Bearer TOKEN") and of the purpose.
inline constexpr char kAuthorizationKey[] = "authorization";
inline constexpr char kPurposeKey[] = "setara-purpose";
// Trailing metadata for whoever has something to review: "break-glass=2".
inline constexpr char kAttentionKey[] = "setara-attention";
std::string ToString(const ChangeToken& token);
absl::StatusOr<ChangeToken> ParseChangeToken(std::string_view text);

}  // namespace setara
