// A case for tests: a log that grows by checked events, with a clock that the test moves.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/casework/check_event.h"
#include "server/casework/moves.h"
#include "server/casework/record.h"

namespace setara::casework {

inline Date Day(const char* text) { return ParseDate(text).value(); }
inline Instant At(const char* text) { return ParseInstant(text).value(); }

inline Capacity CapacityOf(FunctionId function, int usual) {
  return {.function = function, .usual = usual, .low = std::nullopt, .how_often = ""};
}
inline Demand DemandOf(FunctionId function, int level, const std::string& task) {
  return {.function = function,
          .level = level,
          .essential = true,
          .origin = DemandOrigin::kConfirmed,
          .task = task};
}

// A report that every test may change: an accident at work in Surakarta (WIB), PU, a member.
CaseReported AReport();

class CaseLog {
 public:
  // The clock stands at the report, 2026-03-02 09:00 WIB.
  explicit CaseLog(const CaseReported& report = AReport(),
                   const CaseRules& rules = CaseRules::Shipped());

  Instant now = At("2026-03-02T02:00:00Z");
  void PassDays(int days) { now += std::chrono::days(days); }

  const CaseRecord& record() const { return record_; }
  const std::vector<CaseEvent>& events() const { return events_; }

  // Adds the fact, or returns why not.
  absl::Status Try(const CasePayload& fact, const std::string& reason = "");
  absl::Status TryMove(CaseTrigger trigger, CaseOutcome outcome = CaseOutcome::kNone,
                       const std::string& reason = "");
  // The same, which must go through.
  void Add(const CasePayload& fact);
  void Move(CaseTrigger trigger, CaseOutcome outcome = CaseOutcome::kNone,
            const std::string& reason = "");

  // What `trigger` still needs, ids joined by ","; "no such move".
  std::string MissingFor(CaseTrigger trigger, CaseOutcome outcome = CaseOutcome::kNone,
                         const std::string& reason = "") const;

  // The usual facts, each as a well-run case has it.
  void Consent(CaseParty party, ConsentStatus status);
  void Contact(CaseParty party, bool reached, std::optional<ModeId> mode = std::nullopt);
  void Document(CaseDocument kind);
  void Assess(int lifting = 2);
  void AnalyseJob(int lifting = 3, Rung rung = Rung::kSameJob);
  void Choose(Rung rung);  // with a reason for every rung above
  void PrepareTrial(Rung rung, const std::string& employer = "employers/old");
  void StartWork(Rung rung, const std::string& employer = "employers/old");

  // Moves the case, with all it takes, from where it began to `state` (not CLOSED, not PAUSED).
  void RunTo(CaseState state, Rung rung = Rung::kSameJobAdapted);

 private:
  const CaseRules& rules_;
  std::vector<CaseEvent> events_;
  CaseRecord record_;
};

}  // namespace setara::casework
