// What a return-to-work case speaks of: states, outcomes, rungs, documents. Identities only; labels
// and law are data of server/casework. Values are stored: never renumber. 0 is always "not known".
#pragma once

#include <cstdint>

namespace setara {

// Where a case stands (domain.md section 3). kUnknown: no case yet.
enum class CaseState : uint8_t {
  kUnknown = 0,
  kReported = 1,
  kScreening = 2,
  kRecommended = 3,
  kConsent = 4,
  kAssessed = 5,
  kRehab = 6,
  kTraining = 7,
  kTrial = 8,
  kMonitoring = 9,
  kClosed = 10,
  kPaused = 11,  // remembers the state before
};
inline constexpr int kCaseStates = 12;

// What moves a case; which moves exist is data (transitions.tsv).
enum class CaseTrigger : uint8_t {
  kUnknown = 0,
  kReport = 1,
  kStartScreening = 2,
  kRecommend = 3,
  kRequestConsents = 4,
  kCompleteAssessment = 5,
  kStartRehab = 6,
  kStartTraining = 7,
  kStartTrial = 8,
  kStartMonitoring = 9,
  kCloseReturned = 10,
  kCloseNotEligible = 11,
  kDecline = 12,        // the worker says no to the programme
  kRelapse = 13,        // back to rehabilitation
  kRungFailed = 14,     // back to the assessment
  kReturnToTrial = 15,  // back from monitoring
  kWithdraw = 16,       // the worker, always
  kEmployerRefuses = 17,
  kRecordDeath = 18,
  kLoseContact = 19,
  kHiredElsewhere = 20,
  kCloseUnable = 21,
  kPause = 22,
  kResume = 23,
};
inline constexpr int kCaseTriggers = 24;

// How a case ended. kNone: it is open.
enum class CaseOutcome : uint8_t {
  kNone = 0,
  kReturnedL1 = 1,
  kReturnedL2 = 2,
  kReturnedL3 = 3,
  kReturnedL4 = 4,
  kReturnedL5 = 5,
  kNotEligible = 6,
  kDeclined = 7,
  kWithdrawn = 8,
  kUnableTotalPermanent = 9,
  kDied = 10,
  kLost = 11,
};
inline constexpr int kCaseOutcomes = 12;

// Rungs of the placement ladder. The law names no order; practice does.
enum class Rung : uint8_t {
  kUnknown = 0,
  kSameJob = 1,         // L1
  kSameJobAdapted = 2,  // L2
  kOtherJob = 3,        // L3, same employer
  kOtherEmployer = 4,   // L4
  kSelfEmployment = 5,  // L5
};
inline constexpr int kRungs = 6;

// Whether the rung is with the employer of the accident.
inline constexpr bool IsAtOldEmployer(Rung rung) {
  return rung >= Rung::kSameJob && rung <= Rung::kOtherJob;
}

enum class InjuryKind : uint8_t {
  kUnknown = 0,
  kAccident = 1,           // KK at work
  kCommutingAccident = 2,  // KK on the way: police report besides
  kDisease = 3,            // PAK
};

enum class CaseDocument : uint8_t {
  kUnknown = 0,
  kForm3Kk1 = 1,  // stage I
  kForm3Kk2 = 2,  // stage II, after recovery
  kDoctorLetterKk3 = 3,
  kIdentityCard = 4,
  kMemberCard = 5,
  kAttendance = 6,
  kChronology = 7,
  kWitnessStatement = 8,
  kPoliceReport = 9,
  kContactNote = 10,
  kRecommendation = 11,
  kWorkerConsent = 12,
  kEmployerConsent = 13,
  kCapacityForm = 14,
  kJobDemandForm = 15,
  kRehabPlan = 16,
  kTherapyLog = 17,
  kAidHandover = 18,
  kTrainingPlan = 19,
  kTrainingCertificate = 20,
  kTrialAgreement = 21,
  kFitNote = 22,
  kVisitNote = 23,
  kClosingReport = 24,
  kOther = 25,
};
inline constexpr int kCaseDocuments = 26;

// Who is meant by a consent, an approval, a contact.
enum class CaseParty : uint8_t {
  kUnknown = 0,
  kWorker = 1,
  kEmployer = 2,  // of the accident
  kFamily = 3,
  kUnion = 4,
  kBpjs = 5,  // case manager, advisory doctor, branch
  kDoctor = 6,
  kNewEmployer = 7,
  kProvider = 8,  // hospital, BLK, workshop
  kInspector = 9,
};
inline constexpr int kCaseParties = 10;

enum class ConsentStatus : uint8_t {
  kUnknown = 0,
  kRequested = 1,
  kGiven = 2,
  kRefused = 3,
  kWithdrawn = 4,
};

// Whether a disability is there. Either kind qualifies (practice); kNone does not.
enum class DisabilityFinding : uint8_t { kUnknown = 0, kNone = 1, kPresent = 2, kPredicted = 3 };

enum class OfferKind : uint8_t { kUnknown = 0, kAssign = 1, kRefer = 2, kTransfer = 3 };

enum class ServiceKind : uint8_t {
  kUnknown = 0,
  kPhysicalTherapy = 1,
  kPsychologicalSupport = 2,
  kMedicalTreatment = 3,
  kAidFitting = 4,
  kWorkplaceAdaptation = 5,
  kCoaching = 6,
  kOther = 7,
};

enum class AidStage : uint8_t { kUnknown = 0, kOrdered = 1, kHandedOver = 2, kRepaired = 3 };

}  // namespace setara
