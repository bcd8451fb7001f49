// Explanations and scores as messages. Pure; thread-safe.
#pragma once

#include "matcher/explain.h"
#include "matcher/match.h"
#include "setara/v1/match.pb.h"

namespace setara {

v1::MatchTier ToProto(Tier tier);
v1::MatchCondition ToProto(Condition condition);

// Adds the parts that have a weight.
void AddParts(const MatchScore& score, const Weights& weights,
              google::protobuf::RepeatedPtrField<v1::ScorePart>* parts);

// Names of the records and the date are left to the caller.
v1::MatchExplanation ToProto(const Explanation& explanation, Language language);

}  // namespace setara
