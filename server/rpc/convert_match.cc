#include "server/rpc/convert_match.h"

#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

v1::ScorePart PartOf(Component component, const ComponentValue& value, int weight) {
  v1::ScorePart part;
  part.set_component(static_cast<v1::ScoreComponent>(static_cast<int>(component) + 1));
  part.set_value(value.value);
  part.set_known(value.known);
  part.set_weight(weight);
  return part;
}

v1::ContextReason ToProto(const ContextReason& in, Language language) {
  v1::ContextReason out;
  out.set_context(ToString(in.context));
  out.set_label(std::string(Vocabulary::Get().context(in.context).label.in(language)));
  out.set_origin(static_cast<v1::DemandOrigin>(in.origin));
  out.set_tolerance(static_cast<v1::ToleranceLevel>(in.tolerance));
  out.set_verdict(static_cast<v1::MatchVerdict>(in.verdict));
  for (AccommodationId id : in.closed_by) out.add_closed_by(ToString(id));
  out.set_sentence(in.sentence);
  return out;
}

void AddRest(const Explanation& in, Language language, v1::MatchExplanation& out) {
  for (const ConditionReason& reason : in.conditions) {
    v1::ConditionReason& added = *out.add_conditions();
    added.set_condition(ToProto(reason.condition));
    added.set_result(static_cast<v1::ConditionResult>(reason.result));
    added.set_basis(reason.basis);
    added.set_sentence(reason.sentence);
  }
  for (const ComponentReason& reason : in.components) {
    v1::ScoreReason& added = *out.add_scores();
    *added.mutable_part() = PartOf(reason.component, reason.value, reason.weight);
    added.set_sentence(reason.sentence);
  }
  for (const ProvidedAccommodation& provided : in.accommodations) {
    v1::AccommodationReason& added = *out.add_accommodations();
    added.set_accommodation(ToString(provided.accommodation));
    added.set_label(
        std::string(Vocabulary::Get().accommodation(provided.accommodation).label.in(language)));
    added.set_offered(provided.offered);
    added.set_hypothetical(provided.hypothetical);
    added.set_basis(provided.basis);
    added.set_sentence(provided.reason);
  }
  for (const WishReason& reason : in.wishes) {
    v1::WishReason& added = *out.add_wishes();
    added.set_wish_index(reason.wish);
    added.set_used(reason.used);
    added.set_sentence(reason.sentence);
  }
}

}  // namespace

v1::FunctionReason ToProto(const FunctionReason& in, Language language) {
  v1::FunctionReason out;
  out.set_function(ToString(in.function));
  out.set_label(std::string(Vocabulary::Get().function(in.function).label.in(language)));
  if (in.demand) out.set_demand_level(*in.demand);
  out.set_marginal(!in.essential);
  out.set_origin(static_cast<v1::DemandOrigin>(in.origin));
  out.set_task(in.task);
  if (in.capacity) out.set_capacity_level(*in.capacity);
  if (in.effective) out.set_effective_level(*in.effective);
  out.set_verdict(static_cast<v1::MatchVerdict>(in.verdict));
  for (AccommodationId id : in.closed_by) out.add_closed_by(ToString(id));
  out.set_sentence(in.sentence);
  return out;
}

v1::MatchTier ToProto(Tier tier) { return static_cast<v1::MatchTier>(tier); }

v1::MatchCondition ToProto(Condition condition) {
  return static_cast<v1::MatchCondition>(static_cast<int>(condition) + 1);
}

AccommodationSet ReadWhatIf(const google::protobuf::RepeatedPtrField<std::string>& texts,
                            FieldErrors& errors) {
  AccommodationSet set = ReadAccommodations(texts, "with_accommodations", errors);
  (set - Vocabulary::Get().WorkPhase()).ForEach([&](AccommodationId id) {
    errors.Add("with_accommodations",
               ToString(id) + " does not belong to the work itself: it cannot be tried here");
  });
  return set;
}

void AddParts(const MatchScore& score, const Weights& weights,
              google::protobuf::RepeatedPtrField<v1::ScorePart>* parts) {
  for (int i = 0; i < kComponents; ++i) {
    size_t at = static_cast<size_t>(i);
    if (weights[at] == 0) continue;
    *parts->Add() = PartOf(static_cast<Component>(i), score.components[at], weights[at]);
  }
}

v1::MatchExplanation ToProto(const Explanation& in, Language language) {
  v1::MatchExplanation out;
  out.set_tier(ToProto(in.tier));
  if (in.excluded_by) out.set_excluded_by(ToProto(*in.excluded_by));
  out.set_score(in.score.points);
  out.set_summary(in.summary);
  for (const FunctionReason& reason : in.functions) {
    *out.add_functions() = ToProto(reason, language);
  }
  for (const ContextReason& reason : in.contexts) {
    *out.add_contexts() = ToProto(reason, language);
  }
  AddRest(in, language, out);
  out.mutable_questions_to_employer()->Assign(in.questions_to_employer.begin(),
                                              in.questions_to_employer.end());
  out.mutable_questions_to_person()->Assign(in.questions_to_person.begin(),
                                            in.questions_to_person.end());
  out.mutable_notes()->Assign(in.notes.begin(), in.notes.end());
  return out;
}

}  // namespace setara
