#include "server/import/record_fields.h"

#include <algorithm>

#include "matcher/domain/errors.h"
#include "matcher/reference/occupations.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {

std::span<const Field> FieldsOf(ImportKind kind) {
  switch (kind) {
    case ImportKind::kOpening:
      return OpeningFields();
    case ImportKind::kSeeker:
      return SeekerFields();
    case ImportKind::kEmployer:
      return EmployerFields();
    case ImportKind::kHeadcount:
      return HeadcountFields();
    case ImportKind::kWorker:
      return WorkerFields();
    case ImportKind::kCase:
      return CaseFields();
    case ImportKind::kRegister:
      return RegisterFields();
    case ImportKind::kSite:
      return SiteFields();
    case ImportKind::kRegisterWorker:
      return RegisterWorkerFields();
  }
  return {};
}

std::optional<GeoPoint> PointOf(const Draft& draft, RowNotes& notes) {
  if (draft.latitude_e6.has_value() != draft.longitude_e6.has_value()) {
    notes.Reject("location", "needs both latitude_e6 and longitude_e6");
  }
  if (!draft.latitude_e6 || !draft.longitude_e6) return std::nullopt;
  return GeoPoint{static_cast<int32_t>(*draft.latitude_e6),
                  static_cast<int32_t>(*draft.longitude_e6)};
}

std::vector<uint16_t> SkillCodes(const std::vector<std::string>& words, size_t limit) {
  std::vector<uint16_t> codes;
  for (const std::string& word : words) {
    for (const SkillId skill : CodeSkills(word)) {
      const auto code = static_cast<uint16_t>(skill);
      const bool known = std::find(codes.begin(), codes.end(), code) != codes.end();
      if (!known && codes.size() < limit) codes.push_back(code);
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

void ReadSkillCodes(const FieldText& value, std::vector<uint16_t>* out, RowNotes& notes) {
  for (const std::string& item : ListItems(value)) {
    const absl::StatusOr<SkillId> skill = Vocabulary::Get().skills().ParseId(item);
    if (skill.ok()) {
      out->push_back(static_cast<uint16_t>(*skill));
    } else {
      notes.Unreadable(value.field, "has an unknown skill code");
    }
  }
  std::sort(out->begin(), out->end());
  out->erase(std::unique(out->begin(), out->end()), out->end());
}

void ReadLicences(const FieldText& value, std::vector<int>* out, RowNotes& notes) {
  LicenceSet set;
  ReadCodes(value, &set, notes);
  set.ForEach([out](LicenceId id) { out->push_back(id.index()); });
}

void ReadEmployerName(const FieldText& value, Draft& draft, RowNotes& notes) {
  if (value.empty()) return;
  constexpr std::string_view kPrefix = "employers/";
  const std::string& name = value.text();
  if (!name.starts_with(kPrefix) || name.size() == kPrefix.size() || name.size() > 64) {
    notes.Reject(value.field, "is no name of an employer (employers/ID)");
    return;
  }
  draft.employer.id = name.substr(kPrefix.size());
}

void ReadOccupation(const FieldText& value, std::string* out, RowNotes& notes) {
  if (value.empty()) return;
  if (Occupations::Get().Find(value.text()).ok()) {
    *out = value.text();
  } else {
    notes.Unreadable(value.field, "is no occupation group of ISCO-08/KBJI");
  }
}

void RequireSourceKey(std::string_view source, std::string_view source_id, RowNotes& notes) {
  if (source.empty()) notes.Reject("source", "is required");
  if (source_id.empty()) notes.Reject("source_id", "is required");
}

void NoteViolations(const absl::Status& status, RowNotes& notes) {
  if (status.ok()) return;
  const std::vector<FieldViolation> violations = FieldViolations(status);
  if (violations.empty()) notes.Reject("", std::string(status.message()));
  for (const FieldViolation& violation : violations) {
    notes.Reject(violation.field, violation.description);
  }
}

}  // namespace setara
