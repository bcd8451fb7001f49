// Functions, work contexts and accommodations of an explanation.
#include <algorithm>

#include "matcher/explain_parts.h"
#include "matcher/sentences.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

const Gap* FindGap(const ExplainedPair& pair, bool is_context, int index) {
  for (const Gap& gap : pair.gaps) {
    if (gap.is_context == is_context && gap.index == index) return &gap;
  }
  return nullptr;
}

// The verdict of an open or closed gap, and what closes it.
FunctionVerdict Judge(const ExplainedPair& pair, const Gap& gap,
                      std::vector<AccommodationId>& closed_by) {
  const AccommodationSet offered = gap.closers & pair.offered;
  const AccommodationSet provided = gap.closers & pair.provided;
  const AccommodationSet closing = offered.empty() ? provided : offered;
  closing.ForEach([&](AccommodationId a) { closed_by.push_back(a); });
  if (!offered.empty()) return FunctionVerdict::kMetWithOffered;
  if (!provided.empty()) return FunctionVerdict::kMetIfProvided;
  return gap.decides ? FunctionVerdict::kToDiscuss : FunctionVerdict::kQuestion;
}

int EffectiveLevel(const ExplainedPair& pair, FunctionId f, int capacity) {
  for (int level = 4; level > capacity; --level) {
    const AccommodationSet closers = ClosersOf(DefaultFitRules(), pair.seeker_facts, f, level);
    if (!(closers & (pair.offered | pair.provided)).empty()) return level;
  }
  return capacity;
}

std::string_view GapWords(const ExplainedPair& pair, FunctionId f) {
  return Vocabulary::Get().function(f).gap.in(pair.language);
}

void AskHowFar(const ExplainedPair& pair, FunctionId f, Explanation& explanation) {
  Ask(explanation.questions_to_person,
      Say(pair.language, "Seberapa jauh Anda dapat {0}, dengan alat bantu Anda sendiri?",
          "How far does {0} work for you, with your own aids?", {GapWords(pair, f)}));
}

// What the bridges that close the gap rest on and nobody has asked yet.
void AskAboutBridges(const ExplainedPair& pair, const FunctionReason& reason,
                     Explanation& explanation) {
  for (const Bridge& bridge : Vocabulary::Get().BridgesTo(reason.function)) {
    const auto& used = reason.closed_by;
    if (std::find(used.begin(), used.end(), bridge.accommodation) == used.end()) continue;
    if (!bridge.needs_modes.empty() && !pair.seeker_facts.modes_asked) {
      Ask(explanation.questions_to_person,
          Say(pair.language, "Cara berkomunikasi apa yang Anda pakai, dan mana yang Anda sukai?",
              "Which ways of communicating do you use, and which do you prefer?"));
    }
    for (const CapacityCondition& condition : bridge.needs_capacity) {
      if (FunctionSet(pair.seeker_facts.asked).contains(condition.function)) continue;
      AskHowFar(pair, condition.function, explanation);
    }
  }
}

void AskAboutFunction(const ExplainedPair& pair, const FunctionReason& reason, bool low_is_below,
                      Explanation& explanation) {
  if (reason.essential && !reason.capacity && reason.demand.value_or(0) > 0) {
    AskHowFar(pair, reason.function, explanation);
  }
  if (low_is_below) {
    Ask(explanation.questions_to_person,
        Say(pair.language, "Pada hari yang berat, apa yang membantu Anda {0}?",
            "On a bad day, what helps you with {0}?", {GapWords(pair, reason.function)}));
  }
  if (reason.verdict == FunctionVerdict::kQuestion && reason.capacity) {
    Ask(explanation.questions_to_person,
        Say(pair.language, "Apa yang membantu Anda {0}?", "What helps you with {0}?",
            {GapWords(pair, reason.function)}));
  }
  const bool open = reason.verdict != FunctionVerdict::kMet && reason.capacity.has_value();
  if (open && reason.origin == DemandOrigin::kAssumed) {
    Ask(explanation.questions_to_employer,
        Say(pair.language, "Apakah pekerjaan ini memang membutuhkan {0}, dan untuk tugas apa?",
            "Does this work really need {0}, and for which task?",
            {DemandPhrase(pair.language, reason)}));
  }
  AskAboutBridges(pair, reason, explanation);
}

