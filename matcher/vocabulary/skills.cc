#include "matcher/vocabulary/skills.h"

#include <algorithm>

#include "matcher/domain/table.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

// What the phrases of "none" rows stand for: they are taken as a whole and name no skill.
constexpr SkillId kNoSkill{0};

// The longest phrase that may name a skill; the set of lengths must fit 32 bits.
constexpr size_t kMostWords = 8;

// Words `first` to `first + count` of `words`, joined.
std::string_view Phrase(const Words& words, size_t first, size_t count) {
  size_t begin = words.starts[first];
  size_t after = first + count;
  size_t end = after < words.starts.size() ? words.starts[after] - 1 : words.joined.size();
  return std::string_view(words.joined).substr(begin, end - begin);
}

}  // namespace

std::string ToString(SkillId id) {
  std::string digits = std::to_string(static_cast<int>(id));
  return "S" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

absl::StatusOr<SkillTable> SkillTable::Parse(std::string_view text) {
  auto table = Table::Parse("skills.tsv", text,
                            {"id", "label_id", "label_en", "synonyms_id", "synonyms_en"});
  if (!table.ok()) return table.status();
  SkillTable skills;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    SkillId id = kNoSkill;
    if (row[0] != "none") {
      id = SkillId{static_cast<uint16_t>(skills.skills_.size() + 1)};
      if (row[0] != ToString(id)) {
        return absl::InvalidArgumentError(table->Where(i) + ": expected id " + ToString(id));
      }
      if (row[1].empty() || row[2].empty()) {
        return absl::InvalidArgumentError(table->Where(i) + ": a label is empty");
      }
      skills.skills_.push_back({id, {row[1], row[2]}});
    }
    for (size_t column = 1; column <= 4; ++column) {
      if (absl::Status s = skills.AddPhrases(table->Where(i), id, row[column]); !s.ok()) return s;
    }
  }
  return skills;
}

absl::Status SkillTable::AddPhrases(const std::string& where, SkillId id,
                                    std::string_view phrases) {
  for (std::string_view phrase : Split(phrases, '|')) {
    Words words = SplitWords(phrase);
    if (words.starts.empty()) return absl::InvalidArgumentError(where + ": an empty synonym");
    auto [known, added] = phrases_.emplace(words.joined, id);
    if (!added && known->second != id) {
      return absl::InvalidArgumentError(where + ": \"" + words.joined + "\" already stands for " +
                                        ToString(known->second));
    }
    if (words.starts.size() > kMostWords) {
      return absl::InvalidArgumentError(where + ": a synonym of too many words");
    }
    lengths_[std::string(Phrase(words, 0, 1))] |= 1U << words.starts.size();
  }
  return absl::OkStatus();
}

absl::StatusOr<SkillId> SkillTable::ParseId(std::string_view text) const {
  auto found = std::find_if(skills_.begin(), skills_.end(),
                            [&](const SkillInfo& skill) { return ToString(skill.id) == text; });
  if (found != skills_.end()) return found->id;
  return absl::InvalidArgumentError("unknown skill: expected S001 to " +
                                    ToString(SkillId{static_cast<uint16_t>(skills_.size())}));
}

std::vector<SkillId> SkillTable::Code(std::string_view text) const {
  Words words = SplitWords(text);
  std::vector<SkillId> found;
  std::string key;  // one buffer, so that a long text does not allocate per word
  for (size_t i = 0; i < words.starts.size();) {
    key = Phrase(words, i, 1);
    auto lengths = lengths_.find(key);
    size_t count = lengths == lengths_.end() ? 0 : std::min(kMostWords, words.starts.size() - i);
    for (; count > 0; --count) {
      if ((lengths->second >> count & 1) == 0) continue;
      key = Phrase(words, i, count);
      auto match = phrases_.find(key);
      if (match == phrases_.end()) continue;
      if (match->second != kNoSkill) found.push_back(match->second);
      break;
    }
    i += std::max<size_t>(count, 1);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<SkillId> CodeSkills(std::string_view text) {
  return Vocabulary::Get().skills().Code(text);
}

}  // namespace setara
