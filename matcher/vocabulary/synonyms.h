// Words that a search treats as equal. Expansion happens when a query is built, never when a text
// is stored, and never turns a word into one that must not be shown.
#pragma once

#include <absl/status/statusor.h>

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace setara {

struct SynonymSet {
  std::string_view topic;                    // "access", "jobs" or "skills"
  std::vector<std::string_view> terms;       // equal, all fit to be shown
  std::vector<std::string_view> input_only;  // old words: lead to `terms`, nothing leads to them
};

// Immutable once parsed; thread-safe.
class SynonymTable {
 public:
  // text: synonyms.tsv, must outlive the table. InvalidArgument with file and line for an unknown
  // kind, a set of fewer than two words, or a word that stands in two rows.
  static absl::StatusOr<SynonymTable> Parse(std::string_view text);

  std::span<const SynonymSet> sets() const { return sets_; }

  // What a query for `term` should look for besides `term` itself, in table order; empty when
  // nothing is equal to it. An old word gives the terms of its set, and no term gives an old word.
  // term: one word or phrase, case ignored.
  std::vector<std::string_view> Expand(std::string_view term) const;

  // Phrases that must be taken as a whole, so that no part of them is expanded: "buta warna" is
  // about colours, "cacat produksi" about goods, CS and OB have several meanings.
  std::span<const std::string_view> kept_phrases() const { return kept_; }

  // Words that the index must not stem, since a stem would merge them ("Tuli" and "tulis").
  std::span<const std::string_view> unstemmed() const { return unstemmed_; }

  // The most words that a term, old word or kept phrase has: how far a query need look ahead.
  size_t longest_phrase() const { return longest_; }

 private:
  absl::Status AddRow(const std::string& where, const std::vector<std::string_view>& row);
  absl::Status AddTerm(const std::string& where, std::string_view term);

  std::vector<SynonymSet> sets_;
  std::vector<std::string_view> kept_;
  std::vector<std::string_view> unstemmed_;
  std::unordered_map<std::string, size_t> set_of_;  // by words as SplitWords joins them
  size_t longest_ = 0;
};

}  // namespace setara
