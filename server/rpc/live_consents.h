// Consents as the store has them at this moment: whether one stands, and how a new word becomes one
// together with what follows from it. All within the caller's transaction, so that a decision and
// the consent it rests on cannot come apart.
//
// Call inside Store::Read or Store::Write. Errors besides the ones named are those of the store.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/consent.h"
#include "matcher/domain/seeker.h"
#include "server/rights/consents.h"
#include "server/store/sqlite.h"

namespace setara {

// What decides about the consents of one person.
struct PersonConsents {
  std::vector<ConsentEvent> events;  // in the order stored
  std::vector<GuardianOrder> orders;
  std::optional<Date> birth_date;

  rights::ConsentFacts facts() const { return {birth_date, orders}; }
};
absl::StatusOr<PersonConsents> LoadConsents(Connection& db, int64_t seeker_row,
                                            const std::optional<Date>& birth_date);

// The grant in force on `on` for the purpose towards the employer and opening ("" any, see
// rights::StandingOf); nullopt: none, or no such person any more.
struct GrantInForce {
  std::string id;
  std::optional<Date> until;  // first day it no longer covers
};
absl::StatusOr<std::optional<GrantInForce>> FindConsent(Connection& db, int64_t seeker_row,
                                                        const ConsentMatter& matter, Date on);

// Whether FindConsent finds one.
absl::StatusOr<bool> HasConsent(Connection& db, int64_t seeker_row, ConsentPurpose purpose,
                                const std::string& employer_id, const std::string& opening_id,
                                Date on);

// Checks a word (rights::CheckWord, with its errors), stores it and brings what follows from it in
// step. `birth_date`: of the person, as the store has it now.
absl::StatusOr<ConsentEvent> RecordWord(Connection& db, const ConsentEvent& word,
                                        const std::optional<Date>& birth_date, Instant now);

// Brings in step with the words what follows from them, after one was stored, or an order or the
// birth date changed: the matching consent of the seeker's record, and the employment records of
// placements that the person agreed to be counted for.
absl::Status RefreshWhatFollows(Connection& db, int64_t seeker_row,
                                const std::optional<Date>& birth_date, Instant now);

// The word that stands behind a matching consent which came with a record, or (without one) its
// withdrawal. How it was given a record does not say: `channel` is what the caller takes it for,
// and the text is the default one.
ConsentEvent WordOfRecord(const Seeker& seeker, ConsentChannel channel, const std::string& caller,
                          Date today);

}  // namespace setara
