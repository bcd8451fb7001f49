// What happens in a return-to-work case up to the assessment: the first half of case_events.h.
// Plain values. Money is rupiah; periods are half-open; a text that is "" was not given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "matcher/domain/work.h"

namespace setara {

// Opens the case: always the first event. The law counts from the event, or from when the employer
// knew of it.
struct CaseReported {
  std::string seeker_id{};         // the worker: the same record as a seeker's
  std::string employer_id{};       // of the accident; "" where there is none (BPU)
  std::string previous_case_id{};  // "" unless a new episode of a closed case
  InjuryKind injury = InjuryKind::kUnknown;
  BpjsSegment segment = BpjsSegment::kUnknown;
  std::optional<bool> jkk_member{};  // on the day of the event; nullopt: not checked
  Instant happened_at{};             // of a disease: when it was diagnosed
  std::optional<Instant> employer_knew_at{};
  std::optional<Instant> first_report_at{};  // by any channel; nullopt: this event is the first
  std::optional<Date> incapacity_from{};     // first day without work; nullopt: the day it happened
  std::string region_code{};                 // where it happened: its zone rules the clocks
  std::string branch{};                      // that keeps the case
  std::string occupation_code{};             // of the old job, 1-4 digits
  std::optional<int64_t> wage_idr_per_month{};
  bool operator==(const CaseReported&) const = default;
};

// A move. Which moves exist and what each needs: server/casework/machine.h.
struct CaseMoved {
  CaseTrigger trigger = CaseTrigger::kUnknown;
  CaseState to = CaseState::kUnknown;  // kept, so that a log reads the same under a later table
  CaseOutcome outcome = CaseOutcome::kNone;  // of a closing move, else kNone
  bool operator==(const CaseMoved&) const = default;
};

struct CaseManagerAssigned {
  std::string manager{};  // account id
  std::string branch{};
  bool operator==(const CaseManagerAssigned&) const = default;
};

// One try to reach somebody, whether it worked or not.
struct ContactTried {
  CaseParty party = CaseParty::kWorker;
  std::optional<ModeId> mode{};  // the mode of communication used
  std::string channel{};         // "telepon", "kunjungan rumah"
  bool reached = false;
  std::string note{};
  bool operator==(const ContactTried&) const = default;
};

// How the worker communicates: what LOST_CONTACT is counted by. Also part of every assessment.
struct ModesStated {
  ModeSet modes{};
  ModeSet preferred{};  // a subset
  bool operator==(const ModesStated&) const = default;
};

struct RecommendationGiven {
  bool suitable = false;
  DisabilityFinding disability = DisabilityFinding::kUnknown;
  std::string doctor{};  // the advisory doctor
  Date on{};
  bool operator==(const RecommendationGiven&) const = default;
};

// A step of a consent of the worker or of the old employer; other parties give none.
struct ConsentAnswered {
  CaseParty party = CaseParty::kWorker;
  ConsentStatus status = ConsentStatus::kUnknown;
  Date on{};
  std::string document_id{};  // of what was signed or recorded
  bool operator==(const ConsentAnswered&) const = default;
};

// The function profile on one day; a later one stands beside it, so that change can be seen.
struct AssessmentDone {
  Date on{};
  std::vector<Capacity> capacities{};
  std::vector<ContextTolerance> tolerances{};
  std::vector<AccommodationChoice> accommodations{};
  std::optional<ModeSet> modes{};
  ModeSet preferred_modes{};
  std::string assessor{};
  bool operator==(const AssessmentDone&) const = default;
};

// What a job takes: the same kind of profile as an opening's.
struct JobAnalysed {
  Date on{};
  Rung rung = Rung::kSameJob;  // whose job it is: L1 the old one
  std::string employer_id{};
  std::string title{};
  std::string occupation_code{};
  std::vector<Demand> demands{};
  std::vector<ContextPresence> contexts{};
  AccommodationSet offered{};
  bool operator==(const JobAnalysed&) const = default;
};

}  // namespace setara
