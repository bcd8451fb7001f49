// Return-to-work cases in the store: the log of each, sealed with the worker's key, and the row
// that lists and reports read. Entries are only ever added; what follows from them the caller
// derives (server/case_ledger), and keeps in step in the same Store::Write.
//
// Call inside Store::Read or Store::Write; writes need the latter. Errors besides the ones named
// are those of sqlite.h and person_keys.h, and DATA_LOSS when a stored value cannot be read.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/case_events.h"
#include "matcher/domain/case_rows.h"
#include "server/store/sqlite.h"

namespace setara {

// Stores a case without an entry, of seeker_row and previous_id, and returns it with row and id.
absl::StatusOr<CaseRow> InsertCase(Connection& db, CaseRow made, Instant now);

// Adds the next entry of the log, as it is: what may enter is the caller's to check.
// ALREADY_EXISTS: its sequence is taken.
absl::Status AddCaseEvent(Connection& db, const CaseRow& of, const CaseEvent& event);

// The log, oldest first. NOT_FOUND (PERSON_KEY_DESTROYED): the worker was erased.
absl::StatusOr<std::vector<CaseEvent>> CaseEventsOf(Connection& db, const CaseRow& of);

// Makes the row and its spans say what the log now says.
absl::Status SaveCase(Connection& db, const CaseRow& row, std::span<const CaseSpan> spans);

// NotFound; so is a case whose worker was erased.
absl::StatusOr<CaseRow> GetCase(Connection& db, std::string_view id);

// Every case of a person, oldest first.
absl::StatusOr<std::vector<CaseRow>> CasesOfSeeker(Connection& db, int64_t seeker_row);

// Where the bytes of a document belong. The id of its case; NotFound.
absl::Status AddCaseDocumentPlace(Connection& db, std::string_view document_id, int64_t case_row,
                                  int64_t sequence);
absl::StatusOr<std::string> CaseOfDocument(Connection& db, std::string_view document_id);

// Cuts the cases of a person loose from them, for erasure: who they are, the log, which their key
// closes anyway, and what is open. State, outcome and days stay, as someone's, so that figures of
// the past stay what they were.
absl::Status StripCases(Connection& db, int64_t seeker_row);

// By which rules what is kept beside the logs was derived; "" as long as nothing was.
absl::StatusOr<std::string> DerivedByRules(Connection& db);
absl::Status NoteDerivedByRules(Connection& db, std::string_view fingerprint);

}  // namespace setara
