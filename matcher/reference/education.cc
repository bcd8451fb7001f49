#include "matcher/reference/education.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "embedded/education.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "education.tsv";
constexpr size_t kLevels = 11;

struct EducationTable {
  std::array<EducationLabels, kLevels> labels;
  std::unordered_map<std::string, EducationLevel> words;
  std::unordered_map<std::string, EducationLevel> weak_words;
  size_t longest = 1;  // words in the longest phrase

  EducationTable() {
    const Table table = LoadEmbedded(kTable, embedded::education(),
                                     {"code", "label_id", "label_en", "words", "weak_words"});
    if (table.rows().size() != kLevels - 1) BadEmbedded(kTable, "wrong number of levels");
    for (size_t i = 1; i < kLevels; ++i) {
      const Table::Row& row = table.rows()[i - 1];
      const auto level = static_cast<EducationLevel>(i);
      labels[i] = {row[0], row[1], row[2]};
      for (const std::string_view phrase : Split(row[3], '|')) {
        const auto size = static_cast<size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
        longest = std::max(longest, size);
        if (!words.emplace(phrase, level).second) BadEmbedded(kTable, phrase);
      }
      for (const std::string_view word : Split(row[4], '|')) weak_words.emplace(word, level);
    }
  }
};

const EducationTable& GetTable() {
  static const EducationTable& table = *new EducationTable();
  return table;
}

// The lower of two levels, where kUnknown is none at all.
EducationLevel Lower(EducationLevel a, EducationLevel b) {
  if (a == EducationLevel::kUnknown) return b;
  return std::min(a, b);
}

}  // namespace

const EducationLabels& LabelsOf(EducationLevel level) {
  return GetTable().labels[static_cast<size_t>(level)];
}

absl::StatusOr<EducationLevel> ParseEducationCode(std::string_view code) {
  const auto& labels = GetTable().labels;
  for (size_t i = 1; i < kLevels; ++i) {
    if (labels[i].code == code) return static_cast<EducationLevel>(i);
  }
  return absl::InvalidArgumentError(
      "unknown education level: expected NONE, SD, SMP, SMA, D1, D2, D3, D4_S1, S2 or S3");
}

absl::StatusOr<EducationLevel> ParseEducation(std::string_view text) {
  const EducationTable& table = GetTable();
  const std::vector<std::string> words = Words(text);
  EducationLevel lowest = EducationLevel::kUnknown;
  EducationLevel weakest = EducationLevel::kUnknown;
  for (size_t start = 0; start < words.size();) {
    size_t used = 1;
    for (size_t size = std::min(table.longest, words.size() - start); size > 0; --size) {
      const auto first = words.begin() + static_cast<long>(start);
      const auto found = table.words.find(Join({first, first + static_cast<long>(size)}, " "));
      if (found == table.words.end()) continue;
      lowest = Lower(lowest, found->second);
      used = size;
      break;
    }
    const auto weak = table.weak_words.find(words[start]);
    if (weak != table.weak_words.end()) weakest = Lower(weakest, weak->second);
    start += used;
  }
  if (lowest != EducationLevel::kUnknown) return lowest;
  if (weakest != EducationLevel::kUnknown || words.empty()) return weakest;
  return absl::InvalidArgumentError("no education level found: expected words such as SMA, D3, S1");
}

}  // namespace setara
