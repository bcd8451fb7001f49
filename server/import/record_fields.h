// The fields that each kind of record can be filled from, one table a kind. For server/import only.
#pragma once

#include <absl/status/status.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "matcher/domain/employer.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "server/import/case_cells.h"
#include "server/import/fields.h"
#include "server/import/mapping.h"
#include "server/import/register_columns.h"

namespace setara {

// How a source names the employer of a record; all empty: it does not.
struct EmployerReference {
  std::string id;      // of Setara
  std::string source;  // key of an imported employer, with source_id
  std::string source_id;

  bool empty() const { return id.empty() && source_id.empty(); }
  bool operator==(const EmployerReference&) const = default;
};

// A row of the sheet "employers" of a register: the employer with its headcount reports, by day.
struct RegisterRow {
  Employer employer;
  std::vector<HeadcountReport> reports;
};

using ImportedRecord = std::variant<Opening, Seeker, Employer, HeadcountReport, EmploymentRecord,
                                    RegisterRow, Site, CaseCells>;

// A record while it is filled.
struct Draft {
  ImportedRecord record;
  EmployerReference employer;
  std::optional<int64_t> latitude_e6;  // a point needs both
  std::optional<int64_t> longitude_e6;
  std::optional<bool> confirmed;  // of a row of a register
};

// One field: its name in mappings and how it is read. Tables are in reading order: a wage needs the
// hours.
struct Field {
  std::string_view name;
  void (*read)(const FieldText& value, Draft& draft, RowNotes& notes);
  // False: only for mappings of foreign sources, no column of our own ("wage" as free text).
  bool native = true;
  bool multiline = false;  // keeps its line breaks
};

std::span<const Field> OpeningFields();
std::span<const Field> SeekerFields();
std::span<const Field> EmployerFields();
std::span<const Field> HeadcountFields();
std::span<const Field> WorkerFields();
std::span<const Field> CaseFields();
std::span<const Field> RegisterFields();
std::span<const Field> SiteFields();
std::span<const Field> RegisterWorkerFields();
std::span<const Field> FieldsOf(ImportKind kind);

// A cell of a column of one period, into the RegisterRow of `draft`.
void ReadPeriodCell(const PeriodColumn& column, const FieldText& value, Draft& draft,
                    RowNotes& notes);

// The point of `draft`, when both coordinates are known; one alone is noted.
std::optional<GeoPoint> PointOf(const Draft& draft, RowNotes& notes);

// Coded skills, ascending, at most `limit`: that `words` name.
std::vector<uint16_t> SkillCodes(const std::vector<std::string>& words, size_t limit);

// Codes of skills as "S007". For a column of our own.
void ReadSkillCodes(const FieldText& value, std::vector<uint16_t>* out, RowNotes& notes);

// Licence codes as "L01", as indexes in ascending order. "[]" is a known none.
void ReadLicences(const FieldText& value, std::vector<int>* out, RowNotes& notes);

// A name of an employer, as "employers/ID".
void ReadEmployerName(const FieldText& value, Draft& draft, RowNotes& notes);

// A group of ISCO-08, 1 to 4 digits.
void ReadOccupation(const FieldText& value, std::string* out, RowNotes& notes);

// An imported record without its key would be stored again by every run.
void RequireSourceKey(std::string_view source, std::string_view source_id, RowNotes& notes);

// Notes each violated field of `status` as a reject.
void NoteViolations(const absl::Status& status, RowNotes& notes);

// After all fields: what follows from others (occupation and skill codes, the first open day), then
// validation as a whole, noted as rejects.
void FinishOpening(Draft& draft, RowNotes& notes);
void FinishSeeker(Draft& draft, RowNotes& notes);
void FinishEmployer(Draft& draft, RowNotes& notes);
void FinishHeadcount(Draft& draft, RowNotes& notes);
void FinishWorker(Draft& draft, RowNotes& notes);
void FinishCase(Draft& draft, RowNotes& notes);
void FinishRegister(Draft& draft, RowNotes& notes);
void FinishSite(Draft& draft, RowNotes& notes);

// Facts of an employer need the employer.
void RequireEmployer(const Draft& draft, RowNotes& notes);

}  // namespace setara
