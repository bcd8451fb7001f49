// The worker's profile against a job's demands, function by function: what closes each gap, what
// has changed since the last assessment, and which rung of the ladder it suggests. The rules are
// those of matching (design.md section 4); software suggests, people decide. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/case_events.h"
#include "matcher/domain/language.h"
#include "matcher/explain.h"
#include "server/casework/record.h"

namespace setara::casework {

// One function whose level differs between two assessments.
struct CapacityChange {
  FunctionId function{};
  std::optional<int> before{};      // nullopt: not asked then
  std::optional<int> now{};         // nullopt: not asked now
  std::optional<int> demand{};      // of the job; nullopt: unknown
  bool reaches_demand_now = false;  // and did not before
};

// One job measured against the worker.
struct JobGaps {
  Rung rung = Rung::kUnknown;  // whose job it is
  std::string title{};
  Tier tier = Tier::kUnknown;
  std::vector<FunctionReason> functions{};  // with a sentence each
  std::vector<ContextReason> contexts{};
  std::vector<ProvidedAccommodation>
      accommodations{};                       // offered ones that help, then those to provide
  std::vector<AccommodationId> to_provide{};  // the smallest set
  std::vector<std::string> questions_to_employer{};
  std::vector<std::string> questions_to_person{};
};

struct RungReason {
  Rung rung = Rung::kUnknown;
  bool suggested = false;  // exactly one is
  std::string sentence{};  // why, or why not
};

struct GapAnalysis {
  JobGaps old_job{};
  std::vector<JobGaps> other_jobs{};      // analysed on L3 and L4, by rung and then as recorded
  std::vector<CapacityChange> changes{};  // by function; empty with one assessment
  Rung suggested = Rung::kUnknown;
  std::vector<RungReason> rungs{};  // L1 to the suggested one: each with its reason
  // Some answer rests on what nobody has asked yet.
  bool open_questions = false;
};

struct GapOptions {
  bool wishes_self_employment = false;  // the worker said so
  Language language = Language::kIndonesian;
};

// The latest assessment against the latest analysis of each job.
// FAILED_PRECONDITION with reason NO_ASSESSMENT, or NO_JOB_ANALYSIS where there is neither an
// analysis nor a refusal of the employer that makes one needless.
//
// The suggestion (our default): L1 where nothing is needed; L2 where accommodations, offered or of
// the catalogue, close every gap, or what is left is a question; else L3 where an analysed other
// job of the same employer fits so; else L4, or L5 for who wishes it. Rungs that are not open
// (questions.h) are passed over with that reason. Nothing here is an input of a guard.
absl::StatusOr<GapAnalysis> AnalyseGaps(const CaseRecord& record, const GapOptions& options);

// The profile and the job as the matcher reads them; also how a failed return becomes a search.
Seeker SeekerOf(const AssessmentDone& assessment);
Opening OpeningOf(const JobAnalysed& job);

// What differs between two assessments, by function.
std::vector<CapacityChange> ChangesBetween(const AssessmentDone& before, const AssessmentDone& now,
                                           const std::vector<FunctionReason>& demands);

}  // namespace setara::casework
