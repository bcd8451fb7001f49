// The readers of single values: text of a column in, field of a record out. For server/import only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/domain/education.h"

namespace setara {

// The repaired, trimmed text that a mapping gives for one field.
struct FieldText {
  std::string_view field;
  std::vector<std::string> texts;  // by column, without the empty ones
  std::string_view separator = ";";
  std::span<const std::string> drop;

  bool empty() const { return texts.empty(); }
  const std::string& text() const { return texts.front(); }
};

// Collects what is wrong with one record. Reasons never repeat a value.
class RowNotes {
 public:
  struct Note {
    std::string field;
    std::string reason;
  };

  RowNotes(bool strict, std::optional<Date> reference) : strict_(strict), reference_(reference) {}

  // An unreadable value: rejects where the columns are our own, else leaves the field unknown.
  void Unreadable(std::string_view field, std::string_view reason) {
    (strict_ ? rejects_ : warnings_).push_back({std::string(field), std::string(reason)});
  }
  void Reject(std::string_view field, std::string_view reason) {
    rejects_.push_back({std::string(field), std::string(reason)});
  }

  std::optional<Date> reference() const { return reference_; }
  bool strict() const { return strict_; }
  const std::vector<Note>& rejects() const { return rejects_; }
  const std::vector<Note>& warnings() const { return warnings_; }

 private:
  bool strict_;
  std::optional<Date> reference_;
  std::vector<Note> rejects_;
  std::vector<Note> warnings_;
};

// Each leaves the target alone when the text is empty or, after a note, unreadable.

// limit: bytes; longer text of a foreign source is cut at a character.
void ReadText(const FieldText& value, size_t limit, std::string* out, RowNotes& notes);
// Plain decimal digits with an optional minus, within [min, max].
void ReadInteger(const FieldText& value, int64_t min, int64_t max, std::optional<int64_t>* out,
                 RowNotes& notes);
// "true", "false", "1", "0", "ya", "tidak", "yes", "no".
void ReadBool(const FieldText& value, std::optional<bool>* out, RowNotes& notes);
void ReadDay(const FieldText& value, std::optional<Date>* out, RowNotes& notes);
// The first column that names a place; a place wider than a province is no region.
void ReadRegion(const FieldText& value, std::string* out, RowNotes& notes);
void ReadEducation(const FieldText& value, EducationLevel* out, RowNotes& notes);

// A JSON list of strings (or of objects with "value" or "title") or text between separators.
std::vector<std::string> ListItems(const FieldText& value);
// limit: items kept of a foreign source, each cut to 200 bytes.
void ReadList(const FieldText& value, size_t limit, std::vector<std::string>* out, RowNotes& notes);

// The position of `text` in `names`, with or without `prefix` before it, "-" and " " as "_", case
// ignored; 0 for "UNSPECIFIED"; nullopt for an unknown name.
std::optional<int> FindName(std::string_view text, std::string_view prefix,
                            std::span<const std::string_view> names);

// Names are those of the contract without their prefix, by value.
template <typename Enum>
void ReadEnum(const FieldText& value, std::string_view prefix,
              std::span<const std::string_view> names, Enum* out, RowNotes& notes) {
  if (value.empty()) return;
  const std::optional<int> found = FindName(value.text(), prefix, names);
  if (found) {
    *out = static_cast<Enum>(*found);
  } else {
    notes.Unreadable(value.field, "is not a name of the list");
  }
}

template <typename Spec>
void ReadCodes(const FieldText& value, CodeSet<Code<Spec>>* out, RowNotes& notes) {
  for (const std::string& item : ListItems(value)) {
    const absl::StatusOr<Code<Spec>> code = ParseCode<Spec>(item);
    if (code.ok()) {
      out->insert(*code);
    } else {
      notes.Unreadable(value.field, std::string("has an unknown ") + Spec::kNoun + " code");
    }
  }
}

extern const std::span<const std::string_view> kWorkKindNames;
extern const std::span<const std::string_view> kContractNames;
extern const std::span<const std::string_view> kHoursNames;
extern const std::span<const std::string_view> kArrangementNames;
extern const std::span<const std::string_view> kShiftNames;
extern const std::span<const std::string_view> kOriginNames;

}  // namespace setara
