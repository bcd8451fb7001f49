#include "server/store/sites.h"

#include <optional>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/employers.h"

namespace setara {
namespace {

struct Version {
  Site site;
  bool removed = false;
  int64_t known_at = 0;
};

absl::StatusOr<std::optional<Version>> LastVersion(Connection& db, int64_t employer_row,
                                                   std::string_view code) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT code, name, region_code, npp, wlkp_number, removed, known_at FROM sites "
      "WHERE employer_row = $1 AND code = $2 ORDER BY known_at DESC, entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, employer_row).Bind(2, code).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<Version>();
  Version version;
  version.site.code = query->Text(0);
  version.site.name = query->Text(1);
  version.site.region_code = query->Text(2);
  version.site.npp = query->Text(3);
  version.site.wlkp_number = query->Text(4);
  version.removed = query->Int(5) != 0;
  version.known_at = query->Int(6);
  return std::optional<Version>(std::move(version));
}

absl::Status AddVersion(Connection& db, int64_t employer_row, const Site& site, bool removed,
                        Instant known_at, Lane lane) {
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO sites (employer_row, code, name, region_code, npp, wlkp_number, removed, "
      "known_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
  if (!insert.ok()) return insert.status();
  absl::Status status = insert->Bind(1, employer_row)
                            .Bind(2, site.code)
                            .Bind(3, site.name)
                            .Bind(4, site.region_code)
                            .Bind(5, site.npp)
                            .Bind(6, site.wlkp_number)
                            .Bind(7, static_cast<int64_t>(removed))
                            .Bind(8, StoredInstant(known_at))
                            .Run();
  return status.ok() ? LogChange(db, employer_row, RecordKind::kEmployer, lane) : status;
}

bool Same(const Site& a, const Site& b) {
  return a.name == b.name && a.region_code == b.region_code && a.npp == b.npp &&
         a.wlkp_number == b.wlkp_number;
}

}  // namespace

absl::StatusOr<RecordedFact> UpsertSite(Connection& db, const Site& site, Instant now, Lane lane) {
  absl::Status status = ValidateSite(site);
  if (!status.ok()) return status;
  absl::StatusOr<int64_t> row = EmployerRow(db, site.employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<std::optional<Version>> last = LastVersion(db, *row, site.code);
  if (!last.ok()) return last.status();
  bool standing = last->has_value() && !(*last)->removed;
  if (standing && Same((*last)->site, site)) {
    return RecordedFact{UpsertOutcome::kUnchanged, InstantFromStored((*last)->known_at)};
  }
  Instant known_at =
      KnownAfter(last->has_value() ? std::optional((*last)->known_at) : std::nullopt, now);
  status = AddVersion(db, *row, site, false, known_at, lane);
  if (!status.ok()) return status;
  return RecordedFact{standing ? UpsertOutcome::kUpdated : UpsertOutcome::kInserted, known_at};
}

absl::StatusOr<RecordedFact> RemoveSite(Connection& db, std::string_view employer_id,
                                        std::string_view code, Instant now, Lane lane) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<std::optional<Version>> last = LastVersion(db, *row, code);
  if (!last.ok()) return last.status();
  if (!last->has_value() || (*last)->removed) return NotFound("site of this code");
  Instant known_at = KnownAfter((*last)->known_at, now);
  absl::Status status = AddVersion(db, *row, (*last)->site, true, known_at, lane);
  if (!status.ok()) return status;
  return RecordedFact{UpsertOutcome::kUpdated, known_at};
}

absl::StatusOr<std::vector<Site>> ListSites(Connection& db, std::string_view employer_id,
                                            Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT code, name, region_code, npp, wlkp_number FROM sites s "
      "WHERE employer_row = $1 AND known_at <= $2 AND removed = 0 AND NOT EXISTS ("
      "SELECT 1 FROM sites n WHERE n.employer_row = s.employer_row AND n.code = s.code AND "
      "n.known_at <= $2 AND (n.known_at, n.entry) > (s.known_at, s.entry)) ORDER BY code");
  if (!query.ok()) return query.status();
  query->Bind(1, *row).Bind(2, StoredInstant(known_at));
  std::vector<Site> sites;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return sites;
    sites.push_back({std::string(employer_id), query->Text(0), query->Text(1), query->Text(2),
                     query->Text(3), query->Text(4)});
  }
}

}  // namespace setara
