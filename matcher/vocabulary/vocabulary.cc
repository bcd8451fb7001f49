#include "matcher/vocabulary/vocabulary.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "embedded/vocabulary_accommodations.h"
#include "embedded/vocabulary_bridges.h"
#include "embedded/vocabulary_contexts.h"
#include "embedded/vocabulary_default_contexts.h"
#include "embedded/vocabulary_default_demands.h"
#include "embedded/vocabulary_functions.h"
#include "embedded/vocabulary_modes.h"
#include "embedded/vocabulary_skills.h"
#include "embedded/vocabulary_synonyms.h"

namespace setara {

std::string AccommodationInfo::LegalBasis(Language language) const {
  std::string text(basis);
  if (example.empty()) return text;
  text += language == Language::kIndonesian ? "; contoh: " : "; example: ";
  return text.append(example);
}

VocabularySources VocabularySources::Embedded() {
  return {.functions = embedded::vocabulary_functions(),
          .contexts = embedded::vocabulary_contexts(),
          .modes = embedded::vocabulary_modes(),
          .accommodations = embedded::vocabulary_accommodations(),
          .bridges = embedded::vocabulary_bridges(),
          .default_demands = embedded::vocabulary_default_demands(),
          .default_contexts = embedded::vocabulary_default_contexts(),
          .skills = embedded::vocabulary_skills(),
          .synonyms = embedded::vocabulary_synonyms()};
}

const Vocabulary& Vocabulary::Get() {
  // Never destroyed, so that threads which outlive main may still read it.
  static const Vocabulary* const kVocabulary = [] {
    absl::StatusOr<Vocabulary> parsed = Parse(VocabularySources::Embedded());
    if (!parsed.ok()) {
      std::fprintf(stderr, "embedded vocabulary: %s\n", parsed.status().ToString().c_str());
      std::abort();
    }
    return new Vocabulary(*std::move(parsed));
  }();
  return *kVocabulary;
}

std::span<const Bridge> Vocabulary::BridgesOf(AccommodationId id) const {
  auto [first, last] = std::ranges::equal_range(bridges_, id, {}, &Bridge::accommodation);
  return {first, last};
}

std::vector<DefaultDemand> Vocabulary::DefaultDemands(std::string_view occupation) const {
  std::vector<DefaultDemand> demands;
  if (occupation.size() > 4) return demands;
  FunctionSet known;
  for (size_t digits = occupation.size(); digits > 0; --digits) {
    auto rows = default_demands_.find(occupation.substr(0, digits));
    if (rows == default_demands_.end()) continue;
    for (const DefaultDemand& demand : rows->second) {
      if (known.contains(demand.function)) continue;
      demands.push_back(demand);
    }
    for (const DefaultDemand& demand : rows->second) known.insert(demand.function);
  }
  std::ranges::sort(demands, {}, &DefaultDemand::function);
  return demands;
}

ContextSet Vocabulary::DefaultContexts(std::string_view occupation) const {
  if (occupation.size() > 4) return {};
  for (size_t digits = occupation.size(); digits > 0; --digits) {
    auto row = default_contexts_.find(occupation.substr(0, digits));
    if (row != default_contexts_.end()) return row->second;
  }
  return {};
}

}  // namespace setara
