// Skills as codes: found in texts once, compared as numbers ever after.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matcher/vocabulary/text.h"

namespace setara {

// S001 has the value 1. Numbers are never used again for another skill.
enum class SkillId : uint16_t {};

// "S007".
std::string ToString(SkillId id);

struct SkillInfo {
  SkillId id;
  Text label;
};

// Immutable once parsed; thread-safe.
class SkillTable {
 public:
  // text: skills.tsv, must outlive the table. InvalidArgument with file and line for an id out of
  // order, a missing label, or a word that already stands for another skill.
  static absl::StatusOr<SkillTable> Parse(std::string_view text);

  // By id.
  std::span<const SkillInfo> all() const { return skills_; }

  // InvalidArgument for a text that is not the id of a skill of this table.
  absl::StatusOr<SkillId> ParseId(std::string_view text) const;

  // The skill of an id that ParseId or Code gave.
  const SkillInfo& info(SkillId id) const { return skills_[static_cast<uint16_t>(id) - 1]; }

  // The skills that `text` names in either language, ascending, each once. Whole words and phrases
  // only, case ignored; where phrases overlap the longest from the left wins ("React Native" is not
  // React, "West Java" is no skill). Linear in the text.
  std::vector<SkillId> Code(std::string_view text) const;

 private:
  absl::Status AddPhrases(const std::string& where, SkillId id, std::string_view phrases);

  std::vector<SkillInfo> skills_;
  std::unordered_map<std::string, SkillId> phrases_;  // as SplitWords joins them
  // By the first word: bit n is set when a phrase of n words begins with it.
  std::unordered_map<std::string, uint32_t> lengths_;
};

// SkillTable::Code of the embedded vocabulary.
std::vector<SkillId> CodeSkills(std::string_view text);

}  // namespace setara