FunctionReason ReasonFor(const ExplainedPair& pair, const Demand& demand) {
  FunctionReason reason;
  reason.function = demand.function;
  reason.demand = demand.level;
  reason.essential = demand.essential;
  reason.origin = demand.origin;
  reason.task = demand.task;
  if (!FunctionSet(pair.seeker_facts.asked).contains(demand.function)) {
    reason.verdict = demand.level == 0 ? FunctionVerdict::kMet : FunctionVerdict::kQuestion;
    return reason;
  }
  reason.capacity = pair.seeker_facts.capacity.Get(demand.function);
  reason.effective = EffectiveLevel(pair, demand.function, *reason.capacity);
  const Gap* gap = FindGap(pair, false, demand.function.index());
  if (gap != nullptr) {
    reason.verdict = Judge(pair, *gap, reason.closed_by);
  } else if (demand.level > *reason.capacity) {
    reason.verdict = FunctionVerdict::kMarginal;
  }
  return reason;
}

// Functions that nobody has said the work needs or not, where the person has less than all.
void AddUnknownDemands(const ExplainedPair& pair, Explanation& explanation) {
  const FunctionSet open =
      FunctionSet(pair.seeker_facts.asked) - FunctionSet(pair.opening_facts.known);
  std::vector<std::string> names;
  open.ForEach([&](FunctionId f) {
    const int capacity = pair.seeker_facts.capacity.Get(f);
    if (capacity == 4) return;
    FunctionReason reason;
    reason.function = f;
    reason.capacity = capacity;
    reason.effective = EffectiveLevel(pair, f, capacity);
    reason.verdict = FunctionVerdict::kQuestion;
    reason.sentence = FunctionSentence(pair.language, reason);
    explanation.functions.push_back(reason);
    names.emplace_back(GapWords(pair, f));
  });
  if (names.empty()) return;
  Ask(explanation.questions_to_employer,
      Say(pair.language, "Seberapa jauh hasil pekerjaan ini membutuhkan {0}?",
          "How far does the outcome of this work need {0}?",
          {Join(pair.language, names, /*any=*/true)}));
}

void AskAboutContext(const ExplainedPair& pair, const ContextReason& reason,
                     Explanation& explanation) {
  const std::string_view label = Vocabulary::Get().context(reason.context).label.in(pair.language);
  const bool open = reason.verdict != FunctionVerdict::kMet;
  if (reason.tolerance == ToleranceLevel::kUnknown) {
    Ask(explanation.questions_to_person,
        Say(pair.language, "Bagaimana bagi Anda bekerja dengan {0}, dan apa yang membantu?",
            "How is working with {0} for you, and what helps?", {label}));
  } else if (open && reason.origin == DemandOrigin::kAssumed) {
    Ask(explanation.questions_to_employer,
        Say(pair.language, "Apakah di tempat kerja memang ada {0}?",
            "Does the workplace really have {0}?", {label}));
  }
}

// Contexts that the person does not tolerate and the opening does not speak of.
void AskAboutUnknownContexts(const ExplainedPair& pair, Explanation& explanation) {
  const SeekerFacts& person = pair.seeker_facts;
  const ContextSet hard(person.tolerance_no | person.tolerance_limited);
  std::vector<std::string> names;
  (hard - ContextSet(pair.opening_facts.contexts)).ForEach([&](ContextId c) {
    names.emplace_back(Vocabulary::Get().context(c).label.in(pair.language));
  });
  if (names.empty()) return;
  Ask(explanation.questions_to_employer,
      Say(pair.language, "Apakah di tempat kerja ada {0}?", "Does the workplace have {0}?",
          {Join(pair.language, names, /*any=*/true)}));
}

