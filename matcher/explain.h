// Why a pair fits or not, function by function, in words that a counselor can read out. Works on
// the full records (labels, tasks, wishes), and its tier, set and score equal those of match.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/language.h"
#include "matcher/match.h"

namespace setara {

// One accommodation of the answer and why it is owed.
struct ProvidedAccommodation {
  AccommodationId accommodation;
  bool offered = false;  // the workplace offers it (or what-if says so)
  bool hypothetical = false;
  std::string basis;   // "UU 8/2016 art. 50; ..."
  std::string reason;  // one sentence
};

enum class FunctionVerdict : uint8_t {
  kMet = 1,             // capacity reaches the demand
  kMetWithOffered = 2,  // closed by what is offered
  kMetIfProvided = 3,   // closed by the smallest set
  kQuestion = 4,        // unknown demand or capacity, or nothing catalogued closes an unconfirmed
                        // or question-only demand
  kToDiscuss = 5,       // a confirmed demand that nothing catalogued closes
  kMarginal = 6,        // a marginal demand above the capacity: tasks can be swapped (A25)
};

struct FunctionReason {
  FunctionId function;
  std::optional<int> demand;  // absent: unknown
  bool essential = true;
  DemandOrigin origin = DemandOrigin::kUnknown;
  std::string task;
  std::optional<int> capacity;   // absent: not asked
  std::optional<int> effective;  // with the accommodations of the answer
  FunctionVerdict verdict = FunctionVerdict::kMet;
  std::vector<AccommodationId> closed_by;
  std::string sentence;
};

struct ContextReason {
  ContextId context;
  DemandOrigin origin = DemandOrigin::kUnknown;
  ToleranceLevel tolerance = ToleranceLevel::kUnknown;
  FunctionVerdict verdict = FunctionVerdict::kMet;
  std::vector<AccommodationId> closed_by;
  std::string sentence;
};

struct ConditionReason {
  Condition condition;
  ConditionResult result = ConditionResult::kMet;
  std::string basis;  // law or task that makes it a condition; "" for the person's own wish
  std::string sentence;
};

struct ComponentReason {
  Component component;
  ComponentValue value;
  int weight = 0;  // thousandths
  std::string sentence;
};

struct WishReason {
  int wish = 0;  // position in Seeker::wishes
  bool used = false;
  std::string sentence;
};

struct Explanation {
  Tier tier = Tier::kUnknown;
  std::optional<Condition> excluded_by;  // the first failed hard condition
  MatchScore score;
  std::string summary;                    // one or two sentences
  std::vector<FunctionReason> functions;  // those with a demand or an asked question
  std::vector<ContextReason> contexts;
  std::vector<ConditionReason> conditions;  // all, in order
  std::vector<ComponentReason> components;
  std::vector<ProvidedAccommodation>
      accommodations;                         // offered ones that help, then the smallest set
  std::vector<AccommodationId> smallest_set;  // to provide; empty for tiers 1 and 2
  std::vector<WishReason> wishes;             // every wish, also those not used
  std::vector<std::string> questions_to_employer;
  std::vector<std::string> questions_to_person;
  std::vector<std::string>
      notes;  // wage below the provincial minimum, recruitment-phase needs, ...
};

// Both records must be valid. Pure; thread-safe.
Explanation Explain(const Seeker& seeker, const Opening& opening, const MatchOptions& options,
                    Language language);

}  // namespace setara
