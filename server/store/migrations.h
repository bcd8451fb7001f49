// The schema as a list of steps: step n (from 1) takes a database from user_version n-1 to n.
// A step that was released is never edited or moved; changes are appended.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// The texts of all steps, in order; each group of tables has a file of its own for each engine.
const std::vector<std::string>& Migrations();

// The groups (server/store/schema_*_sqlite.cc).
std::string RecordsSchema();
std::string EmployersSchema();
std::string VaultSchema();
std::string IdentitySchema();
std::string AccessSchema();
std::string AuditSchema();
std::string ConsentSchema();
std::string AuditBlocksSchema();
std::string WholeBlocksSchema();
std::string OpeningTitlesSchema();
std::string RegisterSchema();
std::string ScreeningSchema();
std::string NoticeSchema();
std::string EvidenceSchema();
std::string ConsentEndsSchema();
std::string PlacementSchema();
std::string QuotaSchema();
std::string QuotaChaptersSchema();
std::string QuotaChapterPartsSchema();
std::string CaseSchema();
std::string CaseSourcesSchema();

// Brings the database to the last step in one transaction; a database that is there already is
// not written. FAILED_PRECONDITION: written by a newer Setara (SCHEMA_TOO_NEW), or by another
// program (NOT_A_SETARA_DATABASE).
absl::Status Migrate(Connection& db, const std::vector<std::string>& steps, Instant now);

}  // namespace setara