// Why the accommodation is in the answer: what it bridges, makes bearable, or that it is needed.
std::string ReasonOf(const ExplainedPair& pair, AccommodationId a, const Explanation& explanation) {
  const auto closes = [&](const std::vector<AccommodationId>& by) {
    return std::find(by.begin(), by.end(), a) != by.end();
  };
  if (AccommodationSet(pair.seeker_facts.needs).contains(a)) {
    return Say(pair.language, "Anda tidak dapat bekerja tanpa {0}.", "You cannot work without {0}.",
               {Vocabulary::Get().accommodation(a).phrase.in(pair.language)});
  }
  for (const FunctionReason& reason : explanation.functions) {
    if (!closes(reason.closed_by)) continue;
    for (const Bridge& bridge : Vocabulary::Get().BridgesTo(reason.function)) {
      if (bridge.accommodation == a) return std::string(bridge.reason(pair.language));
    }
  }
  for (const ContextReason& reason : explanation.contexts) {
    if (!closes(reason.closed_by)) continue;
    return Say(pair.language, "Dengan ini {0} tidak menjadi halangan bagi Anda.",
               "With it, {0} is no bar for you.",
               {Vocabulary::Get().context(reason.context).label.in(pair.language)});
  }
  return "";
}

AccommodationSet Helping(const ExplainedPair& pair, const Explanation& explanation) {
  AccommodationSet helping = AccommodationSet(pair.seeker_facts.needs) & pair.offered;
  for (const FunctionReason& reason : explanation.functions) {
    for (AccommodationId a : reason.closed_by) helping.insert(a);
  }
  for (const ContextReason& reason : explanation.contexts) {
    for (AccommodationId a : reason.closed_by) helping.insert(a);
  }
  return helping & pair.offered;
}

}  // namespace

void ExplainFunctions(const ExplainedPair& pair, Explanation& explanation) {
  for (const Demand& demand : KnownDemands(pair.opening)) {
    FunctionReason reason = ReasonFor(pair, demand);
    reason.sentence = FunctionSentence(pair.language, reason);
    const FunctionId f = reason.function;
    const bool low_is_below = reason.capacity && reason.essential &&
                              reason.verdict == FunctionVerdict::kMet &&
                              pair.seeker_facts.low.Get(f) < demand.level;
    AskAboutFunction(pair, reason, low_is_below, explanation);
    explanation.functions.push_back(std::move(reason));
  }
  AddUnknownDemands(pair, explanation);
}

void ExplainContexts(const ExplainedPair& pair, Explanation& explanation) {
  for (const ContextPresence& presence : PresentContexts(pair.opening)) {
    ContextReason reason;
    reason.context = presence.context;
    reason.origin = presence.origin;
    for (const ContextTolerance& tolerance : pair.seeker.tolerances) {
      if (tolerance.context == presence.context) reason.tolerance = tolerance.level;
    }
    const Gap* gap = FindGap(pair, true, presence.context.index());
    if (gap != nullptr) {
      reason.verdict = Judge(pair, *gap, reason.closed_by);
    } else if (reason.tolerance == ToleranceLevel::kUnknown) {
      reason.verdict = FunctionVerdict::kQuestion;
    }
    reason.sentence = ContextSentence(pair.language, reason);
    AskAboutContext(pair, reason, explanation);
    explanation.contexts.push_back(std::move(reason));
  }
  AskAboutUnknownContexts(pair, explanation);
}

void ExplainAccommodations(const ExplainedPair& pair, Explanation& explanation) {
  const AccommodationSet stated(pair.opening_facts.offered);
  const auto add = [&](AccommodationId a) {
    ProvidedAccommodation provided;
    provided.accommodation = a;
    provided.offered = pair.offered.contains(a);
    provided.hypothetical = provided.offered && !stated.contains(a);
    provided.basis = Vocabulary::Get().accommodation(a).LegalBasis(pair.language);
    provided.reason = ReasonOf(pair, a, explanation);
    explanation.accommodations.push_back(std::move(provided));
  };
  Helping(pair, explanation).ForEach(add);
  pair.provided.ForEach(add);
  pair.provided.ForEach([&](AccommodationId a) {
    if (StanceRank(pair.seeker_facts, a) < 3) return;
    Ask(explanation.questions_to_person,
        Say(pair.language, "Apakah {0} membantu Anda, dan apakah Anda mau memakainya?",
            "Would {0} help you, and would you use it?",
            {Vocabulary::Get().accommodation(a).phrase.in(pair.language)}));
  });
}

}  // namespace setara
