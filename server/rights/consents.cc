#include "server/rights/consents.h"

#include <algorithm>

#include "matcher/domain/errors.h"

namespace setara::rights {
namespace {

constexpr size_t kMaxReference = 200;
constexpr size_t kMaxVersion = 100;

absl::Status Refused(const char* reason, const char* message) {
  return WithReason(absl::FailedPreconditionError(message), reason);
}

const GuardianOrder* FindOrder(const ConsentFacts& facts, const std::string& id) {
  auto found = std::find_if(facts.orders.begin(), facts.orders.end(),
                            [&](const GuardianOrder& order) { return order.id == id; });
  return found == facts.orders.end() ? nullptr : &*found;
}

std::optional<Date> Earlier(const std::optional<Date>& a, Date b) {
  return a ? std::min(*a, b) : b;
}

// The days of a grant; nullopt: none at all.
std::optional<StandingConsent> Reach(const ConsentEvent& grant, const ConsentFacts& facts) {
  StandingConsent reach{&grant, grant.valid_from, grant.valid_until};
  if (grant.giver == ConsentGiver::kGuardian) {
    const GuardianOrder* order = FindOrder(facts, grant.guardian_order_id);
    if (order == nullptr) return std::nullopt;
    reach.from = std::max(reach.from, order->issued_on);
    reach.until = Earlier(reach.until, order->valid_until);
  }
  if (grant.giver == ConsentGiver::kParent) {
    if (!facts.birth_date) return std::nullopt;
    reach.until = Earlier(reach.until, AdultFrom(*facts.birth_date));
  }
  if (reach.until && *reach.until <= reach.from) return std::nullopt;
  return reach;
}

bool IsRecorded(ConsentChannel channel) {
  return channel == ConsentChannel::kSpokenRecorded ||
         channel == ConsentChannel::kSignLanguageRecorded;
}

absl::Status CheckRecipient(const ConsentMatter& matter) {
  if (matter.purpose == ConsentPurpose::kUnknown) return InvalidField("purpose", "is required");
  if (matter.purpose == ConsentPurpose::kMatching && !matter.employer_id.empty()) {
    return InvalidField("employer", "matching has no recipient");
  }
  if (matter.employer_id.empty() && !matter.opening_id.empty()) {
    return InvalidField("opening", "needs its employer");
  }
  return absl::OkStatus();
}

absl::Status CheckForm(const ConsentEvent& word, Date today) {
  if (word.matter.purpose == ConsentPurpose::kShareWithEmployer &&
      word.matter.employer_id.empty()) {
    return InvalidField("employer", "is required: consent names its recipient");
  }
  if (word.channel == ConsentChannel::kUnknown) return InvalidField("channel", "is required");
  if (IsRecorded(word.channel) && word.recording.empty()) {
    return InvalidField("recording", "is required: what is spoken or signed must be recorded");
  }
  if (word.recording.size() > kMaxReference) {
    return InvalidField("recording", "is longer than 200 bytes");
  }
  if (word.parent_document.size() > kMaxReference) {
    return InvalidField("parent_document", "is longer than 200 bytes");
  }
  if (word.text_version.empty() || word.text_version.size() > kMaxVersion) {
    return InvalidField("text_version", "is empty or longer than 100 bytes");
  }
  if (word.given_on > today) return InvalidField("given_on", "is after today");
  if (word.valid_from < word.given_on) {
    return InvalidField("valid_from", "is before the day the consent was given");
  }
  if (word.valid_until && *word.valid_until <= word.valid_from) {
    return InvalidField("valid_until", "is not after valid_from");
  }
  return absl::OkStatus();
}

absl::Status CheckAge(const ConsentEvent& word, const ConsentFacts& facts, Date today) {
  if (!facts.birth_date) {
    return Refused("BIRTH_DATE_UNKNOWN",
                   "identity.birth_date is not on record: ask for it, since a minor's consent "
                   "needs a parent's");
  }
  const bool minor = today < AdultFrom(*facts.birth_date);
  if (!minor && word.giver == ConsentGiver::kParent) {
    return Refused("NOT_A_MINOR", "the person is an adult: a parent cannot consent for them");
  }
  if (minor && word.giver != ConsentGiver::kGuardian && word.parent_document.empty()) {
    return Refused("PARENT_CONSENT_REQUIRED",
                   "the person is under 18: give the reference of a parent's signed consent");
  }
  return absl::OkStatus();
}

absl::Status CheckGiver(const ConsentEvent& word, const ConsentFacts& facts, Date today) {
  if (word.giver == ConsentGiver::kUnknown) return InvalidField("giver", "is required");
  if (word.giver != ConsentGiver::kGuardian) {
    if (word.guardian_order_id.empty()) return absl::OkStatus();
    return InvalidField("guardian_order", "is for a guardian");
  }
  const GuardianOrder* order = FindOrder(facts, word.guardian_order_id);
  if (order == nullptr || today < order->issued_on || order->valid_until <= today) {
    return Refused("GUARDIAN_ORDER_NOT_IN_FORCE",
                   "a guardian acts only with a court's order on file that is in force today");
  }
  return absl::OkStatus();
}

}  // namespace

Date AdultFrom(Date birth) {
  const std::chrono::year_month_day day(birth);
  const std::chrono::year_month_day birthday = day + std::chrono::years(kAdultAge);
  // A birth on 29 February counts from 1 March in other years, as AgeOn has it.
  if (birthday.ok()) return Date(birthday);
  return Date(birthday.year() / std::chrono::March / 1);
}

bool SpeaksAbout(const ConsentMatter& consent, const ConsentMatter& asked) {
  return consent.purpose == asked.purpose &&
         (consent.employer_id.empty() || consent.employer_id == asked.employer_id) &&
         (consent.opening_id.empty() || consent.opening_id == asked.opening_id);
}

Standing StandingOf(std::span<const ConsentEvent> events, const ConsentMatter& matter,
                    const ConsentFacts& facts) {
  Standing standing;
  for (const ConsentEvent& event : events) {
    if (!SpeaksAbout(event.matter, matter)) continue;
    const bool own = event.giver == ConsentGiver::kPerson;
    if (event.act == ConsentAct::kWithdraw) {
      standing.consent.reset();
      standing.person_said_no = standing.person_said_no || own;
    } else if (own || !standing.person_said_no) {
      standing.consent = Reach(event, facts);
      standing.person_said_no = false;
    }
  }
  return standing;
}

std::vector<StandingConsent> DaysGranted(std::span<const ConsentEvent> events,
                                         const ConsentMatter& matter, const ConsentFacts& facts) {
  std::vector<StandingConsent> granted;
  const auto end = [&](Date on) {
    for (StandingConsent& days : granted) days.until = Earlier(days.until, on);
    std::erase_if(granted, [](const StandingConsent& days) { return *days.until <= days.from; });
  };
  bool person_said_no = false;
  for (const ConsentEvent& event : events) {
    if (!SpeaksAbout(event.matter, matter)) continue;
    const bool own = event.giver == ConsentGiver::kPerson;
    if (event.act == ConsentAct::kWithdraw) {
      end(event.given_on);
      person_said_no = person_said_no || own;
    } else if (own || !person_said_no) {
      end(event.given_on);
      if (std::optional<StandingConsent> reach = Reach(event, facts)) granted.push_back(*reach);
      person_said_no = false;
    }
  }
  return granted;
}

absl::Status CheckWord(const ConsentEvent& word, std::span<const ConsentEvent> events,
                       const ConsentFacts& facts, Date today) {
  absl::Status status = CheckRecipient(word.matter);
  if (status.ok()) status = CheckGiver(word, facts, today);
  if (!status.ok() || word.act == ConsentAct::kWithdraw) return status;
  status = CheckForm(word, today);
  if (status.ok()) status = CheckAge(word, facts, today);
  if (!status.ok()) return status;
  if (word.giver != ConsentGiver::kPerson &&
      StandingOf(events, word.matter, facts).person_said_no) {
    return Refused("PERSON_SAID_NO",
                   "the person said no: only they themselves can grant this again");
  }
  return absl::OkStatus();
}

std::string DefaultTextVersion(ConsentPurpose purpose) {
  switch (purpose) {
    case ConsentPurpose::kMatching:
      return "matching/1";
    case ConsentPurpose::kShareWithEmployer:
      return "share-with-employer/1";
    case ConsentPurpose::kQuotaCount:
      return "quota-count/1";
    case ConsentPurpose::kReturnToWork:
      return "return-to-work/1";
    case ConsentPurpose::kUnknown:
      break;
  }
  return "";
}

}  // namespace setara::rights
