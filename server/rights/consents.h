// What is in force of the words people said, and who may say them (UU 27/2022 arts. 20-26, 40).
//
// The last word about a matter decides: a grant replaces the earlier ones, a withdrawal ends them
// at once and for every day. A word about an employer is also about each of its openings, one
// without an employer about all. The person's own no stands until they grant again themselves,
// whatever a guardian or parent says meanwhile (guardianship: MK 93/PUU-XX/2022; that the person's
// own no prevails is our default). A guardian's grant reaches as far as the court's order, a
// parent's to the 18th birthday (our default). Pure; thread-safe.
#pragma once

#include <absl/status/status.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "matcher/domain/consent.h"

namespace setara::rights {

// Age in completed years from which a person consents alone. Our default: UU 27/2022 art. 25 speaks
// of children and their parents; the age itself is not cited here.
inline constexpr int kAdultAge = 18;

// What else decides beside the events.
struct ConsentFacts {
  std::optional<Date> birth_date;
  std::span<const GuardianOrder> orders;  // the standing version of each
};

// A grant in force, with the days it reaches over, half-open.
struct StandingConsent {
  const ConsentEvent* grant = nullptr;  // one of the events given
  Date from{};
  std::optional<Date> until;

  bool Covers(Date on) const { return from <= on && (!until || on < *until); }
};

struct Standing {
  std::optional<StandingConsent> consent;  // nullopt: none stands
  bool person_said_no = false;             // and has not granted again since
};

// What stands about `matter`; events in the order stored. Whether it covers a day, the caller asks.
Standing StandingOf(std::span<const ConsentEvent> events, const ConsentMatter& matter,
                    const ConsentFacts& facts);

// The days on which a yes about `matter` stood, in the order given: each grant from its first day
// until it ran out, or the day on which a later one or a withdrawal was said. For what a consent of
// a past day still answers for; what stands now is StandingOf.
std::vector<StandingConsent> DaysGranted(std::span<const ConsentEvent> events,
                                         const ConsentMatter& matter, const ConsentFacts& facts);

// Whether `consent` (of a matter) speaks about `asked`.
bool SpeaksAbout(const ConsentMatter& consent, const ConsentMatter& asked);

// Checks a word before it is stored, on the day `today`. FAILED_PRECONDITION with reason
// BIRTH_DATE_UNKNOWN (naming the field birth_date: nobody is taken for an adult because nobody
// asked), PARENT_CONSENT_REQUIRED (art. 25), NOT_A_MINOR (a parent speaks for an adult),
// GUARDIAN_ORDER_NOT_IN_FORCE or PERSON_SAID_NO; INVALID_ARGUMENT naming the field: recording
// missing for a spoken or signed consent (art. 22), text version, days or recipient wrong. A
// withdrawal needs neither age nor form.
absl::Status CheckWord(const ConsentEvent& word, std::span<const ConsentEvent> events,
                       const ConsentFacts& facts, Date today);

// The version of the purpose's default text: "matching/1".
std::string DefaultTextVersion(ConsentPurpose purpose);

// The first day a person is no longer a minor.
Date AdultFrom(Date birth);

}  // namespace setara::rights
