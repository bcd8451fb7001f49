#include "server/store/headcounts.h"

#include <optional>
#include <string>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/employers.h"
#include "server/store/quota_marks.h"

namespace setara {
namespace {

// One version of the report of one day.
struct Version {
  HeadcountReport report;
  bool retracted = false;
  int64_t known_at = 0;
};

absl::StatusOr<std::optional<Version>> LastVersion(Connection& db, int64_t employer_row,
                                                   Date valid_from) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT workers, workers_with_disabilities, source, retracted, known_at, kind "
      "FROM headcounts "
      "WHERE employer_row = $1 AND valid_from = $2 ORDER BY known_at DESC, entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, employer_row).Bind(2, StoredDate(valid_from)).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<Version>();
  Version version;
  version.report.workers = query->Int(0);
  version.report.workers_with_disabilities = query->OptionalInt(1);
  version.report.source = query->Text(2);
  version.retracted = query->Int(3) != 0;
  version.known_at = query->Int(4);
  version.report.kind = static_cast<ReportKind>(query->Int(5));
  return std::optional<Version>(version);
}

absl::Status AddVersion(Connection& db, int64_t employer_row, const HeadcountReport& report,
                        bool retracted, Instant known_at, Lane lane) {
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO headcounts (employer_row, valid_from, workers, "
      "workers_with_disabilities, source, retracted, known_at, kind) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
  if (!insert.ok()) return insert.status();
  absl::Status status = insert->Bind(1, employer_row)
                            .Bind(2, StoredDate(report.valid_from))
                            .Bind(3, report.workers)
                            .BindOptional(4, report.workers_with_disabilities)
                            .Bind(5, report.source)
                            .Bind(6, static_cast<int64_t>(retracted))
                            .Bind(7, StoredInstant(known_at))
                            .Bind(8, static_cast<int64_t>(report.kind))
                            .Run();
  if (status.ok()) status = MarkQuota(db, employer_row, known_at);
  return status.ok() ? LogChange(db, employer_row, RecordKind::kEmployer, lane) : status;
}

bool Same(const HeadcountReport& a, const HeadcountReport& b) {
  return a.workers == b.workers && a.workers_with_disabilities == b.workers_with_disabilities &&
         a.source == b.source && a.kind == b.kind;
}

}  // namespace

absl::StatusOr<RecordedFact> UpsertHeadcount(Connection& db, const HeadcountReport& report,
                                             Instant now, Lane lane) {
  absl::Status status = ValidateHeadcountReport(report);
  if (!status.ok()) return status;
  absl::StatusOr<int64_t> row = EmployerRow(db, report.employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<std::optional<Version>> last = LastVersion(db, *row, report.valid_from);
  if (!last.ok()) return last.status();
  bool standing = last->has_value() && !(*last)->retracted;
  if (standing && Same((*last)->report, report)) {
    return RecordedFact{UpsertOutcome::kUnchanged, InstantFromStored((*last)->known_at)};
  }
  Instant known_at =
      KnownAfter(last->has_value() ? std::optional((*last)->known_at) : std::nullopt, now);
  status = AddVersion(db, *row, report, false, known_at, lane);
  if (!status.ok()) return status;
  return RecordedFact{standing ? UpsertOutcome::kUpdated : UpsertOutcome::kInserted, known_at};
}

absl::StatusOr<RecordedFact> RetractHeadcount(Connection& db, std::string_view employer_id,
                                              Date valid_from, Instant now, Lane lane) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<std::optional<Version>> last = LastVersion(db, *row, valid_from);
  if (!last.ok()) return last.status();
  if (!last->has_value() || (*last)->retracted) {
    return NotFound("headcount report of " + ToString(valid_from));
  }
  Instant known_at = KnownAfter((*last)->known_at, now);
  HeadcountReport report = (*last)->report;
  report.valid_from = valid_from;
  absl::Status status = AddVersion(db, *row, report, true, known_at, lane);
  if (!status.ok()) return status;
  return RecordedFact{UpsertOutcome::kUpdated, known_at};
}

absl::StatusOr<std::vector<KnownHeadcount>> ListHeadcounts(Connection& db,
                                                           std::string_view employer_id,
                                                           Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT valid_from, workers, workers_with_disabilities, source, known_at, kind "
      "FROM headcounts h "
      "WHERE employer_row = $1 AND known_at <= $2 AND retracted = 0 AND NOT EXISTS ("
      "SELECT 1 FROM headcounts n WHERE n.employer_row = h.employer_row AND "
      "n.valid_from = h.valid_from AND n.known_at <= $2 AND "
      "(n.known_at, n.entry) > (h.known_at, h.entry)) ORDER BY valid_from");
  if (!query.ok()) return query.status();
  query->Bind(1, *row).Bind(2, StoredInstant(known_at));
  std::vector<KnownHeadcount> reports;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return reports;
    KnownHeadcount& known = reports.emplace_back();
    known.report.employer_id = employer_id;
    known.report.valid_from = DateFromStored(query->Int(0));
    known.report.workers = query->Int(1);
    known.report.workers_with_disabilities = query->OptionalInt(2);
    known.report.source = query->Text(3);
    known.known_at = InstantFromStored(query->Int(4));
    known.report.kind = static_cast<ReportKind>(query->Int(5));
  }
}

}  // namespace setara
