// The law, practice and defaults that the rules of casework rest on, as dated data
// (data/citations.tsv). Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/language.h"

namespace setara::casework {

enum class Mark : uint8_t {
  kLaw = 1,       // a statute or regulation
  kPractice = 2,  // of BPJS Ketenagakerjaan
  kDefault = 3,   // Setara's own: configuration may change it
};

// "L", "B", "D".
std::string_view MarkLetter(Mark mark);
// "law", "practice", "default": the words of the tables.
absl::StatusOr<Mark> ParseMark(std::string_view word);

struct Citation {
  std::string id{};  // "RTW_CONSENT"; the same over time
  Mark mark = Mark::kDefault;
  Date valid_from{};
  std::optional<Date> valid_until{};  // half-open; absent: still in force
  std::string text_id{}, text_en{};
  bool verified = false;  // the source was read
  std::string note{};     // Indonesian

  const std::string& text(Language language) const {
    return language == Language::kIndonesian ? text_id : text_en;
  }
};

class Citations {
 public:
  // The shipped table; a damaged one ends the program.
  static const Citations& Get();
  // InvalidArgument with the row: an unknown mark or source, an empty text or period, two rows of
  // one id in force on a day.
  static absl::StatusOr<Citations> Parse(std::string_view name, std::string_view tsv);

  // What `id` rests on that day; nullptr where nothing of it was in force or is on file.
  const Citation* Find(std::string_view id, Date on) const;
  // Whether any row has this id.
  bool Knows(std::string_view id) const;
  const std::vector<Citation>& all() const { return citations_; }

 private:
  std::vector<Citation> citations_;
};

}  // namespace setara::casework
