#include "matcher/vocabulary/synonyms.h"

#include <algorithm>

#include "matcher/domain/table.h"
#include "matcher/vocabulary/text.h"

namespace setara {
namespace {

// The value of `set_of_` for kept phrases, which belong to no set.
constexpr size_t kNoSet = static_cast<size_t>(-1);

}  // namespace

absl::StatusOr<SynonymTable> SynonymTable::Parse(std::string_view text) {
  auto table = Table::Parse("synonyms.tsv", text, {"topic", "kind", "terms", "input_only"});
  if (!table.ok()) return table.status();
  SynonymTable synonyms;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    if (absl::Status s = synonyms.AddRow(table->Where(i), table->rows()[i]); !s.ok()) return s;
  }
  return synonyms;
}

absl::Status SynonymTable::AddRow(const std::string& where,
                                  const std::vector<std::string_view>& row) {
  std::vector<std::string_view> terms = Split(row[2], '|');
  if (row[1] == "unstemmed") {
    unstemmed_.insert(unstemmed_.end(), terms.begin(), terms.end());
    return absl::OkStatus();
  }
  if (row[1] == "keep") {
    for (std::string_view term : terms) {
      if (absl::Status s = AddTerm(where, term); !s.ok()) return s;
      set_of_[SplitWords(term).joined] = kNoSet;
      kept_.push_back(term);
    }
    return absl::OkStatus();
  }
  if (row[1] != "equal") return absl::InvalidArgumentError(where + ": unknown kind");
  SynonymSet set{row[0], std::move(terms), Split(row[3], '|')};
  if (set.terms.empty() || set.terms.size() + set.input_only.size() < 2) {
    return absl::InvalidArgumentError(where + ": a set needs two words, one of them to show");
  }
  for (const auto* words : {&set.terms, &set.input_only}) {
    for (std::string_view term : *words) {
      if (absl::Status s = AddTerm(where, term); !s.ok()) return s;
    }
  }
  sets_.push_back(std::move(set));
  return absl::OkStatus();
}

absl::Status SynonymTable::AddTerm(const std::string& where, std::string_view term) {
  Words words = SplitWords(term);
  if (words.starts.empty()) return absl::InvalidArgumentError(where + ": an empty word");
  longest_ = std::max(longest_, words.starts.size());
  if (!set_of_.emplace(words.joined, sets_.size()).second) {
    return absl::InvalidArgumentError(where + ": \"" + words.joined + "\" stands in two rows");
  }
  return absl::OkStatus();
}

std::vector<std::string_view> SynonymTable::Expand(std::string_view term) const {
  std::string wanted = SplitWords(term).joined;
  auto found = set_of_.find(wanted);
  if (found == set_of_.end() || found->second == kNoSet) return {};
  std::vector<std::string_view> others;
  for (std::string_view other : sets_[found->second].terms) {
    if (SplitWords(other).joined != wanted) others.push_back(other);
  }
  return others;
}

}  // namespace setara
