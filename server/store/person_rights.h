// Requests of people about their own data, and legal holds, in the store. Ends and lifts are set
// once; nothing is removed, also not when the person's record is.
//
// Call inside Store::Read or Store::Write. Errors are those of sqlite.h besides the ones named.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/person_rights.h"
#include "server/store/sqlite.h"

namespace setara {

// Stores an open request and returns it with entry and id. One that takes effect
// (RightsRequest::InEffect) logs a change, so that the person leaves the index. ALREADY_EXISTS
// (REQUEST_IS_OPEN, metadata `existing`): the person has an open one of this kind.
absl::StatusOr<RightsRequest> InsertRightsRequest(Connection& db, RightsRequest request,
                                                  Instant now);

// NotFound.
absl::StatusOr<RightsRequest> GetRightsRequest(Connection& db, std::string_view id);

// Stores state, end, refusal, answer and lift of a request; logs a change when its effect differs
// from the stored one. NotFound.
absl::Status UpdateRightsRequest(Connection& db, const RightsRequest& request);

struct RightsRequestFilter {
  std::optional<int64_t> seeker_row{};
  bool open = true;  // open ones, else ended ones
};

// Where a page ended: open ones by due_at ascending, ended ones by end descending, then entry the
// same way.
struct RightsRequestKey {
  Instant at{};
  int64_t entry = 0;
};

// At most `limit` (>= 1) requests after `after`.
absl::StatusOr<std::vector<RightsRequest>> ListRightsRequests(
    Connection& db, const RightsRequestFilter& filter, const std::optional<RightsRequestKey>& after,
    int limit);

// Every request of one person, oldest first.
absl::StatusOr<std::vector<RightsRequest>> RightsRequestsOf(Connection& db, int64_t seeker_row);

// Takes the words out of a person's requests, for erasure; that there were requests and how they
// ended stays, as proof.
absl::Status StripRequests(Connection& db, int64_t seeker_row);

// Whether a restriction or an objection to ranking of the person is in effect.
struct PersonLimits {
  bool restricted = false;
  bool unranked = false;
};
absl::StatusOr<PersonLimits> LimitsOf(Connection& db, int64_t seeker_row);

// At most `limit` (>= 1) rows of people whose objection to ranking (UU 27/2022 art. 10) is in
// effect, by row. branch: only people whose record it keeps; nullopt: all.
absl::StatusOr<std::vector<int64_t>> UnrankedRows(Connection& db,
                                                  const std::optional<std::string>& branch,
                                                  int limit);

// Stores a hold and returns it with entry and id. INVALID_ARGUMENT: no kind or basis.
absl::StatusOr<LegalHold> InsertLegalHold(Connection& db, LegalHold hold, Instant now);

// NotFound; FAILED_PRECONDITION (NOTHING_TO_LIFT): lifted before.
absl::StatusOr<LegalHold> LiftLegalHold(Connection& db, std::string_view id, Instant now);

// Every hold of one person, oldest first, lifted and past ones too.
absl::StatusOr<std::vector<LegalHold>> LegalHoldsOf(Connection& db, int64_t seeker_row);

// Whether the hold keeps the record from being erased on `on`. Evidence of the quota does not: it
// stays under a pseudonym.
bool BlocksErasure(const LegalHold& hold, Date on);

}  // namespace setara
