// The state machine as data: data/transitions.tsv holds every move that exists, data/guards.tsv the
// named rules that moves need. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/language.h"
#include "server/casework/citations.h"

namespace setara::casework {

// A named rule. What it asks is in guards.cc, by its id.
struct Guard {
  std::string id{};  // "WORKER_CONSENT"
  std::string citation_id{};
  std::string missing_id{}, missing_en{};  // what people read when it is not met

  const std::string& missing(Language language) const {
    return language == Language::kIndonesian ? missing_id : missing_en;
  }
};

struct Edge {
  CaseState from = CaseState::kUnknown;
  CaseTrigger trigger = CaseTrigger::kUnknown;
  CaseState to = CaseState::kUnknown;  // kUnknown with `to_prior`
  bool to_prior = false;               // back to where the pause began
  CaseOutcome outcome = CaseOutcome::kNone;
  bool chooses_return = false;  // the move itself names one of RTW_L1 to RTW_L5
  std::vector<int> guards{};    // indexes in Machine::guards()
};

class Machine {
 public:
  // The shipped tables; damaged ones end the program.
  static const Machine& Get();
  // InvalidArgument with the row: an unknown state, trigger, outcome, guard or citation, a move
  // given twice, a way out of CLOSED, an outcome on a move that does not close or none on one that
  // does, a guard id that guards.cc does not know or one of its rules without a row.
  static absl::StatusOr<Machine> Parse(std::string_view transitions, std::string_view guards,
                                       const Citations& citations);

  // nullptr: there is no such move.
  const Edge* Find(CaseState from, CaseTrigger trigger) const;
  // In the order of the triggers.
  std::vector<const Edge*> From(CaseState state) const;
  const std::vector<Edge>& edges() const { return edges_; }
  const std::vector<Guard>& guards() const { return guards_; }

 private:
  std::vector<Edge> edges_;
  std::vector<Guard> guards_;
};

}  // namespace setara::casework
