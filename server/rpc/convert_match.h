// Explanations and scores as messages. Pure; thread-safe.
#pragma once

#include "matcher/explain.h"
#include "matcher/match.h"
#include "server/rpc/convert.h"
#include "setara/v1/match.pb.h"

namespace setara {

v1::MatchTier ToProto(Tier tier);
v1::MatchCondition ToProto(Condition condition);

// Adds the parts that have a weight.
void AddParts(const MatchScore& score, const Weights& weights,
              google::protobuf::RepeatedPtrField<v1::ScorePart>* parts);

// What-if accommodations of the field `with_accommodations`; an error for each that is not of the
// work phase, since only those can close a gap of a job.
AccommodationSet ReadWhatIf(const google::protobuf::RepeatedPtrField<std::string>& texts,
                            FieldErrors& errors);

v1::FunctionReason ToProto(const FunctionReason& reason, Language language);

// Names of the records and the date are left to the caller.
v1::MatchExplanation ToProto(const Explanation& explanation, Language language);

// Tier, score, parts and words of a pair, into an OpeningMatch or a SeekerMatch.
template <typename Match>
void FillMatch(const Seeker& seeker, const Opening& opening, const MatchOptions& options,
               Language language, Match* match) {
  Explanation explanation = Explain(seeker, opening, options, language);
  match->set_tier(ToProto(explanation.tier));
  match->set_score(explanation.score.points);
  AddParts(explanation.score, options.weights, match->mutable_parts());
  for (AccommodationId id : explanation.smallest_set) {
    match->add_accommodations_to_provide(ToString(id));
  }
  match->set_summary(explanation.summary);
}

}  // namespace setara
