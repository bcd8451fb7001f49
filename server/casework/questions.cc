#include "server/casework/questions.h"

#include <algorithm>
#include <set>

#include "matcher/vocabulary/vocabulary.h"
#include "server/casework/words.h"

namespace setara::casework {
namespace {

bool Visited(const CaseRecord& record, CaseState state) {
  return std::any_of(record.history.begin(), record.history.end(),
                     [&](const StateSpan& span) { return span.state == state; });
}

// The latest analysis of a job on `rung`.
const JobAnalysed* JobOn(const CaseRecord& record, Rung rung) {
  const JobAnalysed* found = nullptr;
  for (const auto& job : record.Of<JobAnalysed>()) {
    if (job.fact.rung == rung) found = &job.fact;
  }
  return found;
}

AccommodationSet NeedsOf(const CaseRecord& record) {
  AccommodationSet needs;
  const auto* profile = record.Latest<AssessmentDone>();
  if (profile == nullptr) return needs;
  for (const AccommodationChoice& choice : profile->fact.accommodations) {
    if (choice.stance == AccommodationStance::kNeeds &&
        Vocabulary::Get().accommodation(choice.accommodation).phase != Phase::kRecruitment) {
      needs.insert(choice.accommodation);
    }
  }
  return needs;
}

bool AnyAidHandedOver(const CaseRecord& record) {
  const auto& aids = record.Of<AidMoved>();
  return std::any_of(aids.begin(), aids.end(),
                     [](const auto& aid) { return aid.fact.stage == AidStage::kHandedOver; });
}

// Whether a document that belongs to a state belongs to this case too.
bool Applies(const CaseRecord& record, CaseDocument kind) {
  switch (kind) {
    case CaseDocument::kEmployerConsent:
      return HasEmployer(record) && !EmployerRefused(record);
    case CaseDocument::kJobDemandForm:
      return !EmployerRefused(record);
    case CaseDocument::kAidHandover:
      return AnyAidHandedOver(record);
    case CaseDocument::kTherapyLog:
      return !record.Of<ServiceReceived>().empty();
    case CaseDocument::kTrainingCertificate: {
      const auto* ended = record.Latest<TrainingEnded>();
      return ended != nullptr && ended->fact.certificate;
    }
    default:
      return true;
  }
}

}  // namespace

bool HasEmployer(const CaseRecord& record) {
  const CaseReported& report = record.Report();
  switch (report.segment) {
    case BpjsSegment::kNonWage:
    case BpjsSegment::kMigrantWorker:
      return false;
    case BpjsSegment::kWageEarner:
    case BpjsSegment::kConstruction:
      return true;
    default:
      return !report.employer_id.empty();
  }
}

ConsentStatus ConsentOf(const CaseRecord& record, CaseParty party) {
  ConsentStatus status = ConsentStatus::kUnknown;
  for (const auto& answer : record.Of<ConsentAnswered>()) {
    if (answer.fact.party == party) status = answer.fact.status;
  }
  return status;
}

bool WorkerConsents(const CaseRecord& record) {
  return ConsentOf(record, CaseParty::kWorker) == ConsentStatus::kGiven;
}

bool EmployerRefused(const CaseRecord& record) {
  const ConsentStatus status = ConsentOf(record, CaseParty::kEmployer);
  return HasEmployer(record) &&
         (status == ConsentStatus::kRefused || status == ConsentStatus::kWithdrawn);
}

bool ConsentsComplete(const CaseRecord& record) {
  return WorkerConsents(record) &&
         (!HasEmployer(record) || EmployerRefused(record) ||
          ConsentOf(record, CaseParty::kEmployer) == ConsentStatus::kGiven);
}

Rung ChosenRung(const CaseRecord& record) {
  const auto* chosen = record.Latest<RungChosen>();
  return chosen == nullptr ? Rung::kUnknown : chosen->fact.rung;
}

bool RungIsOpen(const CaseRecord& record, Rung rung) {
  if (rung == Rung::kOtherEmployer || rung == Rung::kSelfEmployment) return true;
  if (!IsAtOldEmployer(rung)) return false;
  if (!HasEmployer(record)) return rung != Rung::kOtherJob;
  return ConsentOf(record, CaseParty::kEmployer) == ConsentStatus::kGiven;
}

std::vector<Rung> RungsLeftWithoutReason(const CaseRecord& record, Rung rung) {
  std::set<Rung> reasons;
  for (const auto& choice : record.Of<RungChosen>()) {
    for (const RungChosen::Left& left : choice.fact.left_because) reasons.insert(left.rung);
  }
  std::vector<Rung> missing;
  for (int r = 1; r < static_cast<int>(rung); ++r) {
    const Rung above = static_cast<Rung>(r);
    if (RungIsOpen(record, above) && !reasons.contains(above)) missing.push_back(above);
  }
  return missing;
}

bool HasWage(const CaseRecord& record, Rung rung) {
  if (rung == Rung::kSelfEmployment) return false;
  return rung == Rung::kOtherEmployer || HasEmployer(record);
}

AccommodationSet AccommodationsMissing(const CaseRecord& record) {
  AccommodationSet due = NeedsOf(record), there;
  if (const auto* trial = record.Latest<TrialAgreed>()) {
    due = due | trial->fact.accommodations;
    if (const JobAnalysed* job = JobOn(record, trial->fact.rung)) there = job->offered;
  }
  for (const auto& provided : record.Of<AccommodationsProvided>()) {
    there = there | provided.fact.provided;
  }
  return due - there;
}

std::optional<ModeSet> OwnModes(const CaseRecord& record) {
  std::optional<ModeSet> own;
  int64_t newest = 0;
  for (const auto& stated : record.Of<ModesStated>()) {
    newest = stated.sequence;
    own = stated.fact.preferred.empty() ? stated.fact.modes : stated.fact.preferred;
  }
  for (const auto& profile : record.Of<AssessmentDone>()) {
    if (!profile.fact.modes || profile.sequence < newest) continue;
    newest = profile.sequence;
    own = profile.fact.preferred_modes.empty() ? *profile.fact.modes : profile.fact.preferred_modes;
  }
  return own;
}

int VainAttempts(const CaseRecord& record, Instant at, int window, TimeZone zone) {
  const std::optional<ModeSet> own = OwnModes(record);
  if (!own) return 0;
  const Instant from = at - std::chrono::days(window);
  std::optional<Instant> reached;
  for (const auto& contact : record.Of<ContactTried>()) {
    if (contact.fact.party == CaseParty::kWorker && contact.fact.reached &&
        (!reached || *reached < contact.at)) {
      reached = contact.at;
    }
  }
  std::set<Date> attempt_days;
  for (const auto& contact : record.Of<ContactTried>()) {
    const bool counts = contact.fact.party == CaseParty::kWorker && !contact.fact.reached &&
                        contact.fact.mode && own->contains(*contact.fact.mode);
    if (!counts || contact.at < from || contact.at > at || (reached && contact.at <= *reached)) {
      continue;
    }
    attempt_days.insert(LocalDate(contact.at, zone));
  }
  return static_cast<int>(attempt_days.size());
}

bool HasDocument(const CaseRecord& record, CaseDocument kind) {
  const auto& documents = record.Of<DocumentAdded>();
  return std::any_of(documents.begin(), documents.end(),
                     [&](const auto& document) { return document.fact.kind == kind; });
}

std::vector<CaseDocument> MissingDocuments(const CaseRecord& record) {
  std::set<CaseDocument> due;
  for (const StateSpan& span : record.history) {
    for (CaseDocument kind : DocumentsOf(span.state)) due.insert(kind);
  }
  if (record.Report().injury == InjuryKind::kCommutingAccident) {
    due.insert(CaseDocument::kPoliceReport);
  } else if (record.Report().injury == InjuryKind::kAccident) {
    due.insert(CaseDocument::kWitnessStatement);
  }
  const auto* recovery = record.Latest<RecoveryStated>();
  if (recovery != nullptr && recovery->fact.recovered) due.insert(CaseDocument::kForm3Kk2);
  if (Visited(record, CaseState::kScreening)) due.insert(CaseDocument::kDoctorLetterKk3);
  std::vector<CaseDocument> missing;
  for (CaseDocument kind : due) {
    if (Applies(record, kind) && !HasDocument(record, kind)) missing.push_back(kind);
  }
  return missing;
}

Date IncapacityFrom(const CaseRecord& record) {
  const CaseReported& report = record.Report();
  if (report.incapacity_from) return *report.incapacity_from;
  return LocalDate(report.happened_at, ZoneOf(report.region_code));
}

std::optional<Instant> IncapacityEnded(const CaseRecord& record) {
  std::optional<Instant> ended;
  auto end_at = [&](Instant at) {
    if (!ended || at < *ended) ended = at;
  };
  const auto* recovery = record.Latest<RecoveryStated>();
  if (recovery != nullptr && recovery->fact.recovered) end_at(recovery->at);
  if (record.state == CaseState::kClosed) end_at(record.history.back().from);
  if (!record.history.empty() &&
      ClockOf(record, record.last_recorded_at).state == CaseState::kMonitoring) {
    end_at(ClockOf(record, record.last_recorded_at).entered);
  }
  return ended;
}

}  // namespace setara::casework
