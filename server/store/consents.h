// Consents in the store: words that people said, only ever added to, and the court's orders under
// which guardians speak. What is in force follows from all of them (server/rights/consents.h); the
// caller computes it and keeps the seeker's matching consent, which the index reads, in step with
// SetMatchingConsent in the same Store::Write.
//
// Call inside Store::Read or Store::Write. Errors are those of sqlite.h besides the ones named;
// none says anything about a person.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/consent.h"
#include "server/store/changes.h"
#include "server/store/sqlite.h"

namespace setara {

// Stores a word and returns it with entry, id and time. `recorded_at` never goes back, even when
// the clock does.
absl::StatusOr<ConsentEvent> AddConsentEvent(Connection& db, ConsentEvent event, Instant now);

// The words of a person in the order stored; of one purpose, or (kUnknown) of all.
absl::StatusOr<std::vector<ConsentEvent>> ListConsentEvents(
    Connection& db, int64_t seeker_row, ConsentPurpose purpose = ConsentPurpose::kUnknown);

// Puts an order on file, or a newer version of the one with the same court and number, which keeps
// its id. INVALID_ARGUMENT naming the field.
absl::StatusOr<GuardianOrder> PutGuardianOrder(Connection& db, GuardianOrder order, Instant now);

// The standing version of each order of a person, oldest order first.
absl::StatusOr<std::vector<GuardianOrder>> ListGuardianOrders(Connection& db, int64_t seeker_row);

// Sets the days of the matching consent that the seeker's record shows and logs a change; the same
// once more is no write. NotFound: no such seeker any more.
absl::Status SetMatchingConsent(Connection& db, int64_t seeker_row, std::optional<Date> from,
                                std::optional<Date> until, Instant now);

// Takes what tells who a person is out of their consents and orders, for erasure: references of
// recordings and documents, court and number. What was agreed to and when stays, since the
// controller has to prove it (UU 27/2022 arts. 22-24).
absl::Status StripConsents(Connection& db, int64_t seeker_row);

}  // namespace setara
