// Cases as the store has them at this moment, and how an entry becomes part of a log together with
// what follows from it: the row and the deadlines that lists read, the offers that receivers see.
// All within the caller's transaction, so that none of it is ever there without the rest.
//
// Call inside Store::Read or Store::Write; changes need the latter. Errors besides the ones named
// are those of the store. `rules` must be those of the whole server: what is kept was derived by
// them (refresh.h).
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <span>
#include <string>
#include <vector>

#include "matcher/domain/case_events.h"
#include "matcher/domain/case_rows.h"
#include "server/casework/guards.h"
#include "server/casework/record.h"
#include "server/casework/rules.h"
#include "server/store/sqlite.h"

namespace setara {

// A case with its log and what it says.
struct LoadedCase {
  CaseRow row{};
  std::vector<CaseEvent> events{};
  casework::CaseRecord record{};
};

// NotFound: no such case, or its worker was erased.
absl::StatusOr<LoadedCase> LoadCase(Connection& db, const std::string& id);
absl::StatusOr<LoadedCase> LoadCase(Connection& db, CaseRow row);

// Who enters something, and when it is learned.
struct Entering {
  std::string actor;
  Instant now{};
};

// Opens a case of the person at `seeker_row` with its report, which happened at `at`. previous: the
// case that it continues, or nullptr. Errors: those of casework::CheckEvent and CheckReport.
absl::StatusOr<LoadedCase> OpenCase(Connection& db, int64_t seeker_row, const CaseReported& report,
                                    Instant at, const LoadedCase* previous, const Entering& by,
                                    const casework::CaseRules& rules);

// A fact to add. at: when it happened, at most `by.now`.
struct NewFact {
  CasePayload payload{};
  Instant at{};
  std::string reason{};
};

// Adds facts in order, all or none, and derives once. Errors: those of casework::CheckEvent; then
// the caller gives the transaction up.
absl::Status AddFacts(Connection& db, LoadedCase& to, std::span<const NewFact> facts,
                      const Entering& by, const casework::CaseRules& rules);

// Makes a move. Errors: those of casework::CheckEvent for it.
absl::Status MoveCase(Connection& db, LoadedCase& of, const casework::Move& move,
                      const Entering& by, const casework::CaseRules& rules);

// Writes again what follows from the log.
absl::Status SaveDerived(Connection& db, LoadedCase& of, const casework::CaseRules& rules);

}  // namespace setara
