// The parts that Explain puts together; not for other callers. Each fills its own fields of the
// explanation, and adds the questions and notes that come with them. Pure; thread-safe.
#pragma once

#include <string>

#include "matcher/explain.h"
#include "matcher/gaps.h"
#include "matcher/smallest_set.h"

namespace setara {

// One pair and everything about it that match.h decides, so that the words cannot differ from it.
struct ExplainedPair {
  const Seeker& seeker;
  const Opening& opening;
  const MatchOptions& options;
  Language language;
  SeekerFacts seeker_facts;
  OpeningFacts opening_facts;
  int64_t distance = 0;       // kNoDistance when unknown
  AccommodationSet offered;   // work phase, what-if included
  AccommodationSet provided;  // the smallest set
  GapList gaps;
  Tier tier = Tier::kUnknown;
};

void ExplainFunctions(const ExplainedPair& pair, Explanation& explanation);
void ExplainContexts(const ExplainedPair& pair, Explanation& explanation);
void ExplainAccommodations(const ExplainedPair& pair, Explanation& explanation);
void ExplainConditions(const ExplainedPair& pair, Explanation& explanation);
void ExplainScore(const ExplainedPair& pair, Explanation& explanation);
void ExplainWishes(const ExplainedPair& pair, Explanation& explanation);
void AddNotes(const ExplainedPair& pair, Explanation& explanation);

// Adds a question once.
void Ask(std::vector<std::string>& questions, std::string question);

}  // namespace setara
