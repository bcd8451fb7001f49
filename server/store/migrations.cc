#include "server/store/migrations.h"

#include "matcher/domain/errors.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

constexpr int64_t kApplicationId = 0x53545241;  // "STRA" in the file's header

absl::StatusOr<int64_t> ReadNumber(Connection& db, const std::string& sql) {
  absl::StatusOr<Statement> statement = db.Prepare(sql);
  if (!statement.ok()) return statement.status();
  absl::StatusOr<bool> row = statement->Step();
  if (!row.ok()) return row.status();
  return statement->Int(0);
}

absl::Status CheckOurs(Connection& db) {
  absl::StatusOr<int64_t> application = ReadNumber(db, "PRAGMA application_id");
  if (!application.ok()) return application.status();
  absl::StatusOr<int64_t> tables = ReadNumber(db, "SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();
  if (*application == kApplicationId || (*application == 0 && *tables == 0)) {
    return absl::OkStatus();
  }
  return WithReason(absl::FailedPreconditionError("records.sqlite3 belongs to another program"),
                    "NOT_A_SETARA_DATABASE");
}

absl::Status Apply(Connection& db, const std::vector<std::string>& steps, size_t from,
                   Instant now) {
  for (size_t step = from; step < steps.size(); ++step) {
    absl::Status status = db.Execute(steps[step]);
    if (!status.ok()) return status;
  }
  absl::Status status = db.Execute("PRAGMA application_id=" + std::to_string(kApplicationId) +
                                   "; PRAGMA user_version=" + std::to_string(steps.size()));
  if (!status.ok()) return status;
  absl::StatusOr<Statement> epoch =
      db.Prepare("INSERT INTO meta (key, value) VALUES ('epoch', $1) ON CONFLICT DO NOTHING");
  if (!epoch.ok()) return epoch.status();
  return epoch->Bind(1, NextUlid("", now)).Run();
}

}  // namespace

const std::vector<std::string>& Migrations() {
  static const std::vector<std::string>& steps = *new std::vector<std::string>{
      RecordsSchema(),            // 1
      EmployersSchema(),          // 2
      VaultSchema(),              // 3
      IdentitySchema(),           // 4
      AccessSchema(),             // 5
      AuditSchema(),              // 6
      ConsentSchema(),            // 7
      AuditBlocksSchema(),        // 8
      OpeningTitlesSchema(),      // 9
      RegisterSchema(),           // 10
      ScreeningSchema(),          // 11
      NoticeSchema(),             // 12
      EvidenceSchema(),           // 13
      PlacementSchema(),          // 14
      QuotaSchema(),              // 15
      ConsentEndsSchema(),        // 16
      WholeBlocksSchema(),        // 17
      QuotaChaptersSchema(),      // 18
      CaseSchema(),               // 19
      CaseSourcesSchema(),        // 20
      QuotaChapterPartsSchema(),  // 21
  };
  return steps;
}

absl::Status Migrate(Connection& db, const std::vector<std::string>& steps, Instant now) {
  absl::Status ours = CheckOurs(db);
  if (!ours.ok()) return ours;
  absl::StatusOr<int64_t> version = ReadNumber(db, "PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version > static_cast<int64_t>(steps.size())) {
    return WithReason(
        absl::FailedPreconditionError("records.sqlite3 has schema " + std::to_string(*version) +
                                      "; this setarad knows up to " + std::to_string(steps.size()) +
                                      ": use a newer setarad"),
        "SCHEMA_TOO_NEW");
  }
  if (*version == static_cast<int64_t>(steps.size())) return absl::OkStatus();
  absl::Status status = db.Execute("BEGIN IMMEDIATE");
  if (!status.ok()) return status;
  status = Apply(db, steps, static_cast<size_t>(*version), now);
  if (status.ok()) status = db.Execute("COMMIT");
  if (!status.ok()) (void)db.Execute("ROLLBACK");
  return status;
}

}  // namespace setara
