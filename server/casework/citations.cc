#include "server/casework/citations.h"

#include <algorithm>

#include "embedded/casework_citations.h"
#include "matcher/domain/table.h"
#include "server/casework/shipped.h"

namespace setara::casework {
namespace {

bool InForce(const Citation& citation, Date on) {
  return citation.valid_from <= on && (!citation.valid_until || on < *citation.valid_until);
}

bool Overlap(const Citation& a, const Citation& b) {
  return (!b.valid_until || a.valid_from < *b.valid_until) &&
         (!a.valid_until || b.valid_from < *a.valid_until);
}

absl::Status ParsePeriod(std::string_view from, std::string_view until, Citation& citation) {
  absl::StatusOr<Date> first = ParseDate(from);
  if (!first.ok()) return first.status();
  citation.valid_from = *first;
  if (until.empty()) return absl::OkStatus();
  absl::StatusOr<Date> end = ParseDate(until);
  if (!end.ok()) return end.status();
  if (*end <= *first) return absl::InvalidArgumentError("valid_until is not after valid_from");
  citation.valid_until = *end;
  return absl::OkStatus();
}

absl::StatusOr<Citation> ParseCitation(const Table::Row& row) {
  Citation citation;
  citation.id = row[0];
  absl::StatusOr<Mark> mark = ParseMark(row[1]);
  if (!mark.ok()) return mark.status();
  citation.mark = *mark;
  if (absl::Status period = ParsePeriod(row[2], row[3], citation); !period.ok()) return period;
  citation.text_id = row[4];
  citation.text_en = row[5];
  citation.note = row[7];
  if (citation.id.empty() || citation.text_id.empty() || citation.text_en.empty()) {
    return absl::InvalidArgumentError("id or text is empty");
  }
  if (row[6] != "verified" && row[6] != "unverified") {
    return absl::InvalidArgumentError("source is neither verified nor unverified");
  }
  citation.verified = row[6] == "verified";
  return citation;
}

}  // namespace

std::string_view MarkLetter(Mark mark) {
  switch (mark) {
    case Mark::kLaw:
      return "L";
    case Mark::kPractice:
      return "B";
    case Mark::kDefault:
      return "D";
  }
  return "";
}

absl::StatusOr<Mark> ParseMark(std::string_view word) {
  if (word == "law") return Mark::kLaw;
  if (word == "practice") return Mark::kPractice;
  if (word == "default") return Mark::kDefault;
  return absl::InvalidArgumentError("mark is none of law, practice, default");
}

absl::StatusOr<Citations> Citations::Parse(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table = Table::Parse(
      name, tsv,
      {"id", "mark", "valid_from", "valid_until", "text_id", "text_en", "source", "note"});
  if (!table.ok()) return table.status();
  Citations made;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    absl::StatusOr<Citation> citation = ParseCitation(table->rows()[i]);
    absl::Status status = citation.status();
    if (status.ok() &&
        std::any_of(made.citations_.begin(), made.citations_.end(), [&](const Citation& other) {
          return other.id == citation->id && Overlap(other, *citation);
        })) {
      status = absl::InvalidArgumentError("overlaps another row of the same id");
    }
    if (!status.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " + std::string(status.message()));
    }
    made.citations_.push_back(*std::move(citation));
  }
  return made;
}

const Citations& Citations::Get() {
  static const Citations& shipped =
      *new Citations(MustParse(Parse("citations.tsv", embedded::casework_citations())));
  return shipped;
}

const Citation* Citations::Find(std::string_view id, Date on) const {
  for (const Citation& citation : citations_) {
    if (citation.id == id && InForce(citation, on)) return &citation;
  }
  return nullptr;
}

bool Citations::Knows(std::string_view id) const {
  return std::any_of(citations_.begin(), citations_.end(),
                     [&](const Citation& citation) { return citation.id == id; });
}

}  // namespace setara::casework
