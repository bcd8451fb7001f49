#include "server/rpc/live_consents.h"

#include <algorithm>

#include "server/rpc/placement_ledger.h"
#include "server/store/consents.h"
#include "server/store/seekers.h"

namespace setara {

absl::StatusOr<PersonConsents> LoadConsents(Connection& db, int64_t seeker_row,
                                            const std::optional<Date>& birth_date) {
  absl::StatusOr<std::vector<ConsentEvent>> events = ListConsentEvents(db, seeker_row);
  if (!events.ok()) return events.status();
  absl::StatusOr<std::vector<GuardianOrder>> orders = ListGuardianOrders(db, seeker_row);
  if (!orders.ok()) return orders.status();
  return PersonConsents{*std::move(events), *std::move(orders), birth_date};
}

absl::StatusOr<std::optional<GrantInForce>> FindConsent(Connection& db, int64_t seeker_row,
                                                        const ConsentMatter& matter, Date on) {
  absl::StatusOr<std::vector<ConsentEvent>> words =
      ListConsentEvents(db, seeker_row, matter.purpose);
  if (!words.ok()) return words.status();
  // Most people have said nothing of most purposes; their record need not be opened to know that.
  if (words->empty()) return std::optional<GrantInForce>();
  absl::StatusOr<std::vector<Seeker>> seeker = GetSeekersByRows(db, {&seeker_row, 1});
  if (!seeker.ok()) return seeker.status();
  if (seeker->empty()) return std::optional<GrantInForce>();
  absl::StatusOr<PersonConsents> person =
      LoadConsents(db, seeker_row, seeker->front().identity.birth_date);
  if (!person.ok()) return person.status();
  const rights::Standing standing = rights::StandingOf(person->events, matter, person->facts());
  if (!standing.consent || !standing.consent->Covers(on)) return std::optional<GrantInForce>();
  return std::optional<GrantInForce>({standing.consent->grant->id, standing.consent->until});
}

absl::StatusOr<bool> HasConsent(Connection& db, int64_t seeker_row, ConsentPurpose purpose,
                                const std::string& employer_id, const std::string& opening_id,
                                Date on) {
  absl::StatusOr<std::optional<GrantInForce>> found =
      FindConsent(db, seeker_row, {purpose, employer_id, opening_id}, on);
  if (!found.ok()) return found.status();
  return found->has_value();
}

absl::Status RefreshWhatFollows(Connection& db, int64_t seeker_row,
                                const std::optional<Date>& birth_date, Instant now) {
  absl::Status status = RefreshQuotaRecords(db, seeker_row, birth_date, now);
  if (!status.ok()) return status;
  absl::StatusOr<PersonConsents> person = LoadConsents(db, seeker_row, birth_date);
  if (!person.ok()) return person.status();
  const rights::Standing standing =
      rights::StandingOf(person->events, {ConsentPurpose::kMatching, "", ""}, person->facts());
  if (!standing.consent) return SetMatchingConsent(db, seeker_row, std::nullopt, std::nullopt, now);
  return SetMatchingConsent(db, seeker_row, standing.consent->from, standing.consent->until, now);
}

absl::StatusOr<ConsentEvent> RecordWord(Connection& db, const ConsentEvent& word,
                                        const std::optional<Date>& birth_date, Instant now) {
  absl::StatusOr<PersonConsents> person = LoadConsents(db, word.seeker_row, birth_date);
  if (!person.ok()) return person.status();
  absl::Status allowed = rights::CheckWord(word, person->events, person->facts(), JakartaDate(now));
  if (!allowed.ok()) return allowed;
  absl::StatusOr<ConsentEvent> stored = AddConsentEvent(db, word, now);
  const bool more_follows = word.matter.purpose == ConsentPurpose::kMatching ||
                            word.matter.purpose == ConsentPurpose::kQuotaCount;
  if (!stored.ok() || !more_follows) return stored;
  absl::Status refreshed = RefreshWhatFollows(db, word.seeker_row, birth_date, now);
  if (!refreshed.ok()) return refreshed;
  return stored;
}

ConsentEvent WordOfRecord(const Seeker& seeker, ConsentChannel channel, const std::string& caller,
                          Date today) {
  ConsentEvent word;
  word.seeker_row = seeker.row;
  word.act = seeker.matching_consent_from ? ConsentAct::kGrant : ConsentAct::kWithdraw;
  word.matter.purpose = ConsentPurpose::kMatching;
  word.channel = channel;
  word.text_version = rights::DefaultTextVersion(ConsentPurpose::kMatching);
  word.valid_from = seeker.matching_consent_from.value_or(today);
  word.given_on = std::min(word.valid_from, today);
  word.valid_until = seeker.matching_consent_until;
  word.recorded_by = caller;
  return word;
}

}  // namespace setara
