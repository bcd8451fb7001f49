// What happens in a return-to-work case, one struct an event: facts that people record, and the
// moves that the facts allow. Plain values; the fold over them is server/casework/record.h.
// Money is rupiah; periods are half-open; a text that is "" was not given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/case_intake.h"
#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"

namespace setara {

// What people concluded from the gap analysis: software suggests, they decide.
struct GapsDecided {
  Date on{};
  Rung suggested = Rung::kUnknown;  // what the analysis said
  bool bridgeable_at_old_employer = false;
  std::string reason{};
  bool operator==(const GapsDecided&) const = default;
};

struct PlanItem {
  ServiceKind service = ServiceKind::kUnknown;
  std::string provider{};
  Date from{};
  std::optional<Date> until{};
  std::optional<int64_t> cost_idr{};
  bool operator==(const PlanItem&) const = default;
};

// A version of the plan; approvals are of the latest version.
struct PlanWritten {
  std::vector<std::string> goals{};
  Rung target = Rung::kUnknown;
  std::vector<PlanItem> items{};
  bool operator==(const PlanWritten&) const = default;
};

struct PlanApproved {
  CaseParty party = CaseParty::kUnknown;
  Date on{};
  bool operator==(const PlanApproved&) const = default;
};

struct ServiceReceived {
  ServiceKind service = ServiceKind::kUnknown;
  std::string provider{};
  Date on{};
  std::string note{};
  bool operator==(const ServiceReceived&) const = default;
};

// A prosthesis or aid: ordered, handed over, repaired.
struct AidMoved {
  std::string aid_id{};  // of this case: ties the stages together
  std::string name{};
  AidStage stage = AidStage::kUnknown;
  Date on{};
  std::optional<Date> expected_on{};  // of an order
  std::optional<int64_t> cost_idr{};
  bool operator==(const AidMoved&) const = default;
};

struct TrainingPlanned {
  std::string course{};
  std::string provider{};  // BLK
  Date from{};
  Date until{};
  bool operator==(const TrainingPlanned&) const = default;
};

struct TrainingEnded {
  Date on{};
  bool certificate = false;
  bool operator==(const TrainingEnded&) const = default;
};

// The choice of a rung. left_because: for each rung above it that is not taken, why.
struct RungChosen {
  struct Left {
    Rung rung = Rung::kUnknown;
    std::string reason{};
    bool operator==(const Left&) const = default;
  };
  Rung rung = Rung::kUnknown;
  std::vector<Left> left_because{};
  std::string reason{};
  bool operator==(const RungChosen&) const = default;
};

// The treating doctor's word that work may be tried.
struct FitNoteGiven {
  std::string doctor{};
  Date on{};
  bool fit = false;
  std::optional<Date> valid_until{};
  std::string restrictions{};
  bool operator==(const FitNoteGiven&) const = default;
};

struct GradedStep {
  Date from{};
  int hours_per_week = 0;
  std::string duties{};
  int64_t wage_idr_per_month = 0;
  bool operator==(const GradedStep&) const = default;
};

struct TrialAgreed {
  std::string employer_id{};  // "" for L5
  Rung rung = Rung::kUnknown;
  Date on{};
  std::vector<GradedStep> steps{};  // by date
  std::optional<int64_t>
      equal_work_wage_idr_per_month{};  // full, of the same job and responsibility
  AccommodationSet accommodations{};    // what the trial needs
  bool operator==(const TrialAgreed&) const = default;
};

// Accommodations that are there now, each with the earlier ones.
struct AccommodationsProvided {
  AccommodationSet provided{};
  Date on{};
  bool operator==(const AccommodationsProvided&) const = default;
};

// Work on agreed terms has begun: after a trial, or by a hire elsewhere.
struct WorkStarted {
  std::string employer_id{};   // "" for L5
  std::string placement_id{};  // the placement record of a hire through matching; else ""
  Rung rung = Rung::kUnknown;
  Date from{};
  std::optional<int64_t> wage_idr_per_month{};
  std::optional<int64_t> equal_work_wage_idr_per_month{};
  bool operator==(const WorkStarted&) const = default;
};

struct VisitMade {
  Date on{};
  bool on_agreed_terms = false;
  std::string note{};
  bool operator==(const VisitMade&) const = default;
};

// A review of rehabilitation or of a pause.
struct ReviewHeld {
  Date on{};
  std::string note{};
  bool operator==(const ReviewHeld&) const = default;
};

struct StmbPaid {
  Date from{};
  Date until{};
  int percent = 100;
  int64_t amount_idr = 0;
  Date on{};
  bool operator==(const StmbPaid&) const = default;
};

struct SecondOpinionAsked {
  std::string about{};
  Date on{};
  bool operator==(const SecondOpinionAsked&) const = default;
};

struct SecondOpinionGiven {
  std::string doctor{};
  std::string result{};
  Date on{};
  bool operator==(const SecondOpinionGiven&) const = default;
};

struct DismissalAttempted {
  Date on{};
  std::string ground{};  // as the employer states it
  bool operator==(const DismissalAttempted&) const = default;
};

// What was done about the latest attempt: the alert ends.
struct DismissalHandled {
  Date on{};
  std::string action{};  // "dilaporkan ke pengawas", "dicabut"
  bool operator==(const DismissalHandled&) const = default;
};

// The doctor's word that recovery is complete, or that disability is total and permanent.
struct RecoveryStated {
  Date on{};
  bool recovered = false;
  bool unable_total_permanent = false;
  std::string doctor{};
  bool operator==(const RecoveryStated&) const = default;
};

// Metadata; the bytes are stored beside the database.
struct DocumentAdded {
  std::string document_id{};
  CaseDocument kind = CaseDocument::kUnknown;
  Date issued_on{};
  std::string media_type{};
  int64_t bytes = 0;
  std::string sha256{};     // 64 hexadecimal digits
  std::string file_name{};  // without folders; "" where it came without one
  bool operator==(const DocumentAdded&) const = default;
};

struct NoteWritten {
  std::string text{};
  bool operator==(const NoteWritten&) const = default;
};

// The case offered to another manager or branch, who accepts or rejects with a reason.
struct HandOverOffered {
  std::string offer_id{};
  OfferKind kind = OfferKind::kUnknown;
  std::string to_manager{};
  std::string to_branch{};
  std::string carries{};  // all that the receiver sees before accepting
  bool operator==(const HandOverOffered&) const = default;
};

struct HandOverAnswered {
  std::string offer_id{};
  bool accepted = false;
  std::string reason{};  // required when rejected
  bool operator==(const HandOverAnswered&) const = default;
};

// Processing of the worker's data has stopped after a withdrawal (UU 27/2022 art. 40).
struct ProcessingStopped {
  bool operator==(const ProcessingStopped&) const = default;
};

// Voids one earlier event: any fact, or the latest move. The event stays in the log.
struct EventCorrected {
  int64_t sequence = 0;
  std::string reason{};
  bool operator==(const EventCorrected&) const = default;
};

// The worker's profile became a search for other work, or was brought up to date in it.
struct SearchStarted {
  bool wishes_self_employment = false;  // L5 beside L4
  std::optional<Date> available_from{};
  bool operator==(const SearchStarted&) const = default;
};

// The place of a kind is stored: add at the end.
using CasePayload =
    std::variant<CaseReported, CaseMoved, CaseManagerAssigned, ContactTried, ModesStated,
                 RecommendationGiven, ConsentAnswered, AssessmentDone, JobAnalysed, GapsDecided,
                 PlanWritten, PlanApproved, ServiceReceived, AidMoved, TrainingPlanned,
                 TrainingEnded, RungChosen, FitNoteGiven, TrialAgreed, AccommodationsProvided,
                 WorkStarted, VisitMade, ReviewHeld, StmbPaid, SecondOpinionAsked,
                 SecondOpinionGiven, DismissalAttempted, DismissalHandled, RecoveryStated,
                 DocumentAdded, NoteWritten, HandOverOffered, HandOverAnswered, ProcessingStopped,
                 EventCorrected, SearchStarted>;

// One entry of the log. Never changed once stored.
struct CaseEvent {
  int64_t sequence = 0;   // within the case, 1, 2, 3 ...
  Instant at{};           // when it happened
  Instant recorded_at{};  // when we learned it: >= at, never smaller than the entry before
  std::string actor{};    // account id
  std::string reason{};   // in the actor's words; some moves require it
  CasePayload payload{};
  bool operator==(const CaseEvent&) const = default;
};

}  // namespace setara
