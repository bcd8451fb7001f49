// The second reading of the rules for model_test.cc: it shares no table with the program.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/date.h"

namespace setara::casework {

// Where the description lets a case go; withdrawal, death, pause and the like are added below.
inline const std::map<std::pair<CaseState, CaseTrigger>, CaseState>& ModelMoves() {
  using S = CaseState;
  using T = CaseTrigger;
  static const auto& moves = *[] {
    auto* made = new std::map<std::pair<S, T>, S>{
        {{S::kReported, T::kStartScreening}, S::kScreening},
        {{S::kScreening, T::kRecommend}, S::kRecommended},
        {{S::kRecommended, T::kRequestConsents}, S::kConsent},
        {{S::kConsent, T::kCompleteAssessment}, S::kAssessed},
        {{S::kAssessed, T::kStartRehab}, S::kRehab},
        {{S::kAssessed, T::kStartTraining}, S::kTraining},
        {{S::kRehab, T::kStartTraining}, S::kTraining},
        {{S::kAssessed, T::kStartTrial}, S::kTrial},
        {{S::kRehab, T::kStartTrial}, S::kTrial},
        {{S::kTraining, T::kStartTrial}, S::kTrial},
        {{S::kTrial, T::kStartMonitoring}, S::kMonitoring},
        {{S::kMonitoring, T::kCloseReturned}, S::kClosed},
        {{S::kScreening, T::kCloseNotEligible}, S::kClosed},
        {{S::kRecommended, T::kCloseNotEligible}, S::kClosed},
        {{S::kConsent, T::kDecline}, S::kClosed},
        {{S::kTrial, T::kRelapse}, S::kRehab},
        {{S::kTrial, T::kRungFailed}, S::kAssessed},
        {{S::kMonitoring, T::kReturnToTrial}, S::kTrial},
    };
    for (int s = 1; s < kCaseStates; ++s) {
      const auto state = static_cast<S>(s);
      if (state == S::kClosed) continue;
      (*made)[{state, T::kWithdraw}] = S::kClosed;
      (*made)[{state, T::kRecordDeath}] = S::kClosed;
      (*made)[{state, T::kLoseContact}] = S::kClosed;
      (*made)[{state, T::kEmployerRefuses}] = S::kAssessed;
      if (state == S::kPaused) continue;
      (*made)[{state, T::kPause}] = S::kPaused;
      if (state < S::kAssessed) continue;
      (*made)[{state, T::kHiredElsewhere}] = S::kMonitoring;
      (*made)[{state, T::kCloseUnable}] = S::kClosed;
    }
    return made;
  }();
  return moves;
}

// What a careful clerk keeps beside the file, from the facts that went in.
struct Clerk {
  CaseState state = CaseState::kReported;
  CaseState before_pause = CaseState::kUnknown;
  bool worker = false, employer_yes = false, employer_no = false;
  Rung work = Rung::kUnknown, trial = Rung::kUnknown, chosen = Rung::kUnknown;
  int visits = 0;
  Instant entered_monitoring{};
  std::vector<CaseState> undo;  // states before each standing move
};

}  // namespace setara::casework
