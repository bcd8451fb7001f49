#include "matcher/explain.h"

#include <algorithm>

#include "matcher/explain_parts.h"
#include "matcher/prepared.h"
#include "matcher/sentences.h"

namespace setara {

void Ask(std::vector<std::string>& questions, std::string question) {
  if (std::find(questions.begin(), questions.end(), question) == questions.end()) {
    questions.push_back(std::move(question));
  }
}

Explanation Explain(const Seeker& seeker, const Opening& opening, const MatchOptions& options,
                    Language language) {
  const FitRules& rules = DefaultFitRules();
  ExplainedPair pair{.seeker = seeker,
                     .opening = opening,
                     .options = options,
                     .language = language,
                     .seeker_facts = MakeSeekerFacts(seeker),
                     .opening_facts = MakeOpeningFacts(opening),
                     .distance = kNoDistance,
                     .offered = {},
                     .provided = {},
                     .gaps = {},
                     .tier = Tier::kUnknown};
  pair.distance = DistanceOf(pair.seeker_facts, pair.opening_facts);
  pair.offered = OfferedSet(rules, pair.opening_facts, options.what_if);
  pair.provided =
      FindSmallestSet(rules, pair.seeker_facts, pair.opening_facts, options.what_if).provide;
  pair.gaps = FindGaps(rules, pair.seeker_facts, pair.opening_facts);
  pair.tier = TierOf(pair.seeker_facts, pair.opening_facts, options.what_if);

  Explanation explanation;
  explanation.tier = pair.tier;
  const int failed =
      FirstFailedCondition(pair.seeker_facts, pair.opening_facts, options, pair.distance);
  if (failed != kConditions) explanation.excluded_by = static_cast<Condition>(failed);
  explanation.score =
      Score(pair.seeker_facts, pair.opening_facts, pair.tier, options, pair.distance);
  pair.provided.ForEach([&](AccommodationId a) { explanation.smallest_set.push_back(a); });
  ExplainFunctions(pair, explanation);
  ExplainContexts(pair, explanation);
  ExplainAccommodations(pair, explanation);
  ExplainConditions(pair, explanation);
  ExplainScore(pair, explanation);
  ExplainWishes(pair, explanation);
  AddNotes(pair, explanation);
  explanation.summary = SummarySentence(language, explanation);
  return explanation;
}

}  // namespace setara
