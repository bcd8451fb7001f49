// Records opened in an emergency outside the opener's scope: who, whose, why, until when, and what
// the supervisor found. Call inside Store::Read or Store::Write; errors besides those named are
// those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// How long a record stays open: our default.
inline constexpr std::chrono::hours kBreakGlassLife{3};

enum class BreakGlassFinding : uint8_t { kUnknown = 0, kJustified = 1, kNotJustified = 2 };

struct BreakGlassGrant {
  int64_t row = 0;
  std::string id;  // ULID; of `breakGlassGrants/{id}`
  std::string caller;
  int role = 0;
  std::string branch;     // the opener's, whose supervisor is to review
  std::string seeker_id;  // whose record
  std::string reason;     // in the opener's words, 20 to 500 bytes
  Instant opened_at{};
  Instant expires_at{};
  std::optional<Instant> reviewed_at;
  std::string reviewed_by;
  BreakGlassFinding finding = BreakGlassFinding::kUnknown;
  std::string note;  // of the reviewer, at most 500 bytes
};

// Stores a grant from `now` on and returns it with id and times. The same caller may open the same
// record again: each time is a grant of its own.
absl::StatusOr<BreakGlassGrant> InsertBreakGlass(Connection& db, BreakGlassGrant grant,
                                                 Instant now);

// The newest grant of this caller and person in force at `now`; nullopt: none.
absl::StatusOr<std::optional<BreakGlassGrant>> FindOpenBreakGlass(Connection& db,
                                                                  std::string_view caller,
                                                                  std::string_view seeker_id,
                                                                  Instant now);

// NotFound.
absl::StatusOr<BreakGlassGrant> GetBreakGlass(Connection& db, std::string_view id);

// At most `limit` (>= 1), newest first, with a row below `before` (0: from the newest). branch: of
// that branch only; nullopt: of all.
absl::StatusOr<std::vector<BreakGlassGrant>> ListBreakGlass(
    Connection& db, const std::optional<std::string>& branch, bool unreviewed_only, int64_t before,
    int limit);

// How many nobody has reviewed yet.
absl::StatusOr<int64_t> CountUnreviewedBreakGlass(Connection& db,
                                                  const std::optional<std::string>& branch);

// Writes what the reviewer found. NotFound; FailedPrecondition with reason ALREADY_REVIEWED, or
// OWN_GRANT when `reviewer` opened the record.
absl::StatusOr<BreakGlassGrant> ReviewBreakGlass(Connection& db, std::string_view id,
                                                 std::string_view reviewer,
                                                 BreakGlassFinding finding, std::string_view note,
                                                 Instant now);

}  // namespace setara
